package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"thidua/internal/paper"
)

// A chart stands in the rows below its own table, whose cells it draws.
type chart struct {
	row, rows  int // of the sheet
	of         paper.Chart
	header     int // row of the table that names the series
	first      int // row of the first category
	last       int // row of the last
	names      int // column of the categories
	series     []int
	categories bool // there is something to draw
}

// chartHeight is that of the drawing, px: a third of a page.
const chartHeight = pageHeight / 3

// chart puts the table of a chart into the sheet, and below it room for the drawing.
func (p *placer) chart(c paper.Chart) error {
	drawn := chart{of: c}
	for _, b := range c.Plain() {
		t, ok := b.(paper.Table)
		if !ok {
			if err := p.block(b); err != nil {
				return err
			}
			continue
		}
		l, err := p.placeTable(t)
		if err != nil {
			return err
		}
		drawn.header, drawn.names = l.from[0], l.at[0]
		for i := range c.Series {
			drawn.series = append(drawn.series, l.at[i+1])
		}
		if t.Len() > 0 {
			drawn.first, drawn.last, drawn.categories = l.from[1], len(p.rows)-1, true
		}
	}
	if !drawn.categories || len(drawn.series) == 0 {
		return nil
	}
	const step = 20
	p.addRow(step)
	drawn.row = p.addRow(step)
	for drawn.rows = 1; drawn.rows*step < chartHeight; drawn.rows++ {
		p.rows[len(p.rows)-1].keep = held
		p.addRow(step)
	}
	p.addRow(step)
	p.charts = append(p.charts, drawn)
	return nil
}

// drawChart adds a native chart, which follows its table when somebody changes it. Of
// ranks the first stands on top.
func (k *book) drawChart(name string, c chart) error {
	quoted := "'" + strings.ReplaceAll(name, "'", "''") + "'!"
	absolute := func(row, col int) (string, error) { return excelize.CoordinatesToCellName(col+1, row+1, true) }
	span := func(fromRow, toRow, col int) (string, error) {
		from, err := absolute(fromRow, col)
		if err != nil {
			return "", err
		}
		to, err := absolute(toRow, col)
		return quoted + from + ":" + to, err
	}
	categories, err := span(c.first, c.last, c.names)
	if err != nil {
		return err
	}
	kind := excelize.Col
	if c.of.Kind == paper.BarChart {
		kind = excelize.Bar
	}
	dark := []string{"404040", "A6A6A6", "737373", "D9D9D9"} // told apart in a black-and-white print
	out := &excelize.Chart{
		Type:      kind,
		Dimension: excelize.ChartDimension{Width: uint(pageWidth * 2 / 3), Height: chartHeight},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true},
		XAxis:     excelize.ChartAxis{Font: *fontOf(0, tableSize)},
		YAxis:     excelize.ChartAxis{Font: *fontOf(0, tableSize), MajorGridLines: true, MajorUnit: 1},
	}
	if len(c.series) == 1 {
		out.Legend.Position = "none"
	}
	if c.of.Kind == paper.RankChart {
		out.Type = excelize.Line
		out.YAxis.ReverseOrder = true
	}
	if kind == excelize.Bar {
		out.XAxis.ReverseOrder = true // the first category on top, as in the table
	}
	if most(c.of) > 10 {
		out.YAxis.MajorUnit = 0 // Excel's own choice
	}
	for i, col := range c.series {
		values, err := span(c.first, c.last, col)
		if err != nil {
			return err
		}
		title, err := absolute(c.header, col)
		if err != nil {
			return err
		}
		series := excelize.ChartSeries{
			Name: quoted + title, Categories: categories, Values: values,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{dark[i%len(dark)]}},
		}
		if out.Type == excelize.Line {
			series.Line = excelize.LineOptions{Width: 1.5, Fill: series.Fill}
			series.Marker = excelize.ChartMarker{Symbol: "circle", Size: 6, Fill: series.Fill}
		}
		out.Series = append(out.Series, series)
	}
	if err := k.file.AddChart(name, at(c.row, 0), out); err != nil {
		return fmt.Errorf("chart: %w", err)
	}
	return nil
}

// most is the greatest number of a chart.
func most(c paper.Chart) int64 {
	var out int64
	for _, s := range c.Series {
		for _, d := range s.Data {
			out = max(out, d.Number)
		}
	}
	return out
}
