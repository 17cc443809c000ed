package typeset

import (
	"errors"
	"fmt"

	"thidua/internal/font"
)

// A Layout is the page and the measures that an office may choose within the limits
// of Decree 30, annex I, part I.
type Layout struct {
	Width, Height Unit // of the page upright; landscape sections turn it
	Top, Bottom   Unit // margins: 20–25 mm
	Left          Unit // 30–35 mm: the side that is bound
	Right         Unit // 15–20 mm

	Spacing      int  // of lines, in percent of the font's own: 100 (single) to 150
	ParagraphGap Unit // between paragraphs: at least 6 pt
	FirstIndent  Unit // 10 or 12.7 mm

	TableSpacing int  // of lines in tables, in percent
	SignSpace    Unit // left free for a signature

	Sizes Sizes
}

// Sizes are the heights of letters of the elements (annex I, part I, V).
type Sizes struct {
	Body      Unit // lời văn, căn cứ, headings, title, signature: 13–14 pt
	National  Unit // Quốc hiệu and the names of the bodies: 12–13 pt
	Motto     Unit // Tiêu ngữ, place and date: 13–14 pt
	Number    Unit // số, ký hiệu: 13 pt
	Hint      Unit // (Ký, ghi rõ họ và tên)
	Table     Unit // where a table says nothing
	Remark    Unit // notes below a table
	CopiesTo  Unit // the words "Nơi nhận:": 12 pt
	Copies    Unit // the list below them: 11 pt
	PageCount Unit // page numbers: 13–14 pt
}

// enlarged gives sizes for running text of so many pt, 0 for the same. What is read
// grows, the heads of papers and the list of copies stay.
func (z Sizes) enlarged(pt int) Sizes {
	if pt <= 0 {
		return z
	}
	body := min(max(Unit(min(pt, 100))*Pt, smallest), largest)
	for _, size := range []*Unit{&z.Hint, &z.Table, &z.Remark} {
		*size = min(max(*size*body/z.Body, smallest), largest)
	}
	z.Body = body
	return z
}

// DefaultLayout is A4 with the narrowest margins that the decree allows, as most
// offices set it.
func DefaultLayout() Layout {
	return Layout{
		Width: MM(210), Height: MM(297),
		Top: MM(20), Bottom: MM(20), Left: MM(30), Right: MM(15),
		Spacing: 115, ParagraphGap: 6 * Pt, FirstIndent: MM(12.7),
		TableSpacing: 104, SignSpace: MM(26),
		Sizes: Sizes{
			Body: 14 * Pt, National: 13 * Pt, Motto: 14 * Pt, Number: 13 * Pt, Hint: 13 * Pt,
			Table: 12 * Pt, Remark: 12 * Pt, CopiesTo: 12 * Pt, Copies: 11 * Pt, PageCount: 14 * Pt,
		},
	}
}

// errNoFont is returned where a face of the family is missing.
var errNoFont = errors.New("a face of the font family is missing")

// check refuses measures with which no line can be set. Whether they are the
// decree's is for whoever reads the office's settings to say.
func (l Layout) check(f *font.Family) error {
	if f == nil {
		return errNoFont
	}
	for _, face := range f.Faces {
		if face == nil {
			return errNoFont
		}
	}
	const room = 150 * Pt // both ways, upright and turned: enough for two lines of any size allowed
	short := min(l.Width, l.Height)
	if short-l.Left-l.Right < room || short-l.Top-l.Bottom < room ||
		min(l.Left, l.Right, l.Top, l.Bottom) < 0 || max(l.Width, l.Height) > MM(2000) {
		return fmt.Errorf("layout: no room for text on a page of %d × %d with margins %d, %d, %d, %d",
			l.Width, l.Height, l.Top, l.Right, l.Bottom, l.Left)
	}
	z := l.Sizes
	for _, size := range []Unit{z.Body, z.National, z.Motto, z.Number, z.Hint, z.Table, z.Remark, z.CopiesTo, z.Copies, z.PageCount} {
		if size < smallest || size > largest {
			return fmt.Errorf("layout: letters of %d/1000 pt", size)
		}
	}
	if l.Spacing < 80 || l.Spacing > 200 || l.TableSpacing < 80 || l.TableSpacing > 200 {
		return fmt.Errorf("layout: line spacing of %d and %d percent", l.Spacing, l.TableSpacing)
	}
	if l.ParagraphGap < 0 || l.ParagraphGap > 50*Pt || l.FirstIndent < 0 || l.FirstIndent > room/2 ||
		l.SignSpace < 0 || l.SignSpace > room/2 {
		return fmt.Errorf("layout: paragraph gap %d, first indent %d, room for a signature %d",
			l.ParagraphGap, l.FirstIndent, l.SignSpace)
	}
	return nil
}

// Letters smaller than smallest can't be read, larger than largest don't fit a line.
const (
	smallest = 6 * Pt
	largest  = 36 * Pt
)
