// Package pdf draws set pages with maroto; it is the only importer of maroto.
//
// maroto serves as a canvas here, not as a typesetter: margins 0, one row a page,
// and in each row one component of our own that draws placed texts and rules. Several
// documents share one run. What comes out is raw material: package pdfa cuts it into
// one finished file per document, with the fonts that pages were set in.
package pdf

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"thidua/internal/font"
	"thidua/internal/typeset"
)

// standIn is the family that maroto draws in: a built-in one, which stands for the
// office's, face by face, until pdfa embeds that. Texts are in UTF-8, whose bytes gofpdf
// writes as they are in a built-in face; it would parse, hash and reduce a font of ours
// for each run, and take each letter down for a subset that nobody uses. "times" it
// must be: texts in the other built-in families maroto recodes.
const standIn = "times"

// side is the length of the canvas's sides in mm. A square takes upright and
// broad A4 pages in one run; pdfa gives each page its own size and moves the
// content, so the canvas bounds nothing.
const side = 297

var styles = [4]fontstyle.Type{fontstyle.Normal, fontstyle.Bold, fontstyle.Italic, fontstyle.BoldItalic}

// A Document is the pages of one file-to-be.
type Document struct {
	Name  string // of the file, for errors
	First int    // number of its first page here, from 0, where others are drawn elsewhere
	Pages []typeset.Page
}

// Render draws the documents one after the other in one run of maroto, a page of
// the run for each of theirs, and gives the uncompressed bytes.
//
// Texts come out in the order of their pages with the font's own word spaces:
// widened ones are pdfa's. A text that the font can't print is refused, for nobody
// after this would notice a missing glyph. A panic inside maroto becomes an error that
// names the document. Render may run in several goroutines.
func Render(docs []Document, f *font.Family) ([]byte, error) {
	if err := check(docs, f); err != nil {
		return nil, err
	}
	return draw(docs)
}

func draw(docs []Document) (raw []byte, err error) {
	run := docs[0].Name
	if n := len(docs) - 1; n > 0 {
		run += fmt.Sprintf(" and %d more", n)
	}
	at := run
	defer func() {
		if r := recover(); r != nil {
			raw, err = nil, fmt.Errorf("draw %s: maroto: %v", at, r)
		}
	}()
	m := maroto.New(configure())
	// A whole number of mm, and 1 mm less than the page: maroto fills the rest with
	// a row of its own, and sums of whole numbers are exact where it compares them
	// with the page's height.
	const height = side - 1
	for _, d := range docs {
		for n := range d.Pages {
			m.AddRows(row.New(height).Add(col.New(1).Add(&canvas{
				page: &d.Pages[n], height: height,
				begin: func() { at = place(&d, n) },
				end:   func() { at = run },
			})))
		}
	}
	out, err := m.Generate()
	if err != nil {
		return nil, fmt.Errorf("draw %s: maroto: %w", run, err)
	}
	return out.GetBytes(), nil
}

func configure() *entity.Config {
	return config.NewBuilder().
		WithDimensions(side, side).
		WithLeftMargin(0).WithTopMargin(0).WithRightMargin(0).WithBottomMargin(0).
		WithMaxGridSize(1).
		WithDefaultFont(&props.Font{Family: standIn, Style: fontstyle.Normal, Size: 14}).
		WithCompression(false).
		Build()
}

// check refuses what maroto can't draw faithfully.
func check(docs []Document, f *font.Family) error {
	if len(docs) == 0 {
		return errors.New("draw: no documents")
	}
	for _, d := range docs {
		if len(d.Pages) == 0 {
			return fmt.Errorf("draw %s: no pages", d.Name)
		}
		for n := range d.Pages {
			p := &d.Pages[n]
			if p.Width <= 0 || p.Height <= 0 {
				return fmt.Errorf("draw %s: no page size", place(&d, n))
			}
			for i := range p.Texts {
				if err := checkText(&p.Texts[i], f); err != nil {
					return fmt.Errorf("draw %s: %w", place(&d, n), err)
				}
			}
			for _, b := range p.Boxes {
				if min(b.Width, b.Height) <= 0 || max(b.Width, b.Height) < typeset.Thickest {
					return fmt.Errorf("draw %s: box %v can't be told from a rule", place(&d, n), b)
				}
			}
			for _, r := range p.Rules {
				if r.X1 != r.X2 && r.Y1 != r.Y2 || r.Thickness <= 0 || r.Thickness >= typeset.Thickest {
					return fmt.Errorf("draw %s: rule %v is neither horizontal nor vertical, or has no thickness of a rule", place(&d, n), r)
				}
			}
		}
	}
	return nil
}

func checkText(t *typeset.Text, f *font.Family) error {
	if int(t.Face) >= len(f.Faces) || t.Size <= 0 {
		return fmt.Errorf("text %q has face %d and size %d", t.S, t.Face, t.Size)
	}
	face := f.Face(t.Face)
	marks := 0
	for _, r := range t.S {
		if _, ok := font.MarkOf(r); ok {
			marks++
			continue
		}
		switch {
		case r == utf8.RuneError && !utf8.ValidString(t.S):
			return fmt.Errorf("text %q is not UTF-8", t.S)
		case !face.Has(r):
			return fmt.Errorf("text %q: %s has no glyph for %U", t.S, f.Name, r)
		}
	}
	if marks > 0 && marks < utf8.RuneCountInString(t.S) {
		return fmt.Errorf("text %q has both marks and letters", t.S)
	}
	return nil
}

func place(d *Document, page int) string { return fmt.Sprintf("%s, page %d", d.Name, d.First+page+1) }
