// Package pdfa finishes what maroto drew: it cuts one raw run into a file for each
// document, conforming to PDF/A-2b (ISO 19005-2), the form in which files are kept
// and handed on electronically.
//
// From the run it takes only what was drawn, read strictly operator by operator; an
// object or operator that this package doesn't know is refused, never passed on.
// Fonts, dates and structure are its own. So a file's bytes depend on its document,
// its font and its clock alone, not on the documents that shared the run: gofpdf's
// font subset, for one, holds the letters of all of them.
package pdfa

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"thidua/internal/font"
)

// A File is one document of a run and what its file says of itself. Lengths are in
// 1/1000 pt.
type File struct {
	Name    string // of the file, for errors
	Title   string
	Author  string
	Created time.Time // written in the time of Việt Nam, +07:00
	Pages   []Page
	Marks   []Mark
}

// A Page tells of one drawn page what the run doesn't.
type Page struct {
	Width, Height int64
	Number        int     // as counted in the document's section, from 1; 0: no label
	Spaces        []int64 // for each text in drawn order: what is added to each of its spaces
	Images        []Image // behind what was drawn
}

// An Image is a picture, X and Y its top left corner measured from the page's.
type Image struct {
	X, Y, Width, Height int64
	Data                []byte // PNG or JPEG
}

// A Mark is an entry of the outline.
type Mark struct {
	Title string
	Level int   // 0 outermost
	Page  int   // 0-based
	Y     int64 // from the page's top
}

// Finish cuts a raw run into finished files, one for each of files, in order. Their
// pages together must be the pages of the run, and each page's Spaces as many as
// its texts: else something was lost on the way, which is an error.
func Finish(raw []byte, f *font.Family, files []File) ([][]byte, error) {
	r, err := openRun(raw)
	if err != nil {
		return nil, fmt.Errorf("read what maroto drew: %w", err)
	}
	pages := 0
	for i := range files {
		pages += len(files[i].Pages)
	}
	if pages != len(r.pages) {
		return nil, fmt.Errorf("read what maroto drew: %d pages, expected %d", len(r.pages), pages)
	}
	fin := &finisher{run: r, family: f}
	out := make([][]byte, len(files))
	for i := range files {
		n := len(files[i].Pages)
		if out[i], err = fin.finish(&files[i], r.pages[:n]); err != nil {
			return nil, fmt.Errorf("finish %s: %w", files[i].Name, err)
		}
		r.pages = r.pages[n:]
	}
	return out, nil
}

// A finisher works off the files of one run; the repertoires are large and used
// again for each.
type finisher struct {
	run      *run
	family   *font.Family
	outlines [4]*outlines // parsed where a file uses the face
	used     [4]repertoire
}

func (fin *finisher) finish(f *File, contents [][]byte) (_ []byte, err error) {
	if len(f.Pages) == 0 {
		return nil, errors.New("no pages")
	}
	for i := range fin.used {
		fin.used[i].clear()
	}
	drawn := make([]drawing, len(contents))
	for i, content := range contents {
		d, err := fin.run.read(content)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		if len(d.texts) != len(f.Pages[i].Spaces) {
			return nil, fmt.Errorf("page %d: %d texts drawn, expected %d", i+1, len(d.texts), len(f.Pages[i].Spaces))
		}
		for k := range d.texts {
			letters := d.texts[k].letters
			if d.texts[k].marks() != nil {
				letters = blank
			}
			fin.used[d.texts[k].face].add(letters)
		}
		drawn[i] = d
	}
	var embedded [4]*embedding
	for s := range fin.used {
		fin.used[s].number()
		if len(fin.used[s].letters) == 0 {
			continue
		}
		e, err := fin.embed(font.Style(s))
		if err != nil {
			return nil, err
		}
		embedded[s] = e
	}
	streams := make([][]byte, len(drawn))
	var pictures pictures
	var buf []byte
	for i := range drawn {
		shift := f.Pages[i].Height - fin.run.height
		if buf, err = pictures.append(buf[:0], &f.Pages[i]); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		buf = drawn[i].append(buf, shift, f.Pages[i].Spaces, &fin.used)
		streams[i] = deflate(buf)
	}
	return assemble(f, streams, &embedded, pictures)
}

// blank is what a file shows where marks are drawn.
var blank = []uint16{' '}

// A repertoire is the letters that a file uses of one face, and the code of each in
// the file's font: its place in the order of the letters, from 1. So the embedded
// font depends on the set of letters only.
type repertoire struct {
	code    []uint16 // by letter; before number is called: 1 for a letter that is used
	letters []uint16
}

func (u *repertoire) add(letters []uint16) {
	if u.code == nil {
		u.code = make([]uint16, 1<<16)
	}
	for _, l := range letters {
		if u.code[l] == 0 {
			u.code[l] = 1
			u.letters = append(u.letters, l)
		}
	}
}

func (u *repertoire) clear() {
	for _, l := range u.letters {
		u.code[l] = 0
	}
	u.letters = u.letters[:0]
}

// number gives the letters their codes, once all are known.
func (u *repertoire) number() {
	slices.Sort(u.letters)
	for i, l := range u.letters {
		u.code[l] = uint16(i + 1)
	}
}
