package finding

import (
	"maps"
	"slices"
)

// A Code names a kind of finding, "TD304". A code is a promise: it is never reused
// and never given another meaning.
type Code string

// The codes, each with its one meaning for good.
const (
	NothingHere        Code = "TD100" // register missing, no workspace, or no nomination workbook
	UnreadableFile     Code = "TD101"
	NotANomination     Code = "TD102" // not a nomination workbook, or a sheet missing
	MissingHeading     Code = "TD103"
	UnknownHeading     Code = "TD104"
	BadDate            Code = "TD105"
	BadNumber          Code = "TD106"
	NotInList          Code = "TD107"
	LegacyEncoding     Code = "TD108" // text in TCVN3 or VNI
	BrokenCell         Code = "TD109" // Excel error value, or formula without a saved value
	BadCharacter       Code = "TD110"
	RowSkipped         Code = "TD111"
	BeyondLimits       Code = "TD112"
	BadDefinition      Code = "TD113" // rulebook or template wrong
	Disagreement       Code = "TD114" // file name, unit code and period disagree; two workbooks a round
	RequiredEmpty      Code = "TD201"
	UnknownUnit        Code = "TD202"
	NomineeTwice       Code = "TD203"
	ImplausibleBirth   Code = "TD204"
	BadPersonalNumber  Code = "TD205"
	PaperMissing       Code = "TD206"
	BadAttachment      Code = "TD207"
	UnknownInitiative  Code = "TD208"
	SitsOnCouncil      Code = "TD209"
	UnknownReference   Code = "TD210"
	BadCode            Code = "TD211"
	RankTooLow         Code = "TD301"
	YearsRankedTooFew  Code = "TD302" // final review: fewer than 3 years within the first 10
	RankUnknown        Code = "TD303"
	TooFewInitiatives  Code = "TD304"
	NotRecognised      Code = "TD305"
	NotApplied         Code = "TD306"
	ConductOrRating    Code = "TD307"
	NoDirectRole       Code = "TD308"
	ServiceTooShort    Code = "TD309"
	NoStandardMet      Code = "TD310"
	MatterPending      Code = "TD311" // under discipline, investigation, complaint
	FormNotAllowed     Code = "TD312"
	LegalCondition     Code = "TD313"
	ReadingUndecided   Code = "TD314"
	LeadingUnconfirmed Code = "TD315"
	OverCityQuota      Code = "TD401"
	OverFlagQuota      Code = "TD402"
	OverBesideFlag     Code = "TD403"
	OverFinalQuota     Code = "TD404"
	NoAllocation       Code = "TD405"
	OverAllocation     Code = "TD406"
	NotAuthor          Code = "TD501"
	AlreadyRewarded    Code = "TD502"
	TextsAlike         Code = "TD503"
	TwoForms           Code = "TD504"
	InitiativeShared   Code = "TD505"
	Late               Code = "TD601"
	NoReceipt          Code = "TD602"
	DeadlineOnDayOff   Code = "TD603"
	DatesOutOfOrder    Code = "TD604"
	UnitHasNotAnswered Code = "TD605"
	BallotSum          Code = "TD701" // a ballot that does not add up
	VotesBelow         Code = "TD702"
	QuorumNotMet       Code = "TD703"
	MinutesIncomplete  Code = "TD704"
	CountsDiffer       Code = "TD801"
	WrittenTwoWays     Code = "TD802"
	WritingStyle       Code = "TD901" // a unit's text not written as Decree 30 asks
)

// severities holds the severity of each code where nothing lessens it.
var severities = map[Code]Severity{
	NothingHere: Error, UnreadableFile: Error, NotANomination: Error, MissingHeading: Error,
	UnknownHeading: Warning, BadDate: Error, BadNumber: Error, NotInList: Error, LegacyEncoding: Warning,
	BrokenCell: Error, BadCharacter: Error, RowSkipped: Note, BeyondLimits: Error, BadDefinition: Error,
	Disagreement:  Error,
	RequiredEmpty: Error, UnknownUnit: Error, NomineeTwice: Error, ImplausibleBirth: Warning,
	BadPersonalNumber: Warning, PaperMissing: Error, BadAttachment: Error, UnknownInitiative: Error,
	SitsOnCouncil: Note, UnknownReference: Error, BadCode: Error,
	RankTooLow: Error, YearsRankedTooFew: Error, RankUnknown: Warning, TooFewInitiatives: Error,
	NotRecognised: Error, NotApplied: Error, ConductOrRating: Error, NoDirectRole: Error,
	ServiceTooShort: Error, NoStandardMet: Error, MatterPending: Error, FormNotAllowed: Error,
	LegalCondition: Error, ReadingUndecided: Note, LeadingUnconfirmed: Warning,
	OverCityQuota: Error, OverFlagQuota: Error, OverBesideFlag: Error, OverFinalQuota: Error,
	NoAllocation: Error, OverAllocation: Error,
	NotAuthor: Error, AlreadyRewarded: Error, TextsAlike: Warning, TwoForms: Error, InitiativeShared: Note,
	Late: Error, NoReceipt: Warning, DeadlineOnDayOff: Note, DatesOutOfOrder: Warning, UnitHasNotAnswered: Note,
	BallotSum: Error, VotesBelow: Error, QuorumNotMet: Warning, MinutesIncomplete: Error,
	CountsDiffer: Error, WrittenTwoWays: Warning,
	WritingStyle: Note,
}

// Codes lists every code in its order.
func Codes() []Code { return slices.Sorted(maps.Keys(severities)) }

// Waivable lists the codes that an exception (ngoại lệ) may turn into a warning: never
// the law, never the city's limits.
func Waivable() []Code {
	return []Code{TooFewInitiatives, NotRecognised, NotApplied, ServiceTooShort, NotAuthor, TextsAlike, Late}
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
