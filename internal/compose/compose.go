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
	"fmt"

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
	Date     vi.Date // today; a paper that has a date of its own is judged by that
	Draft    bool    // every page is marked DỰ THẢO
}

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
	Inline      bool // the nominees are named in the text
}

// A listData fills danh-sach.html.
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

// Compose writes the papers of the package for the city, in its order, and its
// workbook. Where no dossier is concluded for the city there are none. A paper whose
// template Load has refused is left out; a fault of a template that shows only with
// these data is a finding, and its paper is left out too.
func (t *Templates) Compose(in Input) ([]*paper.Paper, []*paper.Book, []finding.Finding, error) {
	if in.Case == nil || in.Rulebook == nil || in.Outcome == nil {
		return nil, nil, nil, fmt.Errorf("compose: records, rulebook and outcome are needed")
	}
	s := newSet(in)
	if s.empty() {
		return nil, nil, nil, nil
	}
	c := composer{templates: t, in: in, office: newOffice(in, s)}
	c.letter(s)
	c.list(s)
	c.reports(s)
	c.book(s)
	finding.Sort(c.found)
	return c.papers, c.books, c.found, nil
}

// A composer gathers the papers of one set.
type composer struct {
	templates *Templates
	in        Input
	office    office
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
	top, problems := f.fill(data)
	if len(problems) == 0 {
		b := &builder{}
		p.Sections = b.sections(top)
		p.Title, problems = b.title, b.problems
	}
	if len(problems) > 0 {
		c.found = append(c.found, asFindings(file, problems)...)
		return
	}
	p.Draft = c.in.Draft
	c.papers = append(c.papers, &p)
}

func (c *composer) letter(s *set) {
	day := issuedAs(c.in, letterPaper).Date
	if !day.Whole() {
		day = c.in.Date
	}
	data := letterData{
		office:      c.office,
		Recipients:  recipients(c.in.Case.Register.Settings.Recipients),
		Bases:       bases(c.in, "to-trinh", day),
		Minutes:     minutes(c.in, s),
		Collectives: s.collectives,
		Individuals: s.individuals,
		Inline:      len(s.collectives)+len(s.individuals) <= maxInline,
	}
	c.add("to-trinh.html", data, paper.Paper{Kind: "to-trinh", Name: "01-to-trinh", Author: c.office.Body, Sources: s.sources()})
}

func (c *composer) list(s *set) {
	data := listData{office: c.office, Collectives: s.collectives, Individuals: s.individuals}
	c.add("danh-sach.html", data, paper.Paper{Kind: "danh-sach", Name: "02-danh-sach", Author: c.office.Body, Sources: s.sources()})
}

// reports writes the reports of achievement, numbered in the order of the list.
func (c *composer) reports(s *set) {
	n := 0
	name := func(of string) string {
		n++
		return reportName(n, of)
	}
	for _, v := range s.collectives {
		author := v.Unit
		if v.IsWard || !v.IsUnit {
			author = v.Name
		}
		c.add("bao-cao-tap-the.html", collectiveReport{c.office, v},
			paper.Paper{Kind: "bao-cao-tap-the", Name: name(v.Name), Author: author, Sources: []string{v.ID}})
	}
	for _, v := range s.individuals {
		c.add("bao-cao-ca-nhan.html", individualReport{c.office, v},
			paper.Paper{Kind: "bao-cao-ca-nhan", Name: name(v.Name), Author: v.Name, Sources: []string{v.ID}})
	}
}

// maxFileName bounds a file's name with its extension, in bytes.
const maxFileName = 80

// reportName gives "05.01-bao-cao-nguyen-van-a".
func reportName(n int, of string) string {
	prefix := fmt.Sprintf("05.%02d-bao-cao-", n)
	return prefix + vi.Slug(of, maxFileName-len(prefix)-len(".docx"))
}

func (c *composer) book(s *set) {
	const file = "tong-hop.html"
	f, ok := c.templates.byFile[file]
	if !ok {
		return
	}
	top, problems := f.fill(bookData{c.office, s.collectives, s.individuals})
	b := &builder{}
	book := &paper.Book{Name: "tong-hop", Author: c.office.Body}
	if len(problems) == 0 {
		book.Sheets = b.sheets(top)
		book.Title, problems = b.title, b.problems
	}
	if len(problems) > 0 {
		c.found = append(c.found, asFindings(file, problems)...)
		return
	}
	c.books = append(c.books, book)
}

// sources gives the dossiers that a paper of the whole set speaks of.
func (s *set) sources() []string {
	var out []string
	for _, c := range s.collectives {
		out = append(out, c.ID)
	}
	for _, p := range s.individuals {
		out = append(out, p.ID)
	}
	return out
}

// recipients gives to whom the letter goes: the register's list, else the city's
// Chairman and the body that receives dossiers for him.
func recipients(set []string) []string {
	var out []string
	for _, r := range set {
		if r = trimItem(r); r != "" {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		out = []string{"Chủ tịch Ủy ban nhân dân thành phố", "Sở Nội vụ (Ban Thi đua - Khen thưởng)"}
	}
	for i := range out {
		out[i] = spellOut(out[i]) + listEnd(i, len(out))
	}
	return out
}

// minutes cites the minutes of the meetings in which the dossiers were concluded;
// empty where none of them has a number yet.
func minutes(in Input, s *set) string {
	var out []string
	seen := map[string]bool{}
	cite := func(v *rule.Verdict) {
		if v.Conclusion == nil || seen[v.Conclusion.Meeting] {
			return
		}
		seen[v.Conclusion.Meeting] = true
		for _, m := range in.Case.Register.Meetings {
			if m.Code != v.Conclusion.Meeting || m.MinutesNumber == "" {
				continue
			}
			text := "Biên bản số " + m.MinutesNumber
			if m.MinutesDate.Whole() {
				text += " " + m.MinutesDate.Long()
			}
			out = append(out, text)
		}
	}
	for _, c := range s.collectives {
		cite(c.verdict)
	}
	for _, p := range s.individuals {
		cite(p.verdict)
	}
	return joined(out)
}
