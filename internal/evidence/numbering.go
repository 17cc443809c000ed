package evidence

import (
	"strconv"
	"strings"

	"thidua/internal/vi"
)

// levels is how deep lists go in Word.
const levels = 9

// A level of a list: how its items are numbered.
type level struct {
	format string // decimal, lowerLetter, bullet …
	text   string // "%1.%2.", or the bullet
	start  int
	style  string // paragraph style bound to the level
	legal  bool   // all numbers in digits
}

// A list is a numbering definition. Lists of one definition count on from each other.
type list struct {
	definition string
	levels     [levels]level
	restart    [levels]bool // the list starts its own count at this level
	restarted  bool
}

// A numbering gives the items of lists the numbers that Word shows, which stand
// nowhere in the file.
type numbering struct {
	lists  map[string]*list
	counts map[string]*[levels]int // by definition
	begun  map[string]*[levels]bool
}

func (d *document) readNumbering() (*numbering, error) {
	n := &numbering{lists: map[string]*list{}, counts: map[string]*[levels]int{}, begun: map[string]*[levels]bool{}}
	for _, name := range d.related["numbering"] {
		root, err := d.read(name)
		if err != nil {
			return nil, err
		}
		n.define(root)
	}
	return n, nil
}

// define reads the definitions, then the lists that use them.
func (n *numbering) define(root *node) {
	definitions := map[string]*node{}
	linked := map[string]string{} // definition by the list style that it defines
	for _, c := range root.children {
		if c.name == "abstractNum" {
			id := c.attrs["abstractNumId"]
			definitions[id] = c
			if s := c.child("styleLink").attrs["val"]; s != "" {
				linked[s] = id
			}
		}
	}
	for _, c := range root.children {
		if c.name != "num" {
			continue
		}
		l := &list{definition: c.child("abstractNumId").attrs["val"]}
		if d := definitions[l.definition]; d != nil {
			if id, ok := linked[d.child("numStyleLink").attrs["val"]]; ok {
				l.definition = id
			}
		}
		if d := definitions[l.definition]; d != nil {
			l.read(d)
		}
		for _, o := range c.children {
			if o.name != "lvlOverride" {
				continue
			}
			l.read(o)
			i := number(o.attrs["ilvl"])
			if v, err := strconv.Atoi(o.child("startOverride").attrs["val"]); err == nil && i < levels {
				l.levels[i].start, l.restart[i] = v, true
			}
		}
		n.lists[c.attrs["numId"]] = l
	}
}

func (l *list) read(from *node) {
	for _, c := range from.children {
		i := number(c.attrs["ilvl"])
		if c.name != "lvl" || i >= levels {
			continue
		}
		l.levels[i] = level{
			format: c.child("numFmt").attrs["val"], text: c.child("lvlText").attrs["val"],
			start: number(c.child("start").attrs["val"]), style: c.child("pStyle").attrs["val"],
		}
		l.levels[i].legal, _ = c.on("isLgl")
	}
}

// number reads a whole number of 0 or more; 0 where there is none.
func number(s string) int {
	v, err := strconv.Atoi(s)
	if err != nil || v < 0 {
		return 0
	}
	return v
}

// levelOf gives the level of a list that is bound to a paragraph style.
func (n *numbering) levelOf(id, style string) int {
	if l := n.lists[id]; l != nil {
		for i, v := range l.levels {
			if v.style == style {
				return i
			}
		}
	}
	return 0
}

// next counts a list on and gives the item's number or bullet as text: "1.", "a)", "-".
func (n *numbering) next(id string, at int) string {
	l := n.lists[id]
	if l == nil {
		return ""
	}
	if n.counts[l.definition] == nil {
		n.counts[l.definition], n.begun[l.definition] = &[levels]int{}, &[levels]bool{}
	}
	counts, begun := n.counts[l.definition], n.begun[l.definition]
	if !l.restarted {
		l.restarted = true
		for i, restart := range l.restart {
			if restart {
				begun[i] = false
			}
		}
	}
	for i := range at + 1 { // levels above may never have been counted
		if !begun[i] {
			counts[i], begun[i] = l.levels[i].start, true
		} else if i == at {
			counts[i]++
		}
	}
	for i := at + 1; i < levels; i++ {
		begun[i] = false
	}
	return l.label(at, counts)
}

func (l *list) label(at int, counts *[levels]int) string {
	v := l.levels[at]
	switch v.format {
	case "none", "":
		return ""
	case "bullet":
		return bullet(v.text, at)
	}
	text := v.text
	for i := range at + 1 {
		format := l.levels[i].format
		if v.legal {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), count(counts[i], format))
	}
	return strings.TrimSpace(text)
}

// bullet gives the sign of a list item: the file's own where official papers use it,
// else the dash, and the plus below it. Symbol fonts name theirs by codes that mean
// nothing in another font.
func bullet(text string, at int) string {
	switch text {
	case "-", "+", "*", "–", "•":
		return text
	}
	if at == 0 {
		return "-"
	}
	return "+"
}

func count(n int, format string) string {
	switch format {
	case "lowerLetter":
		return letters(n)
	case "upperLetter":
		return strings.ToUpper(letters(n))
	case "lowerRoman":
		return strings.ToLower(vi.Roman(n))
	case "upperRoman":
		return vi.Roman(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "bullet", "none":
		return ""
	}
	return strconv.Itoa(n)
}

// letters counts as Word does: a … z, aa, bb …
func letters(n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}
