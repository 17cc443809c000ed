package rule

import (
	"fmt"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// quotas holds the number of dossiers of each form against its bound: before the
// meeting as a note on how many are to be chosen, afterwards as an error on what was
// concluded.
func (k *checker) quotas() {
	for i := range k.book.Quotas {
		q := &k.book.Quotas[i]
		k.quota(q, q.Collective, func(v *Verdict) bool { return v.Collective != nil })
		k.quota(q, q.Individual, func(v *Verdict) bool { return v.Individual != nil })
	}
}

func (k *checker) quota(q *rulebook.Quota, bound int, ofKind func(*Verdict) bool) {
	if bound == rulebook.Unlimited {
		return
	}
	var nominated, concluded []*Verdict
	for _, v := range k.verdicts {
		if v.Form == nil || v.Form.Key != q.Form || !ofKind(v) {
			continue
		}
		nominated = append(nominated, v)
		if v.putForward() {
			concluded = append(concluded, v)
		}
	}
	if k.met {
		k.overQuota(q, bound, concluded)
		return
	}
	if len(nominated) > bound {
		k.choose(q, bound, nominated)
	}
}

// choose tells before the meeting how many of the nominated can be put forward.
func (k *checker) choose(q *rulebook.Quota, bound int, nominated []*Verdict) {
	first := nominated[0]
	count := map[Result]int{}
	for _, v := range nominated {
		count[joint(v.Criteria)]++
	}
	f := finding.New(finding.OverCityQuota, first.formCell(), fmt.Sprintf("Chọn %s trong %s %s được đề nghị %s.",
		vi.Count(bound), vi.Count(len(nominated)), first.kind(), first.Form.Name))
	f.Severity, f.Unit = finding.Note, k.unitName(first.Nominee.Unit())
	f.Expected = fmt.Sprintf("kết luận không quá %s %s", vi.Count(bound), first.kind())
	f.Got = fmt.Sprintf("%s đạt, %s chưa đủ căn cứ, %s không đạt", vi.Count(count[Pass]), vi.Count(count[Unknown]), vi.Count(count[Fail]))
	f.Clause, f.Basis = q.Clause, q.Basis
	f.Fix = "họp xét, rồi ghi kết luận vào trang \"" + nomination.SheetConclusions + "\"."
	for _, v := range nominated[1:] {
		f.Related = append(f.Related, v.formCell())
	}
	k.raised = append(k.raised, &raised{Finding: f, of: nominated})
}

// overQuota answers for every concluded dossier whether the bound is kept. Where it
// isn't, no one of them is the surplus one: the finding stands at the first Kết luận
// beyond the bound and names the others.
func (k *checker) overQuota(q *rulebook.Quota, bound int, concluded []*Verdict) {
	if len(concluded) == 0 {
		return
	}
	kind, name := concluded[0].kind(), concluded[0].Form.Name
	node := Node{
		Key: KeyQuota, Label: "Số lượng được đề nghị", Result: Pass, Clause: q.Clause, Basis: q.Basis, Sentence: q.Sentence,
		Evidence: fmt.Sprintf("Đã kết luận %s %s; được đề nghị không quá %s", vi.Count(len(concluded)), kind, vi.Count(bound)),
	}
	surplus := len(concluded) - bound
	if surplus > 0 {
		node.Result = Fail
	}
	inRegister(concluded)
	for _, v := range concluded {
		node.Places = append(node.Places, v.Conclusion.Row.At(nomination.HeadConclusion))
	}
	for _, v := range concluded {
		v.Criteria = append(v.Criteria, node)
	}
	if surplus <= 0 {
		return
	}
	f := finding.New(finding.OverCityQuota, node.Places[bound], fmt.Sprintf("Đã kết luận %s %s đề nghị %s, vượt %s; bớt %s trong %s.",
		vi.Count(len(concluded)), kind, name, vi.Count(surplus), vi.Count(surplus), vi.Count(len(concluded))))
	f.Expected = fmt.Sprintf("không quá %s %s", vi.Count(bound), kind)
	f.Got = fmt.Sprintf("%s %s", vi.Count(len(concluded)), kind)
	f.Clause, f.Basis = q.Clause, q.Basis
	f.Fix = "sửa kết luận của " + vi.Count(surplus) + " hồ sơ trong trang \"" + nomination.SheetConclusions + "\"."
	f.Nominee = string(concluded[bound].Nominee)
	f.Unit = k.unitName(concluded[bound].Nominee.Unit())
	f.Related = append(append(f.Related, node.Places[:bound]...), node.Places[bound+1:]...)
	k.raised = append(k.raised, &raised{Finding: f, of: concluded})
}
