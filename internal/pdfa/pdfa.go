// Package pdfa finishes what maroto drew: it cuts one raw run into a file for each
// document, conforming to PDF/A-2b (ISO 19005-2), the form in which files are kept
// and handed on electronically. A file that carries data conforms to PDF/A-3b.
//
// From the run it takes only what was drawn, read strictly operator by operator; an
// object or operator that this package doesn't know is refused, never passed on.
// Fonts, dates and structure are its own. So a file's bytes depend on its document,
// its font and its clock alone, not on the documents that shared the run.
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

	Attachment *Attachment // makes it PDF/A-3b; nil for none
	Variant    bool        // shows the pages of the file before it, which are drawn once
}

// An Attachment is the data that a file was made from, for programs that read it again.
type Attachment struct {
	Name        string // of the file when it is taken out, ASCII
	Type        string // MIME type
	Description string
	Data        []byte
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

// A Finisher finishes runs drawn in one font. What it has embedded once it keeps for the
// files to come. It may be used by several goroutines.
type Finisher struct {
	family *font.Family
	faces  [4]embedder
	idle   chan *job // a few, with their buffers
}

// NewFinisher makes a finisher for a font.
func NewFinisher(f *font.Family) *Finisher {
	fin := &Finisher{family: f, idle: make(chan *job, 8)}
	for s := range fin.faces {
		fin.faces[s] = embedder{family: f, style: font.Style(s)}
	}
	return fin
}

// Finish cuts a raw run into finished files, one for each of files, in order. Their
// pages together, variants apart, must be the pages of the run, and each page's Spaces as
// many as its texts: else something was lost on the way, which is an error.
func (fin *Finisher) Finish(raw []byte, files []File) ([][]byte, error) {
	r, err := openRun(raw)
	if err != nil {
		return nil, fmt.Errorf("read what maroto drew: %w", err)
	}
	pages := 0
	for i := range files {
		if !files[i].Variant {
			pages += len(files[i].Pages)
		}
	}
	if pages != len(r.pages) {
		return nil, fmt.Errorf("read what maroto drew: %d pages, expected %d", len(r.pages), pages)
	}
	j := fin.take()
	defer fin.giveBack(j)
	out := make([][]byte, len(files))
	for i := range files {
		n := len(files[i].Pages)
		switch {
		case !files[i].Variant:
			j.begin()
			err = j.read(&files[i], r, r.pages[:n])
			r.pages = r.pages[n:]
		case n != j.pages:
			err = fmt.Errorf("a variant of %d pages, the file before it has %d", n, j.pages)
		}
		if err == nil {
			out[i], err = j.write(&files[i])
		}
		if err != nil {
			return nil, fmt.Errorf("finish %s: %w", files[i].Name, err)
		}
	}
	return out, nil
}

// A job works off files one after the other. Its buffers are used again for each.
type job struct {
	*Finisher
	used   [4]repertoire
	drawn  []drawing
	pages  int // read of the file at hand
	arena  arena
	plain  []byte // a page's content
	packed []byte // the contents of a file, deflated
}

func (fin *Finisher) take() *job {
	select {
	case j := <-fin.idle:
		j.begin()
		return j
	default:
		return &job{Finisher: fin}
	}
}

func (fin *Finisher) giveBack(j *job) {
	select {
	case fin.idle <- j:
	default:
	}
}

// begin begins a file.
func (j *job) begin() {
	for s := range j.used {
		j.used[s].clear()
	}
	j.pages = 0
	j.arena.clear()
}

// read takes the next pages of a file apart and notes which letters they use of each
// face.
func (j *job) read(f *File, r *run, contents [][]byte) error {
	for _, content := range contents {
		if j.pages == len(f.Pages) {
			return fmt.Errorf("more than %d pages drawn", j.pages)
		}
		if j.pages == len(j.drawn) {
			j.drawn = append(j.drawn, drawing{})
		}
		d := &j.drawn[j.pages]
		d.height = r.height
		if err := r.read(content, d, &j.arena); err != nil {
			return fmt.Errorf("page %d: %w", j.pages+1, err)
		}
		if want := len(f.Pages[j.pages].Spaces); len(d.texts) != want {
			return fmt.Errorf("page %d: %d texts drawn, expected %d", j.pages+1, len(d.texts), want)
		}
		for k := range d.texts {
			letters := d.texts[k].letters
			if d.texts[k].marks() != nil {
				letters = blank
			}
			j.used[d.texts[k].face].add(letters)
		}
		j.pages++
	}
	return nil
}

// write makes the file of the pages that were read.
func (j *job) write(f *File) (_ []byte, err error) {
	if len(f.Pages) == 0 {
		return nil, errors.New("no pages")
	}
	embedded, err := j.embed(&j.used)
	if err != nil {
		return nil, err
	}
	ends := make([]int, j.pages)
	j.packed = j.packed[:0]
	var pictures pictures
	for i := range ends {
		if err := j.content(i, &f.Pages[i], &embedded, &pictures); err != nil {
			return nil, err
		}
		ends[i] = len(j.packed)
	}
	streams, from := make([][]byte, len(ends)), 0
	for i, end := range ends {
		streams[i], from = j.packed[from:end], end
	}
	return assemble(f, streams, &embedded, pictures)
}

// content appends the content of a page that was read, deflated, to what is packed.
func (j *job) content(i int, p *Page, fonts *[4]*embedding, images *pictures) (err error) {
	d := &j.drawn[i]
	if j.plain, err = images.append(j.plain[:0], p); err != nil {
		return fmt.Errorf("page %d: %w", i+1, err)
	}
	j.plain = d.append(j.plain, p.Height-d.height, p.Spaces, fonts)
	j.packed = contentDeflaters.append(j.packed, j.plain)
	return nil
}

// embed gives the faces that letters are used of.
func (fin *Finisher) embed(used *[4]repertoire) (embedded [4]*embedding, err error) {
	for s := range used {
		if len(used[s].letters) == 0 {
			continue
		}
		if embedded[s], err = fin.faces[s].embed(used[s].sorted()); err != nil {
			return embedded, err
		}
	}
	return embedded, nil
}

// blank is what a file shows where marks are drawn.
var blank = []uint16{' '}

// A repertoire is the letters that a file uses of one face.
type repertoire struct {
	used    []bool // by letter
	letters []uint16
}

func (u *repertoire) add(letters []uint16) {
	if u.used == nil {
		u.used = make([]bool, 1<<16)
	}
	for _, l := range letters {
		if !u.used[l] {
			u.used[l] = true
			u.letters = append(u.letters, l)
		}
	}
}

func (u *repertoire) clear() {
	for _, l := range u.letters {
		u.used[l] = false
	}
	u.letters = u.letters[:0]
}

// sorted gives the letters in order, so that what is made of them depends on the set only.
func (u *repertoire) sorted() []uint16 {
	slices.Sort(u.letters)
	return u.letters
}
