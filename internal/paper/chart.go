package paper

import "strconv"

// A Chart shows numbers as drawn bars, every one with its figure beside it. Writers
// that draw nothing print what Plain gives.
type Chart struct {
	Kind       ChartKind
	Title      string
	Below      bool // the title stands below the chart; else above
	Categories []string
	Series     []Series // one datum for each category; several are grouped bars
	Head       string   // what the categories are, heading the first column of the table: "Đơn vị"

	Threshold     int64  // a line across: ranks up to it are good, bars should reach it; 0: none
	ThresholdName string // "Tốp 10", printed at the line
	Height        int    // of the drawing area of columns and ranks, mm; 0: 45
}

// A ChartKind is the form of a chart.
type ChartKind int

// The kinds of charts.
const (
	BarChart    ChartKind = iota // a row for each category, bars to the right: long names
	ColumnChart                  // a column for each category: years
	RankChart                    // likewise, but the smaller the number, the higher the column, and dark up to the threshold
)

// A Series is one set of data.
type Series struct {
	Name string // in the legend, which is left out where there is one series only
	Data []Datum
}

// A Datum is one number. Number, in any unit that is the same in all the chart, gives
// the length of its bar; Text is what is printed: "07", "92,86%". Without a text
// there is no datum: a year without a rank.
type Datum struct {
	Number int64
	Text   string
}

// Count gives the datum of a number of things, two digits at least, as papers write
// them.
func Count(n int64) Datum {
	text := strconv.FormatInt(n, 10)
	if 0 <= n && n < 10 {
		text = "0" + text
	}
	return Datum{Number: n, Text: text}
}

// Datum gives the datum of a series for a category; none where data is short.
func (s Series) Datum(category int) Datum {
	if category < len(s.Data) {
		return s.Data[category]
	}
	return Datum{}
}

// Plain gives the chart without a drawing: its title, its data as a table with a row
// for each category, and the threshold. A datum that is missing is a dash.
func (c Chart) Plain() []Block {
	t := Table{Columns: []Column{{}}, Header: []Row{{Cells: []Cell{cellOf(c.Head)}}}}
	for _, s := range c.Series {
		t.Columns = append(t.Columns, Column{Align: AlignRight})
		t.Header[0].Cells = append(t.Header[0].Cells, cellOf(s.Name))
	}
	for i, name := range c.Categories {
		row := Row{Cells: []Cell{cellOf(name)}}
		for _, s := range c.Series {
			row.Cells = append(row.Cells, s.Datum(i).cell())
		}
		t.Rows = append(t.Rows, row)
	}
	var out []Block
	if c.Title != "" && !c.Below {
		out = append(out, Paragraph{Role: CentredBold, Runs: []Run{{Text: c.Title}}, KeepNext: true})
	}
	out = append(out, t)
	if c.Threshold > 0 && c.ThresholdName != "" {
		out = append(out, Text(Remark, c.ThresholdName))
	}
	if c.Title != "" && c.Below {
		out = append(out, Text(CentredBold, c.Title))
	}
	return out
}

func cellOf(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Paragraphs: []Paragraph{Text(Plain, s)}}
}

// cell gives a datum as it stands in a table. A whole number keeps its value.
func (d Datum) cell() Cell {
	if d.Text == "" {
		return cellOf("–")
	}
	c := cellOf(d.Text)
	if n, err := strconv.ParseInt(d.Text, 10, 64); err == nil && n == d.Number {
		c.Value = Value{Kind: IntegerValue, Number: n}
	}
	return c
}
