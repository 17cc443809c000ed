package nomination

import (
	"regexp"
	"strconv"
	"strings"

	"thidua/internal/vi"
)

// A Quantity is a figure of the periodic report as people write it: a number, with a
// sign of comparison before it where it bounds, and its unit: "≥ 98,5%", "12 buổi".
type Quantity struct {
	Bound string // "≥", ">", "≤", "<", or empty
	Unit  string // "%", "buổi"

	value int64 // in 1/10000
}

// quantityForm takes thousands parted by dots, decimals after a comma, or after a dot
// where that can't part thousands. What follows the number is its unit: "7/45" and
// "12.5.2026" are no quantities.
var quantityForm = regexp.MustCompile(`^([≥>≤<]?)\s*(?:(\d{1,3}(?:\.\d{3}){1,3}|\d{1,10})(?:,(\d{1,4}))?|(\d{1,10})\.(\d{1,2}))\s*(%.*|\pL.*)?$`)

// ParseQuantity reads a quantity.
func ParseQuantity(s string) (Quantity, bool) {
	m := quantityForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return Quantity{}, false
	}
	whole, decimals := strings.ReplaceAll(m[2], ".", "")+m[4], m[3]+m[5]
	n, err := strconv.ParseInt(whole+(decimals + "0000")[:4], 10, 64)
	return Quantity{Bound: m[1], Unit: strings.TrimSpace(m[6]), value: n}, err == nil
}

// Of gives how much of a planned quantity this one is, in 1/1000; false where the two
// can't be compared so: another unit, a plan of nothing, or one that sets an upper
// bound, which is kept by staying below it.
func (q Quantity) Of(planned Quantity) (int64, bool) {
	if planned.value <= 0 || vi.Key(q.Unit) != vi.Key(planned.Unit) || q.Bound != "" || planned.Bound == "≤" || planned.Bound == "<" {
		return 0, false
	}
	return (2000*q.value + planned.value) / (2 * planned.value), true
}

// Reaches reports whether a result keeps what was planned; false also where the two
// have other units, of which nothing can be said: the second result tells.
func (q Quantity) Reaches(planned Quantity) (reached, comparable bool) {
	if vi.Key(q.Unit) != vi.Key(planned.Unit) || q.Bound != "" {
		return false, false
	}
	switch planned.Bound {
	case "≤":
		return q.value <= planned.value, true
	case "<":
		return q.value < planned.value, true
	case ">":
		return q.value > planned.value, true
	}
	return q.value >= planned.value, true
}
