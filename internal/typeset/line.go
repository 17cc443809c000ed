package typeset

import "math"

// A word is what stands between two places where a line may end. Several words of
// the language are one word here where a no-break space ties them.
//
// at, flex and spaces are sums from the paragraph's start, so that any stretch of
// words is measured by two of them.
type word struct {
	start, end int32 // bytes of the paragraph's text
	penalty    int32 // for ending a line here; 0 at a common space
	cost       int32 // likewise in a heading, see balanced

	at     Unit // where the word would begin on one endless line
	width  Unit
	flex   Unit // natural width of all spaces before the word
	inner  Unit // natural width of the no-break spaces in it
	spaces int32
	ties   int32 // no-break spaces in it
}

// natural is the width of the line made of ws, its spaces as wide as the font's.
func natural(ws []word) Unit {
	last := &ws[len(ws)-1]
	return last.at + last.width - ws[0].at
}

// flexible is the width of the spaces on the line made of ws, and how many they are.
func flexible(ws []word) (Unit, Unit) {
	last := &ws[len(ws)-1]
	return last.flex + last.inner - ws[0].flex, Unit(last.spaces + last.ties - ws[0].spaces)
}

// A measure is how wide lines may be.
type measure struct {
	first, rest Unit
	ragged      bool // spaces keep their natural width
}

func (m measure) line(from int) Unit {
	if from == 0 {
		return m.first
	}
	return m.rest
}

// Badness is counted as in Knuth and Plass: 100 times the cube of how far a line's
// spaces are stretched, as a share of what they may be. A space may comfortably
// grow by half and shrink by a fifth: Vietnamese syllables are short, spaces many,
// and an eye accustomed to typed papers sees narrow spaces before wide ones.
const (
	stretch = 2 // 1/stretch of a space
	shrink  = 5 // 1/shrink of a space

	unitRatio = 1000  // a space is stretched by what it comfortably may
	maxRatio  = 20000 // beyond it all lines are equally bad

	linePenalty       = 10
	raggedLinePenalty = 60
	raggedLine        = 1e7    // demerits: a line more is a taller table
	fitDemerits       = 10000  // for a tight line next to a loose one
	stubDemerits      = 400000 // for a last line of one short syllable
	raggedStub        = 2e6    // likewise: rather a line before it half as long as others
	overfullDemerits  = 1e11

	halfPenalty = 70 // within "Văn hóa" or "Xã hội" of "Văn hóa - Xã hội"

	// Costs in headings, of which a line of the whole measure has 10,000.
	andCost      = 750  // after "và"
	compoundCost = 900  // within "Ủy ban"
	dashCost     = 1500 // after a dash: rather a break before "Văn hóa -"
	halfCost     = 1750

	tokenPenalty = 200  // after "/" or "-", or at a no-break space, where nothing else fits
	cutPenalty   = 2000 // within a word that is wider than the line
)

// tolerances are tried one after another: spaces up to 1.5 times the natural, up to
// 2.5 times, any. So no line is looser than 2.5 where another break exists.
var tolerances = [...]int64{unitRatio, 3 * unitRatio, math.MaxInt64}

// tooWide is the looseness, in thousandths of the natural space, that no line has
// where another break exists.
const tooWide = 2500

// loosest gives the width of the spaces on the loosest line but the last, in
// thousandths of the natural.
func loosest(ws []word, ends []int32, m measure) int64 {
	worst, from := int64(0), int32(0)
	for i, end := range ends {
		line := ws[from:end]
		if slack := int64(m.line(int(from)) - natural(line)); i < len(ends)-1 && slack > 0 {
			flex, _ := flexible(line)
			worst = max(worst, 1000+1000*slack/max(int64(flex), 1))
		}
		from = end
	}
	return worst
}

// A node is a place where a line can end, with the best way to it.
type node struct {
	next     int32 // first word of the following line
	prev     int32 // node of the line before; -1 at the start
	fit      int8  // 0 tight … 3 very loose
	demerits int64
}

const decent = 1

// A breaker finds where lines end. It keeps its buffers from one paragraph to the
// next.
type breaker struct {
	nodes  []node
	active []int32
	ends   []int32
}

// totalFit gives for each line the number of the word after its last one, chosen so
// that the paragraph as a whole is set best. The result holds until the next call.
func (b *breaker) totalFit(ws []word, m measure) []int32 {
	b.ends = b.ends[:0]
	if natural(ws) <= m.first {
		b.ends = append(b.ends, int32(len(ws)))
		return b.ends
	}
	passes := tolerances[:]
	if m.ragged {
		passes = tolerances[len(tolerances)-1:]
	}
	end := int32(-1)
	for i := 0; end < 0; i++ {
		end = b.pass(ws, m, passes[i])
	}
	for n := end; b.nodes[n].prev >= 0; n = b.nodes[n].prev {
		b.ends = append(b.ends, b.nodes[n].next)
	}
	for i, j := 0, len(b.ends)-1; i < j; i, j = i+1, j-1 {
		b.ends[i], b.ends[j] = b.ends[j], b.ends[i]
	}
	return b.ends
}

// pass looks for the best breaks with no line looser than tolerance and gives the
// last node, or -1. The last of the tolerances always finds some: a word that is
// wider than the line then stands on a line of its own.
func (b *breaker) pass(ws []word, m measure, tolerance int64) int32 {
	b.nodes = append(b.nodes[:0], node{prev: -1, fit: decent})
	b.active = append(b.active[:0], 0)
	for j := range ws {
		last := j == len(ws)-1
		var best [4]node
		least := int64(math.MaxInt64)
		for i := range best {
			best[i].demerits = math.MaxInt64
		}
		open := b.active[:0]
		for _, a := range b.active {
			from := &b.nodes[a]
			line := ws[from.next : j+1]
			d, fit, how := m.judge(line, from.next == 0, last, tolerance)
			if how == tooLong {
				continue // and so are all longer ones
			}
			open = append(open, a)
			if how == tooLoose {
				continue
			}
			if fit > from.fit+1 || fit < from.fit-1 {
				d += fitDemerits
			}
			if last {
				fit = decent // one node is enough at the end
			}
			if d += from.demerits; d < best[fit].demerits {
				best[fit] = node{next: int32(j + 1), prev: a, fit: fit, demerits: d}
				least = min(least, d)
			}
		}
		b.active = open
		if least < math.MaxInt64 {
			for _, n := range best {
				if n.demerits <= least+fitDemerits && n.demerits < math.MaxInt64 {
					b.active = append(b.active, int32(len(b.nodes)))
					b.nodes = append(b.nodes, n)
				}
			}
		}
		if len(b.active) == 0 {
			return -1
		}
	}
	n := int32(len(b.nodes) - 1)
	if b.nodes[n].next != int32(len(ws)) {
		return -1
	}
	return n
}

// What judge says of a line.
type fitness int

const (
	fits fitness = iota
	tooLong
	tooLoose
)

// judge gives the demerits of one line and how its spaces stand. A last line keeps
// its natural spaces, or is pressed a little to fit.
func (m measure) judge(line []word, first, last bool, tolerance int64) (int64, int8, fitness) {
	room := m.rest
	if first {
		room = m.first
	}
	slack := int64(room - natural(line))
	var ratio int64
	switch {
	case m.ragged && slack >= 0:
		if !last {
			ratio = min(unitRatio*slack/max(int64(room)/4, 1), maxRatio)
		}
	case m.ragged:
		ratio = -unitRatio - 1
	case slack >= 0 && last:
	case slack >= 0:
		flex, _ := flexible(line)
		if tolerance < math.MaxInt64 && stretch*unitRatio*slack > tolerance*int64(flex) {
			return 0, 0, tooLoose
		}
		ratio = maxRatio
		if flex > 0 {
			ratio = min(stretch*unitRatio*slack/int64(flex), maxRatio)
		}
	default:
		flex, _ := flexible(line)
		ratio = -unitRatio - 1
		if shrink*-slack <= int64(flex) {
			ratio = shrink * unitRatio * slack / int64(flex)
		}
	}
	if ratio < -unitRatio {
		if len(line) > 1 {
			return 0, 0, tooLong
		}
		return overfullDemerits, decent, fits
	}
	bad := 100 * ratio * ratio * ratio / (unitRatio * unitRatio * unitRatio)
	if bad < 0 {
		bad = -bad
	}
	if m.ragged {
		bad += raggedLinePenalty
	} else {
		bad += linePenalty
	}
	d := bad * bad
	if m.ragged {
		d += raggedLine
	}
	if p := int64(line[len(line)-1].penalty); p > 0 && !last {
		d += p * p
	}
	if last && !first && len(line) == 1 && natural(line) < m.stub(room) {
		if m.ragged {
			d += raggedStub
		} else {
			d += stubDemerits
		}
	}
	return d, class(ratio), fits
}

// stub is the length below which a last line of one syllable looks lost: more in the
// narrow cells of tables, where all lines are short.
func (m measure) stub(room Unit) Unit {
	if m.ragged {
		return room / 3
	}
	return room / 8
}

// class sorts lines by how their spaces stand: 0 tight to 3 very loose.
func class(ratio int64) int8 {
	switch {
	case ratio < -unitRatio/2:
		return 0
	case ratio <= unitRatio/2:
		return decent
	case ratio <= unitRatio:
		return 2
	}
	return 3
}

// greedy fills each line before it begins the next. It is for lines that are not
// justified evenly, and what total fit is measured against.
func (b *breaker) greedy(ws []word, m measure) []int32 {
	b.ends = b.ends[:0]
	from := 0
	for j := range ws {
		if j > from && natural(ws[from:j+1]) > m.line(from) {
			b.ends = append(b.ends, int32(j))
			from = j
		}
	}
	b.ends = append(b.ends, int32(len(ws)))
	return b.ends
}

// balanced breaks into as few lines as fit, as even in length as can be without a
// break at a bad place: the squares of the lines' lengths, in percent of the measure,
// and what their ends cost add up to the least.
func (b *breaker) balanced(ws []word, m measure) []int32 {
	lines := len(b.greedy(ws, m))
	if lines == 1 || lines > 12 || len(ws) > 200 { // a text that long is no heading
		return b.ends
	}
	n := len(ws)
	// cost[k][j]: of the first j words on k lines; from[k][j]: where the last begins.
	cost, from := make([][]int64, lines+1), make([][]int32, lines+1)
	for k := range cost {
		cost[k], from[k] = make([]int64, n+1), make([]int32, n+1)
		for j := range cost[k] {
			cost[k][j] = math.MaxInt64
		}
	}
	cost[0][0] = 0
	for k := 1; k <= lines; k++ {
		for j := k; j <= n; j++ {
			for i := j - 1; i >= k-1; i-- {
				wide := natural(ws[i:j])
				if wide > m.rest && i < j-1 {
					break
				}
				if cost[k-1][i] == math.MaxInt64 {
					continue
				}
				share := int64(wide * 100 / max(m.rest, 1))
				c := cost[k-1][i] + share*share
				if j < n {
					c += int64(ws[j-1].cost)
				}
				if c < cost[k][j] {
					cost[k][j], from[k][j] = c, int32(i)
				}
			}
		}
	}
	b.ends = b.ends[:lines]
	for k, j := lines, int32(n); k > 0; k-- {
		b.ends[k-1] = j
		j = from[k][j]
	}
	return b.ends
}
