package pdfa_test

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"thidua/internal/pdfa"
)

// bound binds two papers and four leaves, each turned another way.
func bound(t *testing.T, binding pdfa.Binding) []byte {
	t.Helper()
	f := tinos(t)
	papers := finish(t, f, sample(f, 1, 3), sample(f, 2, 2))
	var out bytes.Buffer
	b, err := pdfa.NewBinder(&out, pdfa.NewFinisher(f), binding)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range papers {
		b.Mark(fmt.Sprintf("Văn bản %d", i+1), 0)
		if err := b.Paper(p); err != nil {
			t.Fatal(err)
		}
	}
	b.Mark("Minh chứng", 0)
	for turn := 0; turn < 360; turn += 90 {
		n := b.Reserve()
		b.Stream(n, nil, []byte("q 1 0 0 1 50 50 cm 0 0 100 100 re f\n"))
		b.Add(pdfa.Leaf{Left: -20_000, Bottom: 10_000, Right: 575_276, Top: 851_890, Rotate: turn, Contents: []int{n}, Open: 1})
	}
	b.MarkAt("Văn bản 2, lần nữa", 1, 3)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestBind binds papers and foreign pages: another reader finds no fault in the file, it
// is the same each time, and every page shows its number in the corner.
func TestBind(t *testing.T) {
	binding := pdfa.Binding{Title: "Hồ sơ", Author: "Ủy ban nhân dân", Created: created, Archival: true, Total: 9}
	file := bound(t, binding)
	if !bytes.Equal(file, bound(t, binding)) {
		t.Error("other bytes the second time")
	}
	api.DisableConfigDir()
	ctx, err := api.ReadValidateAndOptimize(bytes.NewReader(file), model.NewDefaultConfiguration())
	if err != nil || ctx.PageCount != 9 {
		t.Fatalf("%v, want 9 pages", err)
	}
	r := open(t, file)
	tree := ""
	for n := range r.objects {
		if s := r.objects[n]; strings.HasPrefix(s, "<</Type/Pages") {
			tree = s
		}
	}
	kids := regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(tree, -1)
	if len(kids) != 9 {
		t.Fatalf("pages: %s", tree)
	}
	// Where the number begins, as it is shown, from the bottom left corner.
	place := regexp.MustCompile(`(?s)Tf (-?[01]) (-?[01]) (-?[01]) (-?[01]) (-?[\d.]+) (-?[\d.]+) Tm\((.*)\)Tj ET Q\n$`)
	first := ""
	for i, kid := range kids[5:] {
		contents := regexp.MustCompile(`/Contents\[.* (\d+) 0 R\]`).FindStringSubmatch(r.objects[atoi(t, kid[1])])
		m := place.FindSubmatch([]byte(streamText(t, file, contents[1])))
		if m == nil {
			t.Fatalf("page %d ends with %q", i+6, streamText(t, file, contents[1]))
		}
		x, y := atof(t, string(m[5])), atof(t, string(m[6]))
		var right, foot float64
		switch i {
		case 0:
			right, foot = 575.276-x, y-10
		case 1:
			right, foot = 851.89-y, 575.276-x
		case 2:
			right, foot = x+20, 851.89-y
		case 3:
			right, foot = y-10, x+20
		}
		at := fmt.Sprintf("%.2f %.2f", right, foot)
		if first == "" {
			first = at
		}
		if at != first {
			t.Errorf("page %d: the number stands at %s from the corner, on page 6 at %s", i+6, at, first)
		}
	}
	if binding.Archival = false; bytes.Contains(bound(t, binding), []byte("pdfaid")) || !bytes.Contains(file, []byte("pdfaid")) {
		t.Error("what the file says of its form is not what was asked for")
	}
}

// streamText gives a stream that is not packed.
func streamText(t *testing.T, file []byte, n string) string {
	t.Helper()
	_, rest, ok := bytes.Cut(file, []byte("\n"+n+" 0 obj\n"))
	if !ok {
		t.Fatalf("no object %s", n)
	}
	_, rest, _ = bytes.Cut(rest, []byte("stream\n"))
	text, _, _ := bytes.Cut(rest, []byte("\nendstream"))
	return string(text)
}

// full refuses what goes beyond its room.
type full struct{ room int }

var errFull = errors.New("disk full")

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestBindErrors(t *testing.T) {
	f := tinos(t)
	paper := finish(t, f, sample(f, 1, 2))[0]
	for _, tt := range []struct {
		name  string
		total int
		room  int
		data  []byte
		want  string
	}{
		{"other pages than announced", 3, 1 << 30, paper, "2 pages, expected 3"},
		{"no room", 2, 100, paper, "disk full"},
		{"no finished file", 2, 1 << 30, []byte("%PDF-1.4"), "not the object layout"},
		{"a paper cut off", 2, 1 << 30, paper[:len(paper)/2], "not the object layout"},
		{"nothing", 0, 1 << 30, nil, "no pages"},
	} {
		b, err := pdfa.NewBinder(&full{tt.room}, pdfa.NewFinisher(f), pdfa.Binding{Created: created, Total: tt.total})
		if err == nil && tt.data != nil {
			err = b.Paper(tt.data)
		}
		if err == nil {
			err = b.Close()
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

func BenchmarkBind(b *testing.B) {
	f := tinos(b)
	var docs [][]byte
	for i := range 20 {
		docs = append(docs, finish(b, f, sample(f, i, 3))...)
	}
	fin := pdfa.NewFinisher(f)
	for b.Loop() {
		to, err := pdfa.NewBinder(&bytes.Buffer{}, fin, pdfa.Binding{Title: "Hồ sơ", Created: created, Archival: true, Total: 60})
		if err != nil {
			b.Fatal(err)
		}
		for _, d := range docs {
			if err := to.Paper(d); err != nil {
				b.Fatal(err)
			}
		}
		if err := to.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
