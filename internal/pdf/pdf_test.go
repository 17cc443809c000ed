package pdf

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"thidua/fonts"
	"thidua/internal/font"
	"thidua/internal/typeset"
)

var update = flag.Bool("update", false, "write what maroto makes into pdfa's testdata")

func tinos(t *testing.T) *font.Family {
	t.Helper()
	f, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func page(texts ...typeset.Text) typeset.Page {
	for i := range texts {
		if texts[i].Size == 0 {
			texts[i].Size = 14 * typeset.Pt
		}
	}
	return typeset.Page{Width: typeset.MM(210), Height: typeset.MM(297), Texts: texts}
}

func two() []Document {
	p := page(
		typeset.Text{X: typeset.MM(30), Y: typeset.MM(30), S: `Kính gửi: (Sở \ Nội vụ)`},
		typeset.Text{X: typeset.MM(60), Y: typeset.MM(150), S: "DỰ THẢO", Face: font.Bold, Size: 80 * typeset.Pt, Ink: typeset.Grey})
	p.Rules = []typeset.Rule{{X1: typeset.MM(30), Y1: typeset.MM(40), X2: typeset.MM(90), Y2: typeset.MM(40), Thickness: typeset.Pt / 2}}
	return []Document{{Name: "01-to-trinh", Pages: []typeset.Page{p, p}}, {Name: "02-danh-sach", Pages: []typeset.Page{p}}}
}

// TestRunIsWhatTheFinisherKnows is the canary of a change in maroto or gofpdf: the run
// must be the one of pdfa's tests, but for the time of day and gofpdf's fonts, which it
// writes in no fixed order.
func TestRunIsWhatTheFinisherKnows(t *testing.T) {
	const golden = "../pdfa/testdata/run.pdf"
	got, err := Render(two(), tinos(t))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	const font = "<</Type /Font\n"
	if g, w := between(got, "%PDF", font), between(want, "%PDF", font); g != w || g == "" {
		t.Errorf("maroto draws\n%.2000q, want\n%.2000q", g, w)
	}
	entries := regexp.MustCompile(`/F\w+ \d+ 0 R\n`)
	if g, w := between(got, "\n2 0 obj", "endobj"), between(want, "\n2 0 obj", "endobj"); entries.ReplaceAllString(g, "") != entries.ReplaceAllString(w, "") || g == "" {
		t.Errorf("resources\n%s, want\n%s", g, w)
	}
}

func between(b []byte, from, to string) string {
	i := bytes.Index(b, []byte(from))
	if i < 0 {
		return ""
	}
	s, _, _ := strings.Cut(string(b[i:]), to)
	return s
}

func TestWhatCannotBeDrawnIsRefused(t *testing.T) {
	f := tinos(t)
	fine := page(typeset.Text{S: "Kính gửi:"})
	for _, c := range []struct {
		name string
		page typeset.Page
		want string
	}{
		{"letter the font lacks", page(typeset.Text{S: "漢"}), `text "漢": Tinos has no glyph for U+6F22`},
		{"letter beyond the basic plane", page(typeset.Text{S: "Tốt 👍"}), "no glyph for U+1F44D"},
		{"not UTF-8", page(typeset.Text{S: "b\xffo"}), `text "b\xffo" is not UTF-8`},
		{"no size", typeset.Page{Width: 1, Height: 1, Texts: []typeset.Text{{S: "a"}}}, "face 0 and size 0"},
		{"no such face", page(typeset.Text{S: "a", Face: 4}), "face 4"},
		{"no page size", typeset.Page{}, "no page size"},
		{"slanting rule", typeset.Page{Width: 1, Height: 1, Rules: []typeset.Rule{{X2: 1, Y2: 1, Thickness: 1}}}, "neither horizontal nor vertical"},
		{"marks among letters", page(typeset.Text{S: "☐ Đồng ý"}), "both marks and letters"},
		{"rule as thick as a box", typeset.Page{Width: 1, Height: 1, Rules: []typeset.Rule{{X2: 1, Thickness: 3000}}}, "no thickness of a rule"},
		{"box as thin as a rule", typeset.Page{Width: 1, Height: 1, Boxes: []typeset.Box{{Width: 2999, Height: 500}}}, "can't be told from a rule"},
		{"rule without thickness", typeset.Page{Width: 1, Height: 1, Rules: []typeset.Rule{{X2: 1}}}, "no thickness"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Render([]Document{{Name: "00", Pages: []typeset.Page{fine}}, {Name: "02-danh-sach", Pages: []typeset.Page{fine, c.page}}}, f)
			if err == nil || !strings.HasPrefix(err.Error(), "draw 02-danh-sach, page 2: ") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q of 02-danh-sach, page 2", err, c.want)
			}
		})
	}
	if _, err := Render([]Document{{Name: "03"}}, f); err == nil || err.Error() != "draw 03: no pages" {
		t.Errorf("document without pages: error %v", err)
	}
	if _, err := Render(nil, f); err == nil {
		t.Error("no documents: no error")
	}
}

// TestPanicNamesTheDocument goes round the check, to where drawing panics.
func TestPanicNamesTheDocument(t *testing.T) {
	fine := page(typeset.Text{S: "a"})
	_, err := draw([]Document{
		{Name: "01-to-trinh", Pages: []typeset.Page{fine}},
		{Name: "02-danh-sach", Pages: []typeset.Page{fine, page(typeset.Text{S: "a", Face: 7})}},
		{Name: "03-bien-ban", Pages: []typeset.Page{fine}},
	})
	if want := "draw 02-danh-sach, page 2: maroto: "; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, want %s…", err, want)
	}
}

// TestManyPages holds that maroto neither adds nor swallows a page.
func TestManyPages(t *testing.T) {
	d := Document{Name: "dài"}
	for range 300 {
		d.Pages = append(d.Pages, page(typeset.Text{S: "x"}))
	}
	raw, err := Render([]Document{d}, tinos(t))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(raw, []byte("/Count 300\n")) {
		t.Errorf("page tree: %.60q", between(raw, "/Count", "\n"))
	}
}
