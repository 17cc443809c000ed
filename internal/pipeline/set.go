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
)

// A setPaper is a paper with its pages.
type setPaper struct {
	paper    *paper.Paper
	document *typeset.Document
	data     []byte // the JSON that a second file of the paper carries; nil for none
}

// setAll sets papers on pages, a worker a core.
func setAll(papers []*paper.Paper, f *font.Family) ([]setPaper, error) {
	out := make([]setPaper, len(papers))
	err := parallel(len(papers), func(i int) error {
		d, err := typeset.Set(papers[i], f, typeset.DefaultLayout())
		if err != nil {
			return fmt.Errorf("set %s: %w", papers[i].Name, err)
		}
		out[i] = setPaper{paper: papers[i], document: d}
		return nil
	})
	return out, err
}

// A maroto run parses, hashes and writes its fonts anew, which costs as much as three
// reports; so papers share runs, as many as keep every core busy. A finished file
// doesn't depend on its run.
const (
	fewestPages = 50  // of a run: fewer are not worth the fonts
	mostPages   = 400 // of a run: more are only more memory
)

// runs parts papers into runs by their pages and gives where each ends.
func runs(papers []setPaper, cores int) []int {
	total := 0
	for _, p := range papers {
		total += len(p.document.Pages)
	}
	share := min(max((total+cores-1)/cores, fewestPages), mostPages)
	var ends []int
	pages := 0
	for i, p := range papers {
		pages += len(p.document.Pages)
		if pages >= share || i == len(papers)-1 {
			ends, pages = append(ends, i+1), 0
		}
	}
	return ends
}

// writePDF draws and finishes papers, a run a worker, in order.
func writePDF(papers []setPaper, f *font.Family, date vi.Date) ([]bundle.File, error) {
	ends, finisher := runs(papers, runtime.GOMAXPROCS(0)), pdfa.NewFinisher(f)
	made := make([][]bundle.File, len(ends))
	err := parallel(len(ends), func(i int) (err error) {
		from := 0
		if i > 0 {
			from = ends[i-1]
		}
		made[i], err = finish(papers[from:ends[i]], f, finisher, date)
		return err
	})
	return slices.Concat(made...), err
}

// writeWord writes the papers as the office may edit them.
func writeWord(papers []setPaper, date vi.Date) ([]bundle.File, error) {
	out := make([]bundle.File, len(papers))
	err := parallel(len(papers), func(i int) error {
		p := papers[i].paper
		var b bytes.Buffer
		if err := docx.Write(&b, p, docx.Options{Created: date.Time()}); err != nil {
			return fmt.Errorf("write %s.docx: %w", p.Name, err)
		}
		out[i] = bundle.File{Path: path.Join(p.Folder, p.Name+".docx"), Kind: p.Kind, Sources: p.Sources, Data: b.Bytes()}
		return nil
	})
	return out, err
}

// withData ends the name of a file that carries its data, beside the plain one.
const withData = "-kem-du-lieu"

// finish writes one run.
func finish(papers []setPaper, f *font.Family, finisher *pdfa.Finisher, date vi.Date) ([]bundle.File, error) {
	documents := make([]pdf.Document, len(papers))
	var out []bundle.File
	var files []pdfa.File
	add := func(p setPaper, suffix, format string, described pdfa.File) {
		files = append(files, described)
		out = append(out, bundle.File{
			Path: path.Join(p.paper.Folder, p.paper.Name+suffix+".pdf"), Kind: p.paper.Kind,
			Pages: len(p.document.Pages), Sources: p.paper.Sources, Format: format,
		})
	}
	for i, p := range papers {
		documents[i] = pdf.Document{Name: p.paper.Name, Pages: p.document.Pages}
		described := describe(p, date)
		add(p, "", bundle.PDFA, described)
		if p.data != nil {
			described.Variant, described.Attachment = true, &pdfa.Attachment{
				Name: p.paper.Name + ".json", Type: "application/json", Description: "Dữ liệu của " + p.paper.Title, Data: p.data,
			}
			add(p, withData, bundle.PDFAData, described)
		}
	}
	raw, err := pdf.Render(documents, f)
	if err != nil {
		return nil, err
	}
	finished, err := finisher.Finish(raw, files)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Data = finished[i]
	}
	return out, nil
}

// describe tells the finisher what the drawn run doesn't.
func describe(p setPaper, date vi.Date) pdfa.File {
	f := pdfa.File{Name: p.paper.Name, Title: p.paper.Title, Author: p.paper.Author, Created: date.Time()}
	for _, page := range p.document.Pages {
		q := pdfa.Page{Width: int64(page.Width), Height: int64(page.Height), Number: page.Number, Spaces: make([]int64, len(page.Texts))}
		for i, t := range page.Texts {
			q.Spaces[i] = int64(t.Space)
		}
		for _, i := range page.Images {
			q.Images = append(q.Images, pdfa.Image{X: int64(i.X), Y: int64(i.Y), Width: int64(i.Width), Height: int64(i.Height), Data: i.Data})
		}
		f.Pages = append(f.Pages, q)
	}
	for _, m := range p.document.Marks {
		f.Marks = append(f.Marks, pdfa.Mark{Title: m.Title, Level: m.Level, Page: m.Page, Y: int64(m.Y)})
	}
	return f
}

// parallel runs work for 0 … n-1, a worker a core, and gives the error of the lowest
// number, so that the same failure is reported on every run.
func parallel(n int, work func(i int) error) error {
	errs := make([]error, n)
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range next {
				errs[i] = work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
