package form

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
	"thidua/internal/workbook"
)

// A Return is a unit's workbook on its way back to the unit.
type Return struct {
	Workbook []byte // as it was sent
	File     string // its name
	Unit     string // name of the unit
	Round    string // what is compared with: "" where nothing went back before
	Due      string // by when, a sentence
	Notes    []Note
	Mended   []string // what was wrong before and is right now
}

// A Note is a finding and how it stands against the former return.
type Note struct {
	finding.Finding
	State string
}

// How a finding stands against the former return.
const (
	StillWrong = "còn sai"
	NewlyWrong = "mới sai"
	Mended     = "đã sửa"
)

// unpacked bounds a workbook that goes back, in bytes: excelize makes structures of it,
// many times its size.
const unpacked = 16 << 20

// ErrUnreadable is returned for a workbook that can't be given back.
var ErrUnreadable = errors.New("workbook can't be read")

// Annotate writes the unit's own workbook with the findings in it: a colour and a note
// on each cell, and a sheet that lists them. Nothing else changes. The colour lies over
// the cell as a conditional format, so that the unit's own fill is below it untouched,
// and a workbook that went back before loses only what we put there.
func Annotate(w io.Writer, r Return) (err error) {
	defer func() {
		// excelize indexes into damaged parts without looking.
		if recover() != nil {
			err = ErrUnreadable
		}
	}()
	// All in memory: by itself excelize puts great sheets into the system's temporary folder.
	f, err := excelize.OpenReader(bytes.NewReader(r.Workbook), excelize.Options{UnzipSizeLimit: unpacked, UnzipXMLSizeLimit: unpacked})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	defer f.Close()
	if err := discardReview(f); err != nil {
		return err
	}
	colours, err := newColours(f)
	if err != nil {
		return err
	}
	for _, sheet := range f.GetSheetList() {
		notes := notesOn(sheet, r.Notes)
		if err := annotateSheet(f, sheet, notes, colours); err != nil {
			return fmt.Errorf("sheet %s: %w", sheet, err)
		}
	}
	if err := review(f, r); err != nil {
		return fmt.Errorf("sheet %s: %w", nomination.SheetReview, err)
	}
	return workbook.Write(w, f, zip.Deflate)
}

// discardReview removes the list of a former return.
func discardReview(f *excelize.File) error {
	for _, name := range f.GetSheetList() {
		if vi.Clean(name) == nomination.SheetReview {
			if err := f.DeleteSheet(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// notesOn gives the notes on cells of a sheet, in order.
func notesOn(sheet string, all []Note) []Note {
	var out []Note
	for _, n := range all {
		if n.Place.Row > 0 && n.Place.Col > 0 && n.Place.Sheet == vi.Clean(sheet) {
			out = append(out, n)
		}
	}
	return out
}

func annotateSheet(f *excelize.File, sheet string, notes []Note, colours map[finding.Severity]int) error {
	texts := map[string]string{}
	worst := map[string]finding.Severity{}
	var cells []string
	for _, n := range notes {
		at := n.Place.Cell()
		if !slices.Contains(cells, at) {
			cells = append(cells, at)
			texts[at] = noteTitle
		}
		texts[at] += "\n" + n.text()
		worst[at] = max(worst[at], n.Severity)
	}
	// The notes first: they look at parts of the file that excelize rewrites later.
	if err := annotateCells(f, sheet, cells, texts); err != nil {
		return err
	}
	if err := discardColours(f, sheet); err != nil {
		return err
	}
	for _, s := range []finding.Severity{finding.Error, finding.Warning, finding.Note} {
		var same []string
		for _, at := range cells {
			if worst[at] == s {
				same = append(same, at)
			}
		}
		if len(same) == 0 {
			continue
		}
		id := colours[s]
		rule := []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: colourRule, Format: &id}}
		if err := f.SetConditionalFormat(sheet, strings.Join(same, " "), rule); err != nil {
			return err
		}
	}
	return nil
}

// text is a finding as a note says it.
func (n Note) text() string {
	s := n.Label() + " " + string(n.Code)
	if n.State != "" {
		s += " (" + n.State + ")"
	}
	s += ": " + n.Message
	if n.Fix != "" {
		s += "\nCách sửa: " + n.Fix
	}
	return s
}

// colourRule is always true. It marks a colour as ours.
const colourRule = `LEN("` + nomination.SheetReview + `")>0`

// newColours makes the colours of the severities, for conditional formats.
func newColours(f *excelize.File) (map[finding.Severity]int, error) {
	out := map[finding.Severity]int{}
	for _, c := range []struct {
		severity finding.Severity
		colour   string
	}{{finding.Error, "FFC7CE"}, {finding.Warning, "FFEB9C"}, {finding.Note, "DDEBF7"}} {
		id, err := f.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.colour}}})
		if err != nil {
			return nil, err
		}
		out[c.severity] = id
	}
	return out, nil
}

// discardColours removes the colours of a former return.
func discardColours(f *excelize.File, sheet string) error {
	formats, err := f.GetConditionalFormats(sheet)
	if err != nil {
		return err
	}
	for cells, rules := range formats {
		foreign := func(r excelize.ConditionalFormatOptions) bool {
			return strings.TrimPrefix(r.Criteria, "=") != colourRule
		}
		if !slices.ContainsFunc(rules, foreign) {
			if err := f.UnsetConditionalFormat(sheet, cells); err != nil {
				return err
			}
		}
	}
	return nil
}
