// Package typeset turns papers into pages: where every line of text and every rule
// stands, in integers, so that every machine comes to the same result.
//
// It breaks paragraphs over the whole paragraph (Knuth and Plass, Breaking
// Paragraphs into Lines, 1981), keeps together what a typist would keep together,
// lets table rows go on over pages, and counts pages as Decree 30 asks. It knows
// nothing of PDF.
package typeset

import (
	"thidua/internal/font"
)

// A Unit is 1/1000 pt (1 pt = 1/72 inch).
type Unit int64

// MM gives millimetres in Units, rounded.
func MM(mm float64) Unit { return Unit(mm*72000/25.4 + 0.5) }

// Pt is one point.
const Pt Unit = 1000

// A Document is a paper set on pages.
type Document struct {
	Pages []Page
	Marks []Mark // for the outline, in order
}

// A Page has its origin top left; Y grows downwards.
type Page struct {
	Width, Height Unit
	Images        []Image // behind all else
	Boxes         []Box   // behind the texts
	Texts         []Text
	Rules         []Rule
	Number        int // as counted in its section, from 1; 0: not told
}

// A Text is a stretch of one line in one face and size, X and Y at its baseline's
// start. Its spaces are U+0020; each is wider than the font's by Space. It consists
// of letters or of marks of forms (font.MarkOf), never both.
type Text struct {
	X, Y  Unit
	Face  font.Style
	Size  Unit
	S     string
	Space Unit // may be negative
	Ink   Ink
}

// An Ink is the colour of a text.
type Ink uint8

// The inks.
const (
	Black Ink = iota
	Grey      // the mark DỰ THẢO
	Red       // on certificates: who awards it, and what it is
)

// A Rule is a horizontal or vertical line of some thickness; X and Y on its axis.
type Rule struct {
	X1, Y1, X2, Y2 Unit
	Thickness      Unit
}

// A Box is a filled rectangle, X and Y its top left corner: a bar of a chart. Its
// longer side has at least Thickest, so that no writer takes it for a rule.
type Box struct {
	X, Y, Width, Height Unit
	Grey                uint8 // 0 black … 255 white
}

// An Image is a picture, X and Y its top left corner.
type Image struct {
	X, Y, Width, Height Unit
	Data                []byte // PNG or JPEG; never changed
}

// Thickest is beyond the thickness of every rule: a line as thick is a box.
const Thickest = 3 * Pt

// A Mark names a place for the outline.
type Mark struct {
	Title string
	Level int // 0 the paper, 1 a heading of the first level …
	Page  int // 0-based
	Y     Unit
}
