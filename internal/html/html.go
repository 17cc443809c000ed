// Package html writes a paper as one page for a browser that looks like the sheet:
// the page's measures in millimetres, the faces by their names, nothing fetched from
// elsewhere. It is what an author of templates looks at; the file that goes out is
// set by typeset, which alone decides about lines and pages.
package html

import (
	_ "embed"
	"fmt"
	"html"
	"io"
	"strings"

	"thidua/internal/paper"
)

// style is the look of all papers, part of each page.
//
//go:embed style.css
var style string

// Write writes a paper. The same paper gives the same bytes. It fails for a block of
// a kind that it doesn't know, before anything is written.
func Write(w io.Writer, p *paper.Paper) error {
	var pr printer
	pr.begin(p.Title)
	for s := range p.All() {
		pr.sheet(s, p.Draft)
		if s.Stamp {
			pr.print(`<div class="stamp"></div>` + "\n")
		}
		pr.blocks(s.Blocks)
		pr.print("</section>\n")
	}
	return pr.end(w, p.Name)
}

// WriteBook writes a workbook, a sheet of paper for each of its sheets, as it would
// be printed.
func WriteBook(w io.Writer, b *paper.Book, draft bool) error {
	var pr printer
	pr.begin(b.Title)
	for i := range b.Sheets {
		s := &b.Sheets[i]
		pr.sheet(&paper.Section{Landscape: true}, draft)
		pr.print(`<p class="sheet-name">Trang tính: `, escape(s.Name), "</p>\n")
		pr.blocks(s.Blocks)
		pr.print("</section>\n")
	}
	return pr.end(w, b.Name)
}

// bodySize is the height of the running text's letters, pt.
const bodySize = 14

// A printer gathers a page. Its first error stays.
type printer struct {
	strings.Builder
	section *paper.Section
	err     error
}

// print appends markup; what comes from a paper has been through escape or lines.
func (p *printer) print(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

func (p *printer) begin(title string) {
	// Written so that a reader of XML can take it, too.
	p.print("<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>", escape(title),
		"</title>\n<style>\n", style, "</style>\n</head>\n<body>\n")
}

func (p *printer) sheet(s *paper.Section, draft bool) {
	p.section = s
	class, style := "sheet", ""
	if s.Landscape {
		class += " wide"
	}
	if draft {
		class += " draft"
	}
	if s.Width > 0 && s.Height > 0 {
		w, h := s.Width, s.Height
		if s.Landscape {
			w, h = h, w
		}
		style = fmt.Sprintf("width:%dmm;min-height:%dmm", w, h)
	}
	if s.TextSize > 0 {
		style = joined(style, fmt.Sprintf("font-size:%dpt", s.TextSize), ";")
	}
	if style != "" {
		style = ` style="` + style + `"`
	}
	p.print(`<section class="`, class, `"`, style, ">\n")
}

func (p *printer) end(w io.Writer, name string) error {
	if p.err != nil {
		return fmt.Errorf("%s: %w", name, p.err)
	}
	p.print("</body>\n</html>\n")
	_, err := io.WriteString(w, p.String())
	return err
}

func escape(s string) string { return html.EscapeString(s) }

// lines gives a text whose line breaks a browser keeps.
func lines(s string) string { return strings.ReplaceAll(escape(s), "\n", "<br/>") }
