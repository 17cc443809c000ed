package typeset

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"thidua/internal/paper"
)

// A generator makes papers of all blocks, and the text that a reader finds in them.
type generator struct {
	*rand.Rand
	said    strings.Builder
	headers int
}

// say gives a text of some words, which is read next; now and then there is none.
func (g *generator) say(most int) string {
	s := g.phrase(g.IntN(most + 1))
	g.read(s)
	return s
}

func (g *generator) read(texts ...string) {
	for _, s := range texts {
		g.said.WriteString(strings.NewReplacer(" ", "", "\u00a0", "", "\n", "").Replace(s))
	}
}

var spoken = strings.Fields("Y Thơm Niê Kđăm H’Hen Niê ông Trần Đỗ-Quyên 634/QĐ-UBND phường Lê Thanh Nghị Văn hóa - Xã hội ☐ ☑ ✓ 92,86% nghiêng “một cửa” Ủy ban nhân dân và")

func (g *generator) phrase(words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteString([]string{" ", " ", " ", " ", "\u00a0", "\n"}[g.IntN(6)])
		}
		b.WriteString(spoken[g.IntN(len(spoken))])
	}
	return b.String()
}

func (g *generator) lines(most int) []string {
	out := make([]string, g.IntN(most+1))
	for i := range out {
		out[i] = g.say(8)
	}
	return out
}

func (g *generator) paragraph() paper.Paragraph {
	p := paper.Paragraph{Role: paper.Role(g.IntN(10)), KeepNext: g.IntN(5) == 0}
	for range 1 + g.IntN(3) {
		p.Runs = append(p.Runs, paper.Run{Text: g.say(60), Bold: g.IntN(3) == 0, Italic: g.IntN(3) == 0, Underline: g.IntN(9) == 0})
	}
	return p
}

// table makes a table. Its last cells may be longer than a page: where such a row is
// divided, those before it have been read.
func (g *generator) table() paper.Table {
	t := paper.Table{Size: 11 + g.IntN(3), Columns: make([]paper.Column, 3)}
	for i := range t.Columns {
		if g.IntN(2) == 0 {
			t.Columns[i].Width = 330
		}
		t.Columns[i].Align = paper.Align(g.IntN(4))
	}
	cell := func(most int) paper.Cell {
		return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, g.say(most))}}
	}
	if g.IntN(2) == 0 {
		g.headers++
		name := fmt.Sprintf("Đầu%d.", g.headers)
		g.read(name)
		t.Header = []paper.Row{{Cells: []paper.Cell{{Span: 3, Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, name)}}}}}
	}
	for range g.IntN(30) {
		switch g.IntN(6) {
		case 0:
			t.Rows = append(t.Rows, paper.Row{Group: true, Cells: []paper.Cell{cell(10)}})
		case 1:
			first := cell(12)
			first.RowSpan = 2
			t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{first, cell(3), cell(3)}}, paper.Row{Cells: []paper.Cell{cell(3), cell(3)}})
		case 2:
			t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{cell(2), cell(2), cell(700)}})
		default:
			t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{cell(3), cell(3), cell(9)}})
		}
	}
	return t
}

func (g *generator) signature() *paper.Signature {
	return &paper.Signature{Capacity: g.lines(2), Hint: g.say(3), Name: g.say(3)}
}

func (g *generator) chart() paper.Chart {
	c := paper.Chart{
		Kind: paper.ChartKind(g.IntN(3)), Title: "Biểu đồ", Categories: []string{"Một", "Hai", "Ba"},
		Series: []paper.Series{{Name: "Sê-ri A"}, {Name: "Sê-ri B"}}, Threshold: int64(g.IntN(2)) * 5, ThresholdName: "Mức",
	}
	g.read("Biểu đồ", "Sê-ri A", "Sê-ri B")
	for i, name := range c.Categories {
		if c.Kind == paper.BarChart {
			g.read(name)
		}
		for k := range c.Series {
			d := paper.Count(int64(g.IntN(30)))
			c.Series[k].Data = append(c.Series[k].Data, d)
			g.read(d.Text)
		}
		if c.Kind != paper.BarChart {
			g.read(c.Categories[i])
		}
	}
	if c.Threshold > 0 {
		g.read("Mức")
	}
	return c
}

func (g *generator) block(depth int) paper.Block {
	switch g.IntN(14) {
	case 0:
		l := paper.Letterhead{Superior: g.lines(2), Issuer: append(g.lines(2), g.say(3)), Number: g.say(2)}
		g.read(paper.National, paper.Motto)
		l.Place = g.say(6)
		return l
	case 1:
		return paper.Title{Type: g.lines(1), Subject: g.lines(3), Note: g.say(9), NoRule: g.IntN(2) == 0}
	case 2:
		g.read("Kính gửi:")
		r := paper.Recipients{}
		for range 2 + g.IntN(2) {
			s := g.phrase(1 + g.IntN(9))
			r.To = append(r.To, "- "+s+";")
			g.read("- ", s, ";")
		}
		return r
	case 3, 4:
		return g.table()
	case 5:
		c := paper.Closing{Copies: []string{"- Như trên;"}}
		g.read("Nơi nhận:", c.Copies[0])
		c.Signature = *g.signature()
		return c
	case 6:
		return paper.Signatures{Left: g.signature(), Right: g.signature(), Below: g.signature()}
	case 7:
		if depth > 0 {
			return paper.Columns{Widths: []int{400, 600}, Blocks: [][]paper.Block{{g.block(depth - 1)}, {g.block(depth - 1)}}}
		}
		return g.paragraph()
	case 8:
		if depth > 0 {
			return paper.Keep{Blocks: []paper.Block{g.block(depth - 1), g.block(depth - 1)}}
		}
		return g.paragraph()
	case 9:
		return g.chart()
	case 10:
		return paper.Space{Height: g.IntN(30)}
	case 11:
		return paper.PageBreak{}
	case 12:
		return paper.Placed{X: 400, Y: 500 + g.IntN(1000), Width: 1200, Size: g.IntN(20), Align: paper.Align(g.IntN(4)), Runs: []paper.Run{{Text: g.say(9)}}}
	}
	return g.paragraph()
}

// The text of a set document, read page by page, is the paper's, in its order, whatever
// blocks it is made of; only headers of tables come again on further pages.
func TestTextInOrder(t *testing.T) {
	pages := 0
	for seed := range uint64(150) {
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 1))}
		p := &paper.Paper{Name: fmt.Sprint(seed), Draft: seed%2 == 0}
		for range 1 + g.IntN(3) {
			s := paper.Section{Landscape: g.IntN(3) == 0, TextSize: g.IntN(2) * 16, NoNumbers: g.IntN(4) == 0}
			for range g.IntN(9) {
				s.Blocks = append(s.Blocks, g.block(1))
			}
			p.Sections = append(p.Sections, s)
		}
		d := setPaper(t, p)
		pages += len(d.Pages)
		got := printed(d)
		for i := range g.headers {
			name := fmt.Sprintf("Đầu%d.", i+1)
			before, after, _ := strings.Cut(got, name)
			got = before + name + strings.ReplaceAll(after, name, "")
		}
		want := g.said.String()
		if got == want {
			continue
		}
		a, b := []rune(got), []rune(want)
		at := 0
		for at < min(len(a), len(b)) && a[at] == b[at] {
			at++
		}
		t.Errorf("paper %d after %d letters:\ngot  %q\nwant %q", seed, at, string(a[at:min(at+60, len(a))]), string(b[at:min(at+60, len(b))]))
	}
	t.Logf("150 papers of %d pages", pages)
}
