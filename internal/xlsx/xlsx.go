// Package xlsx writes a book of the paper model as an Excel workbook that looks like
// an official paper on A4 and stays a table to count and filter with.
//
// It works in two steps, as the PDF side does: lay says which cells there are, how
// wide and how high (in whole pixels of 1/96 inch, the unit that both Excel and
// LibreOffice round to), and book writes those cells with excelize.
//
// # Nothing is hidden
//
// Excel doesn't grow the rows of a file that was made elsewhere, cuts text at the
// edge of its cell, and shows ### for a number that is wider than its column. So:
//
//   - Row heights are computed from the text, wrapped by the metrics of the font with
//     some reserve, because Excel rounds widths to the screen and the printer.
//   - A column is never narrower than its widest number or date.
//   - A row can't be higher than 409 pt, nor than a page below the repeated header.
//     Where a text needs more, its column is widened first, and with it the sheet,
//     which prints smaller, down to 85 %. What is still too high goes on in
//     continuation rows: the text is cut at the end of a sentence, or between two
//     lines where none ends near, and the other cells of the row are merged over them.
//     Joined with the space or line end at which they were cut, the pieces are the
//     whole text.
//   - A text longer than 32,767 characters, Excel's limit, is an error.
package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// Options are what a workbook doesn't get from its book.
type Options struct {
	Created time.Time // goes into the document's properties; the only clock
	Draft   bool      // every page is headed DỰ THẢO
}

// Errors that a caller can tell apart; all are wrapped with the sheet and its place.
var (
	ErrSheetName = errors.New("not a name for a sheet")
	ErrTooLong   = errors.New("text longer than the 32,767 characters of an Excel cell")
	ErrCharacter = errors.New("text has a character that a workbook can't hold")
	ErrTable     = errors.New("table's rows don't fit its columns")
	ErrBlock     = errors.New("block has no form in a sheet")
	ErrDate      = errors.New("no such day in the calendar")
)

// Write writes a workbook. The same book gives the same bytes. Nothing is written
// to w unless the whole workbook could be made.
func Write(w io.Writer, b *paper.Book, f *font.Family, o Options) error {
	if err := checkNames(b.Sheets); err != nil {
		return err
	}
	sheets := make([]*sheet, len(b.Sheets))
	for i, s := range b.Sheets {
		laid, err := lay(s.Blocks, f)
		if err != nil {
			return fmt.Errorf("sheet %q: %w", s.Name, err)
		}
		sheets[i] = laid
	}
	return writeBook(w, b, sheets, o)
}

// maxCell is the number of characters that a cell can hold, counted as Excel counts:
// in UTF-16 units.
const maxCell = 32767

// checkNames holds the sheets' names against what Excel allows.
func checkNames(sheets []paper.Sheet) error {
	if len(sheets) == 0 {
		return fmt.Errorf("a workbook without sheets: %w", ErrSheetName)
	}
	seen := make(map[string]bool, len(sheets))
	for _, s := range sheets {
		why := ""
		folded := strings.ToLower(s.Name)
		switch {
		case strings.TrimSpace(s.Name) == "":
			why = "it is empty"
		case utf16Length(s.Name) > 31:
			why = "it has more than 31 characters"
		case strings.ContainsAny(s.Name, `:\/?*[]`):
			why = `it has one of : \ / ? * [ ]`
		case strings.HasPrefix(s.Name, "'"), strings.HasSuffix(s.Name, "'"):
			why = "it begins or ends with an apostrophe"
		case folded == "history":
			why = "Excel keeps it for itself"
		case seen[folded]:
			why = "there are two of it"
		case checkText(s.Name) != nil || strings.ContainsAny(s.Name, "\n\t"):
			why = "it has a control character"
		}
		if why != "" {
			return fmt.Errorf("sheet %q: %w: %s", s.Name, ErrSheetName, why)
		}
		seen[folded] = true
	}
	return nil
}

// checkText refuses what a cell can't hold as it is.
func checkText(s string) error {
	for _, r := range s {
		// XML 1.0, 2.2: such characters would be replaced or break the file. U+FFFD says
		// that a letter is lost already, or that s isn't UTF-8.
		if r < ' ' && r != '\n' && r != '\t' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
			return fmt.Errorf("%w: U+%04X", ErrCharacter, r)
		}
	}
	if n := utf16Length(s); n > maxCell {
		return fmt.Errorf("%w: %d", ErrTooLong, n)
	}
	return nil
}

func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
