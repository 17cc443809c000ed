package rule

import (
	"slices"

	"thidua/internal/finding"
	"thidua/internal/vi"
)

// inRegister orders concluded dossiers by the rows of Kết quả xét.
func inRegister(vs []*Verdict) {
	slices.SortStableFunc(vs, func(a, b *Verdict) int { return a.Conclusion.Row.Number - b.Conclusion.Row.Number })
}

// identity tells who a nominee is; "" where that can't be told. People are the same
// when name and birth date are, never by name alone; collectives when their names are.
func identity(v *Verdict) string {
	switch {
	case v.Name == "":
		return ""
	case v.Collective != nil:
		return "tập thể\x00" + vi.Key(v.Name)
	case v.Individual.Born.IsZero():
		return ""
	}
	return "cá nhân\x00" + vi.Key(v.Name) + "\x00" + v.Individual.Born.ISO()
}

// twice reports TD203 for a nominee who stands twice in the period, at the later
// name with the earlier beside it. Two dossiers of which one form is the other's
// Hình thức thay thế are one proposal.
func (k *checker) twice() {
	first := map[string][]*Verdict{}
	for _, v := range k.verdicts {
		id := identity(v)
		if id == "" {
			continue
		}
		for _, earlier := range first[id] {
			if alternatives(earlier, v) {
				continue
			}
			f := finding.New(finding.NomineeTwice, v.nameCell(), vi.Capital(v.kind())+" này được đề nghị hai lần trong kỳ "+k.period.Key+": "+
				string(earlier.Nominee)+" và "+string(v.Nominee)+".")
			f.Expected = "mỗi " + v.kind() + " một hồ sơ, hoặc hồ sơ thứ hai là hình thức thay thế"
			f.Got = "đã có hồ sơ " + string(earlier.Nominee)
			f.Clause, f.Basis = k.book.OneAward.Clause, k.book.OneAward.Basis
			f.Fix = "bỏ một hồ sơ, hoặc ghi hình thức kia vào cột \"Hình thức thay thế\"."
			f.Related = append(f.Related, earlier.nameCell())
			r := k.raise(v, f)
			r.of = append(r.of, earlier)
			break
		}
		first[id] = append(first[id], v)
	}
}

// alternatives reports whether one dossier's form is the other's alternative.
func alternatives(a, b *Verdict) bool {
	x, y := a.Record(), b.Record()
	instead := func(alternative, form string) bool { return alternative != "" && vi.Key(alternative) == vi.Key(form) }
	return vi.Key(x.Form) != vi.Key(y.Form) && (instead(x.Alternative, y.Form) || instead(y.Alternative, x.Form))
}
