package html

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"

	"thidua/internal/paper"
)

func (p *printer) blocks(blocks []paper.Block) {
	for _, b := range blocks {
		p.block(b)
	}
}

func (p *printer) block(b paper.Block) {
	switch b := b.(type) {
	case paper.Letterhead:
		p.letterhead(&b)
	case paper.Title:
		p.title(&b)
	case paper.Recipients:
		p.recipients(&b)
	case paper.Paragraph:
		p.paragraph(&b)
	case paper.Table:
		p.table(&b)
	case paper.Chart:
		p.blocks(b.Plain())
	case paper.Placed:
		p.placed(&b)
	case paper.Image:
		p.image(&b)
	case paper.Closing:
		p.closing(&b)
	case paper.Signatures:
		p.signatures(&b)
	case paper.Columns:
		p.columns(&b)
	case paper.Keep:
		p.print("<div class=\"keep\">\n")
		p.blocks(b.Blocks)
		p.print("</div>\n")
	case paper.Space:
		p.print(`<div style="height:`, strconv.Itoa(max(b.Height, 0)), "mm\"></div>\n")
	case paper.PageBreak:
		p.print("<div class=\"break\"></div>\n")
	default:
		if p.err == nil {
			p.err = fmt.Errorf("block of an unknown kind: %T", b)
		}
	}
}

// letterhead prints elements 1 to 4 in two columns.
func (p *printer) letterhead(b *paper.Letterhead) {
	p.print("<table class=\"letterhead\">\n<tr><td class=\"issuing\">")
	for _, s := range b.Superior {
		p.print("<div>", lines(s), "</div>")
	}
	p.bold(b.Issuer, true)
	p.print(`</td><td class="heading">`)
	if !b.Bare {
		p.print("<b>", paper.National, `</b><b class="motto"><span class="ruled">`, paper.Motto, "</span></b>")
	}
	p.print("</td></tr>\n")
	if b.Number != "" || b.Place != "" {
		p.print(`<tr class="place-row"><td>`, lines(b.Number), `</td><td class="place">`, lines(b.Place), "</td></tr>\n")
	}
	p.print("</table>\n")
}

// bold prints bold lines, with the short rule below the last where it is asked for.
func (p *printer) bold(all []string, rule bool) {
	for i, s := range all {
		if rule && i == len(all)-1 {
			p.print(`<b><span class="ruled">`, lines(s), "</span></b>")
		} else {
			p.print("<b>", lines(s), "</b>")
		}
	}
}

// title prints type, subject and note of a paper (element 5a).
func (p *printer) title(b *paper.Title) {
	type line struct{ class, text string }
	var all []line
	for _, s := range b.Type {
		all = append(all, line{"type", s})
	}
	for _, s := range b.Subject {
		all = append(all, line{"subject", s})
	}
	if b.Note != "" {
		all = append(all, line{"note", b.Note})
	}
	p.print("<div class=\"title\">\n")
	for i, l := range all {
		text := lines(l.text)
		if i == len(all)-1 && !b.NoRule {
			text = `<span class="ruled">` + text + "</span>"
		}
		p.print(`<div class="`, l.class, `">`, text, "</div>\n")
	}
	p.print("</div>\n")
}

func (p *printer) recipients(b *paper.Recipients) {
	p.print(`<div class="recipients">`, paper.Salutation, " ")
	to := b.Lines()
	if len(to) == 1 {
		p.print(lines(to[0]))
	} else {
		p.print("<ul>")
		for _, s := range to {
			p.print("<li>", lines(s), "</li>")
		}
		p.print("</ul>")
	}
	p.print("</div>\n")
}

// classOf names the look of a role; a body paragraph has the look of <p> itself.
func classOf(r paper.Role) string {
	switch r {
	case paper.Basis:
		return "basis"
	case paper.Heading1:
		return "h1"
	case paper.Heading2:
		return "h2"
	case paper.Heading3:
		return "h3"
	case paper.Centred:
		return "centred"
	case paper.CentredBold:
		return "centred-bold"
	case paper.Plain:
		return "plain"
	case paper.PlainRight:
		return "plain-right"
	case paper.Remark:
		return "remark"
	}
	return ""
}

func (p *printer) paragraph(b *paper.Paragraph) {
	class := classOf(b.Role)
	if b.KeepNext {
		class = joined(class, "next", " ")
	}
	p.open("p", class)
	p.runs(b.Runs)
	p.print("</p>\n")
}

// open prints an opening tag with its class, if it has one.
func (p *printer) open(name, class string) {
	if class != "" {
		class = ` class="` + class + `"`
	}
	p.print("<", name, class, ">")
}

// joined puts a separator between two parts where both are there.
func joined(a, b, separator string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + separator + b
}

func (p *printer) runs(runs []paper.Run) {
	for _, r := range runs {
		s := lines(r.Text)
		if r.Underline {
			s = "<u>" + s + "</u>"
		}
		if r.Red {
			s = `<span class="red">` + s + "</span>"
		}
		if r.Italic {
			s = "<i>" + s + "</i>"
		}
		if r.Bold {
			s = "<b>" + s + "</b>"
		}
		p.print(s)
	}
}

// closing prints whom copies go to beside the signature (elements 9b and 7).
func (p *printer) closing(b *paper.Closing) {
	p.print("<table class=\"signing\"><tbody>\n<tr><td class=\"copies\">")
	if len(b.Copies) > 0 {
		p.print(`<div class="to">`, paper.CopiesTo, "</div>")
	}
	for _, s := range b.Copies {
		p.print("<div>", lines(s), "</div>")
	}
	p.print("</td><td>")
	if !b.Signature.Empty() {
		p.capacity(&b.Signature)
		p.name(&b.Signature)
	}
	p.print("</td></tr>\n</tbody></table>\n")
}

// signatures prints two signing places with their names level, and the third below.
func (p *printer) signatures(b *paper.Signatures) {
	if b.Left != nil || b.Right != nil {
		p.print("<table class=\"signing\"><tbody>\n<tr>")
		for _, s := range []*paper.Signature{b.Left, b.Right} {
			p.print("<td>")
			if s != nil {
				p.capacity(s)
			}
			p.print("</td>")
		}
		p.print("</tr>\n<tr>")
		for _, s := range []*paper.Signature{b.Left, b.Right} {
			p.print(`<td class="names">`)
			if s != nil {
				p.name(s)
			}
			p.print("</td>")
		}
		p.print("</tr>\n</tbody></table>\n")
	}
	if b.Below != nil {
		p.print(`<div class="below">`)
		p.capacity(b.Below)
		p.name(b.Below)
		p.print("</div>\n")
	}
}

func (p *printer) capacity(s *paper.Signature) {
	p.print(`<div class="signature">`)
	for _, c := range s.Capacity {
		p.print("<div>", lines(c), "</div>")
	}
	if s.Hint != "" {
		p.print(`<div class="hint">`, lines(s.Hint), "</div>")
	}
	p.print("</div>")
}

// name prints the room for a signature and the name below it, which may be missing.
func (p *printer) name(s *paper.Signature) {
	p.print(`<div class="signature"><div class="name">`, lines(s.Name), "</div></div>")
}

func (p *printer) columns(b *paper.Columns) {
	p.print("<div class=\"columns\">\n")
	for i, blocks := range b.Blocks {
		grow := ""
		if i < len(b.Widths) && b.Widths[i] > 0 {
			grow = ` style="flex-grow:` + strconv.Itoa(b.Widths[i]) + `"`
		}
		p.print("<div", grow, ">\n")
		p.blocks(blocks)
		p.print("</div>\n")
	}
	p.print("</div>\n")
}

// placed prints text at its place on the sheet, and image a picture. The sheet's style
// knows where its corner is, on a screen and in print.
func (p *printer) placed(b *paper.Placed) {
	size := ""
	if b.Size > 0 {
		size = ";font-size:" + strconv.Itoa(b.Size) + "pt"
	}
	p.print(`<div class="`, joined("placed", textAlign(b.Align), " "), `" style="--x:`, p.across(b.X), ";--y:", p.down(b.Y),
		";width:", tenths(b.Width), size, `">`)
	p.runs(b.Runs)
	p.print("</div>\n")
}

func (p *printer) image(b *paper.Image) {
	kind := "image/jpeg"
	if bytes.HasPrefix(b.Data, []byte("\x89PNG")) {
		kind = "image/png"
	}
	p.print(`<img class="image" style="--x:`, p.across(b.X), ";--y:", p.down(b.Y), ";width:", tenths(b.Width), ";height:", tenths(b.Height),
		`" alt="`, escape(b.Alt), `" src="data:`, kind, ";base64,", base64.StdEncoding.EncodeToString(b.Data), "\"/>\n")
}

// across and down give a place of the sheet, shifted as the section asks.
func (p *printer) across(n int) string { return tenths(n + p.section.ShiftX) }
func (p *printer) down(n int) string   { return tenths(n + p.section.ShiftY) }

// tenths writes 1/10 mm: 125 is "12.5mm".
func tenths(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) + "mm" }
