// Package finding holds what the software has to say about the data: a code that
// never changes its meaning, where it stands, what was expected, which clause asks
// for it and how to mend it.
//
// A finding is data until the edge of the program. Stages collect all of them and
// go on; only cmd prints them. Messages are Vietnamese, for the officer who answers
// for every line; an error of the program or the machine is a Go error instead.
package finding

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// Severity says what a finding asks of the officer.
type Severity int

// The severities, in rising order.
const (
	Note    Severity = iota + 1 // lưu ý: to know
	Warning                     // cảnh báo: to look at
	Error                       // lỗi: to mend
)

// String gives the severity as JSON writes it.
func (s Severity) String() string {
	switch s {
	case Note:
		return "note"
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return "Severity(" + strconv.Itoa(int(s)) + ")"
}

// MarshalText writes the severity as its English word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Place is where a value stands and can be mended.
//
// In a workbook Row and Col are 1-based and Sheet is the sheet's name. In a text
// file (rulebook, template) Sheet is empty and Row and Col are line and column. A
// zero Row means the whole file.
type Place struct {
	File  string // relative to data/de-nghi/, or so-theo-doi.xlsx, ke-hoach.yaml, a template; "/" on every OS
	Sheet string
	Index int // of the sheet in its workbook, 0-based; orders findings, never shown
	Row   int
	Col   int
}

// Cell gives the A1 address in a sheet, "line:column" in a text file, "" for a whole file.
func (p Place) Cell() string {
	switch {
	case p.Row == 0:
		return ""
	case p.Sheet == "":
		return fmt.Sprintf("%d:%d", p.Row, p.Col)
	}
	return ColumnName(p.Col) + strconv.Itoa(p.Row)
}

// String gives the place as people read it: file › sheet › cell.
func (p Place) String() string {
	s := p.File
	if p.Sheet != "" {
		s += " › " + p.Sheet
	}
	if c := p.Cell(); c != "" {
		s += " › " + c
	}
	return s
}

// ColumnName gives the letters of a 1-based column: 1 is A, 27 is AA. It is empty below 1.
func ColumnName(col int) string {
	var b []byte
	for ; col > 0; col = (col - 1) / 26 {
		b = append(b, byte('A'+(col-1)%26))
	}
	slices.Reverse(b)
	return string(b)
}

func (p Place) compare(q Place) int {
	return cmp.Or(
		cmp.Compare(p.File, q.File),
		cmp.Compare(p.Index, q.Index),
		cmp.Compare(p.Sheet, q.Sheet),
		cmp.Compare(p.Row, q.Row),
		cmp.Compare(p.Col, q.Col),
	)
}

// A Finding is one thing to say about the data.
type Finding struct {
	Code     Code
	Severity Severity
	Blocks   bool // it stops a paper that was asked for
	Place    Place
	Unit     string // name of the unit that sent the file, for people; may be empty
	Nominee  string // "<mã đơn vị>/<mã hồ sơ>", empty where no single nominee is meant
	Message  string // Vietnamese, a whole sentence
	Expected string
	Got      string
	Clause   string // of the plan, "III.2.a", or of the law; empty where form alone is at fault
	Basis    string // the clause in words, as printed after "Căn cứ:"
	Fix      string // Vietnamese: how to mend it
	Related  []Place
}

// New gives a finding with the code's own severity.
func New(code Code, at Place, message string) Finding {
	return Finding{Code: code, Severity: code.Severity(), Place: at, Message: message}
}

// Sort orders findings by file, sheet, row, column and code, and keeps the order of equals.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(a.Place.compare(b.Place), cmp.Compare(a.Code, b.Code))
	})
}

// A Summary counts findings as the last line of a report does.
type Summary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
	Blocking int `json:"blocking"`
	Files    int `json:"files"`
	Nominees int `json:"nominees"`
}

// Count sums up findings; files and nominees are the caller's.
func Count(fs []Finding) Summary {
	var s Summary
	for _, f := range fs {
		switch f.Severity {
		case Error:
			s.Errors++
		case Warning:
			s.Warnings++
		case Note:
			s.Notes++
		}
		if f.Blocks {
			s.Blocking++
		}
	}
	return s
}
