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

// An initiativeFault is what keeps an initiative from counting: which datum of it is
// at fault, under which code.
type initiativeFault struct {
	initiative nomination.ID
	code       finding.Code
	heading    string
	text       string // within a sentence: "chưa có số quyết định công nhận"
	expected   string
	exception  *nomination.Exception
}

// cited gives the initiatives that a nominee cites, each once, without those that no
// workbook holds (TD208 is intake's), and the codes of the latter.
func (k *checker) cited(v *Verdict) (found []*nomination.Initiative, unknown []string) {
	seen := map[nomination.ID]bool{}
	for _, id := range v.Record().Initiatives {
		if seen[id] {
			continue
		}
		seen[id] = true
		if i, ok := k.initiatives[id]; ok {
			found = append(found, i)
		} else {
			unknown = append(unknown, string(id))
		}
	}
	return found, unknown
}

// faultsOf lists what keeps an initiative from counting for a nominee: no decision,
// a decision on or after the deadline of the nominee's level, not applied, and where
// it is asked for not replicable.
func (k *checker) faultsOf(v *Verdict, i *nomination.Initiative, p *rulebook.Initiatives) []initiativeFault {
	var out []initiativeFault
	add := func(code finding.Code, heading, text, expected string) {
		out = append(out, initiativeFault{i.ID, code, heading, text, expected, k.exceptions[exceptionKey{v.Nominee, code}]})
	}
	limit, limited := k.limit(v)
	switch {
	case i.Decision == "":
		add(finding.NotRecognised, nomination.HeadRecognition, "chưa có quyết định công nhận", "số quyết định công nhận sáng kiến")
	case !i.DecisionDate.Whole():
		add(finding.NotRecognised, nomination.HeadDecisionDate, "chưa có ngày của quyết định công nhận", "ngày quyết định công nhận, trước hạn gửi hồ sơ")
	case limited && k.late(i.DecisionDate, limit.day):
		add(finding.NotRecognised, nomination.HeadDecisionDate,
			"được công nhận ngày "+i.DecisionDate.Short()+", không trước hạn "+limit.day.Short(), "ngày quyết định công nhận, trước hạn gửi hồ sơ")
	}
	if p.WithinPeriod && i.DecisionDate.Whole() && !k.within(i.DecisionDate.Year) {
		add(finding.NotRecognised, nomination.HeadDecisionDate,
			"được công nhận ngày "+i.DecisionDate.Short()+", ngoài "+k.span(), "ngày quyết định công nhận trong "+k.span())
	}
	if p.ByWard && k.recognisedBelow(i) {
		add(finding.NotRecognised, nomination.HeadRecogniser, "do "+i.Recogniser+" công nhận, không phải phường hoặc cấp trên", "Chủ tịch Ủy ban nhân dân phường hoặc cấp trên")
	}
	if !i.Applied {
		add(finding.NotApplied, nomination.HeadApplied, "chưa áp dụng trong thực tế", nomination.Yes)
	}
	if p.Replicable && !i.Replicable {
		add(finding.NotApplied, nomination.HeadReplicable, "chưa xác định có khả năng nhân rộng", nomination.Yes)
	}
	return out
}

// recognisedBelow reports whether an initiative was recognised by one of the ward's own
// units: its name, or a title before it ("Hiệu trưởng Trường …"), stands as recogniser.
func (k *checker) recognisedBelow(i *nomination.Initiative) bool {
	below, known := k.below[i.Recogniser]
	if !known {
		below = k.isBelow(i.Recogniser)
		k.below[i.Recogniser] = below
	}
	return below
}

func (k *checker) isBelow(recogniser string) bool {
	by := k.officeKey(recogniser)
	if by == "" || k.ward[nameKey(recogniser)] {
		return false
	}
	for _, u := range k.records.Register.Units {
		if k.key(u.Class) == k.key(nomination.ClassWard) {
			continue
		}
		for _, name := range append([]string{u.Name}, u.FormerNames...) {
			if key := k.officeKey(name); key != "" && (by == key || strings.HasSuffix(by, " "+key)) {
				return true
			}
		}
	}
	return false
}

// officeKey gives the key of an office's name without the ward's behind it.
func (k *checker) officeKey(name string) string {
	return k.book.OfficeKey(&k.records.Register, name)
}

// initiativesOf judges how many of the cited initiatives count.
func (k *checker) initiativesOf(v *Verdict, p *rulebook.Initiatives) (Result, string, []finding.Place) {
	cited, unknown := k.cited(v)
	places := []finding.Place{v.Record().Row.At(nomination.HeadInitiatives)}
	if len(cited)+len(unknown) == 0 {
		return Fail, "Chưa ghi sáng kiến nào", places
	}
	usable := 0
	var told []string
	for _, i := range cited {
		places = append(places, i.Row.At(nomination.HeadInitiatives))
		faults := k.faultsOf(v, i, p)
		if len(unexcused(faults)) == 0 {
			usable++
		}
		if len(faults) == 0 {
			told = append(told, fmt.Sprintf("“%s” được công nhận tại %s ngày %s, đã áp dụng", i.Name, document(i.Decision), i.DecisionDate.Short()))
			continue
		}
		var why []string
		for _, f := range faults {
			text := f.text
			if f.exception != nil {
				text += ", " + accepted(f.exception)
			}
			why = append(why, text)
		}
		told = append(told, "“"+i.Name+"” "+strings.Join(why, ", "))
	}
	for _, id := range unknown {
		told = append(told, "không tìm thấy sáng kiến "+id)
	}
	text := fmt.Sprintf("%s sáng kiến đạt yêu cầu: %s", vi.Count(usable), strings.Join(told, "; "))
	if usable >= p.Count {
		return Pass, text, places
	}
	return Fail, text, places
}

// tooFewInitiatives reports TD304: the standard that rests on initiatives isn't met.
func (k *checker) tooFewInitiatives(v *Verdict, c *rulebook.Criterion, n Node) {
	cited, _ := k.cited(v)
	recognised, usable := 0, 0
	for _, i := range cited {
		faults := unexcused(k.faultsOf(v, i, c.Initiatives))
		if len(faults) == 0 {
			usable++
		}
		if !slices.ContainsFunc(faults, func(f initiativeFault) bool { return f.code == finding.NotRecognised }) {
			recognised++
		}
	}
	asked := "đã được công nhận và áp dụng"
	if c.Initiatives.Replicable {
		asked = "đã được công nhận, áp dụng và có khả năng nhân rộng"
	}
	need := vi.Count(c.Initiatives.Count)
	message := fmt.Sprintf("Mới có %s sáng kiến %s; cần ít nhất %s.", vi.Count(usable), asked, need)
	fix := "bổ sung quyết định công nhận, việc áp dụng và khả năng nhân rộng ở trang \"" + nomination.SheetInitiatives + "\", hoặc ghi thêm mã sáng kiến khác."
	switch {
	case recognised == 0:
		message = "Chưa có sáng kiến nào được công nhận; cần ít nhất " + need + "."
		fix = "ghi mã sáng kiến đã có quyết định công nhận vào cột \"" + nomination.HeadInitiatives + "\"."
	case usable == 0:
		message = "Chưa có sáng kiến nào " + asked + "; cần ít nhất " + need + "."
	}
	f := about(c, n, finding.New(finding.TooFewInitiatives, v.Record().Row.At(nomination.HeadInitiatives), message))
	f.Expected = "ít nhất " + need + " sáng kiến " + asked
	f.Fix = fix
	k.raise(v, f)
}

// initiativeFaults collects TD305 and TD306 of the initiatives that a nominee cites.
// deciding is the answer of the standard for which they are cited: where it is met
// without the initiative, its fault is only a note.
func (k *checker) initiativeFaults(v *Verdict, c *rulebook.Criterion, n Node, deciding Result) {
	switch {
	case c.ByReading != nil:
		k.initiativeFaults(v, k.chosen(c.ByReading), n, deciding)
	case n.Key == KeyAllOf:
		for i := range c.AllOf {
			k.initiativeFaults(v, &c.AllOf[i], n.Children[i], n.Children[i].Result)
		}
	case n.Key == KeyAnyOf:
		for i := range c.AnyOf {
			k.initiativeFaults(v, &c.AnyOf[i], n.Children[i], n.Result)
		}
	case n.Key == KeyInitiatives:
		cited, _ := k.cited(v)
		for _, i := range cited {
			for _, fault := range k.faultsOf(v, i, c.Initiatives) {
				k.citeFault(v, c, i, fault, deciding != Pass)
			}
		}
	}
}

// citeFault keeps a fault of an initiative: once for all who cite it, an error as
// soon as one of them needs it.
func (k *checker) citeFault(v *Verdict, c *rulebook.Criterion, i *nomination.Initiative, fault initiativeFault, needed bool) {
	key := fault
	r, ok := k.citing[key]
	if !ok {
		f := finding.New(fault.code, i.Row.At(fault.heading), "Sáng kiến \""+i.Name+"\" "+fault.text+".")
		f.Severity = finding.Note
		f.Unit = k.records.UnitName(i.ID.Unit())
		f.Clause, f.Basis, f.Got = c.Clause, c.Basis, fault.text
		f.Expected, f.Fix = fault.expected, fixOf(fault.heading)
		if fault.exception != nil {
			f = k.except(v, f)
		}
		r = k.keep(f)
		k.citing[key] = r
	}
	r.Related = append(r.Related, v.Record().Row.At(nomination.HeadInitiatives))
	if needed && fault.exception == nil {
		r.Severity = finding.Error
		r.of = append(r.of, v)
	}
	if r.Nominee == "" {
		r.Nominee = string(v.Nominee)
	}
}

// fixOf says how to mend what stands below a heading of the initiatives.
func fixOf(heading string) string {
	switch heading {
	case nomination.HeadRecognition:
		return "ghi số và ngày quyết định công nhận, hoặc dùng sáng kiến khác."
	case nomination.HeadDecisionDate:
		return "ghi đúng ngày quyết định công nhận, hoặc dùng sáng kiến khác."
	case nomination.HeadRecogniser:
		return "ghi cơ quan và quyết định công nhận của phường hoặc cấp trên, hoặc dùng sáng kiến khác."
	case nomination.HeadApplied:
		return "ghi \"Có\" khi sáng kiến đã được áp dụng, hoặc dùng sáng kiến khác."
	}
	return "ghi \"Có\" khi sáng kiến có khả năng nhân rộng, hoặc dùng sáng kiến khác."
}

// settleInitiatives names in each fault the nominee that is put forward and needs
// the initiative, so that the finding says whom it stops.
func (k *checker) settleInitiatives() {
	for _, r := range k.citing {
		i := slices.IndexFunc(r.of, (*Verdict).putForward)
		switch {
		case i >= 0:
			r.Nominee = string(r.of[i].Nominee)
		case len(r.of) > 0:
			r.Nominee = string(r.of[0].Nominee)
		}
	}
}
