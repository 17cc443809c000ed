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
	{FinalGate, []string{GateAndOneOf, OneOfThree}},
	{DeadlineBefore, []string{BeforeStrict, BeforeInclusive}},
	{FlagQuota, []string{FlagReplaces, FlagAdds}},
	{FlagPeopleGate, []string{SameGate, NoGate}},
}

// crossCheck holds the parts of the rulebook against each other: every key that is
// used exists, and no key stands twice.
func (d *decoder) crossCheck(root *object, b *Rulebook) {
	d.unique(root, "periods", "key", keysOf(b.Periods, func(p Period) string { return p.Key }))
	d.unique(root, "forms", "key", keysOf(b.Forms, func(f Form) string { return f.Key }))
	d.unique(root, "legal_bases", "key", keysOf(b.LegalBases, func(l LegalBasis) string { return l.Key }))
	d.unique(root, "forms", "name", keysOf(b.Forms, func(f Form) string { return vi.Key(f.Name) + " (" + f.Period + ")" }))
	d.unique(root, "quotas", "form", keysOf(b.Quotas, quotaKey))
	d.unique(root, "rewards", "form", keysOf(b.Rewards, func(r Reward) string { return r.Form }))
	d.unique(root, "deadlines", "level", keysOf(b.Deadlines, func(l Deadline) string { return l.Level + " (" + l.Period + ")" }))

	for i, p := range b.Dossiers {
		for _, form := range p.Forms {
			d.knownForm(d.valueOf(root, "dossiers", i, "forms"), b, form)
		}
	}
	d.knownForms(root, "quotas", "form", b, keysOf(b.Quotas, func(q Quota) string { return q.Form }))
	d.knownForms(root, "quotas", "beside", b, keysOf(b.Quotas, func(q Quota) string { return q.Beside }))
	d.knownForms(root, "votes", "form", b, keysOf(b.Votes, func(v Vote) string { return v.Form }))
	d.knownForms(root, "rewards", "form", b, keysOf(b.Rewards, func(r Reward) string { return r.Form }))
	d.readings(root, b)
	d.quotaReadings(root, b)
	for i, f := range b.Forms {
		at := d.member(root, "forms", i)
		for _, c := range []*Criterion{f.Collective, f.Individual} {
			d.byReadings(at, b, c)
			d.besides(at, b, c)
		}
		if c := ofPeople(f.Collective); c != nil {
			d.fault(at, "Tiêu chuẩn \""+c.Label+"\" chỉ xét được cho cá nhân", "bỏ khỏi phần collective", "")
		}
	}
}

// ofPeople finds a predicate about data that only the sheet of individuals holds.
func ofPeople(c *Criterion) *Criterion {
	for m := range c.All() {
		if m.Conduct != nil || m.DirectRole != nil || m.ServiceMonths != nil {
			return m
		}
	}
	return nil
}

// besides asks that a form named by not_beside exists.
func (d *decoder) besides(at ast.Node, b *Rulebook, c *Criterion) {
	for m := range c.All() {
		if y := m.YearsRankedWithin; y != nil && y.NotBeside != "" && b.FormByKey(y.NotBeside) == nil {
			d.fault(at, "Tiêu chuẩn \""+m.Label+"\" nêu hình thức \""+y.NotBeside+"\" không có trong forms (not_beside)",
				"khóa của một hình thức trong forms", y.NotBeside)
		}
	}
}

// quotaKey tells quotas apart: one for each form, for what it stands beside and for
// how a clause is understood.
func quotaKey(q Quota) string {
	key := q.Form
	if q.Beside != "" {
		key += " (cùng " + q.Beside + ")"
	}
	if q.Reading != "" {
		key += " (" + q.Reading + ": " + q.Choice + ")"
	}
	return key
}

// quotaReadings asks that a quota which depends on a reading names one of its choices.
func (d *decoder) quotaReadings(o *object, b *Rulebook) {
	for i, q := range b.Quotas {
		if q.Reading == "" || q.Choice == "" { // half a pair is reported where it was read
			continue
		}
		r := b.ReadingByKey(q.Reading)
		if r == nil {
			d.fault(d.valueOf(o, "quotas", i, "reading"), "Cách hiểu \""+q.Reading+"\" không có trong readings", "khóa của một mục trong readings", q.Reading)
			continue
		}
		have := keysOf(r.Choices, func(c Choice) string { return c.Key })
		if !slices.Contains(have, q.Choice) {
			d.fault(d.valueOf(o, "quotas", i, "choice"), "Cách hiểu \""+q.Reading+"\" không có lựa chọn \""+q.Choice+"\"",
				"một trong: "+strings.Join(have, ", "), q.Choice)
		}
	}
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

func (d *decoder) knownForms(o *object, list, field string, b *Rulebook, used []string) {
	for i, key := range used {
		if key != "" {
			d.knownForm(d.valueOf(o, list, i, field), b, key)
		}
	}
}

// knownForm reports the key of a form that isn't there, and offers the nearest.
func (d *decoder) knownForm(n ast.Node, b *Rulebook, key string) {
	if b.FormByKey(key) != nil {
		return
	}
	all := keysOf(b.Forms, func(f Form) string { return f.Key })
	expected := "khóa của một hình thức trong forms: " + strings.Join(all, ", ")
	if near, ok := vi.Nearest(key, all); ok {
		expected = "\"" + near + "\""
	}
	d.fault(n, fmt.Sprintf("Hình thức \"%s\" không có trong forms", key), expected, key)
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
	for m := range c.All() {
		if m.ByReading == nil {
			continue
		}
		r := b.ReadingByKey(m.ByReading.Reading)
		if r == nil {
			d.fault(at, "Tiêu chuẩn \""+m.Label+"\" dựa vào cách hiểu \""+m.ByReading.Reading+"\" không có trong readings", "khóa của một mục trong readings", m.ByReading.Reading)
			continue
		}
		want := keysOf(r.Choices, func(c Choice) string { return c.Key })
		have := keysOf(m.ByReading.Cases, func(c ReadingCase) string { return c.Choice })
		if !sameSet(have, want) {
			d.fault(at, "Tiêu chuẩn \""+m.Label+"\" phải có đúng một trường hợp cho mỗi lựa chọn của \""+r.Key+"\"", strings.Join(want, ", "), strings.Join(have, ", "))
		}
	}
}
