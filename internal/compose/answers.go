package compose

import (
	"cmp"
	"slices"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// An answerData fills van-ban-tra-loi.html.
type answerData struct {
	deskPaper
	Unit    string
	Minutes string // "Biên bản số …" of the meeting; empty where it has no number yet
	Answers []reasoned
}

// A reasoned answer says why a dossier was not put forward (vì sao không có).
type reasoned struct {
	N    int
	Name string // "Ông Kiều Mạnh Tường": the first sentence goes on from it
	Text string
}

// answers gathers by unit the dossiers that were not put forward as nominated: those
// concluded Không đề nghị, and those that get the ward's certificate instead of a
// higher award. Who has no conclusion yet has no answer.
func (c *composer) answers() map[string][]*rule.Verdict {
	out := map[string][]*rule.Verdict{}
	for _, v := range c.in.Outcome.Verdicts {
		if concluded(v, nomination.ConcludedNone) || instead(c.in, v) {
			unit := v.Nominee.Unit()
			out[unit] = append(out[unit], v)
		}
	}
	return out
}

// instead reports whether a dossier nominated for a higher form gets the ward's
// certificate. Its verdict is about the form that was concluded.
func instead(in Input, v *rule.Verdict) bool {
	f := nominatedForm(in, v)
	return v.ForWard() && f != nil && f.Level != nomination.LevelWard
}

// nominatedForm gives the form that a unit nominated for; nil where it isn't known.
func nominatedForm(in Input, v *rule.Verdict) *rulebook.Form {
	period, _ := in.Rulebook.PeriodByKey(in.Period)
	for _, f := range in.Rulebook.FormsNamed(v.Record().Form) {
		if f.Period == period.Kind {
			return f
		}
	}
	return v.Form
}

func (c *composer) answer(code string, vs []*rule.Verdict) {
	d := newDeskPaper(c.in, nomination.PaperAnswer, "TB")
	data := answerData{deskPaper: d, Unit: cmp.Or(c.in.Case.UnitName(code), code), Minutes: minutesOf(c.in, vs)}
	all, _ := contests(c.in)
	var sources []string
	for i, v := range vs {
		w := reasons{in: c.in, v: v, contest: contestOf(all, v)}
		data.Answers = append(data.Answers, reasoned{N: i + 1, Name: calledBy(v), Text: w.text(d)})
		sources = append(sources, string(v.Nominee))
	}
	c.add("van-ban-tra-loi.html", data, paper.Paper{
		Kind: "van-ban-tra-loi", Folder: UnitsFolder + "/" + code, Name: "van-ban-tra-loi", Author: d.Desk.Name,
		Number: d.issued.Number, Date: d.issued.Date.Short(), Sources: sources,
	})
}

// contestOf finds the contest in which a dossier stands; nil where in none.
func contestOf(all []*contest, v *rule.Verdict) *contest {
	for _, o := range all {
		if slices.Contains(o.verdicts, v) {
			return o
		}
	}
	return nil
}

// reasons writes one paragraph about one dossier.
type reasons struct {
	in      Input
	v       *rule.Verdict
	contest *contest
}

// text says what was asked for, what was lacking by which clause and datum, what was
// concluded, and when the next chance comes.
func (w reasons) text(d deskPaper) string {
	parts := []string{w.proposal()}
	failed := failedCriteria(w.v.Criteria)
	switch {
	case len(failed) > 0:
		for _, n := range failed {
			parts = append(parts, w.lacking(n)...)
		}
		parts = append(parts, w.reason()...)
	default:
		parts = append(parts, w.merits())
		parts = append(parts, w.choice()...)
	}
	parts = append(parts, w.conclusion(d), w.next(d, failed))
	return strings.Join(parts, " ")
}

// proposal goes on from the nominee's name.
func (w reasons) proposal() string {
	unit := w.in.Case.UnitName(w.v.Nominee.Unit())
	grant := "tặng"
	if p := w.v.Individual; p != nil && p.Status == nomination.StatusDied {
		grant = "truy tặng"
	}
	if unit == "" || w.in.sameOffice(unit, w.v.Name) {
		return "đề nghị được " + grant + " " + spellOut(w.v.Record().Form) + "."
	}
	return "được " + unit + " đề nghị " + grant + " " + spellOut(w.v.Record().Form) + "."
}

// failedCriteria gives the criteria that a dossier fails by what it holds itself. Of
// alternatives of which none is met it gives the node that joins them.
func failedCriteria(nodes []rule.Node) []rule.Node {
	var out []rule.Node
	for _, n := range nodes {
		switch {
		case n.Key == rule.KeyAllOf:
			out = append(out, failedCriteria(n.Children)...)
		case n.Key == rule.KeyAnyOf:
			if answer(n.Children, n.Key, rule.Fail) == rule.Fail {
				out = append(out, n)
			}
		case n.Key == rule.KeyQuota, n.Key == rule.KeyVote, n.Key == rule.KeySelected:
		case n.Result == rule.Fail:
			out = append(out, n)
		}
	}
	return out
}

// lacking says of a failed criterion what the plan asks for and what the dossier shows.
func (w reasons) lacking(n rule.Node) []string {
	if n.Key == rule.KeyNothingPending {
		// What is being looked into is nobody's to know who needn't.
		return []string{"Theo " + shortBasis(n.Basis) + ", chưa xét khen thưởng khi còn nội dung đang được cơ quan có thẩm quyền xem xét, làm rõ; hồ sơ thuộc trường hợp này."}
	}
	var out []string
	if asked := strings.Trim(n.Sentence, " .;:,"); asked != "" && n.Key != rule.KeyAnyOf {
		out = append(out, vi.Capital(shortBasis(n.Basis))+" quy định: “"+vi.Capital(asked)+"”.")
	} else if n.Key == rule.KeyAnyOf {
		out = append(out, "Theo "+shortBasis(n.Basis)+", phải đạt ít nhất một trong các tiêu chuẩn: "+alternatives(n)+".")
	} else if n.Basis != "" {
		out = append(out, "Theo "+shortBasis(n.Basis)+", hồ sơ chưa đạt yêu cầu về "+lower(n.Label)+".")
	}
	if n.Key != rule.KeyAnyOf {
		return append(out, shown(n))
	}
	for _, c := range n.Children {
		if c.Key != rule.KeySelected {
			out = append(out, shown(c))
		}
	}
	return out
}

// alternatives lists what criteria joined by "or" ask for.
func alternatives(n rule.Node) string {
	var out []string
	for _, c := range n.Children {
		if c.Label != "" {
			out = append(out, lower(c.Label))
		}
	}
	if k := len(out); k > 1 {
		return strings.Join(out[:k-1], ", ") + " hoặc " + out[k-1]
	}
	return strings.Join(out, "")
}

// shown says what the dossier shows on a criterion, as a sentence.
func shown(n rule.Node) string {
	what, value, parted := strings.Cut(n.Evidence, ": ")
	switch {
	case n.Evidence == "":
		return "Hồ sơ chưa có số liệu về nội dung này."
	case n.Key == rule.KeyRating && parted:
		return "Theo hồ sơ, mức độ hoàn thành nhiệm vụ " + lower(what) + " là “" + value + "”."
	case n.Key == rule.KeyConduct && parted:
		return "Theo hồ sơ, " + lower(what) + " được ghi là “" + value + "”."
	case n.Key == rule.KeyRankWithin, n.Key == rule.KeyYearsRankedWithin, n.Key == rule.KeyLeading:
		return "Kết quả xếp hạng đã công bố: " + lower(n.Evidence) + "."
	case n.Key == rule.KeyInitiatives && parted:
		return "Hồ sơ có " + lower(what) + ": " + value + "."
	case n.Key == rule.KeyFormAllowed:
		return sentence(n.Evidence)
	case n.Key == rule.KeyServiceMonths && startsWithDigit(n.Evidence):
		return "Hồ sơ thể hiện " + sentence(n.Evidence)
	}
	return "Hồ sơ " + sentence(lower(n.Evidence))
}

// merits says how the dossier stands where it fails no criterion.
func (w reasons) merits() string {
	if fitnessOf(w.v) == waiting {
		return "Qua thẩm định, hồ sơ đạt các tiêu chuẩn khác của Kế hoạch; việc đề nghị tùy thuộc kết quả xét chọn của phường."
	}
	var missing []string
	received := true
	for _, n := range w.v.Leaves() {
		if n.Result == rule.Unknown && n.Key == rule.KeyDeadline {
			received = false
		}
		// The day of receipt is for the office itself to write down.
		if n.Result == rule.Unknown && n.Key != rule.KeySelected && n.Key != rule.KeyDeadline {
			missing = append(missing, lower(n.Label)+" ("+lower(n.Evidence)+")")
		}
	}
	switch {
	case len(missing) == 0 && !received:
		return "Qua thẩm định, hồ sơ đạt các tiêu chuẩn về thành tích của Kế hoạch."
	case len(missing) == 0:
		return "Qua thẩm định, hồ sơ đạt các tiêu chuẩn của Kế hoạch."
	}
	return "Đến khi xét, hồ sơ chưa đủ căn cứ về: " + strings.Join(missing, "; ") + "."
}

// choice says why others were chosen: how many may be put forward, how the council
// voted, and the reason that the register gives.
func (w reasons) choice() []string {
	var out []string
	if w.contest != nil {
		if b := w.contest.bound(w.in); b != nil && len(w.contest.verdicts) > b.Most {
			whom := w.contest.whom()
			if b.Most == 0 {
				return append(out, append([]string{"Theo " + shortBasis(b.Quota.Basis) + ", " + noMore(w.in, w.contest, b.Quota) + "."}, w.reason()...)...)
			}
			out = append(out, "Theo "+shortBasis(b.Quota.Basis)+", phường được đề nghị không quá "+vi.Count(b.Most)+" "+whom+" cho "+w.contest.kind()+" này, trong khi có "+
				vi.Count(len(w.contest.verdicts))+" "+whom+" được các đơn vị đề nghị.")
		}
	}
	if votes := vote(w.in, w.v.Nominee); votes != "" && !strings.Contains(w.v.Conclusion.Reason, "/") {
		count, share, _ := strings.Cut(votes, " ")
		out = append(out, "Kết quả lấy ý kiến: "+count+" thành viên Hội đồng đồng ý "+share+".")
	}
	return append(out, w.reason()...)
}

// reason gives the reason that the register gives for the conclusion.
func (w reasons) reason() []string {
	if reason := strings.TrimRight(w.v.Conclusion.Reason, " .;"); reason != "" {
		return []string{"Lý do ghi tại kết luận của Hội đồng: “" + vi.Capital(reason) + "”."}
	}
	return nil
}

func (w reasons) conclusion(d deskPaper) string {
	council := "Hội đồng Thi đua - Khen thưởng " + d.Word
	if instead(w.in, w.v) {
		return "Vì vậy, " + council + " thống nhất đề nghị tặng Giấy khen của Chủ tịch Ủy ban nhân dân " + d.Word + " thay cho hình thức nêu trên."
	}
	return "Vì vậy, " + council + " chưa đề nghị khen thưởng hồ sơ này trong kỳ xét " + periodWords(w.in) + "."
}

// next says when the next chance comes, and what would have to be there then.
func (w reasons) next(d deskPaper, failed []rule.Node) string {
	p, ok := nextPeriod(w.in)
	if !ok {
		return "Thành tích của giai đoạn sau được xét theo kế hoạch của giai đoạn đó."
	}
	text := "Kỳ xét tiếp theo là năm " + p.Key + ": đơn vị có thể tiếp tục đề nghị " + advice(failed)
	level := nomination.LevelCity
	if f := nominatedForm(w.in, w.v); f != nil && f.Level == nomination.LevelWard {
		level = nomination.LevelWard
	}
	if day, ok := rule.LastDay(w.in.Case, w.in.Rulebook, p.Key, w.v.Nominee.Unit(), level); ok {
		text += "; hồ sơ gửi về " + d.Desk.Name + " chậm nhất " + day.Long()
	}
	return text + "."
}

// nextPeriod gives the next year in which awards are given: after a year the one that
// follows, after the final review the first whose awards are still to come.
func nextPeriod(in Input) (rulebook.Period, bool) {
	now, ok := in.Rulebook.PeriodByKey(in.Period)
	after := in.Date.Year - 1
	if ok && now.Kind == rulebook.Year {
		after = now.Last
	}
	var next rulebook.Period
	for _, p := range in.Rulebook.Periods {
		if p.Kind == rulebook.Year && p.Last > after && (next.Key == "" || p.Last < next.Last) {
			next = p
		}
	}
	return next, next.Key != ""
}

// advice says on what the next chance depends.
func advice(failed []rule.Node) string {
	words := map[string]string{
		rule.KeyInitiatives:       "có sáng kiến đã được công nhận và áp dụng theo quy định",
		rule.KeyRating:            "được đánh giá ở mức độ hoàn thành nhiệm vụ theo quy định",
		rule.KeyConduct:           "đạt tiêu chuẩn về phẩm chất, chấp hành chủ trương, pháp luật",
		rule.KeyDirectRole:        "được phân công vai trò trực tiếp trong công tác cải cách hành chính",
		rule.KeyServiceMonths:     "đủ thời gian trực tiếp làm công tác cải cách hành chính",
		rule.KeyRankWithin:        "thứ hạng Chỉ số cải cách hành chính đạt mức quy định",
		rule.KeyYearsRankedWithin: "thứ hạng Chỉ số cải cách hành chính đạt mức quy định",
		rule.KeyDeadline:          "hồ sơ được gửi đúng hạn",
		rule.KeyNothingPending:    "các nội dung đang xem xét đã được kết luận",
		rule.KeyFormAllowed:       "chọn hình thức khen thưởng phù hợp với đối tượng",
	}
	var out []string
	seen := map[string]bool{}
	var walk func([]rule.Node)
	walk = func(nodes []rule.Node) {
		for _, n := range nodes {
			if s := words[n.Key]; s != "" && n.Result != rule.Pass && !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
			walk(n.Children)
		}
	}
	walk(failed)
	if len(out) == 0 {
		return "với thành tích mới của kỳ đó"
	}
	return "khi " + joined(out)
}
