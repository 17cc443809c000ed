package paper

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"io"
	"iter"
	"strings"
	"sync"
)

// A Pack is a long sequence of rows or sections, which nobody wants to hold as trees at
// once: those of a paper on ten thousand nominees would take hundreds of megabytes, a
// Pack of them takes a few. It is filled once, then gone over as often as one likes,
// also by several at a time.
type Pack[T Row | Section] struct {
	Count int // of the values; Add keeps it

	code    func(*coder, *T)
	aside   aside
	packed  [][]byte // each some values, deflated
	waiting coder    // what has not been deflated yet
}

// Rows are those of a long table.
type Rows = Pack[Row]

// Sections are those of a paper of many.
type Sections = Pack[Section]

// NewRows gives an empty pack of rows.
func NewRows() *Rows { return &Rows{code: (*coder).row} }

// NewSections gives an empty pack of sections.
func NewSections() *Sections { return &Sections{code: (*coder).section} }

// An aside holds what is not packed: pictures, of which many sections may show the same,
// and the rows of long tables, which are packed already.
type aside struct {
	pictures [][]byte
	rows     []*Rows
}

// portion is how many bytes are deflated together.
const portion = 64 << 10

// Add adds a value, of which the pack keeps nothing but its pictures.
func (p *Pack[T]) Add(value *T) {
	p.Count++
	p.waiting.aside = &p.aside
	p.code(&p.waiting, value)
	if len(p.waiting.out) >= portion {
		p.packed = append(p.packed, deflate(p.waiting.out))
		p.waiting.out = p.waiting.out[:0]
	}
}

// Done frees what filling the pack needed.
func (p *Pack[T]) Done() {
	if len(p.waiting.out) > 0 {
		p.packed = append(p.packed, deflate(p.waiting.out))
	}
	p.waiting = coder{}
}

// All goes over the values of a pack that is done. They are the caller's to keep.
func (p *Pack[T]) All() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for _, packed := range p.packed {
			c := coder{aside: &p.aside, reading: true, in: inflate(packed)}
			for len(c.in) > 0 {
				value := new(T)
				p.code(&c, value)
				if !yield(value) {
					return
				}
			}
		}
	}
}

var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is out of range: a mistake in this file
	}
	return w
}}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	w.Reset(&b)
	// A Buffer takes everything: neither call can fail.
	_, _ = w.Write(data)
	_ = w.Close()
	return bytes.Clone(b.Bytes())
}

// inflate undoes deflate, on bytes that never left the program: nothing in them is
// damaged.
func inflate(packed []byte) string {
	var b strings.Builder
	b.Grow(portion + portion/4)
	_, _ = io.Copy(&b, flate.NewReader(bytes.NewReader(packed)))
	return b.String()
}

// A coder goes over the fields of a value and writes them, or reads them in the same
// order, so that what is written and what is read can't differ. Texts that are read
// share the memory of their portion.
type coder struct {
	aside   *aside
	reading bool
	in      string
	out     []byte
}

func number[N ~int | ~int64](c *coder, n *N) {
	if !c.reading {
		c.out = binary.AppendVarint(c.out, int64(*n))
		return
	}
	v, shift, i := uint64(0), 0, 0
	for ; c.in[i] >= 0x80; i++ {
		v |= uint64(c.in[i]&0x7f) << shift
		shift += 7
	}
	v |= uint64(c.in[i]) << shift
	c.in = c.in[i+1:]
	*n = N(int64(v>>1) ^ -int64(v&1))
}

func (c *coder) text(s *string) {
	n := len(*s)
	number(c, &n)
	if !c.reading {
		c.out = append(c.out, *s...)
		return
	}
	*s, c.in = c.in[:n], c.in[n:]
}

// flags goes over yes and no, all in one number.
func (c *coder) flags(all ...*bool) {
	bits := 0
	for i, f := range all {
		if *f {
			bits |= 1 << i
		}
	}
	number(c, &bits)
	for i, f := range all {
		*f = bits>>i&1 == 1
	}
}

// list goes over the members of a list. None at all stays none.
func list[T any](c *coder, of *[]T, each func(*coder, *T)) {
	n := len(*of)
	number(c, &n)
	if c.reading && n > 0 {
		*of = make([]T, n)
	}
	for i := range *of {
		each(c, &(*of)[i])
	}
}

// maybe goes over what may be missing.
func maybe[T any](c *coder, of **T, each func(*coder, *T)) {
	there := *of != nil
	c.flags(&there)
	if c.reading && there {
		*of = new(T)
	}
	if there {
		each(c, *of)
	}
}

func (c *coder) texts(of *[]string)  { list(c, of, (*coder).text) }
func (c *coder) blocks(of *[]Block)  { list(c, of, (*coder).block) }
func (c *coder) runs(of *[]Run)      { list(c, of, (*coder).run) }
func (c *coder) rowsOf(of *[]Row)    { list(c, of, (*coder).row) }
func (c *coder) numbersOf(of *[]int) { list(c, of, number[int]) }

func (c *coder) section(s *Section) {
	c.flags(&s.Landscape, &s.Stamp, &s.NoNumbers)
	for _, n := range []*int{&s.TextSize, &s.Width, &s.Height, &s.ShiftX, &s.ShiftY} {
		number(c, n)
	}
	c.blocks(&s.Blocks)
}

func (c *coder) row(r *Row) {
	c.flags(&r.Group)
	list(c, &r.Cells, (*coder).cell)
}

func (c *coder) cell(l *Cell) {
	c.flags(&l.HasAlign)
	number(c, &l.Span)
	number(c, &l.RowSpan)
	number(c, &l.Align)
	c.value(&l.Value)
	list(c, &l.Paragraphs, (*coder).paragraph)
}

func (c *coder) value(v *Value) {
	number(c, &v.Kind)
	if v.Kind == TextValue {
		return // it has no more
	}
	number(c, &v.Number)
	number(c, &v.Sum)
	for i := range v.Date {
		number(c, &v.Date[i])
	}
}

func (c *coder) paragraph(p *Paragraph) {
	number(c, &p.Role)
	c.flags(&p.KeepNext)
	c.runs(&p.Runs)
}

func (c *coder) run(r *Run) {
	c.flags(&r.Bold, &r.Italic, &r.Underline, &r.Red)
	c.text(&r.Text)
}
