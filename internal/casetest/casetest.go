// Package casetest makes workspaces out of text for the tests of the other packages,
// so that a case states only how it differs from a workspace in which all is well.
//
// # Workbooks
//
// A workbook is written sheet by sheet, a row a line, cells parted by bars:
//
//	[Cá nhân]
//	Mã hồ sơ | Họ và tên | Ngày sinh
//	CN01 | Nguyễn Văn An | @1985-03-09
//
// A line "~" is an empty row; empty lines and lines that begin with "//" are left
// out. A cell is text, or
//
//	#12.5                a number
//	#%0.25               a number shown as a share
//	@2026-06-09          an Excel date; @2026-06-09T08:30 with a time
//	=A1+A2               a formula without a saved value
//	!#REF!               an Excel error
//	'#12                 the text after the quote
//
// and "\n" in a text is a line break.
//
// # Edits
//
// An edit is a line that changes the base workspace; places are written as findings
// write them. Files are named as findings name them.
//
//	VHXH-2026.xlsx › Cá nhân › D2 = 31/02/1985   set a cell
//	VHXH-2026.xlsx › Cá nhân + CN02 | Trần Thị B   add a row
//	VHXH-2026.xlsx › Cá nhân › F2:F3 merge         merge an area
//	VHXH-2026.xlsx › Cá nhân rename Danh sách      rename a sheet
//	VHXH-2026.xlsx copy KTHT-2026.xlsx             copy a workbook
//	VHXH-2026.xlsx sheet Sáng kiến                 add an empty sheet
//	VHXH-2026.xlsx 1904                            count dates from 1904
//	- VHXH-2026.xlsx › Cá nhân                     take a sheet away
//	- VHXH-2026.xlsx                               take a file away
package casetest

import (
	_ "embed" // the base workspace
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"thidua/internal/finding"
)

//go:embed base.txt
var base string

//go:embed final.txt
var final string

// A Workspace is a workspace in the making.
type Workspace struct {
	books map[string]*workbook
	files map[string][]byte
}

type workbook struct {
	sheets []*sheet
	epoch  bool
}

type sheet struct {
	name   string
	rows   [][]string
	merges []string
}

// Base gives a workspace in which intake finds nothing: a register with two units and
// a meeting, one workbook with a collective, an individual and their initiatives.
func Base() *Workspace { return written(base) }

// Final gives such a workspace for the final review 2026-2030: a flag for the ward
// itself and two people beside it, concluded so.
func Final() *Workspace { return written(final) }

func written(text string) *Workspace {
	w := &Workspace{books: map[string]*workbook{}, files: map[string][]byte{}}
	for part := range strings.SplitSeq(strings.TrimPrefix(text, "=== "), "\n=== ") {
		name, text, _ := strings.Cut(part, "\n")
		if err := w.Put(name, text); err != nil {
			panic(err) // the embedded text itself is wrong
		}
	}
	return w
}

// pathOf gives where a file stands that findings name so.
func pathOf(name string) string {
	switch {
	case name == "so-theo-doi.xlsx" || name == "ke-hoach.yaml":
		return "data/" + name
	case strings.Contains(name, "/"):
		return name
	}
	return "data/de-nghi/" + name
}

// Put adds or replaces a file: a workbook where the text begins with "[", else the
// text itself.
func (w *Workspace) Put(name, text string) error {
	p := pathOf(strings.TrimSpace(name))
	delete(w.books, p)
	delete(w.files, p)
	if path.Ext(p) != ".xlsx" || !strings.HasPrefix(strings.TrimSpace(text), "[") {
		w.files[p] = []byte(text)
		return nil
	}
	b := &workbook{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "//"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			b.sheets = append(b.sheets, &sheet{name: line[1 : len(line)-1]})
		case len(b.sheets) == 0:
			return fmt.Errorf("%s: row before the first [sheet]: %s", name, line)
		default:
			s := b.sheets[len(b.sheets)-1]
			s.rows = append(s.rows, cells(line))
		}
	}
	w.books[p] = b
	return nil
}

func cells(line string) []string {
	if line == "~" {
		return nil
	}
	out := strings.Split(line, "|")
	for i, c := range out {
		out[i] = strings.ReplaceAll(strings.TrimSpace(c), `\n`, "\n")
	}
	return out
}

// Edit applies edits, one a line.
func (w *Workspace) Edit(script string) error {
	for line := range strings.Lines(script) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		if err := w.edit(line); err != nil {
			return fmt.Errorf("edit %q: %w", line, err)
		}
	}
	return nil
}

func (w *Workspace) edit(line string) error {
	if rest, ok := strings.CutPrefix(line, "- "); ok {
		return w.remove(strings.Split(rest, " › "))
	}
	name, rest, ok := strings.Cut(line, " › ")
	if !ok {
		return w.editFile(line)
	}
	b := w.books[pathOf(name)]
	if b == nil {
		return fmt.Errorf("no workbook %s", name)
	}
	sheetName, rest := cutVerb(rest + " ")
	i := slices.IndexFunc(b.sheets, func(s *sheet) bool { return s.name == sheetName })
	if i < 0 {
		return fmt.Errorf("no sheet %q", sheetName)
	}
	s := b.sheets[i]
	switch {
	case strings.HasPrefix(rest, "+"):
		s.rows = append(s.rows, cells(rest[1:]))
	case strings.HasPrefix(rest, "rename "):
		s.name = rest[len("rename "):]
	case strings.HasSuffix(rest, " merge"):
		s.merges = append(s.merges, strings.TrimPrefix(strings.TrimSuffix(rest, " merge"), "› "))
	default:
		cell, value, _ := strings.Cut(strings.TrimPrefix(rest, "› "), "=")
		return s.set(strings.TrimSpace(cell), cells(value)[0])
	}
	return nil
}

// cutVerb parts "Cá nhân › D2 = x" or "Cá nhân + a | b" after the sheet's name.
func cutVerb(s string) (sheet, rest string) {
	at := len(s)
	for _, verb := range []string{" › ", " + ", " rename "} {
		if i := strings.Index(s, verb); i >= 0 && i < at {
			at = i
		}
	}
	return s[:at], strings.TrimSpace(s[at:])
}

func (w *Workspace) editFile(line string) error {
	words := strings.Fields(line)
	b := w.books[pathOf(words[0])]
	switch {
	case b == nil:
		return fmt.Errorf("no workbook %s", words[0])
	case len(words) == 2 && words[1] == "1904":
		b.epoch = true
	case len(words) > 2 && words[1] == "sheet":
		b.sheets = append(b.sheets, &sheet{name: strings.Join(words[2:], " ")})
	case len(words) == 3 && words[1] == "copy":
		double := &workbook{epoch: b.epoch}
		for _, s := range b.sheets {
			c := &sheet{name: s.name, merges: slices.Clone(s.merges)}
			for _, row := range s.rows {
				c.rows = append(c.rows, slices.Clone(row))
			}
			double.sheets = append(double.sheets, c)
		}
		w.books[pathOf(words[2])] = double
	default:
		return fmt.Errorf("unknown edit")
	}
	return nil
}

func (w *Workspace) remove(place []string) error {
	p := pathOf(place[0])
	if len(place) == 1 {
		delete(w.books, p)
		delete(w.files, p)
		return nil
	}
	b := w.books[p]
	if b == nil {
		return fmt.Errorf("no workbook %s", place[0])
	}
	b.sheets = slices.DeleteFunc(b.sheets, func(s *sheet) bool { return s.name == place[1] })
	return nil
}

func (s *sheet) set(cell, value string) error {
	col, row, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		return err
	}
	for len(s.rows) < row {
		s.rows = append(s.rows, nil)
	}
	for len(s.rows[row-1]) < col {
		s.rows[row-1] = append(s.rows[row-1], "")
	}
	s.rows[row-1][col-1] = value
	return nil
}

// FS writes the workspace's files.
func (w *Workspace) FS() (fstest.MapFS, error) {
	out := fstest.MapFS{}
	for name, data := range w.files {
		out[name] = &fstest.MapFile{Data: data}
	}
	for _, name := range slices.Sorted(maps.Keys(w.books)) {
		data, err := w.books[name].write()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	return out, nil
}

// Format writes findings a line each, and their other places below:
//
//	TD208 error VHXH-2026.xlsx › Cá nhân › T2 (VHXH/CN01): Mã sáng kiến …
//
// An error that blocks is "error!".
func Format(fs []finding.Finding) string {
	var b strings.Builder
	for _, f := range fs {
		fmt.Fprintf(&b, "%s %s", f.Code, f.Severity)
		if f.Blocks {
			b.WriteString("!")
		}
		if p := f.Place.String(); p != "" {
			b.WriteString(" " + p)
		}
		if f.Nominee != "" {
			fmt.Fprintf(&b, " (%s)", f.Nominee)
		}
		fmt.Fprintf(&b, ": %s\n", f.Message)
		if f.Fix != "" {
			fmt.Fprintf(&b, "\tsửa: %s\n", f.Fix)
		}
		for _, p := range f.Related {
			fmt.Fprintf(&b, "\txem: %s\n", p)
		}
	}
	return b.String()
}
