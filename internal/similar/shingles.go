package similar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/vi"
)

// width is the number of syllables in a shingle.
const width = 3

// A run is a shingle as the numbers of its syllables.
type run [width]int32

// shingles gives the set of shingles of each text, each shingle as its place in the
// order from the rarest to the commonest, and how many stand in one text alone: the
// first in that order. kinds is the number of all.
func shingles(texts []string) (sets [][]int32, single, kinds int) {
	words, known := newVocabulary(), newRuns()
	var count, last []int32 // of each shingle: texts that have it, and the last of them from 1
	sets = make([][]int32, len(texts))
	var syllables, all []int32
	for i, t := range texts {
		syllables, all = words.numbers(syllables[:0], t), all[:0]
		for j := width; j <= len(syllables); j++ {
			n := known.number(run(syllables[j-width : j]))
			if int(n) == len(count) {
				count, last = append(count, 0), append(last, 0)
			}
			if last[n] != int32(i+1) {
				last[n] = int32(i + 1)
				count[n]++
				all = append(all, n)
			}
		}
		sets[i] = append([]int32(nil), all...)
	}
	single = order(sets, count)
	return sets, single, len(count)
}

// order puts in the place of each shingle's number its rank from the rarest to the
// commonest, of equally rare ones from the first seen, and sorts the sets. count is in
// how many sets each stands. It gives how many stand in one.
func order(sets [][]int32, count []int32) (single int) {
	// A counting sort: a shingle stands in no more sets than there are.
	next := make([]int32, len(sets)+2)
	for _, n := range count {
		next[n+1]++
	}
	for n := range len(sets) + 1 {
		next[n+1] += next[n]
	}
	single = int(next[min(2, len(sets)+1)])
	rank, rarest := make([]int32, len(count)), make([]int32, len(count))
	for n, c := range count {
		rank[n] = next[c]
		rarest[next[c]] = c
		next[c]++
	}
	// Another, of all sets at once: which sets have each shingle, and from these, rank
	// by rank, the sets again.
	start := make([]int, len(count)+1)
	for r, c := range rarest {
		start[r+1] = start[r] + int(c)
	}
	having := make([]int32, start[len(count)])
	for i, set := range sets {
		for _, n := range set {
			r := rank[n]
			having[start[r]] = int32(i)
			start[r]++
		}
		sets[i] = set[:0]
	}
	for r, c := range rarest {
		for _, i := range having[start[r]-int(c) : start[r]] {
			sets[i] = append(sets[i], int32(r))
		}
	}
	return single
}

// A vocabulary numbers syllables: lower-case words and figures, one spelling of each
// (vi.Key). As they are written there are few more of them, so that a text's syllables
// are found as they stand.
type vocabulary struct {
	written map[string]int32
	keys    map[string]int32
}

func newVocabulary() *vocabulary {
	return &vocabulary{map[string]int32{}, map[string]int32{}}
}

// numbers adds the numbers of a text's syllables; punctuation is lost.
func (v *vocabulary) numbers(out []int32, text string) []int32 {
	text = vi.Clean(text) // letters and marks that stand apart are one
	start := -1
	for i := 0; i < len(text); {
		c, size := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[i:])
		}
		switch in := inSyllable(c); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out = append(out, v.number(text[start:i]))
			start = -1
		}
		i += size
	}
	if start >= 0 {
		out = append(out, v.number(text[start:]))
	}
	return out
}

// inSyllable reports whether a rune is a letter or a figure.
func inSyllable(c rune) bool {
	if c < utf8.RuneSelf {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsNumber(c)
}

func (v *vocabulary) number(written string) int32 {
	n, ok := v.written[written]
	if !ok {
		key := vi.Key(written)
		if n, ok = v.keys[key]; !ok {
			n = int32(len(v.keys))
			v.keys[key] = n
		}
		v.written[strings.Clone(written)] = n // a slice of the text would keep all of it
	}
	return n
}

// runs numbers shingles. It is a table of its own, because half of the work of finding
// shingles is looking them up.
type runs struct {
	known []run
	slots []int32 // where a run's hash points, or after it: its number from 1; 0: none
}

func newRuns() *runs { return &runs{slots: make([]int32, 1<<10)} }

// number gives a run's number; a new one the next.
func (t *runs) number(r run) int32 {
	if 2*len(t.known) >= len(t.slots) {
		t.slots = make([]int32, 4*len(t.slots))
		for i, k := range t.known {
			t.slots[t.find(k)] = int32(i + 1)
		}
	}
	at := t.find(r)
	if t.slots[at] == 0 {
		t.known = append(t.known, r)
		t.slots[at] = int32(len(t.known))
	}
	return t.slots[at] - 1
}

// find gives the slot that has a run, or is free for it.
func (t *runs) find(r run) uint64 {
	const mix = 0x9e3779b97f4a7c15
	h := ((uint64(r[0])*mix+uint64(r[1]))*mix + uint64(r[2])) * mix
	last := uint64(len(t.slots) - 1)
	for at := h >> 32 & last; ; at = (at + 1) & last {
		if n := t.slots[at]; n == 0 || t.known[n-1] == r {
			return at
		}
	}
}
