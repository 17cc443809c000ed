// Package compose writes the papers: it fills templates with the records and the
// verdicts and reads the result as papers.
//
// A template is well-formed markup, a closed vocabulary of HTML's elements and of
// the official parts of a paper (see vocabulary in markup.go). html/template fills it
// in, so that data is escaped by where it stands and can't become markup; then it is
// read strictly. The template's own source is checked before, so that a fault is
// found when templates are loaded, with the line and column at which it stands, and
// also in branches that today's data doesn't take.
package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// Input is what papers are made of.
type Input struct {
	Case     *nomination.Case
	Rulebook *rulebook.Rulebook
	Outcome  *rule.Outcome
	Period   string
	Round    int     // of the submission to the city; 0 is the first
	Date     vi.Date // today; a paper that has a date of its own is judged by that
	Draft    bool    // every page is marked DỰ THẢO
	Parts    []Part  // of the results, in this order

	// Printable tells whether the font in use has a letter; nil: it is not asked. What
	// it hasn't is an error of the data (TD110), but the papers for the meeting and for
	// the units are written all the same: they print "?" there.
	Printable func(rune) bool

	RollCall []Answer // what the units have answered, in the register's order

	// What units wrote themselves: section II of a nominee's report, and a whole report
	// that goes in as it is, by its files. Its paper then has these instead of sections.
	Reports map[nomination.ID][]paper.Block
	AsIs    map[nomination.ID][]string

	Pictures map[string]Picture // by the names that templates know them by: Emblem

	// Where they are set, papers and workbooks are handed over as they are made, and
	// Compose gives none of them.
	TakePaper func(*paper.Paper)
	TakeBook  func(*paper.Book)

	lookup lookup // made by Compose and Contents
}

// A lookup finds records by the dossier or code that they belong to.
type lookup struct {
	ballots     map[nomination.ID]*nomination.Ballot // the last of each dossier
	initiatives map[nomination.ID][]*nomination.Initiative
}

func newLookup(c *nomination.Case) lookup {
	l := lookup{map[nomination.ID]*nomination.Ballot{}, map[nomination.ID][]*nomination.Initiative{}}
	for _, b := range c.Register.Ballots {
		if last := l.ballots[b.Nominee]; last == nil || b.Round >= last.Round {
			l.ballots[b.Nominee] = b
		}
	}
	for _, s := range c.Submissions {
		for _, i := range s.Initiatives {
			l.initiatives[i.ID] = append(l.initiatives[i.ID], i)
		}
	}
	return l
}

// A Picture is an image file of the office's: PNG or JPEG, looked at and found whole.
type Picture struct {
	Data          []byte
	Width, Height int // pixels
}

// Emblem is the name of the national emblem (Quốc huy) in templates.
const Emblem = "quoc-huy"

// An Answer is what a unit has sent for the period.
type Answer struct {
	Unit, Name  string // code and name
	State       string // "Có đề nghị", "Không đề nghị", "Gửi thiếu", "Chưa gửi"
	Files       []string
	Received    vi.Date // of the first receipt; zero: not noted
	Collectives int
	Individuals int
}

// A Part is a folder of the results whose papers are made, or not, together. What may
// be made is the caller's to say.
type Part int

// The parts.
const (
	City     Part = iota // the submission to the city
	Ward                 // the ward's own letter, decision and certificates
	Meeting              // what the leaders' meeting decides from
	Units                // what goes back to the units, besides their own workbooks
	Tables               // the office's full workbook
	Campaign             // the periodic report on the campaign
	Public               // masked lists of what the parts City and Ward put forward
)

// The folders of the results.
const (
	CityFolder     = "nop-thanh-pho"
	WardFolder     = "cap-phuong"
	MeetingFolder  = "hop-lanh-dao"
	UnitsFolder    = "tra-don-vi" // in it one for each unit, by its code
	CampaignFolder = "bao-cao"
)

// maxInline is how many nominees a letter names in its text; more stand in the
// annexed list alone.
const maxInline = 5

// A letterData fills to-trinh.html.
type letterData struct {
	office
	Recipients  []string // "Chủ tịch Ủy ban nhân dân thành phố;", punctuated
	Bases       []string // căn cứ, punctuated
	Minutes     string   // "Biên bản số 01/BB-HĐTĐKT ngày …"; empty where not known
	Collectives []collective
	Individuals []individual
	Inline      bool         // the nominees are named in the text
	Sets        string       // "01": copies of the dossier; empty where the register doesn't say
	Enclosed    []attachment // what the submission holds besides the letter
}

// An attachment is a paper that goes with the letter.
type attachment struct {
	Name string
	End  string // ";" or "." as the last of its list
}

// A listData fills danh-sach.html and trich-ngang.html.
type listData struct {
	office
	Collectives []collective
	Individuals []individual
}

// A collectiveReport fills bao-cao-tap-the.html.
type collectiveReport struct {
	office
	C collective
}

// An individualReport fills bao-cao-ca-nhan.html.
type individualReport struct {
	office
	P individual
}

// A bookData fills tong-hop.html.
type bookData struct {
	office
	Collectives []collective
	Individuals []individual
}

// A contentsData fills muc-luc.html.
type contentsData struct {
	office
	Year int // of the file
	Rows []contentsRow
}

// A contentsRow is a paper in the table of contents.
type contentsRow struct {
	N      int
	Number string
	Date   string
	Title  string
	Author string
	Pages  string
}

// Compose writes the papers and workbooks of the parts that Input names, each part in
// its own order. A part that no dossier belongs to has none. A paper whose template
// Load has refused is left out; a fault of a template that shows only with these data
// is a finding, and its paper is left out too.
func (t *Templates) Compose(in Input) ([]*paper.Paper, []*paper.Book, []finding.Finding, error) {
	if in.Case == nil || in.Rulebook == nil || in.Outcome == nil {
		return nil, nil, nil, fmt.Errorf("compose: records, rulebook and outcome are needed")
	}
	in.lookup = newLookup(in.Case)
	c := composer{templates: t, in: in}
	for _, part := range in.Parts {
		switch part {
		case City:
			c.city()
		case Ward:
			c.ward()
		case Meeting:
			c.meeting()
			c.appraisal()
			c.ballots()
		case Units:
			c.units()
		case Tables:
			c.tables()
		case Campaign:
			c.campaign()
		case Public:
			c.public(slices.Contains(in.Parts, City), slices.Contains(in.Parts, Ward))
		}
	}
	finding.Sort(c.found)
	return c.papers, c.books, c.found, nil
}

// A composer gathers the papers of one set.
type composer struct {
	templates *Templates
	in        Input
	papers    []*paper.Paper
	books     []*paper.Book
	found     []finding.Finding
}

// add fills a template and adds the paper that comes out.
func (c *composer) add(file string, data any, p paper.Paper) {
	f, ok := c.templates.byFile[file]
	if !ok {
		return // Load has said why
	}
	b, problems := c.build(f, data, false)
	p.Sections, p.Many = b.sections.done()
	p.Title = cmp.Or(b.title, p.Title)
	if len(problems) > 0 {
		c.found = append(c.found, asFindings(file, problems)...)
		return
	}
	c.take(p)
}

// take hands over a paper that is made.
func (c *composer) take(p paper.Paper) {
	p.Draft = c.in.Draft
	if c.in.TakePaper != nil {
		c.in.TakePaper(&p)
	} else {
		c.papers = append(c.papers, &p)
	}
}

// build fills in a template and builds a paper, or the sheets of a workbook, of what
// comes out; where that has problems, once more, to learn where they stand.
func (c *composer) build(f *filled, data any, sheets bool) (*builder, []problem) {
	once := func(f *filled) (*builder, []problem) {
		b := newBuilder()
		if b.sheet = sheets; !sheets {
			b.ward, b.reports, b.pictures = properName(c.in), c.in.Reports, c.in.Pictures
		}
		return b, b.build(f, data, c.legible())
	}
	b, problems := once(f)
	if len(problems) > 0 {
		b, problems = once(f.placed())
	}
	return b, problems
}

// build fills in a template and builds what comes out.
func (b *builder) build(f *filled, data any, legible func(string) string) []problem {
	top, problems := f.fill(data, legible, b.take)
	if len(problems) > 0 {
		return problems
	}
	b.finish(top)
	return b.problems
}

// legible puts "?" for what the font can't print; nil where all is printed.
func (c *composer) legible() func(string) string {
	has := c.in.Printable
	if has == nil {
		return nil
	}
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			if blankRune(r) || unicode.Is(unicode.Cf, r) || has(r) {
				return r
			}
			return '?'
		}, s)
	}
}

// addBook fills a template and adds the workbook that comes out.
func (c *composer) addBook(file string, data any, book paper.Book) {
	f, ok := c.templates.byFile[file]
	if !ok {
		return // Load has said why
	}
	b, problems := c.build(f, data, true)
	book.Sheets, book.Title = b.sheets, b.title
	if len(problems) > 0 {
		c.found = append(c.found, asFindings(file, problems)...)
		return
	}
	if c.in.TakeBook != nil {
		c.in.TakeBook(&book)
	} else {
		c.books = append(c.books, &book)
	}
}
