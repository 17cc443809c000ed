// Package similar finds texts that say nearly the same in nearly the same words, as
// happens when one report of achievement is copied from another.
//
// Texts are compared by their shingles, runs of three syllables in a row. The share
// of two texts is twice the number of shingles that they have in common over the
// number of both, in percent. The search is exact, and most pairs cost next to
// nothing, for three reasons:
//
//   - Shingles are ordered from the rarest to the commonest, and two texts that share
//     enough have one of their rarest in common (prefix filtering, as in PPJoin).
//     Texts put together of set phrases have so much in common that looking at all
//     texts in turn is less work; then that is done.
//   - A sketch of each text, a bit a shingle, bounds from below what two texts don't
//     share, so that a pair out of set phrases falls at the price of a few words.
//   - Texts with the same shingles are searched for once.
package similar

import (
	"math/bits"
	"slices"
)

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
	shingled, single, kinds := shingles(texts)
	s := search{
		percent: percent, comparable: comparable, best: make([]Match, len(texts)),
		single: int32(single), index: make([]postings, kinds-single),
		sets: group(shingled), words: sketchWords(shingled),
	}
	s.probed, s.lengths = make([]int32, len(s.sets)), make([]int32, len(s.sets))
	s.sketches = make([]uint64, 0, len(s.sets)*s.words)
	for i, g := range s.sets {
		s.sketches = appendSketch(s.sketches, g.shingles, s.words)
		s.lengths[i] = int32(len(g.shingles))
		s.among(g)
		s.probe(int32(i))
		s.add(int32(i))
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
}

// sketchWords is how many words the sketches of some sets have: a power of two with
// two to four bits for each shingle of a long text, of the length that a shingle's
// text has on average. Fewer would be filled up, and texts that differ much would seem
// to differ little; more would be more to read.
func sketchWords(sets [][]int32) int {
	total, squares := 0, 0
	for _, s := range sets {
		total += len(s)
		squares += len(s) * len(s)
	}
	usual := squares / max(1, total)
	return min(max(stride, 1<<bits.Len(uint(usual/32))), 256)
}

// stride is how many words of sketches are compared at a time.
const stride = 8

// appendSketch adds the sketch of a set to others: so many words that have the parity
// of the shingles which fall on each bit. So two sketches differ in at most as many
// bits as their sets differ in shingles.
func appendSketch(sketches []uint64, shingles []int32, words int) []uint64 {
	start := len(sketches)
	sketches = append(sketches, make([]uint64, words)...)
	s := sketches[start:]
	shift := 64 - bits.Len(uint(words*64-1))
	for _, n := range shingles {
		h := uint64(n) * 0x9e3779b97f4a7c15 >> shift
		s[h/64] ^= 1 << (h % 64)
	}
	return sketches
}

// within reports whether two sketches differ in no more than most bits.
func within(a, b []uint64, most int) bool {
	for len(a) >= stride && len(b) >= stride {
		x, y := (*[stride]uint64)(a), (*[stride]uint64)(b)
		most -= bits.OnesCount64(x[0]^y[0]) + bits.OnesCount64(x[1]^y[1]) + bits.OnesCount64(x[2]^y[2]) + bits.OnesCount64(x[3]^y[3]) +
			bits.OnesCount64(x[4]^y[4]) + bits.OnesCount64(x[5]^y[5]) + bits.OnesCount64(x[6]^y[6]) + bits.OnesCount64(x[7]^y[7])
		if most < 0 {
			return false
		}
		a, b = a[stride:], b[stride:]
	}
	return true
}

// group puts texts with the same shingles together and leaves out those that are too
// short. Sets of one text come first, in the order of their texts: then each is later
// than those before it, and only sets of several texts are compared both ways.
func group(shingled [][]int32) []*set {
	var out []*set
	known := map[uint64][]*set{} // by a hash of the shingles
	for text, shingles := range shingled {
		if len(shingles) < shortest {
			continue
		}
		hash := uint64(len(shingles))
		for _, n := range shingles {
			hash = (hash ^ uint64(n)) * 0x9e3779b97f4a7c15
			hash ^= hash >> 32
		}
		alike := known[hash]
		i := slices.IndexFunc(alike, func(g *set) bool { return slices.Equal(g.shingles, shingles) })
		if i < 0 {
			g := &set{shingles: shingles, texts: []int{text}}
			known[hash] = append(alike, g)
			out = append(out, g)
			continue
		}
		alike[i].texts = append(alike[i].texts, text)
	}
	slices.SortStableFunc(out, func(a, b *set) int { return min(len(a.texts), 2) - min(len(b.texts), 2) })
	return out
}

// A search goes through the sets one by one and holds each against those before it.
type search struct {
	percent    int
	comparable func(earlier, later int) bool
	best       []Match // of each text so far; Percent 0: none
	sets       []*set
	lengths    []int32  // of the sets so far, in shingles
	sketches   []uint64 // of the sets so far, one after the other
	words      int      // of each
	probed     []int32  // of each set: the last that was compared with it, from 1
	least      int      // the floor of the set that is being probed
	single     int32    // shingles below it stand in one text alone and lead nowhere
	index      []postings
}

// postings are the sets that have a shingle among their rarest: near, where a text of
// their own length or longer must meet them; far, where only a shorter one may.
type postings struct{ near, far []int32 }

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

// probe compares a set with those before it that have one of its rarest shingles, or
// with all before it where that is less to look at.
func (s *search) probe(at int32) {
	g := s.sets[at]
	n := len(g.shingles)
	s.least = s.floor(g)
	least := s.least
	near, far := reach(n, least)
	met := 0
	for i, shingle := range g.shingles[:far] {
		if shingle < s.single {
			continue
		}
		p := &s.index[shingle-s.single]
		if met += len(p.near); i < near {
			met += len(p.far)
		}
	}
	if met > int(at) {
		for c := range at {
			s.compare(at, c)
		}
		return
	}
	for i := 0; i < far; i++ {
		if g.shingles[i] < s.single {
			continue
		}
		p := &s.index[g.shingles[i]-s.single]
		s.compareNew(at, p.near)
		if i < near {
			s.compareNew(at, p.far)
		}
		if s.least > least {
			least = s.least
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

// compareNew holds a set against candidates that it wasn't held against before.
func (s *search) compareNew(at int32, candidates []int32) {
	for _, c := range candidates {
		if s.probed[c] != at+1 {
			s.probed[c] = at + 1
			s.compare(at, c)
		}
	}
}

// compare holds a set against an earlier one.
func (s *search) compare(at, candidate int32) {
	n, m := int(s.lengths[at]), int(s.lengths[candidate])
	need := of(s.least, n, m)
	// Of n and m shingles those not shared are at most what the need leaves.
	if min(n, m) < need || !within(s.sketch(at), s.sketch(candidate), n+m-2*need) {
		return
	}
	g, c := s.sets[at], s.sets[candidate]
	shared := common(c.shingles, g.shingles, need)
	if shared < need {
		return
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
	s.least = s.floor(g)
}

func (s *search) sketch(at int32) []uint64 {
	return s.sketches[int(at)*s.words : (int(at)+1)*s.words]
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
func (s *search) add(at int32) {
	shingles := s.sets[at].shingles
	near, far := reach(len(shingles), s.percent)
	for i, n := range shingles[:far] {
		switch {
		case n < s.single:
		case i < near:
			p := &s.index[n-s.single]
			p.near = append(p.near, at)
		default:
			p := &s.index[n-s.single]
			p.far = append(p.far, at)
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
