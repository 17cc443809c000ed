package compose

import (
	"fmt"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

// city writes the submission to the city: letter, list and minutes for each kind of
// award and for State level, then the reports and the workbook of all of them.
func (c *composer) city() {
	whole := newSet(c.in, c.in.Outcome.City)
	if whole.empty() {
		return
	}
	sets := parted(c.in, c.in.Outcome.City)
	for _, s := range sets {
		c.letter(s)
	}
	for _, s := range sets {
		c.list(s)
	}
	n := 0
	for _, s := range sets {
		n = c.reports(s, n)
	}
	c.book(whole)
}

// place gives a paper of one set its place in the submission. Where there are several
// sets its name ends with what the set is.
func (s *set) place(p paper.Paper) paper.Paper {
	p.Folder, p.Name, p.Sources = CityFolder, p.Name+s.suffix, s.sources()
	return p
}

func (c *composer) letter(s *set) {
	o := newOffice(c.in, s)
	issued := s.issuedAs(c.in, nomination.PaperLetter)
	day := issued.Date
	if !day.Whole() {
		day = c.in.Date
	}
	data := letterData{
		office:      o,
		Recipients:  recipients(c.in.Case.Register.Settings.Recipients),
		Bases:       bases(c.in, "to-trinh", day),
		Minutes:     minutes(c.in, s),
		Collectives: s.collectives,
		Individuals: s.individuals,
		Inline:      len(s.collectives)+len(s.individuals) <= maxInline,
	}
	c.add("to-trinh.html", data, s.place(paper.Paper{
		Kind: "to-trinh", Name: "01-to-trinh", Author: o.Body, Number: issued.Number, Date: issued.Date.Short(),
	}))
}

func (c *composer) list(s *set) {
	o := newOffice(c.in, s)
	data := listData{office: o, Collectives: s.collectives, Individuals: s.individuals}
	c.add("danh-sach.html", data, s.place(paper.Paper{Kind: "danh-sach", Name: "02-danh-sach", Author: o.Body}))
}

// reports writes the reports of achievement, numbered in the order of the lists from
// n+1 on, and gives the last number.
func (c *composer) reports(s *set, n int) int {
	o := newOffice(c.in, s)
	name := func(of string) string {
		n++
		return reportName(n, of)
	}
	for _, v := range s.collectives {
		author := v.Unit
		if v.IsWard || !v.IsUnit {
			author = v.Name
		}
		c.achievements("bao-cao-tap-the.html", collectiveReport{o, v},
			paper.Paper{Kind: "bao-cao-tap-the", Folder: CityFolder, Name: name(v.Name), Author: author, Sources: []string{v.ID}})
	}
	for _, v := range s.individuals {
		c.achievements("bao-cao-ca-nhan.html", individualReport{o, v},
			paper.Paper{Kind: "bao-cao-ca-nhan", Folder: CityFolder, Name: name(v.Name), Author: v.Name, Sources: []string{v.ID}})
	}
	return n
}

// achievements adds a nominee's report, unless the unit sent one that goes in as it is.
func (c *composer) achievements(file string, data any, p paper.Paper) {
	if c.in.AsIs[nomination.ID(p.Sources[0])] == "" {
		c.add(file, data, p)
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
	o := newOffice(c.in, s)
	c.addBook("tong-hop.html", bookData{o, s.collectives, s.individuals}, paper.Book{Folder: CityFolder, Name: "tong-hop", Author: o.Body})
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
