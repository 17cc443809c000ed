package xlsx

import (
	"html"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/paper"
)

func summed(shown string, n int64, of paper.Sum) paper.Cell {
	c := integer(shown, n)
	c.Value.Sum = of
	return c
}

// counted is a table of three units by two forms with all its sums.
func counted() paper.Table {
	unit := func(name string, a, b int64) paper.Row {
		return paper.Row{Cells: []paper.Cell{cellOf(name), integer("", a), integer("", b), summed("", a+b, paper.SumLeft)}}
	}
	return paper.Table{
		Columns: []paper.Column{{Width: 400}, {Width: 200}, {Width: 200}, {Width: 200}},
		Header:  []paper.Row{rowOf("Đơn vị", "Tập thể", "Cá nhân", "Tổng số")},
		Rows: []paper.Row{
			{Cells: []paper.Cell{cellOf("Khối phòng")}, Group: true},
			unit("Văn phòng", 1, 2), unit("Phòng Văn hóa - Xã hội", 0, 3), unit("Trạm Y tế", 4, 0),
			{Cells: []paper.Cell{cellOf("Cộng"), summed("05", 5, paper.SumAbove), summed("05", 5, paper.SumAbove), summed("10", 10, paper.SumAbove)}},
		},
	}
}

// TestSums reads the sums back: each has a formula over the right cells and, beside it,
// its value as a number, for readers that don't calculate.
func TestSums(t *testing.T) {
	data := write(t, one("Tổng hợp", counted()), Options{})
	f := reopen(t, data)
	for cell, want := range map[string][2]string{
		"D3": {"SUM(B3:C3)", "3"}, "D5": {"SUM(B5:C5)", "4"},
		"B6": {"SUBTOTAL(9,B2:B5)", "5"}, "D6": {"SUBTOTAL(9,D2:D5)", "10"},
	} {
		formula := must[string](t)(f.GetCellFormula("Tổng hợp", cell))
		value := must[string](t)(f.GetCellValue("Tổng hợp", cell, excelize.Options{RawCellValue: true}))
		calculated := must[string](t)(f.CalcCellValue("Tổng hợp", cell, excelize.Options{RawCellValue: true}))
		if formula != want[0] || value != want[1] || calculated != want[1] {
			t.Errorf("%s: =%s, value %s, calculated %s; want =%s, %s", cell, formula, value, calculated, want[0], want[1])
		}
		if kind := must[excelize.CellType](t)(f.GetCellType("Tổng hợp", cell)); kind == excelize.CellTypeFormula || kind == excelize.CellTypeInlineString {
			t.Errorf("%s is typed as a text (%v)", cell, kind)
		}
	}
	if xml := xmlOf(t, f, "xl/worksheets/sheet1.xml"); strings.Contains(xml, `t="str"`) {
		t.Error("a sum's value is typed as a text")
	}
	if got := must[string](t)(f.GetCellFormula("Tổng hợp", "B3")); got != "" {
		t.Errorf("a number that is no sum has the formula %s", got)
	}
}

// TestSumOfNothing holds that a sum with no number beside or above it has no formula.
func TestSumOfNothing(t *testing.T) {
	table := paper.Table{
		Columns: []paper.Column{{}, {}},
		Rows: []paper.Row{
			{Cells: []paper.Cell{cellOf("Cộng"), summed("0", 0, paper.SumAbove)}},
			{Cells: []paper.Cell{cellOf("Cộng"), summed("0", 0, paper.SumLeft)}},
		},
	}
	f := reopen(t, write(t, one("Trống", table), Options{}))
	for _, cell := range []string{"B1", "B2"} {
		if got := must[string](t)(f.GetCellFormula("Trống", cell)); got != "" {
			t.Errorf("%s has the formula %s", cell, got)
		}
	}
}

// TestCharts holds that a chart draws the cells of its own table, ranks with the first on
// top, and that its bytes are the same each time.
func TestCharts(t *testing.T) {
	ranks := paper.Chart{
		Kind: paper.RankChart, Title: "Hạng qua các năm", Head: "Năm", Categories: []string{"2026", "2027", "2028"},
		Series: []paper.Series{{Name: "Hạng", Data: []paper.Datum{paper.Count(3), paper.Count(12), paper.Count(4)}}},
	}
	bars := paper.Chart{
		Kind: paper.BarChart, Head: "Đơn vị", Categories: []string{"Văn phòng", "Trạm Y tế"},
		Series: []paper.Series{{Name: "Tập thể", Data: []paper.Datum{paper.Count(1), paper.Count(2)}}, {Name: "Cá nhân", Data: []paper.Datum{paper.Count(0), paper.Count(5)}}},
	}
	empty := paper.Chart{Kind: paper.ColumnChart, Head: "Năm", Series: []paper.Series{{Name: "Hạng"}}}
	book := one("Xếp hạng", ranks, bars, empty)
	data := write(t, book, Options{})
	f := reopen(t, data)
	first, second := html.UnescapeString(xmlOf(t, f, "xl/charts/chart1.xml")), xmlOf(t, f, "xl/charts/chart2.xml")
	for _, want := range []string{"'Xếp hạng'!$A$3:$A$5", "'Xếp hạng'!$C$3:$C$5", `orientation val="maxMin"`, "<lineChart>"} {
		if !strings.Contains(first, want) {
			t.Errorf("the chart of ranks lacks %s", want)
		}
	}
	if n := strings.Count(second, "<ser>"); n != 2 {
		t.Errorf("%d series of bars, want 2", n)
	}
	if _, ok := f.Pkg.Load("xl/charts/chart3.xml"); ok {
		t.Error("a chart without data is drawn")
	}
	if string(write(t, book, Options{})) != string(data) {
		t.Error("the bytes differ")
	}
}
