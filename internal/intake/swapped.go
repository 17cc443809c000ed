package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// elsewhere names the column of the same row to which a value that doesn't fit its
// own seems to belong, as the beginning of a fix; "" where none is evident. Where
// that column's cell in turn fits here, the two were exchanged.
func (r *rowReader) elsewhere(col nomination.Column, c *cell, at finding.Place) string {
	if r.row == nil {
		return ""
	}
	hint := ""
	for _, other := range r.schema.Columns {
		n, ok := r.sheet.Columns[other.Head]
		if !ok || other.Head == col.Head || !r.looksLike(other, c) {
			continue
		}
		there := r.sheet.Place(at.Row, n).Cell()
		target := r.row.cell(n)
		switch {
		case target != nil && r.looksLike(col, target):
			return fmt.Sprintf("ô này và ô %s (cột %q) có vẻ bị đảo cho nhau: đổi lại; nếu không, ", there, other.Head)
		case hint == "" && (target == nil || !r.looksLike(other, target)):
			hint = fmt.Sprintf("có vẻ là giá trị của cột %q (ô %s): chuyển sang cột đó; nếu không, ", other.Head, there)
		}
	}
	return hint
}

// looksLike reports whether a cell holds what tells a column from others: a value of
// its list, a day, a person's name.
func (r *rowReader) looksLike(col nomination.Column, c *cell) bool {
	switch col.Kind {
	case nomination.Choice, nomination.Choices, nomination.AwardForm:
		key := nomination.ValueKey(c.text)
		return c.kind == textCell && slices.ContainsFunc(col.Values, func(v string) bool { return nomination.ValueKey(v) == key })
	case nomination.Date, nomination.BirthDate:
		v, bad := r.parseDate(nomination.Date, c)
		return bad == nil && v.Date.Whole()
	}
	return col.Head == nomination.HeadFullName && c.kind == textCell && personName(c.text)
}

// personName reports whether a text can be a Vietnamese person's name: two to six
// syllables, each with a capital.
func personName(s string) bool {
	words := strings.Fields(s)
	return len(words) >= 2 && len(words) <= 6 && !slices.ContainsFunc(words, func(w string) bool {
		first, _ := utf8.DecodeRuneInString(w)
		return !unicode.IsUpper(first) || !vi.Syllable(w)
	})
}
