package pdfa

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"thidua/internal/font"
)

// A run is a raw file of gofpdf 1.4.3 as maroto leaves it without compression.
type run struct {
	raw     []byte
	offsets []int // by object number; 0 is unused
	height  int64 // of the canvas, 1/1000 pt
	pages   [][]byte
	faces   map[string]font.Style // by name of the resource
}

// errLayout is wrapped by all complaints about a raw file. The usual cause is a
// maroto or gofpdf whose layout this package has not been taught.
var errLayout = errors.New("not the object layout of maroto v2.4.0 with gofpdf v1.4.3")

// The objects that count, to the last byte: a key too many is a feature that would
// get lost, or a change of gofpdf's that somebody has to look at.
var (
	treeObject      = regexp.MustCompile(`^<</Type /Pages\n/Kids \[((?:\d+ 0 R )+)\]\n/Count (\d+)\n/MediaBox \[0 0 [\d.]+ ([\d.]+)\]\n>>\n$`)
	pageObject      = regexp.MustCompile(`^<</Type /Page\n/Parent 1 0 R\n/Resources 2 0 R\n/Contents (\d+) 0 R>>\n$`)
	resourcesObject = regexp.MustCompile(`^<<\n/ProcSet \[[/A-Za-z ]*\]\n/Font <<\n((?:/\w+ \d+ 0 R\n)*)>>\n/XObject <<\n>>\n(?:/ColorSpace <<\n>>\n)?>>\n$`)
	fontObject      = regexp.MustCompile(`^<</Type /Font\n/BaseFont /Times-(Roman|Bold|Italic|BoldItalic)\n/Subtype /Type1\n/Encoding /WinAnsiEncoding\n>>\n$`)
	fontEntry       = regexp.MustCompile(`/(\w+) (\d+) 0 R\n`)
	kid             = regexp.MustCompile(`(\d+) 0 R `)
)

// styles are what the built-in faces of a run stand for.
var styles = map[string]font.Style{"Roman": font.Regular, "Bold": font.Bold, "Italic": font.Italic, "BoldItalic": font.BoldItalic}

func openRun(raw []byte) (*run, error) {
	r := &run{raw: raw, faces: map[string]font.Style{}}
	if err := r.readOffsets(); err != nil {
		return nil, err
	}
	tree, err := r.match(1, treeObject)
	if err != nil {
		return nil, err
	}
	if r.height, err = parseMilli(tree[3]); err != nil {
		return nil, fmt.Errorf("page size: %w", err)
	}
	kids := kid.FindAllSubmatch(tree[1], -1)
	if count := number(tree[2]); count != len(kids) {
		return nil, fmt.Errorf("page tree counts %d pages, has %d: %w", count, len(kids), errLayout)
	}
	for _, k := range kids {
		content, err := r.content(number(k[1]))
		if err != nil {
			return nil, err
		}
		r.pages = append(r.pages, content)
	}
	return r, r.readFaces()
}

// readOffsets reads the cross-reference table: rows of 20 bytes.
func (r *run) readOffsets() error {
	const keyword = "startxref\n"
	i := bytes.LastIndex(r.raw, []byte(keyword))
	if i < 0 {
		return fmt.Errorf("no startxref: %w", errLayout)
	}
	line, _, _ := bytes.Cut(r.raw[i+len(keyword):], []byte("\n"))
	at := number(line)
	if at <= 0 || at > i {
		return fmt.Errorf("startxref points to %d: %w", at, errLayout)
	}
	table := r.raw[at:i]
	head, table, _ := bytes.Cut(table, []byte("\n"))
	count, table, _ := bytes.Cut(table, []byte("\n"))
	n := number(bytes.TrimPrefix(count, []byte("0 ")))
	if string(head) != "xref" || n < 3 || n > len(table)/20 {
		return fmt.Errorf("cross-reference table: %w", errLayout)
	}
	r.offsets = make([]int, n)
	for k := 1; k < n; k++ {
		row := table[20*k:]
		if r.offsets[k] = number(row[:10]); r.offsets[k] <= 0 || r.offsets[k] > at {
			return fmt.Errorf("object %d at %d: %w", k, r.offsets[k], errLayout)
		}
	}
	return nil
}

// object gives an object's text up to its end or that of the keyword "stream", and
// the rest of the file from there.
func (r *run) object(n int) (text, rest []byte, err error) {
	s, err := r.open(n)
	if err != nil {
		return nil, nil, err
	}
	end := bytes.Index(s, []byte("endobj\n"))
	if end < 0 {
		return nil, nil, fmt.Errorf("object %d has no end: %w", n, errLayout)
	}
	const keyword = "\nstream\n"
	if k := bytes.Index(s[:end], []byte(keyword)); k >= 0 {
		end = k + len(keyword)
	}
	return s[:end], s[end:], nil
}

// open gives the file from an object's text on.
func (r *run) open(n int) ([]byte, error) {
	if n < 1 || n >= len(r.offsets) {
		return nil, fmt.Errorf("no object %d: %w", n, errLayout)
	}
	s, ok := bytes.CutPrefix(r.raw[r.offsets[n]:], []byte(strconv.Itoa(n)+" 0 obj\n"))
	if !ok {
		return nil, fmt.Errorf("object %d is not where it should be: %w", n, errLayout)
	}
	return s, nil
}

// match holds an object against its form and gives the parts.
func (r *run) match(n int, form *regexp.Regexp) ([][]byte, error) {
	text, _, err := r.object(n)
	if err != nil {
		return nil, err
	}
	m := form.FindSubmatch(text)
	if m == nil {
		return nil, fmt.Errorf("object %d reads %.200q: %w", n, text, errLayout)
	}
	return m, nil
}

// content gives what is drawn on the page of an object number.
func (r *run) content(page int) ([]byte, error) {
	m, err := r.match(page, pageObject)
	if err != nil {
		return nil, err
	}
	n := number(m[1])
	s, err := r.open(n)
	if err != nil {
		return nil, err
	}
	// Contents are most of a run: their ends are not searched for.
	head, rest, _ := bytes.Cut(s, []byte(">>\nstream\n"))
	digits, ok := bytes.CutPrefix(head, []byte("<</Length "))
	length := number(digits)
	if !ok || length < 0 || length > len(rest) || !bytes.HasPrefix(rest[length:], []byte("\nendstream\n")) {
		return nil, fmt.Errorf("object %d is not a content of %d bytes: %w", n, length, errLayout)
	}
	return rest[:length], nil
}

// readFaces learns which resource is which face. Object 2 holds the resources of all pages.
func (r *run) readFaces() error {
	m, err := r.match(2, resourcesObject)
	if err != nil {
		return err
	}
	for _, e := range fontEntry.FindAllSubmatch(m[1], -1) {
		f, err := r.match(number(e[2]), fontObject)
		if err != nil {
			return err
		}
		r.faces[string(e[1])] = styles[string(f[1])]
	}
	return nil
}

// number reads digits; -1 where there is anything else.
func number(b []byte) int {
	n, err := strconv.Atoi(string(b))
	if err != nil || n < 0 {
		return -1
	}
	return n
}
