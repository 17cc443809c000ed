package pipeline

import (
	"bytes"
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

func newPress(f *font.Family, date vi.Date, draft bool) *press {
	p := &press{family: f, finisher: pdfa.NewFinisher(f), date: date, draft: draft, words: true, queue: make(chan *order)}
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

// addFirst takes one more paper, which is set already, after the press has waited. It
// comes out before all others.
func (p *press) addFirst(set setPaper) error {
	o := &order{paper: set.paper}
	p.papers = slices.Insert(p.papers, 0, o)
	return p.set(o, set.document, &p.runs[0])
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
	document, err := typeset.Set(o.paper, p.family, typeset.DefaultLayout())
	if err != nil {
		return fmt.Errorf("set %s: %w", o.paper.Name, err)
	}
	return p.set(o, document, r)
}

// set takes on a paper that has its pages.
func (p *press) set(o *order, document *typeset.Document, r *run) error {
	if p.words {
		word, err := writeWord(o.paper, p.date)
		if err != nil {
			return err
		}
		o.word = []bundle.File{word}
	}
	bare := *o.paper
	bare.Sections = nil
	o.paper, o.pages = &bare, len(document.Pages)
	if o.pages > longest {
		return p.drawLong(o, document)
	}
	r.orders, r.documents, r.pages = append(r.orders, o), append(r.documents, document), r.pages+o.pages
	if r.pages >= longest {
		return p.draw(r)
	}
	return nil
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
		finished = o.take(finished)
	}
	*r = run{}
	return nil
}

// drawLong makes the PDF of a document of more pages than a run has.
func (p *press) drawLong(o *order, d *typeset.Document) error {
	parts := func(yield func([]byte, error) bool) {
		first := 0
		for pages := range slices.Chunk(d.Pages, longest) {
			raw, err := pdf.Render([]pdf.Document{{Name: o.paper.Name, First: first, Pages: pages}}, p.family)
			if !yield(raw, err) || err != nil {
				return
			}
			first += len(pages)
		}
	}
	finished, err := p.finisher.FinishParts(parts, p.describe(o, d))
	if err != nil {
		return err
	}
	o.take(finished)
	return nil
}

// take takes the order's PDFs from finished ones and gives the others.
func (o *order) take(finished [][]byte) [][]byte {
	forms := []struct{ suffix, format string }{{"", bundle.PDFA}}
	if o.attached != nil {
		forms = append(forms, struct{ suffix, format string }{withData, bundle.PDFAData})
	}
	for i, f := range forms {
		o.files = append(o.files, bundle.File{
			Path: path.Join(o.paper.Folder, o.paper.Name+f.suffix+".pdf"), Kind: o.paper.Kind,
			Pages: o.pages, Sources: o.paper.Sources, Format: f.format, Data: finished[i],
		})
	}
	return finished[len(forms):]
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
	for _, page := range d.Pages {
		q := pdfa.Page{Width: int64(page.Width), Height: int64(page.Height), Number: page.Number, Spaces: make([]int64, len(page.Texts))}
		for i, t := range page.Texts {
			q.Spaces[i] = int64(t.Space)
		}
		for _, i := range page.Images {
			q.Images = append(q.Images, pdfa.Image{X: int64(i.X), Y: int64(i.Y), Width: int64(i.Width), Height: int64(i.Height), Data: i.Data})
		}
		f.Pages = append(f.Pages, q)
	}
	for _, m := range d.Marks {
		f.Marks = append(f.Marks, pdfa.Mark{Title: m.Title, Level: m.Level, Page: m.Page, Y: int64(m.Y)})
	}
	return f
}

// writeWord writes a paper as the office may edit it.
func writeWord(p *paper.Paper, date vi.Date) (bundle.File, error) {
	var b bytes.Buffer
	if err := docx.Write(&b, p, docx.Options{Created: date.Time()}); err != nil {
		return bundle.File{}, fmt.Errorf("write %s.docx: %w", p.Name, err)
	}
	return bundle.File{Path: path.Join(p.Folder, p.Name+".docx"), Kind: p.Kind, Sources: p.Sources, Data: b.Bytes()}, nil
}

func (p *press) workbook(o *order) error {
	var b bytes.Buffer
	if err := xlsx.Write(&b, o.book, p.family, xlsx.Options{Created: p.date.Time(), Draft: p.draft}); err != nil {
		return fmt.Errorf("write %s.xlsx: %w", o.book.Name, err)
	}
	o.files = []bundle.File{{Path: path.Join(o.book.Folder, o.book.Name+".xlsx"), Kind: o.book.Name, Data: b.Bytes()}}
	return nil
}
