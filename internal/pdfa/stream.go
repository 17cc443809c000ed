package pdfa

import (
	"errors"
	"fmt"
	"io"

	"thidua/internal/font"
)

// A Survey is what the pages of a long file use, learned before any of them is drawn:
// which letters and pictures go into a file must be known when its first page is written.
type Survey struct {
	used     [4]repertoire
	pictures pictures
	pages    []Page // their sizes and numbers
}

// Page takes note of the next page, whose texts are told by Text.
func (s *Survey) Page(p Page) error {
	for _, i := range p.Images {
		if _, err := s.pictures.index(i.Data); err != nil {
			return fmt.Errorf("page %d: %w", len(s.pages)+1, err)
		}
	}
	s.pages = append(s.pages, Page{Width: p.Width, Height: p.Height, Number: p.Number})
	return nil
}

// Text takes note of a text of the page.
func (s *Survey) Text(face font.Style, text string) {
	for _, r := range text {
		if _, drawn := font.MarkOf(r); drawn {
			r = rune(blank[0])
		}
		s.used[face].add([]uint16{uint16(r)})
	}
}

// Len is how many pages were noted.
func (s *Survey) Len() int { return len(s.pages) }

// A Stream writes a file of many pages, and its variants, on their way out: no more of it
// is in memory than the pages that were drawn last. The bytes are those that Finish gives.
type Stream struct {
	job    *job
	survey *Survey
	fonts  [4]*embedding
	files  []*assembly
}

// An Output is where a file goes.
type Output struct {
	File File // its pages are those of the survey
	To   io.Writer
}

// Stream begins a file of the pages of a survey, and variants of it.
func (fin *Finisher) Stream(s *Survey, outputs ...Output) (*Stream, error) {
	if len(s.pages) == 0 || len(outputs) == 0 {
		return nil, errors.New("finish: no pages")
	}
	fonts, err := fin.embed(&s.used)
	if err != nil {
		return nil, fmt.Errorf("finish %s: %w", outputs[0].File.Name, err)
	}
	out := &Stream{job: fin.take(), survey: s, fonts: fonts}
	for _, o := range outputs {
		f := o.File
		f.Pages = s.pages
		a := newAssembly(&f, &fonts, s.pictures, &writer{out: o.To})
		a.flush()
		out.files = append(out.files, a)
	}
	return out, nil
}

// Draw adds the pages of a raw run.
func (t *Stream) Draw(raw []byte, pages []Page) error {
	name := t.files[0].f.Name
	r, err := openRun(raw)
	if err != nil {
		return fmt.Errorf("read what maroto drew: %w", err)
	}
	had := t.files[0].done
	if len(r.pages) != len(pages) || had+len(pages) > len(t.survey.pages) {
		return fmt.Errorf("finish %s: %d pages drawn after %d, expected %d of %d", name, len(r.pages), had, len(pages), len(t.survey.pages))
	}
	t.job.begin()
	if err := t.job.read(&File{Pages: pages}, r, r.pages); err != nil {
		return fmt.Errorf("finish %s, after %d pages: %w", name, had, err)
	}
	for s := range t.job.used {
		for _, l := range t.job.used[s].letters {
			if used := t.survey.used[s].used; used == nil || !used[l] {
				return fmt.Errorf("finish %s: %q was not surveyed", name, rune(l))
			}
		}
	}
	for i := range pages {
		t.job.packed = t.job.packed[:0]
		surveyed := len(t.survey.pictures)
		if err := t.job.content(i, &pages[i], &t.fonts, &t.survey.pictures); err != nil {
			return fmt.Errorf("finish %s, after %d pages: %w", name, had, err)
		}
		if len(t.survey.pictures) > surveyed {
			return fmt.Errorf("finish %s: a picture was not surveyed", name)
		}
		for _, f := range t.files {
			f.page(t.job.packed)
		}
	}
	for _, f := range t.files {
		if f.flush(); f.err != nil {
			return fmt.Errorf("finish %s: %w", f.f.Name, f.err)
		}
	}
	return nil
}

// Close ends the files. All pages of the survey must have been drawn.
func (t *Stream) Close() error {
	for _, f := range t.files {
		if f.done != len(t.survey.pages) {
			return fmt.Errorf("finish %s: %d pages drawn, expected %d", f.f.Name, f.done, len(t.survey.pages))
		}
		if err := f.finish(); err != nil {
			return fmt.Errorf("finish %s: %w", f.f.Name, err)
		}
	}
	t.job.giveBack(t.job)
	return nil
}
