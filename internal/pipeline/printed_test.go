//go:build acceptance

package pipeline

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thidua/internal/paper"
	"thidua/internal/typeset"
	"thidua/internal/vi"
)

// TestPrintedText lets poppler read every paper of both sample periods: its text is the
// composed paper's, letter by letter and in its order. Only page numbers come between,
// and headers of tables, which every further page must repeat; a row that a page divides
// goes on cell by cell.
func TestPrintedText(t *testing.T) {
	letters := 0
	for _, period := range []struct {
		key string
		on  vi.Date
	}{{"2026", meeting}, {"2026-2030", vi.Date{Year: 2030, Month: 2, Day: 20}}} {
		papers, c := allPapers(t, period.key, period.on)
		set, err := setAll(papers, c.family)
		if err != nil {
			t.Fatal(err)
		}
		files := pressed(t, slices.Values(papers), c.family)
		for i, f := range files {
			t.Run(period.key+"/"+f.Path, func(t *testing.T) {
				file := filepath.Join(t.TempDir(), "paper.pdf")
				if err := os.WriteFile(file, f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
				text, err := exec.CommandContext(t.Context(), "pdftotext", "-raw", file, "-").Output()
				if err != nil {
					t.Fatal(err)
				}
				r := printedText{t: t, pages: unnumbered(t, string(text), set[i].document.Pages)}
				for _, s := range set[i].paper.Sections {
					r.blocks(s.Blocks)
				}
				if rest := strings.Join(r.pages, ""); rest != "" {
					t.Errorf("printed, but not composed: %.80q", rest)
				}
				letters += r.letters
			})
		}
	}
	if letters < 100_000 {
		t.Errorf("only %d letters were compared", letters)
	}
}

// bare leaves the letters of a text: where lines end is the typesetter's to say, and
// marks of forms are drawn.
var bare = strings.NewReplacer(" ", "", "\u00a0", "", "\n", "", "\t", "", "☐", "", "☑", "", "✓", "")

// unnumbered gives the letters of each page without its number.
func unnumbered(t *testing.T, text string, pages []typeset.Page) []string {
	t.Helper()
	parts := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	if len(parts) != len(pages) {
		t.Fatalf("%d pages of %d", len(parts), len(pages))
	}
	for i := range parts {
		parts[i] = bare.Replace(parts[i])
		if n := pages[i].Number; n > 1 {
			parts[i] = strings.TrimPrefix(parts[i], strconv.Itoa(n))
		}
	}
	return parts
}

// A printedText is what a reader has still before him, page by page.
type printedText struct {
	t       *testing.T
	pages   []string
	letters int
	header  string // of the table at work
}

// turn goes on to the next page where one is read, past the table's header there.
func (r *printedText) turn() {
	for len(r.pages) > 1 && r.pages[0] == "" {
		r.pages = r.pages[1:]
		if r.header == "" {
			continue
		}
		rest, ok := strings.CutPrefix(r.pages[0], r.header)
		if !ok {
			r.t.Errorf("a page that a table goes on to doesn't begin with its header %.60q", r.header)
		}
		r.pages[0] = rest
	}
}

// text reads texts, over as many pages as they take.
func (r *printedText) text(texts ...string) {
	for _, s := range texts {
		s = bare.Replace(s)
		r.letters += len([]rune(s))
		for s != "" {
			r.turn()
			n := min(len(s), len(r.pages[0]))
			if n == 0 || s[:n] != r.pages[0][:n] {
				r.t.Fatalf("composed %.60q, printed %.60q", s, r.pages[0])
			}
			s, r.pages[0] = s[n:], r.pages[0][n:]
		}
	}
}

func (r *printedText) blocks(blocks []paper.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case paper.Letterhead:
			r.text(append(append([]string{}, b.Superior...), b.Issuer...)...)
			r.text(b.Number)
			if !b.Bare {
				r.text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
			}
			r.text(b.Place)
		case paper.Title:
			r.text(b.Type...)
			r.text(b.Subject...)
			r.text(b.Note)
		case paper.Recipients:
			r.text("Kính gửi:")
			for _, to := range b.To {
				if len(b.To) > 1 {
					to = "- " + strings.TrimPrefix(to, "- ")
				}
				r.text(to)
			}
		case paper.Paragraph:
			r.text(b.String())
		case paper.Placed:
			r.text(paper.Paragraph{Runs: b.Runs}.String())
		case paper.Table:
			r.table(&b)
		case paper.Chart:
			r.chart(&b)
		case paper.Closing:
			r.text("Nơi nhận:")
			r.text(b.Copies...)
			r.signature(&b.Signature)
		case paper.Signatures:
			r.signature(b.Left)
			r.signature(b.Right)
			r.signature(b.Below)
		case paper.Columns:
			for _, column := range b.Blocks {
				r.blocks(column)
			}
		case paper.Keep:
			r.blocks(b.Blocks)
		case paper.Image, paper.Space, paper.PageBreak:
		default:
			r.t.Fatalf("a block %T that this test can't read", b)
		}
	}
}

func (r *printedText) signature(s *paper.Signature) {
	if s != nil {
		r.text(s.Capacity...)
		r.text(s.Hint, s.Name)
	}
}

// chart reads a chart: the legend of several series, and by category what is printed at
// the bars.
func (r *printedText) chart(c *paper.Chart) {
	if !c.Below {
		r.text(c.Title)
	}
	if len(c.Series) > 1 {
		for _, s := range c.Series {
			r.text(s.Name)
		}
	}
	for i, name := range c.Categories {
		if c.Kind == paper.BarChart {
			r.text(name)
		}
		for _, s := range c.Series {
			if d := s.Datum(i); d.Text != "" {
				r.text(d.Text)
			} else {
				r.text("–")
			}
		}
		if c.Kind != paper.BarChart {
			r.text(name)
		}
	}
	if c.Threshold > 0 {
		r.text(c.ThresholdName)
	}
	if c.Below {
		r.text(c.Title)
	}
}

// table reads a table row by row.
func (r *printedText) table(table *paper.Table) {
	var header strings.Builder
	for _, row := range table.Header {
		header.WriteString(strings.Join(cellLetters(row), ""))
	}
	r.text(header.String())
	r.header = header.String()
	for _, row := range table.Rows {
		cells := cellLetters(row)
		r.turn()
		if whole := strings.Join(cells, ""); len(whole) <= len(r.pages[0]) {
			r.text(whole)
		} else {
			r.divided(cells)
		}
	}
	r.header = ""
}

func cellLetters(row paper.Row) []string {
	var cells []string
	for _, c := range row.Cells {
		var b strings.Builder
		for _, p := range c.Paragraphs {
			b.WriteString(bare.Replace(p.String()))
		}
		cells = append(cells, b.String())
	}
	return cells
}

// divided reads a row that goes on over the page: the rest of the page is a beginning of
// every cell, and what remains of them begins the next page.
func (r *printedText) divided(cells []string) {
	first := r.pages[0]
	r.pages[0] = ""
	r.turn()
	rest, ok := ends(cells, first, r.pages[0])
	if !ok {
		r.t.Fatalf("a divided row %.80q, printed %.60q and %.60q", cells, first, r.pages[0])
	}
	r.letters += len([]rune(strings.Join(cells, "")))
	r.pages[0] = rest
}

// ends finds how first is made of beginnings of the cells and second begins with what
// remains of them, and gives what follows there.
func ends(cells []string, first, second string) (rest string, ok bool) {
	if len(cells) == 0 {
		return second, first == ""
	}
	c := cells[0]
	for n := len(c); n >= 0; n-- {
		if strings.HasPrefix(first, c[:n]) && strings.HasPrefix(second, c[n:]) {
			if rest, ok := ends(cells[1:], first[n:], second[len(c)-n:]); ok {
				return rest, true
			}
		}
	}
	return "", false
}
