package rule

import (
	"fmt"
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A bound is how many dossiers of one form may be put forward for one kind of nominee,
// and from where that is known.
type bound struct {
	quota     *rulebook.Quota
	form      *rulebook.Form
	code      finding.Code
	most      int
	allocated []*nomination.Allocation // the rows that make up the number, where it was allocated
}

// quotas holds the number of dossiers of each form against its bound: before the
// meeting as a note on how many are to be chosen, afterwards as an error on what was
// concluded.
func (k *checker) quotas() {
	k.bounds = nil
	k.unknownAllocations()
	for i := range k.book.Forms {
		f := &k.book.Forms[i]
		if f.Period != k.period.Kind {
			continue
		}
		for _, individual := range []bool{false, true} {
			if b, ok := k.boundOf(f, individual); ok {
				k.bounds = append(k.bounds, Bound{Form: f, Individual: individual, Most: b.most, Quota: b.quota})
				k.quota(b, individual)
			}
		}
	}
}

// boundOf finds what bounds a form for a kind of nominee: the quotas know each other,
// and one beside another form takes the place of the form's own.
func (k *checker) boundOf(f *rulebook.Form, individual bool) (bound, bool) {
	q := k.book.QuotaInForce(f.Key, individual, k.isPutForward, k.choice)
	if q == nil {
		return bound{}, false
	}
	b := bound{quota: q, form: f, most: q.Bound(individual)}
	switch {
	case q.Allocated:
		b.code, b.most, b.allocated = finding.OverAllocation, 0, k.allocations(f, individual)
		for _, a := range b.allocated {
			b.most += max(0, a.Number)
		}
	case q.Beside != "":
		b.code = finding.OverBesideFlag
	case f.Kind == rulebook.EmulationTitle:
		b.code = finding.OverFlagQuota
	case f.Period == rulebook.Final:
		b.code = finding.OverFinalQuota
	default:
		b.code = finding.OverCityQuota
	}
	return b, true
}

// allocations gives the rows of Phân bổ for a form and a kind of nominee.
func (k *checker) allocations(f *rulebook.Form, individual bool) []*nomination.Allocation {
	kind := nomination.KindCollective
	if individual {
		kind = nomination.KindIndividual
	}
	var out []*nomination.Allocation
	for _, a := range k.records.Register.Allocations {
		if a.Period == k.options.Period && slices.Contains(k.book.FormsNamed(a.Form), f) && k.key(a.Kind) == k.key(kind) {
			out = append(out, a)
		}
	}
	return out
}

// unknownAllocations reports rows of Phân bổ for an award form that the plan doesn't
// know: nothing can be proposed by them.
func (k *checker) unknownAllocations() {
	var names []string
	for i := range k.book.Forms {
		if f := &k.book.Forms[i]; k.book.QuotaInForce(f.Key, true, k.isPutForward, k.choice) != nil && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	for _, a := range k.records.Register.Allocations {
		if a.Period != k.options.Period || a.Form == "" || len(k.book.FormsNamed(a.Form)) > 0 {
			continue
		}
		f := finding.New(finding.NotInList, a.Row.At(nomination.HeadForm),
			"Kế hoạch không có danh hiệu, hình thức \""+a.Form+"\"; dòng phân bổ này không dùng đến.")
		f.Got, f.Expected = a.Form, strings.Join(names, "; ")
		f.Fix = "ghi đúng tên một trong: " + f.Expected + "."
		if near, ok := vi.Nearest(a.Form, names); ok {
			f.Expected, f.Fix = near, "có phải \""+near+"\"? Nếu không, ghi đúng tên danh hiệu, hình thức trong Kế hoạch."
		}
		k.keep(f)
	}
}

func (k *checker) isPutForward(form string) bool { return len(k.forward[form]) > 0 }

func (k *checker) quota(b bound, individual bool) {
	var dossiers []*Verdict
	for _, v := range k.forward[b.form.Key] {
		if (v.Individual != nil) == individual {
			dossiers = append(dossiers, v)
		}
	}
	switch {
	case len(dossiers) == 0:
	case b.quota.Allocated && b.most == 0:
		for _, v := range dossiers {
			k.notAllocated(b, v)
		}
	case k.met:
		k.overQuota(b, dossiers)
	case len(dossiers) > b.most:
		k.choose(b, dossiers)
	}
}

// about fills in what every finding about a quota says.
func (b bound) about(f finding.Finding) finding.Finding {
	f.Clause, f.Basis = b.quota.Clause, b.quota.Basis
	return f
}

// beside names the other form within a sentence, "" where there is none.
func (k *checker) beside(b bound) string {
	if f := k.book.FormByKey(b.quota.Beside); f != nil {
		return " cùng với " + f.Name
	}
	return ""
}

// source tells where an allocated number comes from, "" for a bound of the plan.
func (b bound) source() string {
	var documents []string
	for _, a := range b.allocated {
		if d := document(a.Document); d != "" && !slices.Contains(documents, d) {
			documents = append(documents, d)
		}
	}
	if len(documents) == 0 {
		return ""
	}
	return " (" + strings.Join(documents, ", ") + ")"
}

// choose tells before the meeting how many of the nominated can be put forward.
func (k *checker) choose(b bound, nominated []*Verdict) {
	first := nominated[0]
	message := fmt.Sprintf("Chọn %s trong %s %s được đề nghị %s%s.",
		vi.Count(b.most), vi.Count(len(nominated)), first.kind(), b.form.Name, k.beside(b))
	if b.most == 0 {
		when := ""
		if other := k.book.FormByKey(b.quota.Beside); other != nil {
			when = "khi phường đề nghị " + other.Name + " thì "
		}
		message = fmt.Sprintf("Đang có %s %s được đề nghị %s; %skhông chọn %s nào.",
			vi.Count(len(nominated)), first.kind(), b.form.Name, when, first.kind())
	}
	f := b.about(finding.New(b.code, first.formCell(), message))
	f.Severity, f.Unit = finding.Note, k.records.UnitName(first.Nominee.Unit())
	f.Expected = fmt.Sprintf("kết luận không quá %s %s%s", vi.Count(b.most), first.kind(), b.source())
	f.Got = sideBySide(nominated)
	f.Fix = "họp xét, rồi ghi kết luận vào trang \"" + nomination.SheetConclusions + "\"."
	for _, v := range nominated[1:] {
		f.Related = append(f.Related, v.formCell())
	}
	k.keep(f, nominated...)
}

// mostNamed is how many candidates a finding names; of more it gives the number.
const mostNamed = 12

// sideBySide sets the candidates beside each other: how many meet the standards, and
// who does.
func sideBySide(candidates []*Verdict) string {
	count := map[Result]int{}
	var names []string
	for _, v := range candidates {
		result := joint(v.Criteria)
		count[result]++
		names = append(names, fmt.Sprintf("%s (%s) %s", v.Name, v.Nominee, strings.ToLower(result.Vietnamese())))
	}
	if more := len(names) - mostNamed; more > 0 {
		names = append(names[:mostNamed], "và "+vi.Count(more)+" hồ sơ khác")
	}
	return fmt.Sprintf("%s đạt, %s chưa đủ căn cứ, %s không đạt: %s",
		vi.Count(count[Pass]), vi.Count(count[Unknown]), vi.Count(count[Fail]), strings.Join(names, "; "))
}

// quotaNode begins the node of a verdict about its quota.
func quotaNode(b bound, result Result, evidence string) Node {
	return Node{
		Key: KeyQuota, Label: "Số lượng được đề nghị", Result: result,
		Clause: b.quota.Clause, Basis: b.quota.Basis, Sentence: b.quota.Sentence, Evidence: evidence,
	}
}

// notAllocated reports TD405, once for each dossier: the State's awards are proposed
// as allocated, and nothing was allocated for this one.
func (k *checker) notAllocated(b bound, v *Verdict) {
	at := v.formCell()
	if k.met {
		at = v.Conclusion.Row.At(nomination.HeadConclusion)
	}
	lacking := fmt.Sprintf("chưa có phân bổ \"%s\" cho %s trong kỳ %s", b.form.Name, v.kind(), k.options.Period)
	f := b.about(finding.New(finding.NoAllocation, at, "Trang \""+nomination.SheetAllocations+"\" "+lacking+"."))
	f.Expected = "số lượng phân bổ cho " + v.kind()
	f.Got = lacking
	f.Fix = "ghi số lượng và văn bản phân bổ vào trang \"" + nomination.SheetAllocations + "\" khi có; chưa có thì đổi kết luận."
	if !k.met {
		f.Severity = finding.Note
		f.Fix = "ghi số lượng và văn bản phân bổ vào trang \"" + nomination.SheetAllocations + "\" khi có."
	} else {
		n := quotaNode(b, Fail, "Trang \""+nomination.SheetAllocations+"\" "+lacking)
		n.Places = []finding.Place{at}
		v.Criteria = append(v.Criteria, n)
	}
	k.raise(v, f)
}

// overQuota answers for every concluded dossier whether the bound is kept. Where it
// isn't, no one of them is the surplus one: the finding stands at the first Kết luận
// beyond the bound and names the others.
func (k *checker) overQuota(b bound, concluded []*Verdict) {
	kind, all := concluded[0].kind(), len(concluded)
	node := quotaNode(b, Pass, fmt.Sprintf("Đã kết luận %s %s%s; được đề nghị không quá %s%s",
		vi.Count(all), kind, k.beside(b), vi.Count(b.most), b.source()))
	surplus := all - b.most
	if surplus > 0 {
		node.Result = Fail
	}
	inRegister(concluded)
	candidates := sideBySide(concluded)
	for _, v := range concluded {
		node.Places = append(node.Places, v.Conclusion.Row.At(nomination.HeadConclusion))
	}
	for _, v := range concluded {
		v.Criteria = append(v.Criteria, node)
	}
	if surplus <= 0 {
		return
	}
	f := b.about(finding.New(b.code, node.Places[b.most], fmt.Sprintf("Đã kết luận %s %s đề nghị %s%s, vượt %s; bớt %s trong %s.",
		vi.Count(all), kind, b.form.Name, k.beside(b), vi.Count(surplus), vi.Count(surplus), vi.Count(all))))
	f.Expected = fmt.Sprintf("không quá %s %s%s", vi.Count(b.most), kind, b.source())
	f.Got = fmt.Sprintf("%s %s; %s", vi.Count(all), kind, candidates)
	f.Fix = "sửa kết luận của " + vi.Count(surplus) + " hồ sơ trong trang \"" + nomination.SheetConclusions + "\"."
	f.Nominee = string(concluded[b.most].Nominee)
	f.Unit = k.records.UnitName(concluded[b.most].Nominee.Unit())
	f.Related = append(append(f.Related, node.Places[:b.most]...), node.Places[b.most+1:]...)
	k.keep(f, concluded...)
}
