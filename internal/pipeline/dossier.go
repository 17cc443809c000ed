package pipeline

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/evidence"
	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/pdfa"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

// A dossier is the city's package as one sequence of pages: its table of contents, its
// papers, then the evidence. It is written as single files and once more bound into one.
type dossier struct {
	title  string
	pieces []piece // without the table of contents
	ahead  int     // pages of that
}

// A piece is a paper or a piece of evidence in the package.
type piece struct {
	paper  *paper.Paper     // how it is named and listed; its Files are what it consists of, where it isn't composed
	signed *evidence.Sheets // what came back signed in its place
	pages  int
	plain  bool // it can't be kept as PDF/A-2b
	marks  []mark
	again  []again // under which it is listed without being there twice
}

// A mark leads to the first page of a piece in the outline.
type mark struct {
	title string
	level int
}

// An again is a piece of evidence that another dossier also uses.
type again struct {
	before int // piece under which it is listed
	mark
}

// The evidence's place and kind.
const (
	evidenceFolder = compose.CityFolder + "/minh-chung"
	evidenceKind   = "minh-chung"
	dossierKind    = "ho-so"
)

// composed gives the papers that are set here; the others are files of units.
func composed(papers []*paper.Paper) []*paper.Paper {
	return slices.DeleteFunc(slices.Clone(papers), func(p *paper.Paper) bool { return len(p.Files) > 0 })
}

// ordered gives papers with the pages of those that are set.
func ordered(papers []*paper.Paper, set []setPaper) []*order {
	pages := map[*paper.Paper]int{}
	for _, s := range set {
		pages[s.paper] = len(s.document.Pages)
	}
	out := make([]*order, len(papers))
	for i, p := range papers {
		out[i] = &order{paper: p, pages: pages[p]}
	}
	return out
}

// dossier puts the city's papers and the evidence in order. Signed are the pages of the
// papers that came back signed.
func (c *Checked) dossier(papers []*order, signed map[*paper.Paper]*evidence.Sheets) *dossier {
	d := &dossier{title: "Hồ sơ trình thành phố xét khen thưởng, kỳ " + c.Period}
	nominees := c.putForward()
	head := []mark{{"Báo cáo thành tích", 0}}
	for _, o := range papers {
		p := o.paper
		if p.Folder != compose.CityFolder {
			continue
		}
		one := piece{paper: p, pages: o.pages, marks: []mark{{p.Title, 0}}}
		if isReport(p) {
			one.marks = append(head, mark{nominees[p.Sources[0]].Name, 1})
			head = nil
		}
		if s := signed[p]; s != nil {
			one.signed, one.pages, one.plain = s, s.Pages, s.Plain != ""
		} else {
			c.extend(&one)
		}
		d.pieces = append(d.pieces, one)
	}
	c.addEvidence(d, nominees)
	return d
}

// isReport tells a nominee's report of achievement.
func isReport(p *paper.Paper) bool {
	return strings.HasPrefix(p.Kind, "bao-cao-") && len(p.Sources) == 1
}

// putForward finds the nominees of the city's package by their dossiers.
func (c *Checked) putForward() map[string]*rule.Verdict {
	nominees := map[string]*rule.Verdict{}
	for _, v := range c.Outcome.City {
		nominees[string(v.Nominee)] = v
	}
	return nominees
}

// extend counts the pages of the files that a piece consists of.
func (c *Checked) extend(p *piece) {
	for _, f := range p.paper.Files {
		e := c.reports.Sheets[f]
		p.pages += e.Pages
		p.plain = p.plain || !e.Archival
	}
}

// addEvidence adds what proves the dossiers, in the order of their reports. A file that
// several dossiers name is there once, and under each of them in the outline.
func (c *Checked) addEvidence(d *dossier, nominees map[string]*rule.Verdict) {
	var order []string
	for _, p := range d.pieces {
		if isReport(p.paper) && !slices.Contains(order, p.paper.Sources[0]) {
			order = append(order, p.paper.Sources[0])
		}
	}
	documents := newCitations(c.records, c.reports.Enclosed)
	at := map[string]int{} // piece of a file
	head := []mark{{"Tài liệu kèm theo", 0}}
	for _, id := range order {
		nominee := []mark{{nominees[id].Name, 1}}
		for _, e := range c.reports.Enclosed {
			if string(e.Nominee) != id {
				continue
			}
			marks := append(append(slices.Clone(head), nominee...), mark{enclosedTitle(e.Kind), 2})
			head, nominee = nil, nil
			if i, there := at[e.File]; there {
				p := &d.pieces[i]
				if !slices.Contains(p.paper.Sources, id) {
					p.paper.Sources = append(p.paper.Sources, id)
				}
				for _, m := range marks {
					p.again = append(p.again, again{len(d.pieces), m})
				}
				continue
			}
			at[e.File] = len(d.pieces)
			document := documents.of(nominees[id], e.Kind)
			one := piece{marks: marks, paper: &paper.Paper{
				Kind: evidenceKind, Folder: evidenceFolder, Files: []string{e.File}, Sources: []string{id},
				Title:  enclosedTitle(e.Kind) + " (kèm hồ sơ của " + compose.Called(nominees[id]) + ")",
				Number: document.number, Date: document.date, Author: document.author,
			}}
			c.extend(&one)
			d.pieces = append(d.pieces, one)
		}
	}
	name(d.pieces, nominees)
}

// enclosedTitle names a piece of evidence by its kind in the workbook.
func enclosedTitle(kind string) string {
	if kind == nomination.AttachedOther {
		return "Tài liệu khác"
	}
	return kind
}

// name gives the evidence its file names: the number in the order of use, the kind, the
// nominee.
func name(pieces []piece, nominees map[string]*rule.Verdict) {
	total := 0
	for _, p := range pieces {
		if p.paper.Kind == evidenceKind {
			total++
		}
	}
	const maxName, extension = 80, len(".pdf")
	width, n := max(2, len(strconv.Itoa(total))), 0
	for _, p := range pieces {
		if p.paper.Kind != evidenceKind {
			continue
		}
		n++
		prefix := fmt.Sprintf("%0*d-", width, n)
		kind, _, _ := strings.Cut(p.paper.Title, " (")
		p.paper.Name = prefix + vi.Slug(kind+" "+nominees[p.paper.Sources[0]].Name, maxName-extension-len(prefix))
	}
}

// contents sets the table of contents, whose pages are known now but for its own: it is
// set anew until it has as many as its numbers say. Nil where its template turned out
// wrong.
func (c *Checked) contents(in compose.Input, d *dossier) ([]setPaper, error) {
	const tries = 4 // longer numbers may lengthen it once, and that its numbers again
	for d.ahead = 1; ; {
		contents, faults, err := c.templates.Contents(in, d.entries())
		if err != nil {
			return nil, err
		}
		if c.report(faults) {
			return nil, nil
		}
		set, err := setAll([]*paper.Paper{contents}, c.family)
		if err != nil {
			return nil, err
		}
		pages := len(set[0].document.Pages)
		if pages == d.ahead {
			return set, nil
		}
		if d.ahead > pages+tries {
			return nil, fmt.Errorf("set contents: %d pages, then %d", d.ahead, pages)
		}
		d.ahead = max(pages, d.ahead+1)
	}
}

// entries gives the contents what it lists: pages counted through the whole package.
func (d *dossier) entries() []compose.Entry {
	out := make([]compose.Entry, 0, len(d.pieces))
	next := d.ahead + 1
	for _, p := range d.pieces {
		out = append(out, compose.Entry{Paper: p.paper, First: next, Last: next + p.pages - 1})
		next += p.pages
	}
	return out
}

// bind writes what isn't composed, and everything once more as one file. Papers are the
// finished files of the composed papers.
func (c *Checked) bind(workspace fs.FS, d *dossier, papers []bundle.File, date vi.Date) ([]bundle.File, error) {
	finished := map[string]*bundle.File{}
	for i := range papers {
		finished[papers[i].Path] = &papers[i]
	}
	contents := finished[compose.CityFolder+"/00-muc-luc.pdf"]
	if contents == nil || contents.Pages != d.ahead {
		return nil, fmt.Errorf("bind: no table of contents of %d pages", d.ahead)
	}
	b := binder{Checked: c, finisher: pdfa.NewFinisher(c.family), workspace: workspace, dossier: d, finished: finished, contents: contents, date: date}
	var out []bundle.File
	add := func(f bundle.File, write func(io.Writer) error) error {
		if b.small() {
			to := c.spool.begin()
			if err := write(to); err != nil {
				return fmt.Errorf("write %s: %w", f.Path, err)
			}
			f, err := to.end(f)
			out = append(out, f)
			return err
		}
		out = append(out, bundle.Stream(f, write))
		return nil
	}
	total, format := d.ahead, bundle.PDFA
	for i := range d.pieces {
		p := &d.pieces[i]
		total += p.pages
		if p.plain {
			format = bundle.PDF
		}
		if len(p.paper.Files) == 0 {
			continue
		}
		f := bundle.File{
			Path: path.Join(p.paper.Folder, p.paper.Name+".pdf"), Kind: p.paper.Kind,
			Pages: p.pages, Sources: p.paper.Sources, Format: bundle.PDFA,
		}
		if p.plain {
			f.Format = bundle.PDF
		}
		if err := add(f, func(w io.Writer) error { return b.alone(w, p) }); err != nil {
			return nil, err
		}
	}
	whole := bundle.File{
		Path: path.Join(compose.CityFolder, dossierKind+".pdf"), Kind: dossierKind,
		Pages: total, Sources: contents.Sources, Format: format,
	}
	err := add(whole, func(w io.Writer) error { return b.whole(w, total, format == bundle.PDFA) })
	return out, err
}

// A binder writes the files of a dossier.
type binder struct {
	*Checked
	*dossier
	finisher  *pdfa.Finisher
	workspace fs.FS
	finished  map[string]*bundle.File // by path
	contents  *bundle.File
	date      vi.Date
}

// small reports whether the files may be held until they are put in place; larger ones
// are bound as they are put there.
func (b *binder) small() bool {
	const most = 64 << 20
	return b.reports.Size() <= most
}

// alone writes a piece that isn't composed as a file of its own.
func (b *binder) alone(w io.Writer, p *piece) error {
	to, err := pdfa.NewBinder(w, b.finisher, pdfa.Binding{
		Title: p.paper.Title, Author: p.paper.Author, Created: b.date.Time(), Archival: !p.plain,
	})
	if err != nil {
		return err
	}
	if err := b.sheets(to, p); err != nil {
		return err
	}
	return to.Close()
}

// whole writes everything in order. Total is how many pages that makes.
func (b *binder) whole(w io.Writer, total int, archival bool) error {
	author := ""
	for _, p := range b.pieces {
		author = cmp.Or(author, p.paper.Author)
	}
	to, err := pdfa.NewBinder(w, b.finisher, pdfa.Binding{
		Title: b.title, Author: author, Created: b.date.Time(), Archival: archival, Total: total,
	})
	if err != nil {
		return err
	}
	to.Mark("Mục lục văn bản, tài liệu", 0)
	if err := b.paper(to, b.contents); err != nil {
		return err
	}
	first := make([]int, len(b.pieces)) // page
	for i := range b.pieces {
		p := &b.pieces[i]
		b.markAgain(to, i, first)
		first[i] = to.Pages()
		for _, m := range p.marks {
			to.Mark(m.title, m.level)
		}
		if p.signed != nil {
			if err := p.signed.Bind(to); err != nil {
				return fmt.Errorf("%s, signed: %w", p.paper.Name, err)
			}
			continue
		}
		if len(p.paper.Files) > 0 {
			if err := b.sheets(to, p); err != nil {
				return err
			}
			continue
		}
		f := b.finished[path.Join(p.paper.Folder, p.paper.Name+".pdf")]
		if f == nil {
			return fmt.Errorf("bind: no file of %s", p.paper.Name)
		}
		if err := b.paper(to, f); err != nil {
			return fmt.Errorf("%s: %w", p.paper.Name, err)
		}
	}
	b.markAgain(to, len(b.pieces), first)
	return to.Close()
}

// paper adds the pages of a finished file.
func (b *binder) paper(to *pdfa.Binder, f *bundle.File) error {
	data, err := content(f)
	if err != nil {
		return err
	}
	return to.Paper(data)
}

// markAgain adds to the outline what is listed before a piece and stands elsewhere.
func (b *binder) markAgain(to *pdfa.Binder, before int, first []int) {
	for i := range b.pieces {
		for _, a := range b.pieces[i].again {
			if a.before == before {
				to.MarkAt(a.title, a.level, first[i])
			}
		}
	}
}

// sheets adds the pages of the files that a piece consists of. A file that has changed
// since it was checked is an error: its pages are listed already.
func (b *binder) sheets(to *pdfa.Binder, p *piece) error {
	had := to.Pages()
	for _, name := range p.paper.Files {
		s, err := b.reports.Open(b.workspace, name)
		if err == nil {
			err = s.Bind(to)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if n := to.Pages() - had; n != p.pages {
		return fmt.Errorf("%s: %d pages, had %d", strings.Join(p.paper.Files, ", "), n, p.pages)
	}
	return nil
}
