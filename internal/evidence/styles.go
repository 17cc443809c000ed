package evidence

import (
	"strconv"
	"strings"
)

// A look is what counts of the looks of a text.
type look struct {
	bold, italic, underline bool
	capitals                bool
	hidden, struck          bool
	raised, lowered         bool
	font                    string
}

// with gives the look after the properties of a run (rPr) are laid over it.
func (l look) with(p *node) look {
	for _, s := range []struct {
		name string
		to   *bool
	}{
		{"b", &l.bold},
		{"i", &l.italic},
		{"u", &l.underline},
		{"caps", &l.capitals},
		{"smallCaps", &l.capitals},
		{"vanish", &l.hidden},
		{"strike", &l.struck},
		{"dstrike", &l.struck},
	} {
		if v, set := p.on(s.name); set {
			*s.to = v
		}
	}
	if v := p.child("vertAlign").attrs["val"]; v != "" {
		l.raised, l.lowered = v == "superscript", v == "subscript"
	}
	if v, err := strconv.Atoi(p.child("position").attrs["val"]); err == nil && v != 0 { // LibreOffice's way, half points
		l.raised, l.lowered = v > 0, v < 0
	}
	fonts := p.child("rFonts").attrs
	for _, slot := range []string{"ascii", "hAnsi", "cs"} {
		if fonts[slot] != "" {
			l.font = fonts[slot]
			break
		}
	}
	return l
}

// A styles holds a document's named styles.
type styles struct {
	byID      map[string]*node
	defaults  look
	paragraph string // the style of paragraphs that name none
}

func (d *document) readStyles() (*styles, error) {
	s := &styles{byID: map[string]*node{}}
	for _, name := range d.related["styles"] {
		root, err := d.read(name)
		if err != nil {
			return nil, err
		}
		s.defaults = look{}.with(root.child("docDefaults", "rPrDefault", "rPr"))
		for _, c := range root.children {
			if c.name != "style" {
				continue
			}
			s.byID[c.attrs["styleId"]] = c
			if v := c.attrs["default"]; c.attrs["type"] == "paragraph" && (v == "1" || v == "true") {
				s.paragraph = c.attrs["styleId"]
			}
		}
	}
	return s, nil
}

// chain gives a style and those that it is based on, the base first.
func (s *styles) chain(id string) []*node {
	var out []*node
	for n := s.byID[id]; n != nil && len(out) < 50; n = s.byID[n.child("basedOn").attrs["val"]] {
		out = append([]*node{n}, out...)
	}
	return out
}

// look gives the look of a named style laid over another.
func (s *styles) look(base look, id string) look {
	for _, n := range s.chain(id) {
		base = base.with(n.child("rPr"))
	}
	return base
}

// A shape is what counts of a paragraph's properties.
type shape struct {
	style     string
	level     int // of the outline, from 1; 0: a text
	align     string
	keepNext  bool
	list      string // numId; "" or "0": none
	listLevel int
	look      look
}

// shape resolves a paragraph's own properties and those of its style.
func (d *document) shape(p *node) shape {
	s := shape{style: p.child("pStyle").attrs["val"]}
	if s.style == "" || d.styles.byID[s.style] == nil {
		s.style = d.styles.paragraph
	}
	for _, n := range d.styles.chain(s.style) {
		s.lay(n.child("pPr"))
		// What a style is called tells a heading even where it has no place in the outline.
		if name := strings.ToLower(n.child("name").attrs["val"]); strings.HasPrefix(name, "heading ") && s.level == 0 {
			s.level, _ = strconv.Atoi(strings.TrimPrefix(name, "heading ")) // "heading 1"; else no level
		}
		if n.child("pPr", "numPr").name != "" && n.child("pPr", "numPr", "ilvl").name == "" {
			s.listLevel = d.numbering.levelOf(s.list, n.attrs["styleId"])
		}
	}
	s.lay(p)
	s.look = d.styles.look(d.styles.defaults, s.style)
	return s
}

// lay lays the properties of a paragraph (pPr) over the shape.
func (s *shape) lay(p *node) {
	if v := p.child("jc").attrs["val"]; v != "" {
		s.align = v
	}
	if v, set := p.on("keepNext"); set {
		s.keepNext = v
	}
	if v, err := strconv.Atoi(p.child("outlineLvl").attrs["val"]); err == nil {
		s.level = 0
		if v >= 0 && v < 9 {
			s.level = v + 1
		}
	}
	n := p.child("numPr")
	if v := n.child("numId").attrs["val"]; v != "" {
		s.list = v
	}
	if v, err := strconv.Atoi(n.child("ilvl").attrs["val"]); err == nil {
		s.listLevel = min(max(v, 0), levels-1)
	}
}
