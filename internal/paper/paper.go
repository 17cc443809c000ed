// Package paper is the model of an official paper: what it says, in the words and
// roles of Decree 30 (Nghị định 30/2020/NĐ-CP, annex I), not where it stands.
//
// The tree is small and closed. Writers (typeset for PDF, xlsx, docx, html) walk it
// by a type switch and know the look of each role; nodes don't print themselves.
// A no-break space (U+00A0) in a text ties its neighbours to one line; "\n" ends
// a line.
package paper

import (
	"iter"
	"strings"
)

// What official papers carry word for word: elements 1, 9a and 9b of the decree.
const (
	National   = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	Motto      = "Độc lập - Tự do - Hạnh phúc"
	Salutation = "Kính gửi:"
	CopiesTo   = "Nơi nhận:"
)

// A Paper is one file of the package.
type Paper struct {
	Kind     string // key of the template: "to-trinh"
	Folder   string // of the results, with "/": "nop-thanh-pho", "tra-don-vi/VHXH"
	Name     string // file name without extension: "01-to-trinh"
	Title    string // for the document's properties and the table of contents
	Author   string // the issuing body
	Number   string // as given out, "12/TTr-UBND", for the table of contents; empty: none yet
	Date     string // of issue, "10/02/2027", likewise
	Draft    bool   // every page is marked DỰ THẢO
	Sections []Section
	Many     *Sections // instead of Sections, where they are many
	Sources  []string  // IDs of the dossiers that it speaks of, for the manifest
	Files    []string  // attached files that are the paper, in order; it has no sections then
}

// All goes over the paper's sections.
func (p *Paper) All() iter.Seq[*Section] {
	if p.Many != nil {
		return p.Many.All()
	}
	return each(p.Sections)
}

// Len is how many sections the paper has.
func (p *Paper) Len() int {
	if p.Many != nil {
		return p.Many.Count
	}
	return len(p.Sections)
}

func each[T any](list []T) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for i := range list {
			if !yield(&list[i]) {
				return
			}
		}
	}
}

// A Section starts on a new page and counts its pages from 1.
type Section struct {
	Landscape bool
	Stamp     bool // keep 77 × 9 mm free, top right of the first page, for the line of the electronic signature
	Blocks    []Block

	TextSize  int  // of the running text, pt; 0: 14. Tables, titles and notes grow with it: the large-print version of a paper
	NoNumbers bool // no page numbers: certificates, ballots

	Width, Height  int // of the page upright, mm; 0: A4
	ShiftX, ShiftY int // where Placed and Image go from their places, right and down, 1/10 mm: a printer doesn't meet a form at once
}

// A Block is one of Letterhead, Title, Recipients, Paragraph, Table, Chart, Placed,
// Image, Closing, Signatures, Columns, Keep, Space or PageBreak.
type Block interface{ block() }

// A Letterhead is the top of a paper: issuer left, national heading right (elements
// 1–4 of the decree). Lines are printed as given: capitals are the caller's.
type Letterhead struct {
	Superior []string // cơ quan chủ quản: upright
	Issuer   []string // cơ quan ban hành: bold, with the short rule below
	Number   string   // "Số:      /TTr-UBND"; empty: no such line
	Place    string   // "Phường Lê Thanh Nghị, ngày … tháng … năm …"; empty: no such line
	Bare     bool     // no national heading (an annex)
}

// A Title is type and subject of a paper (element 5a), with the short rule below.
type Title struct {
	Type    []string // capitals, bold, centred
	Subject []string // bold, centred, a line each
	Note    string   // "(Kèm theo Tờ trình số …)": italic, centred
	NoRule  bool
}

// Recipients is "Kính gửi:" and whom a paper goes to (element 9a): one on the same
// line, several on lines of their own, each led by a dash.
type Recipients struct{ To []string }

// Lines gives the recipients as they are printed: a single one as it is, several each
// with its dash and, where the caller has not ended them, a semicolon, the last a full
// stop.
func (r Recipients) Lines() []string {
	if len(r.To) == 1 {
		return r.To
	}
	out := make([]string, len(r.To))
	for i, s := range r.To {
		s = strings.TrimRight(s, " ")
		if !strings.HasPrefix(s, "-") {
			s = "- " + s
		}
		switch {
		case strings.HasSuffix(s, ";"), strings.HasSuffix(s, "."), strings.HasSuffix(s, ","):
		case i == len(r.To)-1:
			s += "."
		default:
			s += ";"
		}
		out[i] = s
	}
	return out
}

// A Role says what a paragraph is; the look follows from it.
type Role int

// The roles of paragraphs.
const (
	Body     Role = iota // lời văn: justified, first line indented
	Basis                // căn cứ: as body, italic
	Heading1             // I. NHỮNG KẾT QUẢ: bold, indented as body, kept with the next block
	Heading2             // 1. Phạm vi: bold, likewise
	Heading3             // bold italic, likewise
	Centred              // centred, no indent
	CentredBold
	Plain      // flush left, no indent: table cells, lists under Nơi nhận
	PlainRight // flush right: figures in tables
	Remark     // small italic, flush left: notes below a table
)

// A Run is a stretch of text in one style, on top of its paragraph's role. Its text
// may hold the marks of forms, ☐ (U+2610), ☑ (U+2611) and ✓ (U+2713): most fonts of
// offices lack them, so a writer draws them or names a font that has them.
type Run struct {
	Text                    string
	Bold, Italic, Underline bool
	Red                     bool // where the law asks for it, as on a certificate; else black
}

// Like reports whether another run is in the same style, so that both can be one.
func (r Run) Like(o Run) bool {
	r.Text, o.Text = "", ""
	return r == o
}

// Squeeze makes every stretch of spaces in the runs of a paragraph one, and leaves none
// at the ends of lines; a stretch or a line may go over several runs.
func Squeeze(runs []Run) {
	blank := true // a space here would begin a line
	for i := range runs {
		var b strings.Builder
		for _, r := range runs[i].Text {
			switch {
			case r == '\n':
				trimLast(runs[:i], &b)
				b.WriteByte('\n')
				blank = true
			case r != ' ':
				b.WriteRune(r)
				blank = false
			case !blank:
				b.WriteByte(' ')
				blank = true
			}
		}
		runs[i].Text = b.String()
	}
}

// trimLast takes the space before a line's end away, which may stand in an earlier run.
func trimLast(before []Run, b *strings.Builder) {
	if s := b.String(); s != "" {
		b.Reset()
		b.WriteString(strings.TrimSuffix(s, " "))
		return
	}
	for i := len(before) - 1; i >= 0; i-- {
		if before[i].Text != "" {
			before[i].Text = strings.TrimSuffix(before[i].Text, " ")
			return
		}
	}
}

// A Paragraph is a text in one role.
type Paragraph struct {
	Role     Role
	Runs     []Run
	KeepNext bool // on one page with the first lines of the next block
}

// Text gives a paragraph of one unstyled run.
func Text(role Role, s string) Paragraph { return Paragraph{Role: role, Runs: []Run{{Text: s}}} }

// String gives the paragraph's text without styles.
func (p Paragraph) String() string {
	s := ""
	for _, r := range p.Runs {
		s += r.Text
	}
	return s
}

// A Table has a header that is repeated on every page, and rows that may go on over
// pages, never cut through a line of text.
type Table struct {
	Columns []Column
	Header  []Row
	Rows    []Row
	Long    *Rows // instead of Rows, where they are many
	Size    int   // of the text, pt; 0: 12
}

// All goes over the rows below the header.
func (t *Table) All() iter.Seq[*Row] {
	if t.Long != nil {
		return t.Long.All()
	}
	return each(t.Rows)
}

// Every goes over the header's rows, then those below.
func (t *Table) Every() iter.Seq[*Row] {
	return func(yield func(*Row) bool) {
		for i := range t.Header {
			if !yield(&t.Header[i]) {
				return
			}
		}
		t.All()(yield)
	}
}

// Len is how many rows there are below the header.
func (t *Table) Len() int {
	if t.Long != nil {
		return t.Long.Count
	}
	return len(t.Rows)
}

// A Column of a table. Width is a share of the text width in thousandths; shares of
// a table add up to at most 1000. Columns with none divide what is left: on paper by
// what is in them, in a spreadsheet equally. Figures in a column flush right have
// their decimal commas below each other.
type Column struct {
	Width int
	Align Align
}

// An Align places text in a cell.
type Align int

// The alignments.
const (
	AlignLeft Align = iota
	AlignCentre
	AlignRight
	AlignJustify
)

// A Row of a table. A group row spans its cells over the table and is kept with the
// row that follows.
type Row struct {
	Cells []Cell
	Group bool
}

// A Cell holds paragraphs to print and, for spreadsheets, the value that they show.
type Cell struct {
	Paragraphs []Paragraph
	Span       int // columns covered; 0 and 1 are the same
	RowSpan    int // rows covered; 0 and 1 are the same
	Align      Align
	HasAlign   bool // Align holds; else the column's (headers: centred)
	Value      Value
}

// A Value is a cell's typed content: exactly one of its kinds, or none, in which
// case the cell is text.
type Value struct {
	Kind   ValueKind
	Number int64  // Integer; Decimal: in hundredths
	Date   [3]int // Date: year, month, day
	Sum    Sum    // of what the number is the sum; spreadsheets then hold a formula beside it
}

// A Sum says of which cells of its table a number is the sum.
type Sum int

// The sums.
const (
	NoSum    Sum = iota
	SumAbove     // of the numbers above it in its column, other such sums left out
	SumLeft      // of the numbers beside it to the left, as far as they go on
)

// A ValueKind is the kind of a Value.
type ValueKind int

// The kinds of values.
const (
	TextValue ValueKind = iota
	IntegerValue
	DecimalValue
	DateValue
)

// A Signature is one signing place (element 7).
type Signature struct {
	Capacity []string // "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH": bold capitals
	Hint     string   // "(Ký, ghi rõ họ và tên)": italic
	Name     string   // bold, without titles; empty: left blank
}

// Empty reports whether nobody signs here: a closing may hold only the copies.
func (s Signature) Empty() bool { return len(s.Capacity) == 0 && s.Hint == "" && s.Name == "" }

// A Closing is the foot of a letter: Nơi nhận left (element 9b), signature right.
type Closing struct {
	Copies    []string  // "- Như trên;": each line as printed
	Signature Signature // empty below minutes, which are signed by several
}

// Signatures is two signing places side by side; either may be nil. Below, where
// set, stands under both, centred.
type Signatures struct {
	Left, Right *Signature
	Below       *Signature
}

// Placed is text at a fixed place of the page, whatever else stands there: what is
// written onto a certificate or a printed form. It stands on the page that the blocks
// before it have reached and takes no room there. Places are measured from the page's
// top left corner, in 1/10 mm.
type Placed struct {
	X, Width int // of the field
	Y        int // baseline of the first line, as the dotted line of a form shows it
	Size     int // of the letters, pt; 0: the section's
	Align    Align
	Runs     []Run
}

// Image is a picture at a fixed place of the page, measured as that of Placed. It is
// the office's own: no emblem, seal or signature is ever drawn by the program.
type Image struct {
	X, Y, Width, Height int    // 1/10 mm; X and Y are the top left corner
	Data                []byte // PNG or JPEG
	Alt                 string // what it shows, for those who can't see it
}

// Columns sets blocks side by side on one page. Widths are shares in thousandths.
type Columns struct {
	Widths []int
	Blocks [][]Block
}

// Keep holds its blocks together on one page where they fit on one.
type Keep struct{ Blocks []Block }

// Space is empty height in mm; it vanishes at the top of a page.
type Space struct{ Height int }

// PageBreak ends the page.
type PageBreak struct{}

func (Letterhead) block() {}
func (Title) block()      {}
func (Recipients) block() {}
func (Paragraph) block()  {}
func (Table) block()      {}
func (Chart) block()      {}
func (Placed) block()     {}
func (Image) block()      {}
func (Closing) block()    {}
func (Signatures) block() {}
func (Columns) block()    {}
func (Keep) block()       {}
func (Space) block()      {}
func (PageBreak) block()  {}

// A Book is a workbook: sheets of blocks, of which tables become cells with types.
type Book struct {
	Folder string // of the results; empty: their top
	Name   string // file name without extension
	Title  string
	Author string
	Sheets []Sheet
}

// A Sheet of a Book. Writers take Letterhead, Title, Paragraph, Table, Chart (as its
// table), Closing and Signatures from it, in this order of rows.
type Sheet struct {
	Name   string
	Blocks []Block
}
