package compose

import (
	"strings"
	"testing"

	"thidua/internal/nomination"
	"thidua/internal/paper"
)

// TestAttachedReport holds that what a unit wrote itself stands in section II instead
// of the columns, tied as our texts are, and that headings count on from its own.
func TestAttachedReport(t *testing.T) {
	in := newScene().individual("CN01", officer()).in
	cell := func(s string) paper.Cell {
		return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, s)}}
	}
	blocks := []paper.Block{
		paper.Text(paper.Heading2, "1. Công tác tham mưu"),
		paper.Text(paper.Body, "Giảm 05 ngày."),
		paper.Text(paper.Heading2, "2. Công tác kiểm tra"),
		paper.Table{Columns: make([]paper.Column, 1), Rows: []paper.Row{{Cells: []paper.Cell{cell("trong năm 2026")}}}},
	}
	in.Reports = map[nomination.ID][]paper.Block{"PVHCC/CN01": blocks}
	papers, _ := compose(t, load(t), in)
	got := ""
	for _, p := range papers {
		if p.Kind == "bao-cao-ca-nhan" {
			got = outlinePaper(p)
		}
	}
	const want = `  h2 1. Công tác tham mưu
  body Giảm 05~ngày.
  h2 2. Công tác kiểm tra
`
	if !strings.Contains(got, want) {
		t.Errorf("no attached blocks:\n%s", got)
	}
	for _, s := range []string{"trong năm~2026", "h2 3.~Sáng kiến"} {
		if !strings.Contains(got, s) {
			t.Errorf("lacks %q:\n%s", s, got)
		}
	}
	for _, s := range []string{"Quyền hạn, nhiệm vụ được giao", "Thành tích đạt được của cá nhân"} {
		if strings.Contains(got, s) {
			t.Errorf("still has %q:\n%s", s, got)
		}
	}
	if blocks[1].(paper.Paragraph).String() != "Giảm 05 ngày." {
		t.Error("the unit's own text was changed")
	}
}

// TestReportAsItIs holds that a report which goes in as it is stands in the place of the
// composed one, and that the others keep their numbers.
func TestReportAsItIs(t *testing.T) {
	in := newScene().collective(centre()).individual("CN01", officer()).in
	in.AsIs = map[nomination.ID][]string{"PVHCC/TT01": {"PVHCC/bao-cao.pdf"}}
	var papers []*paper.Paper
	in.TakePaper = func(p *paper.Paper) { papers = append(papers, p) } // as a build takes them
	compose(t, load(t), in)
	var names []string
	for _, p := range papers {
		if strings.HasPrefix(p.Kind, "bao-cao") {
			names = append(names, p.Name[:6]+strings.Join(p.Files, " "))
			if len(p.Files) > 0 != (p.Sections == nil) {
				t.Errorf("%s has both files and sections, or neither", p.Name)
			}
		}
	}
	if got := strings.Join(names, ", "); got != "05.01-PVHCC/bao-cao.pdf, 05.02-" {
		t.Errorf("reports %q", got)
	}
}
