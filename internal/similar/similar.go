// Package similar finds texts that say nearly the same in nearly the same words, as
// happens when one report of achievement is copied from another.
//
// Texts are compared by their shingles, runs of three syllables in a row. The share
// of two texts is twice the number of shingles that they have in common over the
// number of both, in percent. The search is exact, and most pairs are never looked
// at, for three reasons:
//
//   - Shingles are ordered from the rarest to the commonest, and two texts that share
//     enough have one of their rarest in common (prefix filtering, as in PPJoin).
//   - A sketch of each text, a bit a shingle, bounds from below what two texts don't
//     share, so that a pair out of set phrases falls at the price of a few words.
//   - Texts with the same shingles are searched for once.
package similar

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"thidua/internal/vi"
)

// width is the number of syllables in a shingle.
const width = 3

// shortest is the number of shingles below which a text is too short to be told
// from a set phrase of the office.
const shortest = 10

// A Match says that a text is nearly the same as an earlier one.
type Match struct {
	Earlier, Later int // indices of the texts
	Percent        int // rounded down
}

// Nearest finds for each text the earlier one most like it (of equal ones the
// first), where they share at least percent, 1 to 100, and may be compared. Matches
// come in the order of the later text.
func Nearest(texts []string, percent int, comparable func(earlier, later int) bool) []Match {
	sets, single, kinds := shingles(texts)
	s := search{
		percent: percent, comparable: comparable, best: make([]Match, len(texts)),
		single: int32(single), index: make([]postings, kinds-single),
	}
	for _, g := range group(sets) {
		s.among(g)
		s.probe(g)
		s.add(g)
	}
	var out []Match
	for later, m := range s.best {
		if m.Percent > 0 {
			m.Later = later
			out = append(out, m)
		}
	}
	return out
}

// A set is the texts that have the same shingles.
type set struct {
	shingles []int32 // ascending: from the rarest to the commonest
	texts    []int   // ascending
	sketch   sketch
	probed   int // number of the last set that was compared with this one, from 1
}

// A sketch has the parity of the shingles that fall on each bit. So two sketches
// differ in at most as many bits as their sets differ in shingles.
type sketch []uint64

// sketchWords is how many words the sketches of some sets have: a power of two with
// about eight bits for each shingle of a usual text. Fewer would be filled up, and
// texts that differ much would seem to differ little.
func sketchWords(sets [][]int32) int {
	total := 0
	for _, s := range sets {
		total += len(s)
	}
	usual := total / max(1, len(sets))
	return min(max(8, 1<<bits.Len(uint(usual/8))), 256)
}

func newSketch(shingles []int32, words int) sketch {
	s := make(sketch, words)
	shift := 64 - bits.Len(uint(words*64-1))
	for _, n := range shingles {
		h := uint64(n) * 0x9e3779b97f4a7c15 >> shift
		s[h/64] ^= 1 << (h % 64)
	}
	return s
}

// within reports whether two sketches differ in no more than most bits.
func (s sketch) within(t sketch, most int) bool {
	t = t[:len(s)]
	for i := range s {
		if most -= bits.OnesCount64(s[i] ^ t[i]); most < 0 {
			return false
		}
	}
	return true
}

// group puts texts with the same shingles together and leaves out those that are too
// short. Sets of one text come first, in the order of their texts: then each is later
// than those before it, and only sets of several texts are compared both ways.
func group(sets [][]int32) []*set {
	var out []*set
	at := map[string]*set{}
	words := sketchWords(sets)
	var key []byte
	for text, shingles := range sets {
		if len(shingles) < shortest {
			continue
		}
		key = key[:0]
		for _, n := range shingles {
			key = append(key, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
		}
		g := at[string(key)]
		if g == nil {
			g = &set{shingles: shingles, sketch: newSketch(shingles, words)}
			at[string(key)] = g
			out = append(out, g)
		}
		g.texts = append(g.texts, text)
	}
	slices.SortStableFunc(out, func(a, b *set) int { return min(len(a.texts), 2) - min(len(b.texts), 2) })
	return out
}

// A search goes through the sets one by one and holds each against those before it.
type search struct {
	percent    int
	comparable func(earlier, later int) bool
	best       []Match    // of each text so far; Percent 0: none
	single     int32      // shingles below it stand in one text alone and lead nowhere
	index      []postings // of the others
	probes     int
}

// postings are the sets that have a shingle among their rarest: near, where a text of
// their own length or longer must meet them; far, where only a shorter one may.
type postings struct{ near, far []*set }

// of gives percent of what a and b have together, of twice what they share, rounded up.
func of(percent, a, b int) int { return (percent*(a+b) + 199) / 200 }

// reach gives how many of its rarest shingles a set of n has to show, if it shares at
// least percent: with a set of its length or longer, and with any. With m ≥ n shared
// is at least percent of n; with the shortest that can be, m of percent/(200-percent).
func reach(n, percent int) (near, far int) {
	return n - of(percent, n, n) + 1, n - (percent*n+199-percent)/(200-percent) + 1
}

// among compares the texts of one set with each other: they share everything.
func (s *search) among(g *set) {
	for _, later := range g.texts[1:] {
		s.match(g, later, 100)
	}
}

// probe compares a set with those before it that have one of its rarest shingles.
func (s *search) probe(g *set) {
	s.probes++
	g.probed = s.probes
	n := len(g.shingles)
	least := s.floor(g)
	near, far := reach(n, least)
	for i := 0; i < far; i++ {
		if g.shingles[i] < s.single {
			continue
		}
		p := &s.index[g.shingles[i]-s.single]
		s.compare(g, p.near)
		if i < near {
			s.compare(g, p.far)
		}
		if now := s.floor(g); now > least {
			least = now
			near, far = reach(n, least)
		}
	}
}

// floor is the share below which a further set can't matter to a set any more: a text
// that is only ever the later one looks for nothing less than what it has.
func (s *search) floor(g *set) int {
	if len(g.texts) > 1 {
		return s.percent
	}
	return max(s.percent, s.best[g.texts[0]].Percent)
}

// compare holds a set against candidates.
func (s *search) compare(g *set, candidates []*set) {
	n := len(g.shingles)
	for _, c := range candidates {
		if c.probed == g.probed {
			continue
		}
		c.probed = g.probed
		m := len(c.shingles)
		need := of(s.floor(g), n, m)
		// Of n and m shingles those not shared are at most what the need leaves.
		if min(n, m) < need || !g.sketch.within(c.sketch, n+m-2*need) {
			continue
		}
		shared := common(c.shingles, g.shingles, need)
		if shared < need {
			continue
		}
		share := 200 * shared / (n + m)
		for _, later := range g.texts {
			s.match(c, later, share)
		}
		if len(g.texts) > 1 {
			for _, later := range c.texts {
				s.match(g, later, share)
			}
		}
	}
}

// match notes the first text of a set that a later one may be compared with, where no
// other is more like it.
func (s *search) match(g *set, later, share int) {
	best := &s.best[later]
	if share < best.Percent {
		return
	}
	for _, earlier := range g.texts {
		if earlier >= later || share == best.Percent && earlier >= best.Earlier {
			return
		}
		if s.comparable(earlier, later) {
			best.Earlier, best.Percent = earlier, share
			return
		}
	}
}

// add makes a set known to those that come after it.
func (s *search) add(g *set) {
	near, far := reach(len(g.shingles), s.percent)
	for i, n := range g.shingles[:far] {
		switch {
		case n < s.single:
		case i < near:
			p := &s.index[n-s.single]
			p.near = append(p.near, g)
		default:
			p := &s.index[n-s.single]
			p.far = append(p.far, g)
		}
	}
}

// common counts what two ascending sets share, or gives up with less than need.
func common(a, b []int32, need int) int {
	shared := 0
	for len(a) > 0 && len(b) > 0 && shared+min(len(a), len(b)) >= need {
		switch {
		case a[0] == b[0]:
			shared++
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return shared
}

// shingles gives the set of shingles of each text, each shingle as its place in the
// order from the rarest to the commonest, and how many stand in one text alone: the
// first in that order. kinds is the number of all.
func shingles(texts []string) (sets [][]int32, single, kinds int) {
	words := map[string]int32{}
	number := map[[width]int32]int32{}
	var count []int32
	sets = make([][]int32, len(texts))
	for i, t := range texts {
		var run [width]int32
		for j, w := range syllables(t) {
			n, ok := words[w]
			if !ok {
				n = int32(len(words))
				words[strings.Clone(w)] = n // a slice of the text would keep all of it
			}
			copy(run[:], run[1:])
			run[width-1] = n
			if j < width-1 {
				continue
			}
			n, ok = number[run]
			if !ok {
				n = int32(len(count))
				number[run] = n
				count = append(count, 0)
			}
			sets[i] = append(sets[i], n)
		}
		slices.Sort(sets[i])
		sets[i] = slices.Clip(slices.Compact(sets[i]))
		for _, n := range sets[i] {
			count[n]++
		}
	}
	// A counting sort: a shingle stands in no more texts than there are.
	next := make([]int32, len(texts)+2)
	for _, n := range count {
		next[n+1]++
	}
	for n := range len(texts) + 1 {
		next[n+1] += next[n]
	}
	single = int(next[min(2, len(texts)+1)])
	place := count
	for n, c := range count {
		place[n] = next[c]
		next[c]++
	}
	for _, set := range sets {
		for j, n := range set {
			set[j] = place[n]
		}
		slices.Sort(set)
	}
	return sets, single, len(place)
}

// syllables parts a text into lower-case words and numbers; punctuation is lost.
func syllables(s string) []string {
	return strings.FieldsFunc(vi.Key(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
