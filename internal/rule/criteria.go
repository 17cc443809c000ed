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

// joint gives the answer of criteria that must all be met: one failure decides,
// then one missing datum.
func joint(nodes []Node) Result {
	result := Pass
	for _, n := range nodes {
		switch n.Result {
		case Fail:
			return Fail
		case Unknown:
			result = Unknown
		}
	}
	return result
}

// either gives the answer of criteria of which one suffices.
func either(nodes []Node) Result {
	result := Fail
	for _, n := range nodes {
		switch n.Result {
		case Pass:
			return Pass
		case Unknown:
			result = Unknown
		}
	}
	return result
}

// evaluate answers a criterion for a nominee.
func (k *checker) evaluate(v *Verdict, c *rulebook.Criterion) Node {
	if c.ByReading != nil {
		return k.evaluate(v, k.chosen(c.ByReading))
	}
	n := Node{Key: c.Key(), Label: c.Label, Clause: c.Clause, Basis: c.Basis, Sentence: c.Sentence}
	switch {
	case c.AnyOf != nil:
		n.Children = k.members(v, c.AnyOf)
		n.Result = either(n.Children)
	case c.RankWithin != nil:
		n.Result, n.Evidence, n.Places = k.rankWithin(v, c.RankWithin)
	case c.YearsRankedWithin != nil:
		n.Result, n.Evidence, n.Places = k.yearsRankedWithin(v, c.YearsRankedWithin)
	case c.Initiatives != nil:
		n.Result, n.Evidence, n.Places = k.initiativesOf(v, c.Initiatives)
	case c.Selected != nil:
		n.Result, n.Evidence, n.Places = k.selected(v)
	case c.Conduct != nil:
		n.Result, n.Evidence, n.Places = conduct(v, c.Conduct)
	case c.Rating != nil:
		n.Result, n.Evidence, n.Places = k.rating(v, c.Rating)
	case c.DirectRole != nil:
		n.Result, n.Evidence, n.Places = directRole(v, c.DirectRole)
	case c.ServiceMonths != nil:
		n.Result, n.Evidence, n.Places = k.serviceMonths(v, c.ServiceMonths)
	case c.Leading != nil:
		n.Result, n.Evidence, n.Places = k.leading(v)
	case c.CampaignYears != nil:
		n.Result, n.Evidence = k.campaignYears(c.CampaignYears)
	default:
		n.Children = k.members(v, c.AllOf)
		for i := range n.Children {
			n.Children[i] = k.excuse(v, n.Children[i])
		}
		n.Result = joint(n.Children)
	}
	return n
}

func (k *checker) members(v *Verdict, cs []rulebook.Criterion) []Node {
	out := make([]Node, 0, len(cs))
	for i := range cs {
		out = append(out, k.evaluate(v, &cs[i]))
	}
	return out
}

// chosen gives the criterion under the choice in force; the rulebook has one for each.
func (k *checker) chosen(r *rulebook.ByReading) *rulebook.Criterion {
	i := slices.IndexFunc(r.Cases, func(c rulebook.ReadingCase) bool { return c.Choice == k.choice(r.Reading) })
	return &r.Cases[max(0, i)].Criterion
}

// selected judges whether the ward has chosen the dossier. Before the meeting, and
// while a supplement is awaited, nobody can know.
func (k *checker) selected(v *Verdict) (Result, string, []finding.Place) {
	c := v.Conclusion
	switch {
	case !k.met:
		return Unknown, "Phường chưa họp xét", nil
	case c == nil:
		return Unknown, "Chưa có kết luận trong trang \"" + nomination.SheetConclusions + "\"", nil
	}
	at := []finding.Place{c.Row.At(nomination.HeadConclusion)}
	text := "Kết luận: " + c.Decision
	if c.Document != "" {
		text += " (" + c.Document + ")"
	}
	switch {
	case v.ForCity():
		return Pass, text, at
	case c.Decision == "" || v.concludedAs(nomination.ConcludedSupplement):
		return Unknown, text, at
	}
	return Fail, text, at
}

func conduct(v *Verdict, p *rulebook.Conduct) (Result, string, []finding.Place) {
	if v.Individual == nil {
		return Unknown, "Chỉ xét đối với cá nhân", nil
	}
	at := []finding.Place{v.Individual.Row.At(nomination.HeadConduct)}
	switch got := v.Individual.Conduct; {
	case got == "":
		return Unknown, "Chưa ghi phẩm chất, chấp hành chủ trương, pháp luật", at
	case vi.Key(got) == vi.Key(p.Value):
		return Pass, "Phẩm chất, chấp hành chủ trương, pháp luật: " + got, at
	default:
		return Fail, "Phẩm chất, chấp hành chủ trương, pháp luật: " + got, at
	}
}

// rating judges the rating for the period: the nominee's own cell, else the newest row
// of the period in Kết quả xếp loại.
func (k *checker) rating(v *Verdict, p *rulebook.Rating) (Result, string, []finding.Place) {
	n := v.Record()
	got, source, at, of := n.Rating, "", n.Row.At(nomination.HeadRating), k.span()
	if got == "" {
		newest := 0
		for _, r := range k.ratings[n.ID] {
			if k.within(r.Year) && r.Year >= newest && r.Rating != "" {
				got, source, at, newest = r.Rating, r.Document, r.Row.At(nomination.HeadRating), r.Year
				of = fmt.Sprintf("năm %d", r.Year)
			}
		}
	}
	text := vi.Capital(of) + ": " + got
	if source != "" {
		text += " (" + source + ")"
	}
	is := func(s string) bool { return vi.Key(s) == vi.Key(got) }
	switch {
	case got == "":
		return Unknown, "Chưa ghi mức độ hoàn thành nhiệm vụ " + of, []finding.Place{at}
	case is(p.Value):
		return Pass, text, []finding.Place{at}
	case slices.ContainsFunc(p.NotYet, is):
		return Unknown, text, []finding.Place{at}
	}
	return Fail, text, []finding.Place{at}
}

func directRole(v *Verdict, p *rulebook.DirectRole) (Result, string, []finding.Place) {
	if v.Individual == nil {
		return Unknown, "Chỉ xét đối với cá nhân", nil
	}
	at := []finding.Place{v.Individual.Row.At(nomination.HeadRole)}
	var held []string
	for _, role := range v.Individual.Roles {
		if slices.ContainsFunc(p.Roles, func(s string) bool { return vi.Key(s) == vi.Key(role) }) {
			held = append(held, role)
		}
	}
	if len(held) == 0 {
		return Fail, "Chưa ghi vai trò trực tiếp nào trong công tác cải cách hành chính", at
	}
	return Pass, "Vai trò: " + strings.ToLower(strings.Join(held, ", ")), at
}

// complain raises what a criterion's answer asks for. A failed leaf under any_of says
// nothing by itself; the node does.
func (k *checker) complain(v *Verdict, c *rulebook.Criterion, n Node) {
	if n.Exception != nil {
		n.Result = Fail // what was let pass is said as well
	}
	switch {
	case c.ByReading != nil:
		k.complain(v, k.chosen(c.ByReading), n)
	case n.Key == KeyAllOf:
		for i := range c.AllOf {
			k.complain(v, &c.AllOf[i], n.Children[i])
		}
	case n.Key == KeyRankWithin && n.Result == Fail:
		k.rankTooLow(v, c)
	case n.Key == KeyRankWithin && n.Result == Unknown:
		k.rankUnknown(v, c)
	case n.Key == KeyYearsRankedWithin && n.Result == Fail:
		k.yearsTooFew(v, c)
	case n.Key == KeyYearsRankedWithin && n.Result == Unknown:
		k.rankUnknown(v, c)
	case n.Key == KeyLeading && n.Result != Pass:
		k.leadingUnconfirmed(v, c, n)
	case n.Key == KeyConduct && n.Result != Pass:
		k.conductFault(v, c, n)
	case n.Key == KeyRating && n.Result != Pass:
		k.ratingFault(v, c, n)
	case n.Result != Fail:
	case n.Key == KeyAnyOf:
		k.noStandard(v, c, n)
	case n.Key == KeyInitiatives:
		k.tooFewInitiatives(v, c, n)
	case n.Key == KeyServiceMonths:
		k.serviceTooShort(v, c, n)
	case n.Key == KeyCampaignYears:
		k.campaignTooShort(v, c, n)
	case n.Key == KeyDirectRole:
		f := about(c, n, finding.New(finding.NoDirectRole, n.Places[0], "Chưa có vai trò trực tiếp nào trong công tác cải cách hành chính."))
		f.Expected = "một trong: " + strings.Join(c.DirectRole.Roles, " / ")
		f.Fix = "ghi vai trò vào cột \"" + nomination.HeadRole + "\" nếu có."
		k.raise(v, f)
	}
}

// about fills in the clause of a criterion and what was found.
func about(c *rulebook.Criterion, n Node, f finding.Finding) finding.Finding {
	f.Clause, f.Basis, f.Got = c.Clause, c.Basis, n.Evidence
	return f
}

// conductFault reports conduct that isn't good. An empty cell is a warning until the
// dossier is put forward: then somebody has to answer for the person's conduct.
func (k *checker) conductFault(v *Verdict, c *rulebook.Criterion, n Node) {
	message := "Phẩm chất, chấp hành chủ trương, pháp luật không phải là \"" + c.Conduct.Value + "\"."
	fix := "chỉ đề nghị người đạt tiêu chuẩn này; nếu ghi nhầm thì sửa lại."
	f := finding.New(finding.ConductOrRating, v.Record().Row.At(nomination.HeadConduct), message)
	if n.Result == Unknown {
		f.Message = "Chưa ghi phẩm chất, chấp hành chủ trương, pháp luật; chưa đủ căn cứ để xét."
		fix = "ghi \"" + c.Conduct.Value + "\" hoặc \"" + nomination.ConductNotGood + "\" vào cột \"" + nomination.HeadConduct + "\"."
		if !v.ForCity() {
			f.Severity = finding.Warning
		}
	}
	f = about(c, n, f)
	f.Expected, f.Fix = c.Conduct.Value, fix
	k.raise(v, f)
}

// ratingFault reports a rating below the one asked for; one not known yet is a warning.
func (k *checker) ratingFault(v *Verdict, c *rulebook.Criterion, n Node) {
	f := finding.New(finding.ConductOrRating, n.Places[0], fmt.Sprintf(
		"Mức độ hoàn thành nhiệm vụ %s chưa đạt \"%s\".", k.span(), c.Rating.Value))
	f.Fix = "chỉ đề nghị người đạt mức này; nếu ghi nhầm thì sửa lại."
	if n.Result == Unknown {
		f.Severity = finding.Warning
		f.Message = fmt.Sprintf("Chưa có mức độ hoàn thành nhiệm vụ %s; chưa đủ căn cứ để xét.", k.span())
		f.Fix = "ghi kết quả xếp loại vào cột \"" + nomination.HeadRating + "\" khi có."
	}
	f = about(c, n, f)
	f.Expected = c.Rating.Value
	k.raise(v, f)
}

// noStandard reports that none of the alternatives is met.
func (k *checker) noStandard(v *Verdict, c *rulebook.Criterion, n Node) {
	var labels, got []string
	for _, child := range n.Children {
		labels = append(labels, child.Label)
		if child.Evidence != "" {
			got = append(got, child.Label+": "+child.Evidence)
		}
	}
	f := about(c, n, finding.New(finding.NoStandardMet, v.Record().Row.At(nomination.HeadInitiatives),
		"Chưa đạt tiêu chuẩn nào; cần đạt ít nhất một: \""+strings.Join(labels, "\" hoặc \"")+"\"."))
	f.Expected = "đạt ít nhất một: " + strings.Join(labels, " / ")
	f.Got = strings.Join(got, "; ")
	f.Fix = "ghi mã sáng kiến đã được công nhận và áp dụng vào cột \"" + nomination.HeadInitiatives + "\" nếu có."
	k.raise(v, f)
}
