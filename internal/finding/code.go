package finding

// A Code names a kind of finding, "TD304". A code is a promise: it is never reused
// and never given another meaning.
type Code string

// The codes that this version can report.
const (
	NothingHere        Code = "TD100" // register missing, no workspace, or no nomination workbook
	UnreadableFile     Code = "TD101"
	NotANomination     Code = "TD102" // not a nomination workbook, or a sheet missing
	MissingHeading     Code = "TD103"
	UnknownHeading     Code = "TD104"
	BadDate            Code = "TD105"
	BadNumber          Code = "TD106"
	NotInList          Code = "TD107"
	BrokenCell         Code = "TD109" // Excel error value, or formula without a saved value
	BadCharacter       Code = "TD110"
	RowSkipped         Code = "TD111"
	BeyondLimits       Code = "TD112"
	BadDefinition      Code = "TD113" // rulebook or template wrong
	Disagreement       Code = "TD114" // file name, unit code and period disagree; two workbooks a round
	RequiredEmpty      Code = "TD201"
	UnknownUnit        Code = "TD202"
	NomineeTwice       Code = "TD203"
	UnknownInitiative  Code = "TD208"
	UnknownReference   Code = "TD210"
	BadCode            Code = "TD211"
	RankTooLow         Code = "TD301"
	RankUnknown        Code = "TD303"
	TooFewInitiatives  Code = "TD304"
	NotRecognised      Code = "TD305"
	NotApplied         Code = "TD306"
	ConductOrRating    Code = "TD307"
	NoDirectRole       Code = "TD308"
	NoStandardMet      Code = "TD310"
	FormNotAllowed     Code = "TD312"
	OverCityQuota      Code = "TD401"
	Late               Code = "TD601"
	NoReceipt          Code = "TD602"
	UnitHasNotAnswered Code = "TD605"
)

// severities holds the severity of each code where nothing lessens it.
var severities = map[Code]Severity{
	NothingHere: Error, UnreadableFile: Error, NotANomination: Error, MissingHeading: Error,
	UnknownHeading: Warning, BadDate: Error, BadNumber: Error, NotInList: Error,
	BrokenCell: Error, BadCharacter: Error, RowSkipped: Note, BeyondLimits: Error,
	BadDefinition: Error, Disagreement: Error,
	RequiredEmpty: Error, UnknownUnit: Error, NomineeTwice: Error, UnknownInitiative: Error,
	UnknownReference: Error, BadCode: Error,
	RankTooLow: Error, RankUnknown: Warning, TooFewInitiatives: Error, NotRecognised: Error,
	NotApplied: Error, ConductOrRating: Error, NoDirectRole: Error, NoStandardMet: Error,
	FormNotAllowed: Error, OverCityQuota: Error,
	Late: Error, NoReceipt: Warning, UnitHasNotAnswered: Note,
}

// Severity gives the severity of a code where nothing lessens it: a standard met
// without the faulty value, an exception, a dossier not concluded yet.
func (c Code) Severity() Severity { return severities[c] }

// Label gives the words printed before a code: the group for errors, else
// "Cảnh báo" or "Lưu ý".
func (f Finding) Label() string {
	switch f.Severity {
	case Warning:
		return "Cảnh báo"
	case Note:
		return "Lưu ý"
	}
	if len(f.Code) < 3 {
		return "LỖI"
	}
	switch f.Code[2] {
	case '1':
		return "LỖI TỆP"
	case '2':
		return "LỖI DỮ LIỆU"
	case '3':
		return "CHƯA ĐỦ ĐIỀU KIỆN"
	case '4':
		return "VƯỢT SỐ LƯỢNG"
	case '5':
		return "TRÙNG THÀNH TÍCH"
	case '6':
		return "THỜI HẠN"
	case '7':
		return "HỘI ĐỒNG"
	case '8':
		return "KHÔNG THỐNG NHẤT"
	case '9':
		return "THỂ THỨC"
	}
	return "LỖI"
}
