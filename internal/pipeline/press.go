package pipeline

import (
	"fmt"
	"path"
	"runtime"
	"slices"
	"sync"

	"thidua/internal/bundle"
	"thidua/internal/docx"
	"thidua/internal/font"
	"thidua/internal/paper"
	"thidua/internal/pdf"
	"thidua/internal/pdfa"
	"thidua/internal/typeset"
	"thidua/internal/vi"
	"thidua/internal/xlsx"
)

// A press makes files of papers and workbooks while others are still being composed. It
// holds no more of them than its workers are at, so that their trees and pages are gone
// when their files are there. Who brings papers waits while all workers are busy.
//
// Neither the order in which workers take papers nor what shares a maroto run changes a
// file, and files come out in the order in which papers came in.
type press struct {
	family   *font.Family
	finisher *pdfa.Finisher
	spool    *spool // takes what is finished
	date     vi.Date
	draft    bool // workbooks are marked so
	words    bool // papers are written as Word files, too

	queue   chan *order
	workers sync.WaitGroup
	runs    []run // what each worker has not drawn yet

	papers []*order
	books  []*order
}

// An order is one paper or workbook on its way to its files.
type order struct {
	paper *paper.Paper           // without its sections once it is set
	book  *paper.Book            // nil once it is written
	data  func() ([]byte, error) // of a late paper
	pages int
	files []bundle.File // the PDF, or two; or the workbook
	word  []bundle.File // one, or none
	err   error

	attached []byte // the JSON that the second PDF carries
}

// withData ends the name of a PDF that carries its data, beside the plain one.
const withData = "-kem-du-lieu"

// A run is papers that maroto will draw together: to begin one costs as much as a page.
type run struct {
	orders    []*order
	documents []*typeset.Document
	pages     int
}

// longest is how many pages a run has at most. More would save nothing that can be
// measured and take memory.
const longest = 100

func newPress(f *font.Family, to *spool, date vi.Date, draft bool) *press {
	p := &press{family: f, finisher: pdfa.NewFinisher(f), spool: to, date: date, draft: draft, words: true, queue: make(chan *order)}
	p.runs = make([]run, runtime.GOMAXPROCS(0))
	for i := range p.runs {
		p.workers.Go(func() {
			for o := range p.queue {
				o.err = p.fulfil(o, &p.runs[i])
			}
		})
	}
	return p
}

// addPaper takes a paper, which must not be changed afterwards.
func (p *press) addPaper(one *paper.Paper) {
	o := &order{paper: one}
	p.papers = append(p.papers, o)
	p.queue <- o
}

// addBook takes a workbook, likewise.
func (p *press) addBook(b *paper.Book) {
	o := &order{book: b}
	p.books = append(p.books, o)
	p.queue <- o
}

// addLate takes a paper of which a second PDF carries data that are known only when all
// papers have been composed. It is made last, and comes out in its place.
func (p *press) addLate(one *paper.Paper, data func() ([]byte, error)) {
	p.papers = append(p.papers, &order{paper: one, data: data})
}

// wait lets the workers end: nothing can be added but a last paper.
func (p *press) wait() {
	close(p.queue)
	p.workers.Wait()
}

// addFirst takes one more paper after the press has waited. It comes out before all
// others.
func (p *press) addFirst(one *paper.Paper) error {
	o := &order{paper: one}
	p.papers = slices.Insert(p.papers, 0, o)
	return p.fulfil(o, &p.runs[0])
}

// files gives the PDFs that were made, and the other files: Word files, workbooks. The
// error is that of the first paper that has one.
func (p *press) files() (pdfs, others []bundle.File, err error) {
	for _, o := range p.papers {
		if o.data != nil {
			o.err = p.fulfil(o, &p.runs[len(p.runs)-1])
		}
	}
	errs := make([]error, len(p.runs))
	var workers sync.WaitGroup
	for i := range p.runs {
		workers.Go(func() { errs[i] = p.draw(&p.runs[i]) })
	}
	workers.Wait()
	for _, o := range slices.Concat(p.papers, p.books) {
		if o.err != nil {
			return nil, nil, o.err
		}
	}
	for _, err := range errs {
		if err != nil {
			return nil, nil, err
		}
	}
	for _, o := range p.papers {
		pdfs = append(pdfs, o.files...)
		others = append(others, o.word...)
	}
	for _, o := range p.books {
		others = append(others, o.files...)
	}
	return pdfs, others, nil
}

// fulfil makes the files of an order, or leaves its pages to a run.
func (p *press) fulfil(o *order, r *run) error {
	if o.book != nil {
		err := p.workbook(o)
		o.book = nil
		return err
	}
	if o.data != nil {
		var err error
		if o.attached, err = o.data(); err != nil {
			return err
		}
	}
	if len(o.paper.Files) > 0 {
		return nil // it isn't composed
	}
	if p.words {
		if err := p.word(o); err != nil {
			return err
		}
	}
	err := p.pages(o, r)
	o.paper = emptied(o.paper)
	return err
}

// emptied gives a paper without what is in it.
func emptied(p *paper.Paper) *paper.Paper {
	out := *p
	out.Sections, out.Many = nil, nil
	return &out
}

// pages sets a paper and leaves its pages to a run. Those of a paper that is longer than
// a run are not even held: it is set once to learn what its file will use, and once more
// to be drawn.
func (p *press) pages(o *order, r *run) error {
	var d typeset.Document
	survey := &pdfa.Survey{}
	take := func(page typeset.Page) error {
		if d.Pages = append(d.Pages, page); len(d.Pages) <= longest && survey.Len() == 0 {
			return nil
		}
		for i := range d.Pages {
			if err := note(survey, &d.Pages[i]); err != nil {
				return err
			}
		}
		clear(d.Pages)
		d.Pages = d.Pages[:0]
		return nil
	}
	var err error
	if d.Marks, err = typeset.SetPages(o.paper, p.family, typeset.DefaultLayout(), take); err != nil {
		return fmt.Errorf("set %s: %w", o.paper.Name, err)
	}
	if survey.Len() > 0 {
		o.pages = survey.Len()
		return p.drawLong(o, survey, d.Marks)
	}
	o.pages = len(d.Pages)
	o.paper = emptied(o.paper)
	r.orders, r.documents, r.pages = append(r.orders, o), append(r.documents, &d), r.pages+o.pages
	if r.pages >= longest {
		return p.draw(r)
	}
	return nil
}

// note tells a survey of a page.
func note(s *pdfa.Survey, page *typeset.Page) error {
	for i := range page.Texts {
		s.Text(page.Texts[i].Face, page.Texts[i].S)
	}
	return s.Page(describePage(page))
}

// draw makes the PDFs of a run and empties it.
func (p *press) draw(r *run) error {
	if len(r.orders) == 0 {
		return nil
	}
	documents := make([]pdf.Document, len(r.orders))
	var files []pdfa.File
	for i, o := range r.orders {
		documents[i] = pdf.Document{Name: o.paper.Name, Pages: r.documents[i].Pages}
		files = append(files, p.describe(o, r.documents[i])...)
	}
	raw, err := pdf.Render(documents, p.family)
	if err != nil {
		return err
	}
	finished, err := p.finisher.Finish(raw, files)
	if err != nil {
		return err
	}
	for _, o := range r.orders {
		for _, f := range o.forms() {
			to := p.spool.begin()
			if _, err := to.Write(finished[0]); err != nil {
				return err
			}
			if f, err = to.end(f); err != nil {
				return err
			}
			o.files, finished = append(o.files, f), finished[1:]
		}
	}
	*r = run{}
	return nil
}

// drawLong makes the PDFs of a paper of more pages than a run has.
func (p *press) drawLong(o *order, survey *pdfa.Survey, marks []typeset.Mark) error {
	forms := o.forms()
	var outputs []pdfa.Output
	to := make([]*spooled, len(forms))
	for i, f := range p.describe(o, &typeset.Document{Marks: marks}) {
		to[i] = p.spool.begin()
		outputs = append(outputs, pdfa.Output{File: f, To: to[i]})
	}
	stream, err := p.finisher.Stream(survey, outputs...)
	if err != nil {
		return err
	}
	first := 0
	var pages []typeset.Page
	draw := func() error {
		raw, err := pdf.Render([]pdf.Document{{Name: o.paper.Name, First: first, Pages: pages}}, p.family)
		if err != nil {
			return err
		}
		described := make([]pdfa.Page, len(pages))
		for i := range pages {
			described[i] = describePage(&pages[i])
		}
		first, pages = first+len(pages), pages[:0]
		return stream.Draw(raw, described)
	}
	_, err = typeset.SetPages(o.paper, p.family, typeset.DefaultLayout(), func(page typeset.Page) error {
		if pages = append(pages, page); len(pages) < longest {
			return nil
		}
		return draw()
	})
	if err == nil && len(pages) > 0 {
		err = draw()
	}
	if err == nil {
		err = stream.Close()
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", o.paper.Name, err)
	}
	for i, f := range forms {
		if f, err = to[i].end(f); err != nil {
			return err
		}
		o.files = append(o.files, f)
	}
	return nil
}

// forms gives the order's PDFs without their content.
func (o *order) forms() []bundle.File {
	plain := bundle.File{
		Path: path.Join(o.paper.Folder, o.paper.Name+".pdf"), Kind: o.paper.Kind,
		Pages: o.pages, Sources: o.paper.Sources, Format: bundle.PDFA,
	}
	if o.attached == nil {
		return []bundle.File{plain}
	}
	variant := plain
	variant.Path, variant.Format = path.Join(o.paper.Folder, o.paper.Name+withData+".pdf"), bundle.PDFAData
	return []bundle.File{plain, variant}
}

// describe tells the finisher what the drawn run doesn't, for each PDF of an order.
func (p *press) describe(o *order, d *typeset.Document) []pdfa.File {
	plain := describe(o.paper, d, p.date)
	if o.attached == nil {
		return []pdfa.File{plain}
	}
	variant := plain
	variant.Variant, variant.Attachment = true, &pdfa.Attachment{
		Name: o.paper.Name + ".json", Type: "application/json", Description: "Dữ liệu của " + o.paper.Title, Data: o.attached,
	}
	return []pdfa.File{plain, variant}
}

// describe gives what a paper's file says of itself.
func describe(p *paper.Paper, d *typeset.Document, date vi.Date) pdfa.File {
	f := pdfa.File{Name: p.Name, Title: p.Title, Author: p.Author, Created: date.Time()}
	for i := range d.Pages {
		f.Pages = append(f.Pages, describePage(&d.Pages[i]))
	}
	for _, m := range d.Marks {
		f.Marks = append(f.Marks, pdfa.Mark{Title: m.Title, Level: m.Level, Page: m.Page, Y: int64(m.Y)})
	}
	return f
}

// describePage gives of a page what its drawing doesn't.
func describePage(page *typeset.Page) pdfa.Page {
	q := pdfa.Page{Width: int64(page.Width), Height: int64(page.Height), Number: page.Number, Spaces: make([]int64, len(page.Texts))}
	for i, t := range page.Texts {
		q.Spaces[i] = int64(t.Space)
	}
	for _, i := range page.Images {
		q.Images = append(q.Images, pdfa.Image{X: int64(i.X), Y: int64(i.Y), Width: int64(i.Width), Height: int64(i.Height), Data: i.Data})
	}
	return q
}

// word writes a paper as the office may edit it.
func (p *press) word(o *order) error {
	one, to := o.paper, p.spool.begin()
	if err := docx.Write(to, one, docx.Options{Created: p.date.Time()}); err != nil {
		return fmt.Errorf("write %s.docx: %w", one.Name, err)
	}
	f, err := to.end(bundle.File{Path: path.Join(one.Folder, one.Name+".docx"), Kind: one.Kind, Sources: one.Sources})
	o.word = []bundle.File{f}
	return err
}

func (p *press) workbook(o *order) error {
	to := p.spool.begin()
	if err := xlsx.Write(to, o.book, p.family, xlsx.Options{Created: p.date.Time(), Draft: p.draft}); err != nil {
		return fmt.Errorf("write %s.xlsx: %w", o.book.Name, err)
	}
	f, err := to.end(bundle.File{Path: path.Join(o.book.Folder, o.book.Name+".xlsx"), Kind: o.book.Name})
	o.files = []bundle.File{f}
	return err
}
