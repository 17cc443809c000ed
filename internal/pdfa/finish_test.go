package pdfa_test

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"thidua/fonts"
	"thidua/internal/font"
	"thidua/internal/pdf"
	"thidua/internal/pdfa"
	"thidua/internal/typeset"
)

var created = time.Date(2027, 2, 15, 0, 0, 0, 0, time.FixedZone("", 7*60*60))

func tinos(t testing.TB) *font.Family {
	t.Helper()
	f, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// words are the syllables that documents of the tests are made of.
var words = strings.Fields(`Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình
	tổng thể cải cách hành chính nhà nước; Ủy ban nhân dân phường Lê Thanh Nghị đề nghị Chủ tịch Ủy ban nhân dân
	thành phố xét, tặng Bằng khen cho 02 tập thể và 03 cá nhân có thành tích xuất sắc (giai đoạn 2026-2030) "một cửa"
	trực tuyến toàn trình đạt 98,5% hồ sơ; không để hồ sơ quá hạn, người dân hài lòng`)

// sample sets a document of pages full of justified lines in all four faces. Each
// seed gives another text and, by the first face, another repertoire.
func sample(f *font.Family, seed, pages int) *typeset.Document {
	const size, left, right, measure = 14000, 85040, 42520, 467716
	d := &typeset.Document{Marks: []typeset.Mark{{Title: fmt.Sprintf("Tờ trình %d", seed)}}}
	next := seed * 7
	for n := range pages {
		p := typeset.Page{Width: typeset.MM(210), Height: typeset.MM(297), Number: n + 1}
		if n%3 == 2 {
			p.Width, p.Height = p.Height, p.Width
		}
		for y := typeset.Unit(80000); y < p.Height-60000; y += 19320 {
			t := typeset.Text{X: left, Y: y, Size: size, Face: font.Style((int(y/19320) + seed) % 4)}
			face, width, spaces := f.Face(t.Face), 0, 0
			for {
				w := words[next%len(words)]
				add := 0
				for _, r := range " " + w {
					add += face.Width(r)
				}
				if (width+add)*size/1000 > measure {
					break
				}
				if t.S == "" {
					add -= face.Width(' ')
				} else {
					t.S, spaces = t.S+" ", spaces+1
				}
				t.S, width, next = t.S+w, width+add, next+1+seed%3
			}
			t.Space = typeset.Unit(measure-width*size/1000) / typeset.Unit(spaces)
			p.Texts = append(p.Texts, t)
		}
		p.Rules = []typeset.Rule{
			{X1: left, Y1: 70000, X2: p.Width - right, Y2: 70000, Thickness: 500},
			{X1: left, Y1: 70000, X2: left, Y2: 300000, Thickness: 750},
		}
		d.Pages = append(d.Pages, p)
		d.Marks = append(d.Marks, typeset.Mark{Title: fmt.Sprintf("Mục %d", n+1), Level: 1, Page: n, Y: 80000})
	}
	return d
}

// describe is what the pipeline does between typeset and pdfa.
func describe(name string, d *typeset.Document) pdfa.File {
	f := pdfa.File{Name: name, Title: "Tờ trình " + name, Author: "Ủy ban nhân dân phường Lê Thanh Nghị", Created: created}
	for _, p := range d.Pages {
		q := pdfa.Page{Width: int64(p.Width), Height: int64(p.Height), Number: p.Number, Spaces: make([]int64, len(p.Texts))}
		for i := range p.Texts {
			q.Spaces[i] = int64(p.Texts[i].Space)
		}
		f.Pages = append(f.Pages, q)
	}
	for _, m := range d.Marks {
		f.Marks = append(f.Marks, pdfa.Mark{Title: m.Title, Level: m.Level, Page: m.Page, Y: int64(m.Y)})
	}
	return f
}

func finish(t testing.TB, f *font.Family, docs ...*typeset.Document) [][]byte {
	t.Helper()
	drawn, files := make([]pdf.Document, len(docs)), make([]pdfa.File, len(docs))
	for i, d := range docs {
		name := d.Marks[0].Title
		drawn[i], files[i] = pdf.Document{Name: name, Pages: d.Pages}, describe(name, d)
	}
	raw, err := pdf.Render(drawn, f)
	if err != nil {
		t.Fatal(err)
	}
	out, err := pdfa.NewFinisher(f).Finish(raw, files)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTextsAndRulesStandWhereTheyWereSet(t *testing.T) {
	f := tinos(t)
	for _, d := range []*typeset.Document{sample(f, 1, 5), sample(f, 2, 1)} {
		pages := open(t, finish(t, f, sample(f, 3, 2), d)[1]).pages()
		if len(pages) != len(d.Pages) {
			t.Fatalf("%d pages, want %d", len(pages), len(d.Pages))
		}
		for i, got := range pages {
			want := d.Pages[i]
			if got.width != pt(want.Width) || got.height != pt(want.Height) {
				t.Errorf("page %d is %v × %v, want %v × %v", i, got.width, got.height, pt(want.Width), pt(want.Height))
			}
			if len(got.texts) != len(want.Texts) || len(got.lines) != len(want.Rules) {
				t.Fatalf("page %d has %d texts, %d lines; want %d, %d", i, len(got.texts), len(got.lines), len(want.Texts), len(want.Rules))
			}
			for k, g := range got.texts {
				w := want.Texts[k]
				if g.s != w.S || !near(g.x, pt(w.X)) || !near(g.y, pt(w.Y)) || g.size != pt(w.Size) || g.ink != ([3]float64{}) {
					t.Errorf("page %d: text %+v, want %+v", i, g, w)
				}
				// Rounding each space to 1/10000 em and the division above move the end a little.
				if right := (85040.0 + 467716.0) / 1000; g.right < right-0.05 || g.right > right+0.03 {
					t.Errorf("page %d: line ends at %.3f pt, want %.3f: %q", i, g.right, right, g.s)
				}
			}
			for k, g := range got.lines {
				w := want.Rules[k]
				if !near(g.x1, pt(w.X1)) || !near(g.y1, pt(w.Y1)) || !near(g.x2, pt(w.X2)) || !near(g.y2, pt(w.Y2)) || g.width != pt(w.Thickness) {
					t.Errorf("page %d: line %+v, want %+v", i, g, w)
				}
			}
		}
	}
}

func pt(u typeset.Unit) float64 { return float64(u) / 1000 }

// TestEveryLetter prints every letter of the font, among them those whose codes need
// an escape or equal a line end, in each face and with spaces both ways.
func TestEveryLetter(t *testing.T) {
	f := tinos(t)
	d := &typeset.Document{Marks: []typeset.Mark{{Title: "chữ"}}}
	for s := font.Regular; s <= font.BoldItalic; s++ {
		p := typeset.Page{Width: typeset.MM(210), Height: typeset.MM(297)}
		var all strings.Builder
		for r := rune(1); r < 0xFFFE; r++ {
			if f.Face(s).Has(r) {
				all.WriteRune(r)
				if all.Len()%7 == 0 {
					all.WriteByte(' ')
				}
			}
		}
		for i, space := range []typeset.Unit{0, 1234, -567} {
			p.Texts = append(p.Texts, typeset.Text{X: 10000, Y: typeset.Unit(50000 * (i + 1)), Size: 13500, Face: s, S: all.String(), Space: space})
		}
		d.Pages = append(d.Pages, p)
	}
	for i, p := range open(t, finish(t, f, d)[0]).pages() {
		for k, got := range p.texts {
			if want := d.Pages[i].Texts[k].S; got.s != want {
				t.Errorf("face %d: read back\n%q, want\n%q", i, got.s, want)
			}
		}
	}
}

func TestInks(t *testing.T) {
	f := tinos(t)
	d := &typeset.Document{Marks: []typeset.Mark{{Title: "nháp"}}, Pages: []typeset.Page{{
		Width: typeset.MM(210), Height: typeset.MM(297),
		Texts: []typeset.Text{
			{X: 100000, Y: 400000, Size: 80000, Face: font.Bold, S: "DỰ THẢO", Ink: typeset.Grey},
			{X: 85040, Y: 80000, Size: 14000, S: "Kính gửi:"},
			{X: 85040, Y: 90000, Size: 14000, S: ""},
			{X: 85040, Y: 95000, Size: 14000, S: "GIẤY KHEN", Ink: typeset.Red},
			{X: 85040, Y: 100000, Size: 14000, S: "- Sở Nội vụ."},
		},
	}}}
	want := []struct {
		s   string
		ink [3]float64
		y   float64
	}{
		{"DỰ THẢO", [3]float64{0.69, 0.69, 0.69}, 400},
		{"Kính gửi:", [3]float64{}, 80},
		{"GIẤY KHEN", [3]float64{0.8, 0, 0}, 95},
		{"- Sở Nội vụ.", [3]float64{}, 100},
	}
	got := open(t, finish(t, f, d)[0]).pages()[0].texts
	if len(got) != len(want) {
		t.Fatalf("%d texts, want %d", len(got), len(want))
	}
	for i, w := range want {
		if got[i].s != w.s || got[i].ink != w.ink || !near(got[i].y, w.y) {
			t.Errorf("text %+v, want %+v", got[i], w)
		}
	}
}

func TestSameBytesAloneAndInABatch(t *testing.T) {
	f := tinos(t)
	docs := make([]*typeset.Document, 20)
	alone := make([][]byte, len(docs))
	for i := range docs {
		docs[i] = sample(f, i, 1+i%4)
		alone[i] = finish(t, f, docs[i])[0]
	}
	backwards := make([]*typeset.Document, len(docs))
	for i := range docs {
		backwards[len(docs)-1-i] = docs[i]
	}
	var batch, reversed [][]byte
	var workers sync.WaitGroup
	workers.Go(func() { batch = finish(t, f, docs...) })
	workers.Go(func() { reversed = finish(t, f, backwards...) })
	workers.Wait()
	for i := range docs {
		if !bytes.Equal(alone[i], batch[i]) {
			t.Errorf("document %d: %d bytes alone, other %d bytes in a batch", i, len(alone[i]), len(batch[i]))
		}
		if !bytes.Equal(alone[i], reversed[len(docs)-1-i]) {
			t.Errorf("document %d has other bytes in another order", i)
		}
		if i > 0 && bytes.Equal(alone[i], alone[i-1]) {
			t.Errorf("documents %d and %d are the same: nothing is shown", i-1, i)
		}
	}
}

func TestAnotherReaderFindsNoFault(t *testing.T) {
	api.DisableConfigDir()
	f := tinos(t)
	for i, file := range finish(t, f, sample(f, 1, 3), sample(f, 2, 7)) {
		ctx, err := api.ReadValidateAndOptimize(bytes.NewReader(file), model.NewDefaultConfiguration())
		if err != nil {
			t.Fatalf("file %d: %v", i, err)
		}
		if want := []int{3, 7}[i]; ctx.PageCount != want {
			t.Errorf("file %d has %d pages, want %d", i, ctx.PageCount, want)
		}
	}
}
