package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"thidua/internal/vi"
)

// switches are the readings that the rules know, each with its choices (contract of
// the sheet Cách hiểu). A rulebook states all of them and which choice comes first.
var switches = []struct {
	key     string
	choices []string
}{
	{RankSubject, []string{RankOfWard, RankOfUnit}},
	{CityCollective, []string{CollectiveAny, CollectiveWard, CollectiveOther}},
	{FinalGate, []string{"gate-and-one-of", "one-of-three"}},
	{DeadlineBefore, []string{BeforeStrict, BeforeInclusive}},
	{FlagQuota, []string{"flag-replaces", "flag-adds"}},
	{FlagPeopleGate, []string{"same-gate", "no-gate"}},
}

// crossCheck holds the parts of the rulebook against each other: every key that is
// used exists, and no key stands twice.
func (d *decoder) crossCheck(root *object, b *Rulebook) {
	d.unique(root, "periods", "key", keysOf(b.Periods, func(p Period) string { return p.Key }))
	d.unique(root, "forms", "key", keysOf(b.Forms, func(f Form) string { return f.Key }))
	d.unique(root, "legal_bases", "key", keysOf(b.LegalBases, func(l LegalBasis) string { return l.Key }))
	d.unique(root, "forms", "name", keysOf(b.Forms, func(f Form) string { return vi.Key(f.Name) + " (" + f.Period + ")" }))
	d.unique(root, "quotas", "form", keysOf(b.Quotas, func(q Quota) string { return q.Form }))
	d.unique(root, "rewards", "form", keysOf(b.Rewards, func(r Reward) string { return r.Form }))
	d.unique(root, "deadlines", "level", keysOf(b.Deadlines, func(l Deadline) string { return l.Level + " (" + l.Period + ")" }))

	d.knownForms(root, "quotas", b, keysOf(b.Quotas, func(q Quota) string { return q.Form }))
	d.knownForms(root, "votes", b, keysOf(b.Votes, func(v Vote) string { return v.Form }))
	d.knownForms(root, "rewards", b, keysOf(b.Rewards, func(r Reward) string { return r.Form }))
	d.readings(root, b)
	for i, f := range b.Forms {
		at := d.member(root, "forms", i)
		d.byReadings(at, b, f.Collective)
		d.byReadings(at, b, f.Individual)
		if c := ofPeople(f.Collective); c != nil {
			d.fault(at, "Tiêu chuẩn \""+c.Label+"\" chỉ xét được cho cá nhân", "bỏ khỏi phần collective", "")
		}
	}
}

// ofPeople finds a predicate about data that only the sheet of individuals holds.
func ofPeople(c *Criterion) *Criterion {
	switch {
	case c == nil:
		return nil
	case c.Conduct != nil, c.DirectRole != nil, c.ServiceMonths != nil:
		return c
	}
	members := slices.Concat(c.AllOf, c.AnyOf)
	if c.ByReading != nil {
		for _, r := range c.ByReading.Cases {
			members = append(members, r.Criterion)
		}
	}
	for i := range members {
		if found := ofPeople(&members[i]); found != nil {
			return found
		}
	}
	return nil
}

func keysOf[T any](list []T, key func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = key(v)
	}
	return out
}

// member gives the node of a list's member.
func (d *decoder) member(o *object, list string, i int) ast.Node {
	s, ok := bare(o.value[list]).(*ast.SequenceNode)
	if !ok || i >= len(s.Values) {
		return o.node
	}
	return s.Values[i]
}

// valueOf gives the node of a key in a list's member, where it can be mended.
func (d *decoder) valueOf(o *object, list string, i int, key string) ast.Node {
	n := d.member(o, list, i)
	m, ok := bare(n).(*ast.MappingNode)
	if !ok {
		return n
	}
	for _, p := range m.Values {
		if p.Key.GetToken().Value == key {
			return p.Value
		}
	}
	return n
}

func (d *decoder) unique(o *object, list, key string, values []string) {
	first := map[string]int{}
	for i, v := range values {
		if v == "" || strings.HasPrefix(v, " (") {
			continue
		}
		if j, twice := first[v]; twice {
			line, _ := position(d.member(o, list, j))
			d.fault(d.valueOf(o, list, i, key), fmt.Sprintf("\"%s\" ghi hai lần trong %s; lần đầu ở dòng %d", v, list, line), "mỗi "+key+" một lần", v)
			continue
		}
		first[v] = i
	}
}

func (d *decoder) knownForms(o *object, list string, b *Rulebook, used []string) {
	all := keysOf(b.Forms, func(f Form) string { return f.Key })
	for i, key := range used {
		if key == "" || b.FormByKey(key) != nil {
			continue
		}
		expected := "khóa của một hình thức trong forms: " + strings.Join(all, ", ")
		if near, ok := vi.Nearest(key, all); ok {
			expected = "\"" + near + "\""
		}
		d.fault(d.valueOf(o, list, i, "form"), fmt.Sprintf("Hình thức \"%s\" không có trong forms", key), expected, key)
	}
}

// readings asks for the six switches with exactly their choices: what the rules
// decide by name must not be missing or misspelt.
func (d *decoder) readings(o *object, b *Rulebook) {
	var known []string
	for _, s := range switches {
		known = append(known, s.key)
	}
	d.unique(o, "readings", "key", keysOf(b.Readings, func(r Reading) string { return r.Key }))
	for i, r := range b.Readings {
		if r.Key == "" {
			continue
		}
		d.choices(o, i, r, known)
	}
	for _, s := range switches {
		if o.has("readings") && b.ReadingByKey(s.key) == nil {
			d.fault(o.keys["readings"], "Mục readings thiếu cách hiểu \""+s.key+"\"", "đủ các cách hiểu: "+strings.Join(known, ", "), "")
		}
	}
}

func (d *decoder) choices(o *object, i int, r Reading, known []string) {
	for _, s := range switches {
		if s.key != r.Key {
			continue
		}
		have := keysOf(r.Choices, func(c Choice) string { return c.Key })
		if !sameSet(have, s.choices) {
			d.fault(d.valueOf(o, "readings", i, "choices"), "Các lựa chọn của cách hiểu \""+r.Key+"\" không đúng",
				strings.Join(s.choices, ", ")+" (đứng đầu là mặc định)", strings.Join(have, ", "))
		}
		return
	}
	expected := "một trong: " + strings.Join(known, ", ")
	if near, ok := vi.Nearest(r.Key, known); ok {
		expected = "\"" + near + "\""
	}
	d.fault(d.valueOf(o, "readings", i, "key"), "Cách hiểu \""+r.Key+"\" không có", expected, r.Key)
}

func sameSet(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	count := map[string]int{}
	for i := range a {
		count[a[i]]++
		count[b[i]]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// byReadings asks that a rule which depends on a reading has one case for each choice.
func (d *decoder) byReadings(at ast.Node, b *Rulebook, c *Criterion) {
	if c == nil {
		return
	}
	for i := range c.AllOf {
		d.byReadings(at, b, &c.AllOf[i])
	}
	for i := range c.AnyOf {
		d.byReadings(at, b, &c.AnyOf[i])
	}
	if c.ByReading == nil {
		return
	}
	r := b.ReadingByKey(c.ByReading.Reading)
	if r == nil {
		d.fault(at, "Tiêu chuẩn \""+c.Label+"\" dựa vào cách hiểu \""+c.ByReading.Reading+"\" không có trong readings", "khóa của một mục trong readings", c.ByReading.Reading)
		return
	}
	want := keysOf(r.Choices, func(c Choice) string { return c.Key })
	have := keysOf(c.ByReading.Cases, func(c ReadingCase) string { return c.Choice })
	if !sameSet(have, want) {
		d.fault(at, "Tiêu chuẩn \""+c.Label+"\" phải có đúng một trường hợp cho mỗi lựa chọn của \""+r.Key+"\"", strings.Join(want, ", "), strings.Join(have, ", "))
	}
	for i := range c.ByReading.Cases {
		d.byReadings(at, b, &c.ByReading.Cases[i].Criterion)
	}
}
