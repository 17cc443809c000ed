package rule

import (
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// resolve settles under which award form a dossier is judged, sets Form and Award,
// and gives the node form_allowed. Before the meeting it is the form that the unit
// proposes; a conclusion that puts the dossier forward takes its place.
func (k *checker) resolve(v *Verdict) Node {
	n := v.Record()
	v.Award = n.Form
	proposed, why := k.allowed(v, n.Form)
	if why.message != "" {
		k.notAllowed(v, v.formCell(), n.Form, why)
	}
	alternative, fault := k.allowed(v, n.Alternative)
	if fault.message != "" {
		k.notAllowed(v, n.Row.At(nomination.HeadAlternative), n.Alternative, fault)
	}
	v.Form = proposed
	if v.putForward() {
		v.Form, why = k.concludedForm(v, proposed, alternative, why)
	}
	node := Node{
		Key: KeyFormAllowed, Label: "Hình thức phù hợp với đối tượng và kỳ xét", Result: Pass,
		Clause: k.period.Clause, Basis: k.period.Basis, Places: []finding.Place{v.formCell()},
	}
	switch {
	case v.Form != nil:
		v.Award = v.Form.Key
		node.Clause, node.Basis = v.Form.Clause, v.Form.Basis
		node.Evidence = "“" + v.Form.Name + "” áp dụng cho " + v.kind() + " trong kỳ " + k.period.Key
	case why.message != "":
		node.Result, node.Evidence = Fail, why.message
	default:
		node.Result, node.Evidence = Unknown, "Chưa ghi danh hiệu, hình thức đề nghị"
	}
	return node
}

// A refusal says why an award form is not for a nominee.
type refusal struct {
	message       string // without the full stop; empty where nothing is wrong
	expected      string
	clause, basis string
}

// allowed finds the award form of a name for a nominee in the period. An empty name
// gives neither a form nor a refusal: that a required cell is empty is for intake.
func (k *checker) allowed(v *Verdict, name string) (*rulebook.Form, refusal) {
	if name == "" {
		return nil, refusal{}
	}
	no := refusal{clause: k.period.Clause, basis: k.period.Basis}
	named, ok := k.named[name]
	if !ok {
		named = k.book.FormsNamed(name)
		k.named[name] = named
	}
	if len(named) == 0 {
		no.message = "\"" + name + "\" không phải là danh hiệu, hình thức khen thưởng của kỳ " + k.period.Key
		no.expected = k.anyForm(v)
		if near, ok := vi.Nearest(name, k.formNames(v)); ok {
			no.expected = "\"" + near + "\""
		}
		return nil, no
	}
	for _, f := range named {
		if f.Period != k.period.Kind {
			continue
		}
		no.clause, no.basis = f.Clause, f.Basis
		if v.Collective != nil && f.Collective == nil || v.Individual != nil && f.Individual == nil {
			no.message, no.expected = "\""+f.Name+"\" không áp dụng cho "+v.kind(), k.anyForm(v)
			return nil, no
		}
		if message := k.wrongCollective(v, f); message != "" {
			no.message, no.expected = message, "theo cách hiểu \""+rulebook.CityCollective+": "+k.inForce[rulebook.CityCollective]+"\""
			return nil, no
		}
		return f, refusal{}
	}
	no.message, no.expected = "\""+named[0].Name+"\" không xét trong kỳ "+k.period.Key, k.anyForm(v)
	if named[0].Period == rulebook.Final {
		no.message = "\"" + named[0].Name + "\" chỉ xét khi tổng kết giai đoạn, không xét trong kỳ " + k.period.Key
	}
	return nil, no
}

// wrongCollective says why a collective may not be proposed to the city under the
// reading city-collective; "" where it may.
func (k *checker) wrongCollective(v *Verdict, f *rulebook.Form) string {
	if v.Collective == nil || f.Level == nomination.LevelWard {
		return ""
	}
	isWard := k.isWard(v.Collective)
	switch choice := k.choice(rulebook.CityCollective); {
	case choice == rulebook.CollectiveWard && !isWard:
		return "Chỉ phường được đề nghị \"" + f.Name + "\"; tập thể này là cơ quan, đơn vị thuộc phường"
	case choice == rulebook.CollectiveOther && isWard:
		return "Chỉ cơ quan, đơn vị thuộc phường được đề nghị \"" + f.Name + "\"; tập thể này là phường"
	}
	return ""
}

// formNames lists the award forms that a nominee can be proposed for in the period.
func (k *checker) formNames(v *Verdict) []string {
	var out []string
	for i := range k.book.Forms {
		f := &k.book.Forms[i]
		if f.Period == k.period.Kind && (v.Collective != nil && f.Collective != nil || v.Individual != nil && f.Individual != nil) {
			out = append(out, f.Name)
		}
	}
	return out
}

// anyForm says which award forms a nominee can be proposed for.
func (k *checker) anyForm(v *Verdict) string {
	return "một trong: " + strings.Join(k.formNames(v), " / ")
}

// concludedForm gives the form under which a dossier was put forward: the one the
// conclusion names, else the proposed or alternative one that goes with the
// decision, else the first one that does. said is what the proposed form was refused
// for; it isn't said again at the conclusion.
func (k *checker) concludedForm(v *Verdict, proposed, alternative *rulebook.Form, said refusal) (*rulebook.Form, refusal) {
	c := v.Conclusion
	fits := func(f *rulebook.Form) bool { return f != nil && vi.Key(f.Conclusion) == vi.Key(c.Decision) }
	if c.Form != "" {
		f, why := k.allowed(v, c.Form)
		if f != nil && !fits(f) {
			f, why = nil, refusal{
				message:  "Kết luận \"" + c.Decision + "\" không đi với hình thức \"" + f.Name + "\"",
				expected: "kết luận \"" + f.Conclusion + "\" hoặc hình thức khác", clause: f.Clause, basis: f.Basis,
			}
		}
		if f == nil {
			k.notAllowed(v, c.Row.At(nomination.HeadConcludedForm), c.Form, why)
		}
		return f, why
	}
	for _, f := range []*rulebook.Form{proposed, alternative} {
		if fits(f) {
			return f, refusal{}
		}
	}
	var could []*rulebook.Form
	var refused *refusal
	for i := range k.book.Forms {
		f := &k.book.Forms[i]
		if f.Period != k.period.Kind || !fits(f) {
			continue
		}
		if ok, why := k.allowed(v, f.Name); ok != nil {
			could = append(could, ok)
		} else if refused == nil {
			refused = &why
		}
	}
	switch {
	case len(could) == 1:
		return could[0], refusal{}
	case len(could) > 1:
		return nil, k.whichForm(v, could)
	case refused != nil:
		if refused.message != said.message {
			k.notAllowed(v, c.Row.At(nomination.HeadConclusion), c.Decision, *refused)
		}
		return nil, *refused
	}
	why := refusal{
		message:  "Kỳ " + k.period.Key + " không có hình thức nào để kết luận \"" + c.Decision + "\"",
		expected: k.anyForm(v), clause: k.period.Clause, basis: k.period.Basis,
	}
	k.notAllowed(v, c.Row.At(nomination.HeadConclusion), c.Decision, why)
	return nil, why
}

// whichForm asks for the form of a conclusion that goes with several of them: which one
// the council meant is not for the program to guess.
func (k *checker) whichForm(v *Verdict, could []*rulebook.Form) refusal {
	var names []string
	for _, f := range could {
		names = append(names, f.Name)
	}
	why := refusal{
		message:  "Kết luận \"" + v.Conclusion.Decision + "\" chưa nói rõ danh hiệu, hình thức nào",
		expected: "một trong: " + strings.Join(names, " / "), clause: k.period.Clause, basis: k.period.Basis,
	}
	k.notAllowed(v, v.Conclusion.Row.At(nomination.HeadConcludedForm), v.Conclusion.Form, why)
	return why
}

func (k *checker) notAllowed(v *Verdict, at finding.Place, got string, why refusal) {
	f := finding.New(finding.FormNotAllowed, at, why.message+".")
	f.Expected, f.Got, f.Clause, f.Basis = why.expected, got, why.clause, why.basis
	f.Fix = "chọn danh hiệu, hình thức áp dụng cho " + v.kind() + " trong kỳ " + k.period.Key + "."
	k.raise(v, f)
}
