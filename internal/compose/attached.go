package compose

import (
	"regexp"
	"slices"
	"strconv"

	"thidua/internal/nomination"
	"thidua/internal/paper"
)

// attached gives the blocks of the report that a unit wrote itself, tied as our own
// texts are. Numbers that its headings carry are counted, so that headings of the
// template that follow go on from them.
func (b *builder) attached(n *node) []paper.Block {
	blocks, ok := b.reports[nomination.ID(n.attrs["ho-so"])]
	if !ok {
		b.report(n, "Hồ sơ “"+n.attrs["ho-so"]+"” không có báo cáo bằng Word kèm theo.", "đặt thẻ này trong {{if .P.Attached}} hoặc {{if .C.Attached}}")
	}
	out := make([]paper.Block, 0, len(blocks))
	for _, block := range blocks {
		switch v := block.(type) {
		case paper.Paragraph:
			v = tiedParagraph(v)
			b.follow(v)
			out = append(out, v)
		case paper.Table:
			v.Header, v.Rows = tiedRows(v.Header), tiedRows(v.Rows)
			out = append(out, v)
		default:
			out = append(out, block)
		}
	}
	return out
}

// tiedParagraph gives a paragraph whose words hold together as glue says. What came in
// stays as it is: it may be printed again.
func tiedParagraph(p paper.Paragraph) paper.Paragraph {
	p.Runs = slices.Clone(p.Runs)
	for i := range p.Runs {
		p.Runs[i].Text = glue(p.Runs[i].Text)
	}
	return p
}

func tiedRows(rows []paper.Row) []paper.Row {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].Cells = slices.Clone(rows[i].Cells)
		for j := range rows[i].Cells {
			cell := &rows[i].Cells[j]
			cell.Paragraphs = slices.Clone(cell.Paragraphs)
			for k := range cell.Paragraphs {
				cell.Paragraphs[k] = tiedParagraph(cell.Paragraphs[k])
			}
		}
	}
	return rows
}

var leadingNumber = regexp.MustCompile(`^(\d{1,2})\.[\s\x{a0}]`)

// follow counts a heading on that brings its own number, where it is the next one.
func (b *builder) follow(p paper.Paragraph) {
	m := leadingNumber.FindStringSubmatch(p.String())
	if m == nil || p.Role != paper.Heading2 {
		return
	}
	if n, err := strconv.Atoi(m[1]); err == nil && n == b.counts[1]+1 {
		b.counts[1] = n
	}
}
