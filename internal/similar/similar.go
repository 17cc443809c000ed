// Package similar finds texts that say nearly the same in nearly the same words, as
// happens when one report of achievement is copied from another.
//
// Texts are compared by their shingles, runs of three syllables in a row. The share
// of two texts is twice the number of shingles that they have in common over the
// number of both, in percent. The search is exact: shingles are ordered from the
// rarest to the commonest, and two texts that share enough have one of their rarest
// in common (prefix filtering), so that most pairs are never looked at.
package similar

import (
	"cmp"
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
	sets := shingles(texts)
	index := map[int][]int{} // shingle → texts in whose prefix it stands
	seen := make([]int, len(texts))
	var out []Match
	for later, set := range sets {
		n := len(set)
		if n < shortest {
			continue
		}
		// What two texts share is at most the smaller one, so a partner has at least
		// percent/(200-percent) of this one's shingles, all of them shared.
		least := (percent*n + 199 - percent) / (200 - percent)
		best := Match{Later: later}
		prefix := set[:n-least+1]
		for _, s := range prefix {
			for _, earlier := range index[s] {
				if seen[earlier] == later+1 {
					continue
				}
				seen[earlier] = later + 1
				m := len(sets[earlier])
				need := max((percent*(n+m)+199)/200, best.Percent*(n+m)/200)
				if min(n, m) < need {
					continue
				}
				shared := common(sets[earlier], set, need)
				if shared < need {
					continue
				}
				share := 200 * shared / (n + m)
				better := share > best.Percent || share == best.Percent && earlier < best.Earlier
				if better && comparable(earlier, later) {
					best.Earlier, best.Percent = earlier, share
				}
			}
		}
		for _, s := range prefix {
			index[s] = append(index[s], later)
		}
		if best.Percent > 0 {
			out = append(out, best)
		}
	}
	return out
}

// common counts what two ascending sets share, or gives up with less than need.
func common(a, b []int, need int) int {
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
// order from the rarest to the commonest.
func shingles(texts []string) [][]int {
	number := map[string]int{}
	var count []int
	sets := make([][]int, len(texts))
	for i, t := range texts {
		words := syllables(t)
		for j := 0; j+width <= len(words); j++ {
			key := strings.Join(words[j:j+width], " ")
			n, ok := number[key]
			if !ok {
				n = len(count)
				number[key] = n
				count = append(count, 0)
			}
			sets[i] = append(sets[i], n)
		}
		slices.Sort(sets[i])
		sets[i] = slices.Compact(sets[i])
		for _, n := range sets[i] {
			count[n]++
		}
	}
	order := make([]int, len(count))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(count[a], count[b]), cmp.Compare(a, b)) })
	place := make([]int, len(count))
	for i, n := range order {
		place[n] = i
	}
	for _, set := range sets {
		for j, n := range set {
			set[j] = place[n]
		}
		slices.Sort(set)
	}
	return sets
}

// syllables parts a text into lower-case words and numbers; punctuation is lost.
func syllables(s string) []string {
	return strings.FieldsFunc(vi.Key(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
