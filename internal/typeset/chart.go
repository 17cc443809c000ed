package typeset

import (
	"thidua/internal/font"
	"thidua/internal/paper"
)

// Measures of charts.
const (
	barHeight   = 9 * Pt  // of a bar to the right
	barGap      = 5 * Pt  // between two categories
	columnWide  = 24 * Pt // at most
	shortestBar = 3 * Pt  // so that a small number is not taken for none
	chartSide   = 4 * Pt  // between a bar and what is written at it
	keySide     = 8 * Pt  // of a square in the legend
	narrowChart = 150 * Pt
)

// fills are the greys of series: far enough apart for a copying machine. Those
// beyond the first have an outline.
var fills = [...]uint8{70, 205, 140, 255}

// poor is the grey of a rank beyond the threshold.
const poor = 215

// A chartSetter sets one chart.
type chartSetter struct {
	*setter
	*paper.Chart
	top   int64 // the number that the longest bar stands for
	worst int64 // ranks: one beyond the last
}

// chart sets a chart: title, legend, bars, and the name of the threshold, all on one
// page. One that there is no room to draw is set as its table.
func (s *setter) chart(b *paper.Chart, x, w Unit) {
	c := &chartSetter{setter: s, Chart: b}
	c.scale()
	columns := b.Kind != paper.BarChart && c.columnsFit(w)
	if len(b.Categories) == 0 || len(b.Series) == 0 || w < narrowChart || !columns && !c.barsFit(w) {
		s.blocks(b.Plain(), x, w)
		return
	}
	heading := look{style: font.Bold, size: s.layout.Sizes.Body, spacing: 108, align: centred, before: 12 * Pt}
	first := len(s.strips)
	if b.Title != "" && !b.Below {
		heading.next = true
		s.paragraph(s.one(b.Title), heading, x, w)
	}
	if len(b.Series) > 1 {
		c.legend(x, w)
	}
	if columns {
		c.setColumns(x, w)
	} else {
		c.setBars(x, w)
	}
	last := &s.strips[len(s.strips)-1]
	last.after = 12 * Pt
	if b.Title != "" && b.Below {
		last.keep, last.after = keepNext, s.layout.ParagraphGap
		heading.before, heading.after = s.layout.ParagraphGap, 12*Pt
		s.paragraph(s.one(b.Title), heading, x, w)
	}
	s.whole(first)
}

// scale finds what the longest bar stands for.
func (c *chartSetter) scale() {
	c.top = max(c.Threshold, 1)
	for _, s := range c.Series {
		for _, d := range s.Data {
			c.top = max(c.top, d.Number)
		}
	}
	c.top = min(c.top, 1<<40) // lengths are computed in 64 bits
	c.worst = c.top + 1
}

// length is how long the bar of a number is where the longest has room.
func (c *chartSetter) length(n int64, room Unit) Unit {
	n = min(max(n, 0), c.top)
	if c.Kind == paper.RankChart {
		return max(room*Unit(c.worst-max(n, 1))/Unit(max(c.worst-1, 1)), shortestBar)
	}
	if n == 0 {
		return 0
	}
	return max(room*Unit(n)/Unit(c.top), min(shortestBar, room))
}

// limit is where the threshold's line crosses the bars. A rank stands whole within
// it or beyond: the line runs between two ranks.
func (c *chartSetter) limit(room Unit) Unit {
	n := min(c.Threshold, c.top)
	if c.Kind == paper.RankChart {
		return room * Unit(2*(c.worst-n)-1) / Unit(2*max(c.worst-1, 1))
	}
	return room * Unit(n) / Unit(c.top)
}

func (c *chartSetter) look(a alignment) look {
	return look{size: c.layout.Sizes.Table, spacing: 100, align: a}
}

// label sets a text within a chart, apart from what is set around it.
func (c *chartSetter) label(t string, a alignment, x, w Unit) []strip {
	return c.apart(func() { c.paragraph(c.one(t), c.look(a), x, w) })
}

// wide is the width of a text set on one line.
func (c *chartSetter) wide(t string) Unit {
	return c.width(cleanString(t), font.Regular, c.layout.Sizes.Table, 0)
}

// shown is what is printed for a datum.
func shown(d paper.Datum) string {
	if d.Text == "" {
		return "–"
	}
	return d.Text
}

// widest is the width of the widest figure.
func (c *chartSetter) widest() (w Unit) {
	for _, s := range c.Series {
		for i := range c.Categories {
			w = max(w, c.wide(shown(s.Datum(i))))
		}
	}
	return w
}

// labelWidth is the room for the names of the categories beside bars.
func (c *chartSetter) labelWidth(w Unit) (label Unit) {
	for _, name := range c.Categories {
		label = max(label, c.wide(name)+Pt)
	}
	return min(label, w*2/5)
}

// barsFit reports whether a third of the width is left for bars.
func (c *chartSetter) barsFit(w Unit) bool {
	return w-c.labelWidth(w)-c.widest()-3*chartSide >= w/3
}

// columnsFit reports whether each column has room for its figures and every word of
// its name.
func (c *chartSetter) columnsFit(w Unit) bool {
	n := Unit(len(c.Categories))
	if n == 0 || len(c.Series) == 0 {
		return false
	}
	slot := (w - c.thresholdRoom(w)) / n
	for _, name := range c.Categories {
		k := c.look(centred)
		c.load(c.one(name), k)
		for i := range c.text.words {
			if c.text.words[i].width+chartSide > slot {
				return false
			}
		}
	}
	return (c.widest()+Pt)*Unit(len(c.Series))+chartSide <= slot
}

// thresholdRoom is the room for the threshold's name, right of the columns.
func (c *chartSetter) thresholdRoom(w Unit) Unit {
	if c.Threshold <= 0 || c.ThresholdName == "" {
		return 0
	}
	return min(c.wide(c.ThresholdName)+Pt, w/4) + chartSide
}

// legend tells the series apart: squares with their names, on one line if they fit.
func (c *chartSetter) legend(x, w Unit) {
	const apart = 16 * Pt
	total := -Unit(apart)
	for _, s := range c.Series {
		total += keySide + chartSide + c.wide(s.Name) + Pt + apart
	}
	st := strip{gap: 4 * Pt, after: 6 * Pt, keep: keepNext}
	at, y, end := x+max(w-total, 0)/2, Unit(0), Unit(0)
	for i, s := range c.Series {
		room := c.wide(s.Name) + Pt
		if total > w {
			at, y = x, end
			room = w - keySide - chartSide
		}
		name := c.label(s.Name, left, at+keySide+chartSide, room)
		height, base := c.lineHeight(c.layout.Sizes.Table, 100)
		key := strip{height: height}
		c.begin(&key)
		c.bar(Box{at, base - keySide, keySide, keySide, c.fill(i, paper.Datum{})})
		c.finish(&key)
		st.parts = append(st.parts, part{strip: key, y: y})
		end = max(end, st.stack(name, y))
		at += keySide + chartSide + room + apart
	}
	st.height = end
	c.push(st)
}

// fill is the grey of a bar.
func (c *chartSetter) fill(series int, d paper.Datum) uint8 {
	if c.Kind == paper.RankChart && len(c.Series) == 1 && c.Threshold > 0 && d.Number > c.Threshold {
		return poor
	}
	return fills[series%len(fills)]
}

// bar draws a bar, with an outline where it is light.
func (c *chartSetter) bar(b Box) {
	if b.Width <= 0 || b.Height <= 0 {
		return
	}
	c.boxes = append(c.boxes, b)
	if b.Grey <= fills[0] {
		return
	}
	x1, y1, x2, y2 := b.X, b.Y, b.X+b.Width, b.Y+b.Height
	c.rules = append(c.rules, Rule{x1, y1, x2, y1, thin}, Rule{x2, y1, x2, y2, thin}, Rule{x1, y2, x2, y2, thin}, Rule{x1, y1, x1, y2, thin})
}

// setBars sets a strip for each category: its name, then a bar for each series with the
// figure at its end.
func (c *chartSetter) setBars(x, w Unit) {
	label := c.labelWidth(w)
	axis := x + label + chartSide
	room := x + w - axis - c.widest() - 2*chartSide
	line, base := c.lineHeight(c.layout.Sizes.Table, 100)
	step := max(line, barHeight+Pt)
	for i, name := range c.Categories {
		st := strip{}
		names := append([]strip(nil), c.label(name, left, x, label)...)
		tall := step * Unit(len(c.Series))
		st.height = max(tall, heightOf(names)) + barGap
		st.stack(names, (st.height-heightOf(names))/2)
		y := (st.height - tall) / 2
		for k, s := range c.Series {
			d := s.Datum(i)
			long := Unit(0)
			if d.Text != "" {
				long = c.length(d.Number, room)
			}
			drawn := strip{}
			c.begin(&drawn)
			c.bar(Box{axis, (step - barHeight) / 2, long, barHeight, c.fill(k, d)})
			c.finish(&drawn)
			st.parts = append(st.parts, part{strip: drawn, y: y})
			middle := (step-barHeight)/2 + barHeight/2
			shift := middle + c.layout.Sizes.Table*33/100 - base // a figure is 66 % of its size high
			st.stack(c.label(shown(d), left, axis+long+chartSide, c.wide(shown(d))+Pt), y+shift)
			y += step
		}
		c.begin(&st)
		c.rules = append(c.rules, Rule{axis, 0, axis, st.height, shortRule})
		if c.Threshold > 0 {
			c.dashes(axis+c.limit(room), 0, st.height, false)
		}
		c.finish(&st)
		if len(c.Categories) > 1 && (i == 0 || i == len(c.Categories)-2) {
			st.keep = keepLines
		}
		c.push(st)
	}
	if c.Threshold > 0 && c.ThresholdName != "" {
		wide := min(c.wide(c.ThresholdName)+Pt, w)
		at := min(max(axis+c.limit(room)-wide/2, x), x+w-wide)
		c.strips[len(c.strips)-1].keep = keepNext
		c.paragraph(c.one(c.ThresholdName), c.look(centred), at, wide)
	}
}

// setColumns sets the whole chart as one strip: for each category its figures, above
// their columns, then its name below them.
func (c *chartSetter) setColumns(x, w Unit) {
	mm := c.Height
	if mm <= 0 {
		mm = 45
	}
	aside := c.thresholdRoom(w)
	slot := (w - aside) / Unit(len(c.Categories))
	slot = min(slot, max(Unit(len(c.Series))*2*columnWide, (w-aside)/6))
	wide := slot * Unit(len(c.Categories))
	x += (w - aside - wide) / 2
	line, _ := c.lineHeight(c.layout.Sizes.Table, 100)
	floor := min(max(millimetres(mm), 3*line), max(c.bottom/2, 3*line))
	room := floor - line - 2*Pt
	level := c.limit(room)
	st := strip{gap: 2 * Pt}
	end := floor
	each := min((slot-chartSide)/Unit(len(c.Series)), max(columnWide, c.widest()+Pt))
	for i, name := range c.Categories {
		at := x + Unit(i)*slot + (slot-each*Unit(len(c.Series)))/2
		for k, s := range c.Series {
			d := s.Datum(i)
			long := Unit(0)
			if d.Text != "" {
				long = c.length(d.Number, room)
			}
			thick := min(each-Pt, columnWide)
			drawn := strip{}
			c.begin(&drawn)
			c.bar(Box{at + (each-thick)/2, floor - long, thick, long, c.fill(k, d)})
			c.finish(&drawn)
			st.parts = append(st.parts, part{strip: drawn})
			above := long
			if c.Threshold > 0 && above < level && above+line > level {
				above = level + Pt // the line would strike the figure through
			}
			st.stack(c.label(shown(d), centred, at, each), floor-above-line)
			at += each
		}
		end = max(end, st.stack(c.label(name, centred, x+Unit(i)*slot+chartSide/2, slot-chartSide), floor+2*Pt))
	}
	limit := floor - level
	if aside > 0 {
		names := c.label(c.ThresholdName, left, x+wide+chartSide, aside-chartSide)
		end = max(end, st.stack(names, limit-heightOf(names)/2))
	}
	c.begin(&st)
	c.rules = append(c.rules, Rule{x, floor, x + wide, floor, shortRule})
	if c.Threshold > 0 {
		c.dashes(limit, x, x+wide, true)
	}
	st.height = end
	c.finish(&st)
	c.push(st)
}

// dashes draws a broken line, across or upright at a place, from one end to another.
func (c *chartSetter) dashes(at, from, to Unit, across bool) {
	const dash, gap = 4 * Pt, 3 * Pt
	for ; from < to; from += dash + gap {
		end := min(from+dash, to)
		if across {
			c.rules = append(c.rules, Rule{from, at, end, at, shortRule})
		} else {
			c.rules = append(c.rules, Rule{at, from, at, end, shortRule})
		}
	}
}
