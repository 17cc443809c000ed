package pdfa

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zlib"
)

// A writer puts a file together: objects of a PDF and where they begin.
type writer struct {
	b       []byte
	offsets []int // by object number; 0: reserved, not written yet

	sum     hash.Hash // of what is in the file
	counted int       // bytes of b that sum knows

	// Where the file goes on the way, so that it needn't stand in memory; nil: all of
	// it is in b.
	out  io.Writer
	gone int   // bytes that went to out
	err  error // the first of out
}

// at is how many bytes the file has so far.
func (w *writer) at() int { return w.gone + len(w.b) }

// count brings the sum up to date.
func (w *writer) count() {
	w.sum.Write(w.b[w.counted:]) // a hash takes everything
	w.counted = len(w.b)
}

// flush sends what is finished on its way.
func (w *writer) flush() {
	if w.out == nil {
		return
	}
	w.count()
	if w.err == nil {
		_, w.err = w.out.Write(w.b)
	}
	w.gone += len(w.b)
	w.b, w.counted = w.b[:0], 0
}

// reserve gives the next n object numbers; the first is returned.
func (w *writer) reserve(n int) int {
	first := len(w.offsets)
	w.offsets = append(w.offsets, make([]int, n)...)
	return first
}

// begin begins an object, end ends it.
func (w *writer) begin(n int) {
	w.offsets[n] = w.at()
	w.b = append(strconv.AppendInt(w.b, int64(n), 10), " 0 obj\n"...)
}

func (w *writer) end() { w.b = append(w.b, "\nendobj\n"...) }

func (w *writer) object(n int, format string, args ...any) {
	w.begin(n)
	w.b = fmt.Appendf(w.b, format, args...)
	w.end()
}

func (w *writer) stream(n int, dict string, data []byte) {
	w.begin(n)
	w.b = append(append(w.b, "<<"...), dict...)
	w.b = strconv.AppendInt(append(w.b, "/Length "...), int64(len(data)), 10)
	w.b = append(append(w.b, ">>\nstream\n"...), data...)
	w.b = append(w.b, "\nendstream"...)
	w.end()
}

const flate = "/Filter/FlateDecode"

// The objects that every file has, by number.
const (
	catalogObject = iota + 1
	pagesObject
	infoObject
	metadataObject
	profileObject
	firstFree
)

// assemble writes the file: fixed objects, fonts, pages, outline, and the
// cross-reference table in its classic form, which any reader knows.
//
// The identifier is made of the content (ISO 32000-1, 14.4, leaves the way open): a
// changed file has another, a file made again has the same.
func assemble(f *File, contents [][]byte, fonts *[4]*embedding, images pictures) ([]byte, error) {
	size := 8192
	for _, c := range contents {
		size += len(c) + 256
	}
	for _, e := range fonts {
		if e != nil {
			size += len(e.file) + len(e.toUnicode) + len(e.widths) + 1024
		}
	}
	for i := range images {
		size += len(images[i].pixels) + 256
	}
	w := newAssembly(f, fonts, images, &writer{b: make([]byte, 0, size)})
	for _, c := range contents {
		w.page(c)
	}
	if err := w.finish(); err != nil {
		return nil, err
	}
	return w.b, nil
}

// An assembly is a file that is put together: what its pages share, then one page after
// the other, then the rest.
type assembly struct {
	*writer
	f             *File
	shared, first int // objects: the pages' resources, the first page
	done          int // pages
}

// newAssembly begins a file. The pages that f has will follow; of these only sizes and
// numbers count.
func newAssembly(f *File, fonts *[4]*embedding, images pictures, w *writer) *assembly {
	w.b, w.offsets, w.sum = append(w.b, header...), make([]int, firstFree), sha256.New()
	names := w.fonts(fonts)
	// Fonts are most of a file, and many files have the same: their own sums stand for them.
	for _, e := range fonts {
		if e != nil {
			w.sum.Write(e.sum[:])
		}
	}
	w.counted = len(w.b)
	resources := "<<" + names + w.images(images) + ">>"
	a := &assembly{writer: w, f: f, shared: w.reserve(1)}
	w.object(a.shared, "%s", resources)
	a.first = w.reserve(2 * len(f.Pages))
	return a
}

// page writes the next page, followed by its content.
func (w *assembly) page(content []byte) {
	p, n := &w.f.Pages[w.done], w.first+2*w.done
	w.begin(n)
	w.b = appendReference(append(w.b, "<</Type/Page/Parent "...), pagesObject)
	w.b = appendReference(append(w.b, "/Resources "...), w.shared)
	w.b = appendMilli(append(w.b, "/MediaBox[0 0 "...), p.Width)
	w.b = appendMilli(append(w.b, ' '), p.Height)
	w.b = append(appendReference(append(w.b, "]/Contents "...), n+1), ">>"...)
	w.end()
	w.stream(n+1, flate, content)
	w.done++
}

// finish writes the page tree and what follows it.
func (w *assembly) finish() error {
	f := w.f
	var kids []byte
	for i := range f.Pages {
		kids = appendReference(append(kids, ' '), w.first+2*i)
	}
	w.object(pagesObject, "<</Type/Pages/Count %d/Kids[%s]>>", len(f.Pages), bytes.TrimSpace(kids))
	outline, err := w.outline(f.Marks, len(f.Pages), func(b []byte, page int, y int64) []byte {
		return appendDestination(b, w.first+2*page, f.Pages[page].Height-y)
	})
	if err != nil {
		return err
	}
	attached, err := w.attachment(f)
	if err != nil {
		return err
	}
	w.close(f, outline+labels(f.Pages)+attached, true)
	return w.err
}

// header begins every file. Its second line tells programs that move files that this
// one is binary.
const header = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"

// close writes what a file says of itself, its catalog with some further keys, and
// the cross-reference table. Archival says that it conforms to PDF/A-2b.
func (w *writer) close(f *File, keys string, archival bool) {
	w.info(f)
	w.stream(metadataObject, "/Type/Metadata/Subtype/XML", packet(f, archival))
	w.stream(profileObject, "/N 3"+flate, profile())
	title := ""
	if f.Title != "" {
		title = "/ViewerPreferences<</DisplayDocTitle true>>"
	}
	if archival {
		keys += fmt.Sprintf("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]", profileObject)
	}
	w.object(catalogObject, "<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/Lang(vi-VN)%s%s>>", pagesObject, metadataObject, title, keys)

	at := w.at()
	w.b = fmt.Appendf(w.b, "xref\n0 %d\n0000000000 65535 f \n", len(w.offsets))
	for _, o := range w.offsets[1:] {
		const row = "0000000000 00000 n \n"
		w.b = append(w.b, row...)
		for i := len(w.b) - len(row) + 9; o > 0; i, o = i-1, o/10 {
			w.b[i] += byte(o % 10)
		}
	}
	w.count()
	id := w.sum.Sum(nil)[:16]
	w.b = fmt.Appendf(w.b, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.offsets), catalogObject, infoObject, id, id, at)
	w.flush()
}

// fonts writes the embedded faces and gives the dictionary that names them.
func (w *writer) fonts(fonts *[4]*embedding) string {
	var names strings.Builder
	for s, e := range fonts {
		if e == nil {
			continue
		}
		n := w.reserve(4)
		fmt.Fprintf(&names, "/F%d %d 0 R", s, n)
		if e.wide {
			cid := w.reserve(1)
			w.object(n, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", e.name, cid, n+2)
			w.object(cid, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
				"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/W[%d[%s]]>>", e.name, n+1, e.first, e.widths)
		} else {
			w.object(n, "<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar %d/LastChar %d/Widths[%s]/FontDescriptor %d 0 R/ToUnicode %d 0 R>>",
				e.name, e.first, e.first+bytes.Count(e.widths, []byte(" ")), e.widths, n+1, n+2)
		}
		w.object(n+1, "<</Type/FontDescriptor/FontName/%s%s/FontFile2 %d 0 R>>", e.name, e.descriptor, n+3)
		w.stream(n+2, flate, e.toUnicode)
		w.stream(n+3, flate+"/Length1 "+strconv.Itoa(e.length), e.file)
	}
	return "/Font<<" + names.String() + ">>"
}

// images writes the pictures and gives the dictionary that names them.
func (w *writer) images(images pictures) string {
	if len(images) == 0 {
		return ""
	}
	var names strings.Builder
	first := w.reserve(len(images))
	for i, p := range images {
		fmt.Fprintf(&names, "/I%d %d 0 R", i, first+i)
		w.stream(first+i, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8%s",
			p.width, p.height, flate), p.pixels)
	}
	return "/XObject<<" + names.String() + ">>"
}

// An entry is a mark in the tree of the outline. Marks are told apart by their
// place in the list; -1 is none.
type entry struct {
	parent, previous, next, first, last int
	below                               int // entries under it, at any depth
}

// outline writes the tree of marks and gives the catalog's keys for it: a reader
// shows the outline at once where there is more than one mark.
//
// A mark's parent is the last one before it of a lower level, so that a skipped
// level does no harm. Place appends a destination: a page, and a height from its top.
func (w *writer) outline(marks []Mark, pages int, place func(b []byte, page int, y int64) []byte) (string, error) {
	if len(marks) == 0 {
		return "", nil
	}
	entries := make([]entry, len(marks))
	root := entry{first: -1, last: -1}
	for i, m := range marks {
		if m.Page < 0 || m.Page >= pages {
			return "", fmt.Errorf("mark %q is on page %d of %d", m.Title, m.Page+1, pages)
		}
		parent := i - 1
		for parent >= 0 && marks[parent].Level >= m.Level {
			parent = entries[parent].parent
		}
		above := &root
		if parent >= 0 {
			above = &entries[parent]
		}
		entries[i] = entry{parent: parent, previous: above.last, next: -1, first: -1, last: -1}
		if above.last >= 0 {
			entries[above.last].next = i
		} else {
			above.first = i
		}
		above.last = i
		for p := parent; p >= 0; p = entries[p].parent {
			entries[p].below++
		}
	}
	n := w.reserve(1 + len(entries))
	w.object(n, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", n+1+root.first, n+1+root.last, len(entries))
	for i, e := range entries {
		m := marks[i]
		w.begin(n + 1 + i)
		w.b = appendText(append(w.b, "<</Title "...), m.Title)
		w.b = appendReference(append(w.b, "/Parent "...), n+1+e.parent)
		for _, l := range [...]struct {
			key string
			to  int
		}{{"/Prev ", e.previous}, {"/Next ", e.next}, {"/First ", e.first}, {"/Last ", e.last}} {
			if l.to >= 0 {
				w.b = appendReference(append(w.b, l.key...), n+1+l.to)
			}
		}
		if e.below > 0 {
			w.b = strconv.AppendInt(append(w.b, "/Count "...), int64(e.below), 10)
		}
		w.b = append(place(append(w.b, "/Dest"...), m.Page, m.Y), ">>"...)
		w.end()
	}
	mode := ""
	if len(entries) > 1 {
		mode = "/PageMode/UseOutlines"
	}
	return fmt.Sprintf("/Outlines %d 0 R%s", n, mode), nil
}

// appendReference writes a reference to an object.
func appendReference(b []byte, n int) []byte {
	return append(strconv.AppendInt(b, int64(n), 10), " 0 R"...)
}

// appendDestination writes a place on a page, by its height from below.
func appendDestination(b []byte, page int, y int64) []byte {
	b = append(appendReference(append(b, '['), page), "/XYZ 0 "...)
	return append(appendMilli(b, y), " null]"...)
}

// labels makes a reader count pages as they are numbered in print: anew in each
// section. Without numbers there are no labels.
func labels(pages []Page) string {
	var b strings.Builder
	for i, p := range pages {
		switch {
		case p.Number <= 0:
			return ""
		case i == 0 || p.Number != pages[i-1].Number+1:
			fmt.Fprintf(&b, "%d<</S/D/St %d>>", i, p.Number)
		}
	}
	return "/PageLabels<</Nums[" + b.String() + "]>>"
}

// deflaters are compressors of one level, taken and given back. A few are kept for good:
// the garbage collector would empty a sync.Pool, and each takes 1 MB to make.
type deflaters struct {
	level int
	idle  chan *zlib.Writer
}

func newDeflaters(level, kept int) *deflaters {
	return &deflaters{level: level, idle: make(chan *zlib.Writer, kept)}
}

func (d *deflaters) take() *zlib.Writer {
	select {
	case z := <-d.idle:
		return z
	default:
	}
	z, err := zlib.NewWriterLevel(io.Discard, d.level)
	if err != nil {
		panic(err) // level is out of range: a mistake in this file
	}
	return z
}

func (d *deflaters) giveBack(z *zlib.Writer) {
	select {
	case d.idle <- z:
	default:
	}
}

// Contents are deflated for each file: level 6 takes twice the time of 3 for 6 % of the
// size. Fonts are deflated once for many files.
var (
	contentDeflaters = newDeflaters(3, 8)
	fontDeflaters    = newDeflaters(9, 1)
)

// append deflates data to the end of b.
func (d *deflaters) append(b, data []byte) []byte {
	out := bytes.NewBuffer(b)
	z := d.take()
	defer d.giveBack(z)
	z.Reset(out)
	// A Buffer takes everything: neither call can fail.
	_, _ = z.Write(data)
	_ = z.Close()
	return out.Bytes()
}
