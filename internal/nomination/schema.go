package nomination

import (
	"strings"
	"time"

	"thidua/internal/vi"
)

// A Kind says how a cell is read and what a form lets people type there.
type Kind int

// The kinds of cell. A reference names something that stands in another sheet.
const (
	Text                 Kind = iota // one line or a few words
	LongText                         // paragraphs: a line break starts a new one
	Texts                            // several texts, parted by ";"
	Choice                           // one of Values
	Choices                          // several of Values, parted by ";"
	AwardForm                        // name of an award form; Values only fill the form's list, the rulebook decides
	YesNo                            // Có / Không / x / blank
	Date                             // a whole day
	BirthDate                        // a day, or a year alone
	Month                            // mm/yyyy
	Moment                           // day and time of day
	Year                             // 2026
	Period                           // 2026 or 2026-2030
	Whole                            // a count, not negative
	Ordinal                          // a place in a row: 1, 2, …
	Decimal                          // a number kept as written
	Offset                           // mm to a tenth, either way: Number is in tenths
	UnitCode                         // of a unit, in the list of units
	UnitReference                    // code of a unit
	UnitReferences                   // codes or names of units, parted by ";"
	DossierCode                      // of the row's own nominee
	DossierReference                 // bare in a workbook, "<mã đơn vị>/<mã hồ sơ>" in the register
	InitiativeCode                   // of the row's own initiative
	InitiativeReference              // bare, or of another unit: "VHXH/SK01"
	InitiativeReferences             // several, parted by ";"
	MeetingCode                      // of the row's own meeting
	MeetingReference                 // code of a meeting
	Authors                          // "Nguyễn Văn A (60%); Trần Thị B (40%)"
	FilePath                         // of a file in the workspace, with "/"
)

// A Column is one heading of a sheet, or one item where the sheet has two columns.
type Column struct {
	Head     string
	Kind     Kind
	Required bool
	Values   []string // allowed, in the order of a form's list
	Width    int      // in a form, in characters
	Hint     string   // in a form, Vietnamese; may be empty
	Unasked  bool     // read where a unit has it, but no form asks for it
}

// A Value is a cell as it was understood; the column's kind says which field holds it.
type Value struct {
	Text    string // also the one value of a list, as the list spells it
	Number  int
	Date    vi.Date
	Time    time.Time
	Yes     bool
	List    []string
	ID      ID
	IDs     []ID
	Authors []Author
}

// A Schema describes a sheet to whoever writes or names it.
type Schema struct {
	Name      string
	Mandatory bool
	Pairs     bool // two columns, Mục and Nội dung: the Columns are items, a row each
	Columns   []Column
}

// Column finds a column by its heading.
func (s Schema) Column(head string) (Column, bool) {
	for _, c := range s.Columns {
		if c.Head == head {
			return c, true
		}
	}
	return Column{}, false
}

// A Field is a column of records of type T and the way its value goes into one.
type Field[T any] struct {
	Column
	Set func(*T, Value)
}

// A Table is a sheet whose rows become records of type T.
type Table[T any] struct {
	Name      string
	Mandatory bool
	Pairs     bool          // the whole sheet becomes one record
	At        func(*T) *Row // where the record keeps its place; nil where it keeps none
	Blank     func() *T     // a record before any cell was read; nil: the zero record
	Fields    []Field[T]
}

// New gives a record before any cell was read.
func (t Table[T]) New(at Row) *T {
	record := new(T)
	if t.Blank != nil {
		record = t.Blank()
	}
	if t.At != nil {
		*t.At(record) = at
	}
	return record
}

// Schema describes the table without its records' type.
func (t Table[T]) Schema() Schema {
	s := Schema{Name: t.Name, Mandatory: t.Mandatory, Pairs: t.Pairs, Columns: make([]Column, len(t.Fields))}
	for i, f := range t.Fields {
		s.Columns[i] = f.Column
	}
	return s
}

// WorkbookSchemas describes the sheets of a nomination workbook, in their order.
func WorkbookSchemas() []Schema {
	return []Schema{
		UnitSheet.Schema(), CollectiveTable.Schema(), IndividualTable.Schema(), InitiativeTable.Schema(),
		RatingTable.Schema(), ServiceTable.Schema(), HeldTable.Schema(), AttachmentTable.Schema(),
	}
}

// RegisterSchemas describes the sheets of the office's register, in their order.
func RegisterSchemas() []Schema {
	return []Schema{
		SettingsSheet.Schema(), SignerTable.Schema(), UnitTable.Schema(), RankTable.Schema(),
		HistoryTable.Schema(), ReceiptTable.Schema(), ExtensionTable.Schema(), CouncilTable.Schema(),
		MeetingTable.Schema(), AttendanceTable.Schema(), BallotTable.Schema(), ConclusionTable.Schema(),
		AllocationTable.Schema(), IssuedTable.Schema(), ResultTable.Schema(), FigureTable.Schema(),
		ExceptionTable.Schema(), PendingTable.Schema(), ReadingTable.Schema(),
	}
}

// SheetGuide and SheetLists are sheets that our forms add for the person who fills
// them in: how to, and the values behind the drop-down lists. Nothing is read there.
const (
	SheetGuide = "Hướng dẫn"
	SheetLists = "Danh mục"
)

// SheetReview is the sheet in which a unit gets back what was found in its workbook.
// Nothing is read there either, when the unit mends the workbook and sends it again.
const SheetReview = "Kết quả kiểm tra"

// ExamplePrefix begins the code of a form's example row, which is no nomination.
const ExamplePrefix = "VÍ DỤ"

// HeadKey gives what a heading is matched by: NFC, single spaces, without a star
// for required and without a bracketed hint at the end. Marks and capitals count.
func HeadKey(s string) string {
	s = strings.ReplaceAll(vi.Clean(s), "\n", " ")
	for {
		s = strings.TrimRight(s, " *")
		open := -1
		switch {
		case strings.HasSuffix(s, ")"):
			open = strings.LastIndexByte(s, '(')
		case strings.HasSuffix(s, "]"):
			open = strings.LastIndexByte(s, '[')
		}
		if open <= 0 {
			return strings.Join(strings.Fields(s), " ")
		}
		s = s[:open]
	}
}

// ValueKey gives what a value of a list is matched by: as a heading, capitals and
// the place of the tone mark folded besides.
func ValueKey(s string) string { return vi.Key(HeadKey(s)) }

// required and optional keep the tables below readable: a column a line.
func required(head string, kind Kind, width int, hint string, values ...string) Column {
	return Column{Head: head, Kind: kind, Required: true, Values: values, Width: width, Hint: hint}
}

func optional(head string, kind Kind, width int, hint string, values ...string) Column {
	return Column{Head: head, Kind: kind, Values: values, Width: width, Hint: hint}
}

var (
	classes = []string{ClassWard, ClassOffice, ClassService, ClassSteering, ClassPolitical, ClassQuarter, ClassOther}
	roles   = []string{RoleDirects, RoleInCharge, RoleAdvises, RoleProposes, RoleImplements}
	ratings = []string{RatingExcellent, RatingGood, RatingDone, RatingNotDone, RatingPending, RatingNotSubject}
	levels  = []string{LevelWard, LevelCity, LevelFinal}

	// awardForms are the names of contract and plan, offered by the forms' lists.
	awardForms = []string{
		"Giấy khen của Chủ tịch UBND phường",
		"Bằng khen của Chủ tịch UBND thành phố",
		"Cờ thi đua của UBND thành phố",
		"Bằng khen của Thủ tướng Chính phủ",
		"Huân chương Lao động hạng Nhất",
		"Huân chương Lao động hạng Nhì",
		"Huân chương Lao động hạng Ba",
	}
)

// Hints that several columns share.
const (
	hintDate       = "ngày/tháng/năm, ví dụ 09/6/2026"
	hintMonth      = "tháng/năm, ví dụ 03/2026"
	hintList       = "Chọn trong danh sách"
	hintCode       = "Chữ không dấu, số, gạch nối, tối đa 16 ký tự; không trùng trong tệp"
	hintOwnDossier = "Mã hồ sơ đã ghi ở trang Tập thể hoặc Cá nhân"
	hintDossier    = "<mã đơn vị>/<mã hồ sơ>, ví dụ VHXH/CN01"
	hintInitiative = "Mã ở trang Sáng kiến; của đơn vị khác ghi VHXH/SK01; nhiều mã cách nhau bằng dấu ;"
	hintPeriod     = "2026 hoặc 2026-2030"
	hintYesNo      = "Có hoặc Không"
	hintParagraphs = "Viết đủ câu; xuống dòng là sang đoạn mới"
)
