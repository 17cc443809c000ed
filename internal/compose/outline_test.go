package compose

import (
	"fmt"
	"strings"

	"thidua/internal/paper"
)

// An outline shows a paper as text, a block a line, no-break spaces as "~".
type outline struct{ strings.Builder }

func outlinePaper(p *paper.Paper) string {
	var o outline
	o.line("title: %s", p.Title)
	o.line("author: %s; sources: %s; draft: %t", p.Author, strings.Join(p.Sources, " "), p.Draft)
	for _, s := range p.Sections {
		o.line("section landscape=%t stamp=%t", s.Landscape, s.Stamp)
		o.blocks(s.Blocks)
	}
	return o.String()
}

func outlineBook(b *paper.Book) string {
	var o outline
	o.line("title: %s", b.Title)
	for _, s := range b.Sheets {
		o.line("sheet %s", s.Name)
		o.blocks(s.Blocks)
	}
	return o.String()
}

func (o *outline) line(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	o.WriteString(strings.TrimRight(strings.NewReplacer(noBreak, "~", "\n", "↵").Replace(s), " ") + "\n")
}

func (o *outline) blocks(bs []paper.Block) {
	for _, b := range bs {
		switch b := b.(type) {
		case paper.Letterhead:
			o.line("  letterhead %q / %q, %q, %q", b.Superior, b.Issuer, b.Number, b.Place)
		case paper.Title:
			o.line("  title %s | %s | %s", strings.Join(b.Type, " / "), strings.Join(b.Subject, " / "), b.Note)
		case paper.Recipients:
			o.line("  to %s", strings.Join(b.To, " / "))
		case paper.Paragraph:
			o.line("  %s %s", roleName(b.Role), runs(b))
		case paper.Table:
			o.table(b)
		case paper.Closing:
			o.line("  copies %s", strings.Join(b.Copies, " / "))
			o.signature("signed", &b.Signature)
		case paper.Signatures:
			o.signature("left", b.Left)
			o.signature("right", b.Right)
			o.signature("below", b.Below)
		case paper.Keep:
			o.blocks(b.Blocks)
		default:
			o.line("  %T", b)
		}
	}
}

func (o *outline) signature(where string, s *paper.Signature) {
	if s != nil {
		o.line("  %s %s | %s | %s", where, strings.Join(s.Capacity, " / "), s.Hint, s.Name)
	}
}

func (o *outline) table(t paper.Table) {
	var widths []string
	for _, c := range t.Columns {
		widths = append(widths, fmt.Sprint(c.Width)+[...]string{"", "c", "r", "j"}[c.Align])
	}
	o.line("  table %s", strings.Join(widths, " "))
	for _, r := range t.Header {
		o.line("    head %s", rowText(r))
	}
	for _, r := range t.Rows {
		name := "row"
		if r.Group {
			name = "group"
		}
		o.line("    %s %s", name, rowText(r))
	}
}

func rowText(r paper.Row) string {
	var out []string
	for _, c := range r.Cells {
		var text []string
		for _, p := range c.Paragraphs {
			text = append(text, runs(p))
		}
		s := strings.Join(text, " ¶ ")
		switch c.Value.Kind {
		case paper.IntegerValue:
			s += fmt.Sprintf(" {%s%d}", [...]string{paper.SumAbove: "Σ↑ ", paper.SumLeft: "Σ← "}[c.Value.Sum], c.Value.Number)
		case paper.DateValue:
			s += fmt.Sprintf(" {%v}", c.Value.Date)
		}
		if c.Span > 1 {
			s += fmt.Sprintf(" ↔%d", c.Span)
		}
		if c.RowSpan > 1 {
			s += fmt.Sprintf(" ↕%d", c.RowSpan)
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

func runs(p paper.Paragraph) string {
	s := ""
	for _, r := range p.Runs {
		for _, style := range []struct {
			on   bool
			mark string
		}{{r.Bold, "*"}, {r.Italic, "/"}, {r.Underline, "_"}} {
			if style.on {
				r.Text = style.mark + r.Text + style.mark
			}
		}
		s += r.Text
	}
	return s
}

func roleName(r paper.Role) string {
	return [...]string{"body", "basis", "h1", "h2", "h3", "centred", "centred-bold", "plain", "right", "remark"}[r]
}
