//go:build unix

package pipeline

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"testing"

	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/docx"
	"thidua/internal/paper"
	"thidua/internal/pdf"
	"thidua/internal/pdfa"
	"thidua/internal/rule"
	"thidua/internal/typeset"
	"thidua/internal/xlsx"
)

// BenchmarkStage measures each stage by itself, without the workers of a build, on what
// the stages before it make of generated workspaces.
func BenchmarkStage(b *testing.B) {
	for _, size := range sizes[1:] {
		var s staged
		s.o = Options{Workspace: b.TempDir(), Date: meeting}
		generate(b, s.o.Workspace, size)
		for _, stage := range []struct {
			name string
			// begin makes what the stage starts from, and gives one run of the stage.
			begin func(b *testing.B) (run func() error)
		}{
			{"intake", s.intake},
			{"rule", s.rule},
			{"compose", s.compose},
			{"xlsx", s.xlsx},
			{"docx", s.docx},
			{"typeset", s.typeset},
			{"pdf", s.pdf},
			{"pdfa", s.pdfa},
			{"bundle", s.bundle},
		} {
			b.Run(fmt.Sprintf("stage=%s/n=%d", stage.name, size.Nominees), func(b *testing.B) {
				run := stage.begin(b)
				debug.FreeOSMemory() // what stages before left is no part of what is measured
				b.ReportAllocs()
				before := cpuTime(b)
				for b.Loop() {
					if err := run(); err != nil {
						b.Fatal(err)
					}
				}
				reportCPU(b, cpuTime(b)-before, size.Nominees)
			})
		}
	}
}

// A staged workspace holds what each stage has made of it. It is made when a later stage
// first asks for it, and kept for the others.
type staged struct {
	o       Options
	checked *Checked
	papers  []*paper.Paper
	books   []*paper.Book
	set     []setPaper
	drawn   []drawnRun
}

func (s *staged) intake(b *testing.B) func() error {
	family, err := s.o.family()
	if err != nil {
		b.Fatal(err)
	}
	c := &Checked{family: family}
	workspace := os.DirFS(s.o.Workspace)
	return func() error {
		_, _, err := c.read(workspace, s.o)
		return err
	}
}

func (s *staged) check(b *testing.B) *Checked {
	b.Helper()
	if s.checked == nil {
		c, err := Check(s.o)
		if err != nil {
			b.Fatal(err)
		}
		if c.Summary.Errors != 0 || c.Summary.Nominees == 0 {
			b.Fatalf("%+v", c.Summary)
		}
		s.checked = c
	}
	return s.checked
}

func (s *staged) rule(b *testing.B) func() error {
	c := s.check(b)
	return func() error {
		if rule.Check(c.records, c.rulebook, nil, rule.Options{Period: c.Period, Date: s.o.Date}).Unfit {
			return fmt.Errorf("nothing was judged")
		}
		return nil
	}
}

// input is what a build composes all papers of.
func (s *staged) input(b *testing.B) compose.Input {
	b.Helper()
	c := s.check(b)
	in := c.input(s.o)
	in.Parts, _ = c.fit(s.o)
	return in
}

// compose hands papers over as a build does, and keeps none.
func (s *staged) compose(b *testing.B) func() error {
	in := s.input(b)
	in.TakePaper, in.TakeBook = func(*paper.Paper) {}, func(*paper.Book) {}
	return func() error {
		_, _, faults, err := s.checked.templates.Compose(in)
		if len(faults) > 0 {
			return fmt.Errorf("%v", faults)
		}
		return err
	}
}

func (s *staged) composed(b *testing.B) {
	b.Helper()
	if s.papers != nil {
		return
	}
	papers, books, faults, err := s.check(b).templates.Compose(s.input(b))
	if err != nil || len(faults) > 0 || len(papers) == 0 || len(books) == 0 {
		b.Fatalf("%d papers, %d workbooks, %v, %v", len(papers), len(books), faults, err)
	}
	s.papers, s.books = papers, books
}

func (s *staged) xlsx(b *testing.B) func() error {
	s.composed(b)
	return func() error {
		for _, book := range s.books {
			if err := xlsx.Write(io.Discard, book, s.checked.family, xlsx.Options{Created: s.o.Date.Time()}); err != nil {
				return err
			}
		}
		return nil
	}
}

func (s *staged) docx(b *testing.B) func() error {
	s.composed(b)
	return func() error {
		for _, p := range s.papers {
			if err := docx.Write(io.Discard, p, docx.Options{Created: s.o.Date.Time()}); err != nil {
				return err
			}
		}
		return nil
	}
}

func (s *staged) typeset(b *testing.B) func() error {
	s.composed(b)
	return func() error {
		for _, p := range s.papers {
			if _, err := typeset.Set(p, s.checked.family, typeset.DefaultLayout()); err != nil {
				return err
			}
		}
		return nil
	}
}

// A drawnRun is what goes through maroto together, as a press would have it: papers of
// some hundred pages, or a part of one that is longer than that.
type drawnRun struct {
	parts  [][]pdf.Document // one part, unless the paper is long
	files  []pdfa.File
	raw    [][]byte     // each part, once it is drawn
	survey *pdfa.Survey // of a long paper; else nil
}

// runs gives the pages of all papers in the runs that a press makes.
func (s *staged) runs(b *testing.B) []drawnRun {
	b.Helper()
	if s.drawn != nil {
		return s.drawn
	}
	if s.set == nil {
		s.composed(b)
		var err error
		if s.set, err = setAll(s.papers, s.checked.family); err != nil {
			b.Fatal(err)
		}
		s.papers, s.books = nil, nil // the last who asked for trees was typeset
	}
	var open drawnRun
	pages := 0
	for _, p := range s.set {
		file := describe(p.paper, p.document, s.o.Date)
		if n := len(p.document.Pages); n > longest {
			survey := &pdfa.Survey{}
			for i := range p.document.Pages {
				if err := note(survey, &p.document.Pages[i]); err != nil {
					b.Fatal(err)
				}
			}
			s.drawn = append(s.drawn, drawnRun{parts: long(p), files: []pdfa.File{file}, survey: survey})
			continue
		}
		if open.parts == nil {
			open.parts = make([][]pdf.Document, 1)
		}
		open.parts[0] = append(open.parts[0], pdf.Document{Name: p.paper.Name, Pages: p.document.Pages})
		open.files = append(open.files, file)
		if pages += len(p.document.Pages); pages >= longest {
			s.drawn = append(s.drawn, open)
			open, pages = drawnRun{}, 0
		}
	}
	if open.parts != nil {
		s.drawn = append(s.drawn, open)
	}
	return s.drawn
}

// long cuts a paper of more pages than a run has.
func long(p setPaper) [][]pdf.Document {
	var parts [][]pdf.Document
	first := 0
	for pages := range slices.Chunk(p.document.Pages, longest) {
		parts = append(parts, []pdf.Document{{Name: p.paper.Name, First: first, Pages: pages}})
		first += len(pages)
	}
	return parts
}

func (s *staged) pdf(b *testing.B) func() error {
	runs := s.runs(b)
	return func() error {
		for _, r := range runs {
			for _, part := range r.parts {
				if _, err := pdf.Render(part, s.checked.family); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

func (s *staged) pdfa(b *testing.B) func() error {
	runs := s.runs(b)
	for i := range runs {
		runs[i].raw = nil // of a former count
		for _, part := range runs[i].parts {
			raw, err := pdf.Render(part, s.checked.family)
			if err != nil {
				b.Fatal(err)
			}
			runs[i].raw = append(runs[i].raw, raw)
		}
	}
	s.set = nil
	return func() error {
		finisher := pdfa.NewFinisher(s.checked.family)
		for _, r := range runs {
			var err error
			if r.survey == nil {
				_, err = finisher.Finish(r.raw[0], r.files)
			} else {
				err = finishLong(finisher, &r)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
}

func finishLong(fin *pdfa.Finisher, r *drawnRun) error {
	stream, err := fin.Stream(r.survey, pdfa.Output{File: r.files[0], To: io.Discard})
	if err != nil {
		return err
	}
	pages := r.files[0].Pages
	for i, raw := range r.raw {
		n := len(r.parts[i][0].Pages)
		if err := stream.Draw(raw, pages[:n]); err != nil {
			return err
		}
		pages = pages[n:]
	}
	return stream.Close()
}

// bundle puts all files of a build in place, and binds the bound copy as it is written.
func (s *staged) bundle(b *testing.B) func() error {
	s.papers, s.books, s.set, s.drawn = nil, nil, nil, nil
	built := &Built{Checked: s.check(b)}
	workspace, err := os.OpenRoot(s.o.Workspace)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { workspace.Close() })
	files, _, err := built.results(workspace.FS(), s.o)
	if err != nil || len(files) == 0 {
		b.Fatalf("%d files, %v", len(files), err)
	}
	m, err := s.checked.manifest(workspace.FS(), s.o)
	if err != nil {
		b.Fatal(err)
	}
	output, err := makeOutput(workspace)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { output.Close() })
	return func() error { return bundle.Write(output, s.checked.Period, files, m) }
}
