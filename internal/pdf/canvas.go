package pdf

import (
	"github.com/johnfercher/go-tree/node"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/breakline"
	"github.com/johnfercher/maroto/v2/pkg/consts/linestyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/orientation"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"thidua/internal/typeset"
)

// inks are the colours of texts; black, the canvas' own, has none. The grey of DỰ THẢO
// can be read, and be read through.
var inks = [...]*props.Color{
	typeset.Grey: {Red: 176, Green: 176, Blue: 176},
	typeset.Red:  {Red: 204},
}

// endless is a cell size beyond every text, in mm, so that maroto breaks nothing.
const endless = 1e6

// A canvas is the one component of a row: it draws a page at absolute places.
type canvas struct {
	page   *typeset.Page
	height float64 // of the row, mm
	begin  func()  // called before the page is drawn
	end    func()  // and after
}

// SetConfig is part of core.Component; a canvas depends on no setting.
func (c *canvas) SetConfig(*entity.Config) {}

// GetHeight is the row's height in mm.
func (c *canvas) GetHeight(core.Provider, *entity.Cell) float64 { return c.height }

// GetStructure names the component in maroto's own dumps.
func (c *canvas) GetStructure() *node.Node[core.Structure] {
	return node.New(core.Structure{Type: "canvas"})
}

// Render draws the page's texts, then its boxes and rules. A text of marks, which
// no font of ours has, leaves no ink: drawing them is package pdfa's.
func (c *canvas) Render(p core.Provider, _ *entity.Cell) {
	c.begin()
	// One for all texts, and set anew for each: maroto writes into what it is given.
	var prop props.Text
	cell := entity.Cell{Width: endless, Height: endless}
	for i := range c.page.Texts {
		t := &c.page.Texts[i]
		prop = props.Text{
			Family: standIn, Style: styles[t.Face], Size: float64(t.Size) / 1000,
			Align: align.Left, BreakLineStrategy: breakline.EmptySpaceStrategy, Color: inks[t.Ink],
		}
		// maroto sets the baseline one font size below the cell's top.
		cell.X, cell.Y = mm(t.X), mm(t.Y)-float64(t.Size)/1000*25.4/72
		p.AddText(t.S, &cell, &prop)
	}
	for _, b := range c.page.Boxes {
		p.AddLine(boxLine(b))
	}
	var line props.Line
	for _, r := range c.page.Rules {
		x, y := mm(min(r.X1, r.X2)), mm(min(r.Y1, r.Y2))
		cell = entity.Cell{X: x, Y: y, Width: mm(max(r.X1, r.X2)) - x, Height: mm(max(r.Y1, r.Y2)) - y}
		line = props.Line{
			Style: linestyle.Solid, Thickness: mm(r.Thickness), SizePercent: 100,
			Orientation: orientation.Horizontal,
		}
		if r.X1 == r.X2 {
			line.Orientation = orientation.Vertical
		}
		p.AddLine(&cell, &line)
	}
	c.end() // not deferred: after a panic the page is still the one to name
}

// boxLine gives a box as a line through its middle, as thick as the longer of its
// sides: maroto has no rectangle at a place. By that thickness, beyond that of any
// rule, pdfa knows it again.
func boxLine(b typeset.Box) (*entity.Cell, *props.Line) {
	prop := &props.Line{
		Style: linestyle.Solid, Thickness: mm(b.Width), SizePercent: 100, Orientation: orientation.Vertical,
		Color: &props.Color{Red: int(b.Grey), Green: int(b.Grey), Blue: int(b.Grey)},
	}
	cell := &entity.Cell{X: mm(b.X + b.Width/2), Y: mm(b.Y), Height: mm(b.Height)}
	if b.Height > b.Width {
		prop.Thickness, prop.Orientation = mm(b.Height), orientation.Horizontal
		cell = &entity.Cell{X: mm(b.X), Y: mm(b.Y + b.Height/2), Width: mm(b.Width)}
	}
	return cell, prop
}

// mm gives a length as maroto wants it, first rounded to the 1/100 pt that gofpdf
// prints. Between those steps gofpdf's own rounding would hang on the last bit of a
// float, and that differs between processors.
func mm(u typeset.Unit) float64 {
	const step = typeset.Pt / 100
	if u < 0 {
		return -mm(-u)
	}
	return float64((u+step/2)/step) * 25.4 / 7200
}
