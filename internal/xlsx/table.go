package xlsx

import (
	"fmt"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"time"

	"thidua/internal/paper"
)

// A slot is a cell of a table where it stands, counted in the table's own rows
// (header rows first) and columns.
type slot struct {
	row, col   int
	rows, cols int
	text       text
	value      paper.Value
	look       look
}

// slotsOf finds the place of every cell of a table, as a browser does: a cell takes
// the first free columns of its row. Free columns that no cell takes are empty cells.
//
// It gives the slots of one row after the other, and those of rows together that a cell
// joins: a table may be longer than anybody wants to hold at once. The slots hold until
// the next are given. An error is the last that comes.
func slotsOf(t *paper.Table) iter.Seq2[[]slot, error] {
	return func(yield func([]slot, error) bool) {
		g := slotGroup{table: t, total: len(t.Header) + t.Len()}
		for r := range t.Every() {
			if err := g.add(r); err != nil {
				yield(nil, err)
				return
			}
			if len(g.taken) > 0 {
				continue
			}
			if !yield(g.slots, nil) {
				return
			}
			clear(g.slots)
			g.slots = g.slots[:0]
		}
	}
}

// A slotGroup places the cells of rows.
type slotGroup struct {
	table *paper.Table
	total int      // rows of the table
	row   int      // the next, counted in the table
	taken [][]bool // of that row and of those that cells reach into: columns
	slots []slot   // placed so far
}

// add places the cells of the next row.
func (g *slotGroup) add(r *paper.Row) error {
	t, i := g.table, g.row
	header := i < len(t.Header)
	last := g.total
	if header {
		last = len(t.Header) // a cell of the header doesn't reach into the rows
	}
	g.reach(1)
	col := 0
	for n, c := range r.Cells {
		for col < len(t.Columns) && g.taken[0][col] {
			col++
		}
		s := slot{row: i, col: col, rows: max(1, c.RowSpan), cols: max(1, c.Span), value: c.Value}
		if r.Group && n == len(r.Cells)-1 {
			s.cols = max(s.cols, len(t.Columns)-col)
		}
		if col+s.cols > len(t.Columns) || i+s.rows > last {
			return fmt.Errorf("%w: row %d, cell %d", ErrTable, i+1, n+1)
		}
		if err := s.fill(c, t, header, r.Group); err != nil {
			return fmt.Errorf("table row %d, cell %d: %w", i+1, n+1, err)
		}
		g.reach(s.rows)
		for _, row := range g.taken[:s.rows] {
			for x := col; x < col+s.cols; x++ {
				if row[x] {
					return fmt.Errorf("%w: row %d, cell %d covers another", ErrTable, i+1, n+1)
				}
				row[x] = true
			}
		}
		g.slots = append(g.slots, s)
	}
	for x, is := range g.taken[0] {
		if !is {
			g.slots = append(g.slots, slot{row: i, col: x, rows: 1, cols: 1, look: look{size: textSize(t), border: boxed}})
		}
	}
	g.row++
	g.taken = g.taken[1:]
	return nil
}

// reach sees to it that so many rows from the next on are known.
func (g *slotGroup) reach(rows int) {
	for len(g.taken) < rows {
		g.taken = append(g.taken, make([]bool, len(g.table.Columns)))
	}
}

func textSize(t *paper.Table) int {
	if t.Size == 0 {
		return tableSize
	}
	return t.Size
}

// fill gives a slot its content and look.
func (s *slot) fill(c paper.Cell, t *paper.Table, header, group bool) error {
	var base style
	s.look = look{size: textSize(t), border: boxed, align: t.Columns[s.col].Align}
	switch {
	case header:
		base, s.look.align, s.look.middle = bold, paper.AlignCentre, true
	case group:
		base, s.look.align, s.look.middle = bold, paper.AlignLeft, true
	}
	switch {
	case c.HasAlign:
		s.look.align = c.Align
	case len(c.Paragraphs) > 0 && !header:
		switch c.Paragraphs[0].Role {
		case paper.Centred, paper.CentredBold:
			s.look.align = paper.AlignCentre
		case paper.PlainRight:
			s.look.align = paper.AlignRight
		}
	}
	s.text = textOf(c.Paragraphs, base)
	if err := checkText(s.text.String()); err != nil {
		return err
	}
	return s.fillValue(base)
}

// firstDay is the first date whose number is the same in Excel and in the calendar:
// Excel takes 1900 for a leap year.
var firstDay = time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC)

// fillValue gives a slot with a value its number format, and the text that the value
// shows, which may differ from the paragraphs: a date is always dd/mm/yyyy.
func (s *slot) fillValue(base style) error {
	shown := s.text.String()
	in := base
	if len(s.text.styles) > 0 {
		in = s.text.styles[0]
	}
	switch s.value.Kind {
	case paper.DateValue:
		d := s.value.Date
		day := time.Date(d[0], time.Month(d[1]), d[2], 0, 0, 0, 0, time.UTC)
		if y, m, n := day.Date(); y != d[0] || int(m) != d[1] || n != d[2] || y > 9999 {
			return fmt.Errorf("%w: %d/%d/%d", ErrDate, d[2], d[1], d[0])
		}
		shown = fmt.Sprintf("%02d/%02d/%04d", d[2], d[1], d[0])
		if day.Before(firstDay) {
			s.value = paper.Value{} // Excel has no such day: text, as Excel itself keeps it
		} else {
			s.look.format = "dd/mm/yyyy"
		}
	case paper.IntegerValue:
		s.look.format, shown = numberFormat(shown, strconv.FormatInt(s.value.Number, 10), 0)
	case paper.DecimalValue:
		n := s.value.Number
		sign := ""
		if n < 0 {
			sign, n = "-", -n
		}
		s.look.format, shown = numberFormat(shown, fmt.Sprintf("%s%d,%02d", sign, n/100, n%100), 2)
	case paper.TextValue:
		s.look.quoted = startsFormula(shown)
		return nil
	}
	s.text = plainText(shown, in)
	return nil
}

// startsFormula reports whether Excel would take a text for a formula once somebody
// edits the cell, or a program that reads it as CSV does.
func startsFormula(s string) bool {
	return s != "" && strings.ContainsRune("=+-@\t", rune(s[0]))
}

// shownNumber is a number as it is written in Vietnamese: 1.250.000, 07, 87,5, 12,5%.
var shownNumber = regexp.MustCompile(`^-?(0*)([0-9.]*)(?:,([0-9]+))?(%?)$`)

// numberFormat finds the format under which a number looks as the paper writes it:
// grouped, with zeros before it, with so many decimals. Where the paper writes
// something else (plain is the number itself), the number is shown plain, with the
// decimals that its kind has.
func numberFormat(shown, plain string, decimals int) (format, looks string) {
	m := shownNumber.FindStringSubmatch(strings.TrimSpace(shown))
	if m == nil || m[1]+m[2] == "" || digits(shown) != digits(plain) {
		if decimals > 0 {
			return "0." + strings.Repeat("0", decimals), plain
		}
		return "0", plain
	}
	whole := "0"
	switch {
	case strings.Contains(m[2], "."):
		whole = "#,##0"
	case m[1] != "":
		whole = strings.Repeat("0", len(m[1])+len(m[2]))
	}
	if m[3] != "" {
		whole += "." + strings.Repeat("0", len(m[3]))
	}
	if m[4] != "" {
		whole += `"%"`
	}
	return whole, strings.TrimSpace(shown)
}

// digits gives a number's significant digits, to compare two ways of writing it.
func digits(s string) string {
	whole, part, _ := strings.Cut(strings.TrimRight(strings.TrimSpace(s), "%"), ",")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign = "-"
	}
	whole = strings.TrimLeft(strings.ReplaceAll(strings.TrimPrefix(whole, "-"), ".", ""), "0")
	return sign + whole + "," + strings.TrimRight(part, "0")
}
