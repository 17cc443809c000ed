package xlsx

import (
	"fmt"
	"slices"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// A grid is the columns of a sheet: the lines between the columns of all its tables,
// and one near the middle for what is parted in two. Where tables differ, a cell of
// one covers several columns of the grid.
type grid struct {
	widths []int // px
	marks  []int // the right edges in thousandths of the width as the tables ask for it
	header int   // how many tables have a header
}

// tablesOf gives the tables among blocks, also the kept ones.
func tablesOf(blocks []paper.Block) []paper.Table {
	var out []paper.Table
	for _, b := range blocks {
		switch b := b.(type) {
		case paper.Table:
			out = append(out, b)
		case paper.Chart:
			out = append(out, tablesOf(b.Plain())...)
		case paper.Keep:
			out = append(out, tablesOf(b.Blocks)...)
		}
	}
	return out
}

// newGrid finds the columns of a sheet and their widths on a page of full width.
func newGrid(blocks []paper.Block, f *font.Family) (*grid, error) {
	g := &grid{marks: []int{1000}}
	tables := tablesOf(blocks)
	for _, t := range tables {
		if len(t.Columns) == 0 {
			return nil, fmt.Errorf("%w: it has none", ErrTable)
		}
		g.marks = append(g.marks, edgesOf(t)...)
		if len(t.Header) > 0 {
			g.header++
		}
	}
	for _, b := range blocks {
		switch b.(type) {
		case paper.Letterhead:
			g.markNear(headShare)
		case paper.Closing, paper.Signatures:
			g.markNear(signShare)
		}
	}
	slices.Sort(g.marks)
	g.marks = slices.Compact(g.marks)
	g.widths = make([]int, len(g.marks))
	at := 0
	for i, m := range g.marks {
		x := pageWidth * m / 1000
		g.widths[i], at = x-at, x
	}
	for _, t := range tables {
		if err := g.fit(t, f); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// markNear adds a column's edge at a share unless there is one not far from it.
func (g *grid) markNear(share int) {
	for _, m := range g.marks {
		if abs(m-share) <= 80 {
			return
		}
	}
	g.marks = append(g.marks, share)
}

// edgesOf gives the right edges of a table's columns in thousandths; the table
// always takes the whole width.
func edgesOf(t paper.Table) []int {
	shares, total, blank := make([]int, len(t.Columns)), 0, 0
	for i, c := range t.Columns {
		shares[i] = max(0, c.Width)
		total += shares[i]
		if shares[i] == 0 {
			blank++
		}
	}
	if blank > 0 {
		// Columns without a width share what the others leave, or are as wide as those.
		each := (1000 - total) / blank
		if each < 20 {
			each = max(20, total/max(1, len(shares)-blank))
		}
		for i := range shares {
			if shares[i] == 0 {
				shares[i], total = each, total+each
			}
		}
	}
	out, at := make([]int, len(shares)), 0
	for i, s := range shares {
		at += s
		out[i] = at * 1000 / total
	}
	// Rounding must leave every column some width.
	for i := range out {
		if i > 0 && out[i] <= out[i-1] {
			out[i] = out[i-1] + 1
		}
	}
	out[len(out)-1] = max(1000, out[len(out)-1])
	return out
}

// columnsOf says which columns of the grid a table's columns begin at; one more
// entry ends the last.
func (g *grid) columnsOf(t paper.Table) []int {
	out := []int{0}
	for _, e := range edgesOf(t) {
		i, _ := slices.BinarySearch(g.marks, e)
		out = append(out, min(i+1, len(g.marks)))
	}
	return out
}

// longWord is the widest word that widens a column, px; a longer one is broken.
const longWord = 130

// fit widens the columns that are too narrow for a number, a date or a word, and
// takes the room from the others where they have some to spare.
func (g *grid) fit(t paper.Table, f *font.Family) error {
	at := g.columnsOf(t)
	least := make([]int, len(g.widths)) // what a column must have
	for slots, err := range slotsOf(&t) {
		if err != nil {
			return err
		}
		for _, s := range slots {
			if s.cols != 1 {
				continue
			}
			need := min(longWord, s.text.longestWord(f, s.look.size))
			if s.value.Kind != paper.TextValue {
				need = s.text.measure(f, s.look.size) // a number isn't broken
			}
			need = need*100/usable + padding + 2
			last := at[s.col+1] - 1
			others := sum(g.widths[at[s.col]:last])
			least[last] = max(least[last], need-others)
		}
	}
	missing := 0
	for i, w := range g.widths {
		if w < least[i] {
			missing += least[i] - w
			g.widths[i] = least[i]
		}
	}
	g.take(missing, least)
	return nil
}

// take narrows the columns that are wider than they must be, each by its part of
// what they have to spare together. What can't be taken makes the sheet wider.
func (g *grid) take(missing int, least []int) {
	spare := func(i int) int { return max(0, g.widths[i]-max(least[i], 24)) }
	total := 0
	for i := range g.widths {
		total += spare(i)
	}
	missing = min(missing, total)
	for i := range g.widths {
		if missing == 0 || total == 0 {
			return
		}
		own := spare(i)
		part := (missing*own + total - 1) / total
		g.widths[i] -= part
		missing, total = missing-part, total-own
	}
}

// scaled is a grid with all columns wider.
func (g *grid) scaled(percent int) *grid {
	wide := *g
	wide.widths = make([]int, len(g.widths))
	for i, w := range g.widths {
		wide.widths[i] = w * percent / 100
	}
	return &wide
}

// widen makes some columns wider by a sixteenth, each once.
func (g *grid) widen(cols []int) {
	slices.Sort(cols)
	for _, c := range slices.Compact(cols) {
		g.widths[c] += max(4, g.widths[c]/16)
	}
}
