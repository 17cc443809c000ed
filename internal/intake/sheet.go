package intake

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"thidua/internal/vi"
)

// A cellKind tells cells apart as the file does.
type cellKind uint8

const (
	textCell cellKind = iota
	numberCell
	boolCell
	isoDateCell
	errorCell     // #REF!, #N/A …
	unsavedResult // a formula that was never calculated: no value was saved with it
)

// A cell is one that holds something.
type cell struct {
	col   int
	kind  cellKind
	style int
	text  string // cleaned; a number as the file writes it
	note  *cellNote
}

// A cellNote is what few cells have to tell besides.
type cellNote struct {
	raw     string // as it came, where cleaning took more than blanks
	linked  bool   // a formula that takes its value from another file
	decoded string // what a text in an old encoding becomes; "" where it is in none
	coding  vi.Encoding
}

// noted gives the cell's note to write in.
func (c *cell) noted() *cellNote {
	if c.note == nil {
		c.note = &cellNote{}
	}
	return c.note
}

// A row holds its cells by rising column.
type row struct {
	number int
	cells  []cell
}

// cell finds a column's cell, nil where the row has none.
func (r *row) cell(col int) *cell {
	i, ok := slices.BinarySearchFunc(r.cells, col, func(c cell, col int) int { return c.col - col })
	if !ok {
		return nil
	}
	return &r.cells[i]
}

// Rows come from the top, cells from the left; a program that writes them otherwise
// means the same.
func byNumber(a, b row) int  { return a.number - b.number }
func byColumn(a, b cell) int { return a.col - b.col }

// A grid is what a sheet holds: its rows that are not empty, and merged areas.
type grid struct {
	rows   []row
	merges []area
	headed map[int]bool // columns in which the heading row says something
}

// An area of cells, both corners included.
type area struct{ top, left, bottom, right int }

// covers reports whether a cell lies in the area and is not its first.
func (m area) covers(row, col int) bool {
	return row >= m.top && row <= m.bottom && col >= m.left && col <= m.right && (row != m.top || col != m.left)
}

// mergedInto gives the merged area that holds a cell which is not its first.
func (g *grid) mergedInto(row, col int) (area, bool) {
	for _, m := range g.merges {
		if m.covers(row, col) {
			return m, true
		}
	}
	return area{}, false
}

var (
	errTooManySheets  = errors.New("too many sheets")
	errTooManyRows    = errors.New("too many rows")
	errTooManyColumns = errors.New("too many columns")
	errTooManyCells   = errors.New("too many cells")
	errTooLong        = errors.New("text too long")
	errTorn           = errors.New("cells that can't be")
)

// lastColumn is Excel's own bound (XFD).
const lastColumn = 16384

// holdsCells reports whether a sheet holds anything: its first row is enough to know.
func (b *book) holdsCells(part string) bool {
	_, err := b.readGrid(part, Limits{Rows: 0, Columns: lastColumn, Cells: lastColumn})
	return err != nil
}

// readGrid walks a sheet's XML once. Rows and cells that hold something are counted
// against the limits.
func (b *book) readGrid(part string, limits Limits) (*grid, error) {
	g := &grid{}
	cells, counted := 0, 0
	w := walker{book: b, grid: g}
	data, err := b.part(part)
	if err != nil || data == nil {
		return nil, fmt.Errorf("sheet %s: %w", part, cmp.Or(err, io.ErrUnexpectedEOF))
	}
	d := newTokens(data)
	for {
		t, err := d.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", part, err)
		}
		switch t.kind {
		case startTag:
			w.start(t)
		case charData:
			if w.target == nil {
				break
			}
			if *w.target = append(*w.target, t.text...); len(*w.target) > longestText {
				return nil, errTooLong
			}
		case endTag:
			w.end(t.name)
		}
		for ; counted < len(g.rows); counted++ {
			cells += len(g.rows[counted].cells)
		}
		switch {
		case len(g.rows) > limits.Rows, len(g.merges) > limits.Rows:
			return nil, errTooManyRows
		case len(w.row.cells) > limits.Columns:
			return nil, errTooManyColumns
		case cells+len(w.row.cells) > limits.Cells:
			return nil, errTooManyCells
		}
	}
	if w.torn {
		return nil, fmt.Errorf("sheet %s: %w", part, errTorn)
	}
	if !slices.IsSortedFunc(g.rows, byNumber) {
		slices.SortStableFunc(g.rows, byNumber)
	}
	if !g.dropCovered(limits.Columns) {
		return nil, errTooManyColumns
	}
	return g, nil
}

// dropCovered takes away what stands hidden below a merged area: only its first cell
// counts. Excel leaves nothing there, other programs do. Rows and areas are gone
// through together from the top, so that many areas cost little. It reports false where
// a row is crossed by more areas than it may have columns: each cell would be held
// against all of them.
func (g *grid) dropCovered(columns int) bool {
	if len(g.merges) == 0 {
		return true
	}
	slices.SortStableFunc(g.merges, func(a, b area) int { return a.top - b.top })
	var open []area
	next := 0
	for i := range g.rows {
		r := &g.rows[i]
		open = slices.DeleteFunc(open, func(m area) bool { return m.bottom < r.number })
		for ; next < len(g.merges) && g.merges[next].top <= r.number; next++ {
			if g.merges[next].bottom >= r.number {
				open = append(open, g.merges[next])
			}
		}
		if len(open) > columns {
			return false
		}
		r.cells = slices.DeleteFunc(r.cells, func(c cell) bool {
			return slices.ContainsFunc(open, func(m area) bool { return m.covers(r.number, c.col) })
		})
	}
	g.rows = slices.DeleteFunc(g.rows, func(r row) bool { return len(r.cells) == 0 })
	return true
}

// A walker turns the tokens of a sheet into rows.
type walker struct {
	book *book
	grid *grid

	row      row
	usual    int // cells of a row, as of the last one
	number   int
	numbered bool // the row's number is certain
	col      int
	current  cell
	typ      string
	formula  bool // the cell holds one
	saved    bool // and a value was saved
	value    []byte
	inline   []byte
	source   []byte // of the formula
	aids     int
	target   *[]byte
	torn     bool // a cell names a text that the workbook doesn't have, or stands where it can't
}

func (w *walker) start(t *token) {
	switch string(t.name) {
	case "row":
		r := t.attr("r")
		w.number++
		if w.numbered = r != nil; w.numbered {
			n, ok := number(r)
			w.number, w.torn = n, w.torn || !ok || n < 1
		}
		w.row, w.col = row{number: w.number}, 0
	case "c":
		w.col++
		if r := t.attr("r"); r != nil {
			w.place(r)
		}
		style, _ := number(t.attr("s"))
		w.current = cell{col: w.col, style: style}
		w.typ, w.formula, w.saved = typeOf(t.attr("t")), false, false
		w.value, w.source, w.inline = w.value[:0], w.source[:0], w.inline[:0]
	case "v":
		w.saved, w.target = true, &w.value
	case "is":
		w.saved = true
	case "f":
		w.formula, w.target = true, &w.source
	case "rPh":
		w.aids++
	case "t":
		if w.aids == 0 {
			w.target = &w.inline
		}
	case "mergeCell":
		first, last, _ := bytes.Cut(t.attr("ref"), []byte(":"))
		top, left, ok1 := address(first)
		bottom, right, ok2 := address(last)
		if ok1 && ok2 {
			w.grid.merges = append(w.grid.merges, area{top, left, bottom, right})
		}
	}
}

// place puts a cell where its address says. A row without a number is that of its first
// cell; a cell that belongs to another row, or nowhere, was never written by Excel.
func (w *walker) place(r []byte) {
	number, col, ok := address(r)
	if ok && !w.numbered {
		w.number, w.row.number, w.numbered = number, number, true
	}
	w.col, w.torn = col, w.torn || !ok || number != w.row.number
}

func (w *walker) end(name []byte) {
	switch string(name) {
	case "v", "t", "f":
		w.target = nil
	case "rPh":
		w.aids--
	case "c":
		if w.finish() {
			if w.row.cells == nil {
				w.row.cells = make([]cell, 0, w.usual)
			}
			w.row.cells = append(w.row.cells, w.current)
		}
	case "row":
		if len(w.row.cells) > 0 {
			if !slices.IsSortedFunc(w.row.cells, byColumn) {
				slices.SortStableFunc(w.row.cells, byColumn)
			}
			for i, c := range w.row.cells[1:] {
				w.torn = w.torn || c.col == w.row.cells[i].col // which of the two is meant?
			}
			w.usual = len(w.row.cells)
			w.grid.rows = append(w.grid.rows, w.row)
		}
		w.row = row{}
	}
}

// finish completes the cell just walked and reports whether it holds anything.
func (w *walker) finish() bool {
	c := &w.current
	// An empty result is a text; without a type the <v/> was written for form's sake.
	if w.formula && (!w.saved || w.typ != "str" && w.typ != "inlineStr" && len(bytes.TrimSpace(w.value)) == 0) {
		c.kind = unsavedResult
		return true
	}
	if w.formula && otherFile().Match(w.source) {
		c.noted().linked = true
	}
	raw := ""
	switch w.typ {
	case "s":
		if !w.saved {
			return false // only formatted: some programs say of an empty cell too that it is text
		}
		i, ok := number(bytes.TrimSpace(w.value))
		if !ok || i < 0 || i >= len(w.book.strings) {
			w.torn = true
			return false
		}
		c.text = w.book.strings[i]
		if raw, ok := w.book.raw[i]; ok {
			c.noted().raw = raw
		}
		return c.text != ""
	case "inlineStr":
		raw = unescape(string(w.inline))
	case "str":
		raw = unescape(string(w.value))
	case "e":
		c.kind, raw = errorCell, string(w.value)
	case "b":
		c.kind, raw = boolCell, string(w.value)
		if raw == "true" {
			raw = "1"
		}
	case "d":
		c.kind, raw = isoDateCell, string(w.value)
	default:
		c.kind, raw = numberCell, string(w.value)
	}
	c.text = vi.Clean(raw)
	if c.text != raw && lossy(raw) {
		c.noted().raw = raw
	}
	return c.text != ""
}

// otherFile finds in a formula the number of a workbook that it links to: [1]Sheet1!A1.
var otherFile = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[\d+\]`) })

// typeOf gives the type of a cell, "" for one that doesn't say any that is known: a
// number.
func typeOf(value []byte) string {
	for _, t := range []string{"s", "str", "inlineStr", "b", "e", "d"} {
		if string(value) == t {
			return t
		}
	}
	return ""
}

// number reads a whole number as strconv.Atoi does.
func number(s []byte) (int, bool) {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || len(s) > 9 {
			n, err := strconv.Atoi(string(s))
			return n, err == nil
		}
		n = n*10 + int(c-'0')
	}
	return n, len(s) > 0
}

// address reads "BC12", in small letters too. It reports false outside of what a sheet
// can have.
func address(s []byte) (row, col int, ok bool) {
	i := 0
	for ; i < len(s) && s[i]&^' ' >= 'A' && s[i]&^' ' <= 'Z'; i++ {
		if col = col*26 + int(s[i]&^' '-'A') + 1; col > lastColumn {
			return 0, 0, false
		}
	}
	row, ok = number(s[i:])
	return row, col, ok && i > 0 && row > 0
}

// unescape turns the "_x000D_" by which a workbook writes what XML can't hold back
// into characters.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if i+7 <= len(s) && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil && utf8.ValidRune(rune(n)) {
				b.WriteRune(rune(n))
				i += 6
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
