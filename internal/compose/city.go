package compose

import (
	"fmt"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rulebook"
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
	proceedings := make([]*proceeding, len(sets))
	for i, s := range sets {
		proceedings[i] = newProceeding(c.in, s)
		c.letter(s, proceedings[i])
	}
	for _, s := range sets {
		c.list(s)
	}
	for _, p := range proceedings {
		c.minutes(p)
	}
	for _, p := range proceedings {
		c.tally(p)
	}
	for _, s := range sets {
		c.brief(s)
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

func (c *composer) letter(s *set, p *proceeding) {
	o := newOffice(c.in, s)
	issued := s.issuedAs(c.in, nomination.PaperLetter)
	day := issued.Date
	if !day.Whole() {
		day = c.in.Date
	}
	data := letterData{
		office:      o,
		Recipients:  recipients(c.in.Case.Register.Settings.Recipients),
		Bases:       bases(c.in, rulebook.PaperLetter, day),
		Minutes:     p.cited(),
		Collectives: s.collectives,
		Individuals: s.individuals,
		Inline:      len(s.collectives)+len(s.individuals) <= maxInline,
		Enclosed:    enclosed(s, p, o),
	}
	if n := c.in.Case.Register.Settings.Sets; n > 0 {
		data.Sets = vi.Count(n)
	}
	c.add("to-trinh.html", data, s.place(paper.Paper{
		Kind: "to-trinh", Name: "01-to-trinh", Author: o.Body, Number: issued.Number, Date: issued.Date.Short(),
	}))
}

// enclosed lists what the submission holds of a set besides its letter.
func enclosed(s *set, p *proceeding, o office) []attachment {
	out := []attachment{
		{Name: "Danh sách " + s.whom() + " đề nghị " + o.Grant + " " + o.Award},
		{Name: "Biên bản " + o.Review + " của " + council + " " + o.Word},
	}
	if p.hasBallot() {
		out = append(out, attachment{Name: "Biên bản kiểm phiếu"})
	}
	out = append(out,
		attachment{Name: "Danh sách trích ngang"},
		attachment{Name: "Báo cáo thành tích của " + s.counts() + " được đề nghị"},
	)
	for i := range out {
		out[i].End = listEnd(i, len(out))
	}
	return out
}

// list writes the list annexed to the letter.
func (c *composer) list(s *set) {
	c.annex(s, "danh-sach.html", nomination.PaperList, paper.Paper{Kind: "danh-sach", Name: "02-danh-sach"})
}

// brief writes the summary list (danh sách trích ngang), annexed likewise.
func (c *composer) brief(s *set) {
	c.annex(s, "trich-ngang.html", nomination.PaperBrief, paper.Paper{Kind: "trich-ngang", Name: "04-trich-ngang"})
}

// annex writes a list annexed to the set's letter. It goes out with the letter; a
// number and a day are its own only where the register says so.
func (c *composer) annex(s *set, file, kind string, p paper.Paper) {
	o := newOffice(c.in, s)
	issued := s.issuedAs(c.in, kind)
	p.Author, p.Number, p.Date = o.Body, issued.Number, issued.Date.Short()
	c.add(file, listData{office: o, Collectives: s.collectives, Individuals: s.individuals}, s.place(p))
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
		o.Signer = reportSigner(c.in, func(*nomination.Signer) bool { return false })
		c.achievements("bao-cao-tap-the.html", collectiveReport{o, v},
			paper.Paper{Kind: "bao-cao-tap-the", Folder: CityFolder, Name: name(v.Name), Author: author, Sources: []string{v.ID}}, "đề nghị "+o.Grant+" "+v.Award+" của "+v.Name)
	}
	for _, v := range s.individuals {
		o.Signer = reportSigner(c.in, func(g *nomination.Signer) bool { return v.is(g.Name, g.Post) })
		title, _, _ := strings.Cut(v.Entitled, " ")
		c.achievements("bao-cao-ca-nhan.html", individualReport{o, v},
			paper.Paper{Kind: "bao-cao-ca-nhan", Folder: CityFolder, Name: name(v.Name), Author: v.Name, Sources: []string{v.ID}}, "đề nghị "+o.Grant+" "+v.Award+" của "+strings.ToLower(title)+" "+v.Name)
	}
	return n
}

// achievements adds a nominee's report. Where the unit sent one that goes in as it is,
// that stands in its place.
func (c *composer) achievements(file string, data any, p paper.Paper, of string) {
	if files := c.in.AsIs[nomination.ID(p.Sources[0])]; len(files) > 0 {
		p.Title, p.Files = "Báo cáo thành tích "+of, files
		c.take(p)
		return
	}
	c.add(file, data, p)
}

// reportSigner finds who signs a report of achievement for the ward, where it reports
// on itself or confirms a report of others: the register's signer of reports, else of
// the letter. Nobody confirms the report on himself.
func reportSigner(in Input, nominated func(*nomination.Signer) bool) signer {
	for _, g := range in.Case.Register.Signers {
		if vi.Key(g.Paper) == vi.Key(nomination.PaperReport) && !nominated(g) {
			return signerOf(in, nomination.PaperReport, nominated)
		}
	}
	return signerOf(in, nomination.PaperLetter, nominated, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
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
