package pdfa_test

import (
	"strings"
	"testing"

	"thidua/internal/typeset"
)

// Boxes are filled to their edges, behind the texts; marks are strokes, with blanks in
// the text that stand for them.
func TestBoxesAndMarks(t *testing.T) {
	const pt = typeset.Pt
	p := typeset.Page{Width: 200 * pt, Height: 100 * pt, Number: 1}
	p.Boxes = []typeset.Box{{X: 10 * pt, Y: 20 * pt, Width: 50 * pt, Height: 9 * pt, Grey: 204}, {X: 10 * pt, Y: 40 * pt, Width: 2 * pt, Height: 30 * pt}}
	p.Texts = []typeset.Text{{X: 10 * pt, Y: 90 * pt, S: "☐✓", Size: 10 * pt}, {X: 30 * pt, Y: 90 * pt, S: "Có", Size: 10 * pt}}
	d := &typeset.Document{Pages: []typeset.Page{p}, Marks: []typeset.Mark{{Title: "Phiếu"}}}
	r := open(t, finish(t, tinos(t), d)[0])
	tree := r.ref(r.catalog(), "/Pages")
	got := string(r.streams[r.ref(r.ref(tree, "/Kids"), "/Contents")])
	want := `.8 g
10 71 50 9 re f
0 g
10 30 2 30 re f
BT
/F0 10 Tf
10 10 Td
/Span<</ActualText<FEFF26102713>>>BDC(..)Tj EMC
20 0 Td(..)Tj
ET
2 J
.45 w
10.9 9.4 m 16.7 9.4 l
16.7 9.4 m 16.7 15.2 l
16.7 15.2 m 10.9 15.2 l
10.9 15.2 m 10.9 9.4 l
S
.75 w
18.6 12.7 m 20.4 10.6 l
20.4 10.6 m 23.6 16 l
S
`
	if got = codes(got); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// codes shows the bytes of strings as dots.
func codes(s string) string {
	var b strings.Builder
	within := false
	for i := range len(s) {
		switch {
		case s[i] == '(':
			within = true
		case s[i] == ')':
			within = false
		case within:
			b.WriteByte('.')
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
