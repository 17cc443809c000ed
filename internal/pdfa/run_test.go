package pdfa

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"thidua/fonts"
	"thidua/internal/font"
)

// raw is what maroto v2.4.0 made of two documents, of two pages and of one: a text with
// brackets, a grey one, a horizontal rule on each page. Package pdf's tests hold it
// against what maroto makes today.
func raw(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/run.pdf")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func files() []File {
	page := Page{Width: 595276, Height: 841890, Spaces: []int64{0, 1500}}
	return []File{
		{Name: "01-to-trinh", Title: "Tờ trình", Pages: []Page{page, page}},
		{Name: "02-danh-sach", Title: "Danh sách", Pages: []Page{page}},
	}
}

func family(t testing.TB) *font.Family {
	t.Helper()
	f, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestUnknownLayoutIsRefused changes single places of a run, without moving the others:
// each time something would get lost or be drawn wrong.
func TestUnknownLayoutIsRefused(t *testing.T) {
	whole := raw(t)
	if _, err := NewFinisher(family(t)).Finish(whole, files()); err != nil {
		t.Fatalf("the run as it is: %v", err)
	}
	for _, c := range []struct{ name, from, to string }{
		{"no startxref", "startxref", "startxxxx"},
		{"no table", "xref\n0 ", "xraf\n0 "},
		{"page with a key more", "/Parent 1 0 R\n", "/Rotate 90   \n"},
		{"page tree without its count", "/Count 3", "/Kount 3"},
		{"page tree with another count", "/Count 3", "/Count 4"},
		{"image among the resources", "/XObject <<\n>>", "/XObject <<9>>"},
		{"font of another kind", "/Subtype /Type1", "/Subtype /Type0"},
		{"other family", "/BaseFont /Times-Roman\n", "/BaseFont /Roman-Times\n"},
		{"other encoding", "/WinAnsiEncoding", "/MacExpertCoding"},
		{"stream with a filter", "/Length ", "/LZWDec "},
		{"stream without its end", "endstream\nendobj\n5 0", "endstrean\nendobj\n5 0"},
		{"image in the content", " l S\n", " l Do"},
		{"colour of another space", "0.690 g BT", "0 1 0 0 k "},
		{"coloured lines", "0.000 G", "0.500 G"},
		{"dashes", "0 J\n0 j\n", "[3] 0 d\n"},
		{"text as array", " Tj ET", " TJ ET"},
		{"text without its place", " Td (", " Tq ("},
		{"clipping", " m ", " W "},
		{"unknown face", "BT /F", "BT /G"},
		{"number of four places", "0.000 g\n", "0.0000g\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if len(c.from) != len(c.to) || !bytes.Contains(whole, []byte(c.from)) {
				t.Fatalf("case is wrong: %q → %q", c.from, c.to)
			}
			_, err := NewFinisher(family(t)).Finish(bytes.ReplaceAll(whole, []byte(c.from), []byte(c.to)), files())
			if !errors.Is(err, errLayout) {
				t.Errorf("error %v, want one of layout", err)
			}
		})
	}
}

func TestLostPagesAndTextsAreErrors(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(f []File) []File
	}{
		{"document more than drawn", "3 pages, expected 4", func(f []File) []File { return append(f, f[1]) }},
		{"document less", "3 pages, expected 2", func(f []File) []File { return f[:1] }},
		{"no pages", "finish 03: no pages", func(f []File) []File { return append(f, File{Name: "03"}) }},
		{"text more than drawn", "finish 02-danh-sach: page 1: 2 texts drawn, expected 3", func(f []File) []File {
			f[1].Pages[0].Spaces = []int64{0, 0, 0}
			return f
		}},
		{"mark beyond the pages", `finish 01-to-trinh: mark "Mục I" is on page 3 of 2`, func(f []File) []File {
			f[0].Marks = []Mark{{Title: "Mục I", Page: 2}}
			return f
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := NewFinisher(family(t)).Finish(raw(t), c.change(files())); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestTruncatedRun(t *testing.T) {
	whole := raw(t)
	f := family(t)
	// From the last word on nothing is missing that counts.
	for n := range bytes.LastIndex(whole, []byte("startxref")) + len("startxref") {
		if _, err := NewFinisher(f).Finish(whole[:n], files()); err == nil {
			t.Fatalf("no error for the first %d of %d bytes", n, len(whole))
		}
	}
}

// TestDamagedRun overwrites single bytes of all that counts, fonts aside: an error, or
// two files, but never a panic.
func TestDamagedRun(t *testing.T) {
	whole, f := raw(t), family(t)
	from, to := bytes.Index(whole, []byte("<</Type /Font\n")), bytes.Index(whole, []byte("\n2 0 obj\n"))
	refused := 0
	for n := range whole {
		if n > from && n < to {
			continue
		}
		damaged := bytes.Clone(whole)
		damaged[n] ^= byte(1 + n%15)
		switch out, err := NewFinisher(f).Finish(damaged, files()); {
		case err != nil:
			refused++
		case len(out) != 2 || len(out[0]) == 0 || len(out[1]) == 0:
			t.Fatalf("byte %d: %d files and no error", n, len(out))
		}
	}
	if seen := len(whole) - (to - from); refused < seen/2 {
		t.Errorf("%d of %d damages were noticed", refused, seen)
	}
}

func FuzzFinish(f *testing.F) {
	whole := raw(f)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("%PDF-1.3\nxref\n0 3\n0000000000 65535 f \n0000000000 00000 n \nstartxref\n9\n%%EOF\n"))
	fam := family(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		out, err := NewFinisher(fam).Finish(b, files())
		if (err == nil) != (len(out) == 2) {
			t.Errorf("%d files with error %v", len(out), err)
		}
	})
}

func FuzzContent(f *testing.F) {
	r, err := openRun(raw(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(r.pages[0])
	f.Add([]byte("BT 1 2 Td (\\"))
	f.Add([]byte("1 2 m -.5 - l S"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		var d drawing
		var letters arena
		if err := r.read(b, &d, &letters); err != nil {
			return
		}
		var fonts [4]*embedding
		for s := range fonts {
			fonts[s] = &embedding{code: make([]uint16, 1<<16)}
		}
		// What could be read can be written.
		d.append(nil, 0, make([]int64, len(d.texts)), &fonts)
	})
}

func TestNumbers(t *testing.T) {
	for in, want := range map[string]int64{
		"0": 0, "12": 12000, "12.34": 12340, "-0.57": -570, ".5": 500, "841.890": 841890, "7.": 7000, "-": -1, "": -1, ".": -1, "1.2345": -1, "1e3": -1, "--1": -1, "99999999999999": -1,
	} {
		got, err := parseMilli([]byte(in))
		if want == -1 {
			if err == nil {
				t.Errorf("%q reads as %d, want an error", in, got)
			}
			continue
		}
		if err != nil || got != want {
			t.Errorf("%q reads as %d, %v; want %d", in, got, err, want)
		}
	}
	for in, want := range map[int64]string{0: "0", 1: ".001", -10: "-.01", 1000: "1", 12340: "12.34", -500: "-.5", 595276: "595.276", 100100: "100.1"} {
		if got := string(appendMilli(nil, in)); got != want {
			t.Errorf("%d is written %q, want %q", in, got, want)
		}
	}
	for _, c := range [][3]int64{{5, 2, 3}, {-5, 2, -3}, {4, 3, 1}, {-4, 3, -1}, {0, 9, 0}} {
		if got := divide(c[0], c[1]); got != c[2] {
			t.Errorf("%d/%d rounds to %d, want %d", c[0], c[1], got, c[2])
		}
	}
}
