package evidence

import (
	"slices"
	"strconv"
	"strings"

	"thidua/internal/paper"
	"thidua/internal/vi"
)

const noBreak = "\u00a0"

// A span is a stretch of text as the file has it.
type span struct {
	text string
	look look
}

// A field is a complex field (PAGE, DATE, HYPERLINK) whose end has not come yet.
type field struct {
	code    strings.Builder
	showing bool // what follows is its result
	result  bool
}

// inline gathers the text below a paragraph or what stands for one.
func (c *converter) inline(n *node, base look, out *[]span) {
	for _, k := range n.children {
		switch k.name {
		case "r":
			c.run(k, base, out)
		case "hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent", "Choice":
			c.inline(k, base, out)
		case "sdt":
			c.inline(k.child("sdtContent"), base, out)
		case "AlternateContent":
			c.inline(k.child("Choice"), base, out)
		case "fldSimple":
			c.omitField(k.attrs["instr"], k.words() != "")
			c.inline(k, base, out)
		case "ins", "moveTo":
			c.omit(trackedIn, k.words())
			c.inline(k, base, out)
		case "del", "moveFrom":
			c.omit(trackedOut, k.words())
		case "oMath", "oMathPara":
			c.omit(equation, k.words())
		default:
			c.omit(strange, k.words())
		}
	}
}

// run takes the text of one run.
func (c *converter) run(n *node, base look, out *[]span) {
	p := n.child("rPr")
	l := c.d.styles.look(base, p.child("rStyle").attrs["val"]).with(p)
	if l.hidden {
		c.omit(hidden, n.words())
		return
	}
	add := func(s string) {
		if s != "" && c.showing() {
			*out = append(*out, span{s, l})
		}
	}
	for _, k := range n.children {
		switch k.name {
		case "t":
			text := k.text
			if k.attrs["space"] != "preserve" {
				text = strings.Trim(text, " \t\r\n")
			}
			add(c.script(text, l))
		case "tab", "ptab":
			add(" ")
		case "br", "cr":
			if kind := k.attrs["type"]; kind != "page" && kind != "column" {
				add("\n")
			}
		case "noBreakHyphen":
			add("-")
		case "sym":
			add(symbol(k))
		case "drawing", "pict", "object":
			c.omit(drawn(k), k.words())
		case "AlternateContent":
			c.run(&node{name: "r", children: append([]*node{p}, k.child("Choice").children...)}, base, out)
		case "footnoteReference", "endnoteReference":
			c.omit(footnote, c.d.note(strings.TrimSuffix(k.name, "Reference"), k.attrs["id"]))
		case "commentReference":
			c.omit(comment, c.d.note("comment", k.attrs["id"]))
		case "fldChar":
			c.fieldChar(k.attrs["fldCharType"])
		case "instrText":
			if i := len(c.fields) - 1; i >= 0 {
				c.fields[i].code.WriteString(k.text)
			}
		case "ruby":
			c.inline(k.child("rubyBase"), base, out)
			c.omit(strange, k.child("rt").words())
		default:
			c.omit(strange, k.words())
		}
	}
	if l.struck {
		c.omit(struck, n.words())
	}
}

// showing reports whether text that comes now is shown: it is unless it stands in the
// code of a field.
func (c *converter) showing() bool {
	for i := range c.fields {
		if !c.fields[i].showing {
			return false
		}
	}
	if i := len(c.fields) - 1; i >= 0 {
		c.fields[i].result = true
	}
	return true
}

func (c *converter) fieldChar(kind string) {
	last := len(c.fields) - 1
	switch {
	case kind == "begin":
		c.fields = append(c.fields, &field{})
	case last < 0:
	case kind == "separate":
		c.fields[last].showing = true
	case kind == "end":
		f := c.fields[last]
		c.fields = c.fields[:last]
		c.omitField(f.code.String(), f.result)
	}
}

// omitField tells of a field. The address behind a link is no text of the report.
func (c *converter) omitField(code string, result bool) {
	words := strings.Fields(code)
	switch {
	case len(words) == 0 || strings.EqualFold(words[0], "HYPERLINK"):
	case result:
		c.note(fieldKept, words[0])
	default:
		c.note(fieldEmpty, words[0])
	}
}

// script gives a raised or lowered text: as the letters that Unicode has for it, else
// as it is, which is told.
func (c *converter) script(s string, l look) string {
	raised := map[string]string{"1": "¹", "2": "²", "3": "³", "o": "°", "0": "°"}[s]
	switch {
	case l.raised && raised != "" && (c.o.Printable == nil || c.o.Printable([]rune(raised)[0])):
		return raised
	case (l.raised || l.lowered) && strings.TrimSpace(s) != "":
		c.omit(scripts, s)
	}
	return s
}

// symbols are the signs of the symbol fonts that reports use, by their codes.
var symbols = map[string]map[int64]string{
	"symbol": {
		0xb7: "•", 0xb3: "≥", 0xa3: "≤", 0xb1: "±", 0xb4: "×", 0xb0: "°", 0xae: "→", 0xb9: "≠", 0x2d: "-",
	},
	"wingdings": {0x6c: "•", 0x9f: "•", 0xa7: "▪", 0xfc: "✓", 0xa8: "☐", 0x6f: "☐", 0xfe: "☑", 0xe0: "→", 0xf0: "→"},
}

// symbol gives the letter of a sign from a symbol font; where none is known its code,
// which no font prints, so that it is told as any such letter.
func symbol(n *node) string {
	code, err := strconv.ParseInt(n.attrs["char"], 16, 32)
	if err != nil {
		return ""
	}
	if s := symbols[strings.ToLower(n.attrs["font"])][code&^0xf000]; s != "" {
		return s
	}
	return string(rune(code))
}

// decode finds text in an old encoding and, where that is accepted, puts what it
// becomes in its place. Runs in fonts of one encoding are looked at together: Word
// parts words at will.
func (c *converter) decode(spans []span) {
	for _, coding := range []vi.Encoding{vi.TCVN3, vi.VNI, 0} {
		var joined strings.Builder
		font := ""
		for _, s := range spans {
			if e, _ := vi.EncodingOf(s.look.font); e == coding {
				joined.WriteString(s.text)
				font = s.look.font
			}
		}
		if coding == 0 {
			font = ""
		}
		after, e, ok := vi.Legacy(joined.String(), font)
		if !ok {
			continue
		}
		c.noteCoding(joined.String(), vi.Clean(after), e)
		if !c.o.AcceptEncoding {
			continue
		}
		for i := range spans {
			own, capitals := vi.EncodingOf(spans[i].look.font)
			switch {
			case own != coding:
			case e == vi.TCVN3:
				spans[i].text = vi.DecodeTCVN3(spans[i].text, capitals)
			default:
				spans[i].text = vi.DecodeVNI(spans[i].text)
			}
		}
	}
}

// runs turns what was gathered into the runs of a paper: one Unicode form, blanks
// single and none at the ends of lines, neighbours of one style joined.
func (c *converter) runs(spans []span) []paper.Run {
	c.decode(spans)
	var out []paper.Run
	for _, s := range spans {
		if s.look.capitals {
			s.text = vi.Upper(s.text)
		}
		r := paper.Run{Text: s.text, Bold: s.look.bold, Italic: s.look.italic, Underline: s.look.underline}
		if k := len(out) - 1; k >= 0 && (out[k].Like(r) || strings.TrimSpace(s.text) == "" && !r.Underline) {
			out[k].Text += r.Text
		} else {
			out = append(out, r)
		}
	}
	for i := range out {
		out[i].Text = vi.NFC(strings.Map(plain, vi.NFC(out[i].Text)))
	}
	paper.Squeeze(out)
	for len(out) > 0 {
		k := len(out) - 1
		if out[k].Text = strings.TrimRight(out[k].Text, " \n"+noBreak); out[k].Text != "" {
			break
		}
		out = out[:k]
	}
	out = slices.DeleteFunc(out, func(r paper.Run) bool { return r.Text == "" })
	if len(out) > 0 {
		out[0].Text = strings.TrimLeft(out[0].Text, " \n"+noBreak)
	}
	for _, r := range out {
		c.checkCharacters(r.Text)
	}
	return slices.DeleteFunc(out, func(r paper.Run) bool { return r.Text == "" })
}

// plain gives a letter as papers hold it; a hyphen that ties is a plain one.
func plain(r rune) rune {
	switch r {
	case '\r':
		return ' '
	case '\u2011':
		return '-'
	}
	return vi.Letter(r)
}

// drawn says what a drawing is.
func drawn(n *node) omission {
	switch {
	case n.has("txbxContent"):
		return textBox
	case n.name == "object" || n.has("OLEObject"):
		return embedded
	case n.has("chart"), n.has("relIds"):
		return chart
	case n.has("pic"), n.has("imagedata"), n.has("blip"):
		return picture
	}
	return shapeDrawn
}
