package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/similar"
	"thidua/internal/vi"
)

// alike is the share in percent from which two texts are nearly the same. Three
// reports in four that were copied and had a name or a figure changed lie above 80.
const alike = 75

// achievements holds the plan's principle that one achievement is rewarded once
// (plan III.1.b): who cites whose initiative, what was rewarded before, whose text is
// another's.
func (k *checker) achievements(matches <-chan []similar.Match) {
	works, given := k.workplaces(), k.awardsGiven()
	for _, v := range k.verdicts {
		cited, _ := k.cited(v)
		for _, i := range cited {
			k.notAuthor(v, i, works)
		}
		k.rewardedBefore(v, given)
	}
	k.twoForms()
	k.sharedInitiatives()
	k.textsAlike(<-matches)
}

// raiseOneAward raises a finding that rests on the plan's principle of one award.
func (k *checker) raiseOneAward(v *Verdict, f finding.Finding) *raised {
	f.Clause, f.Basis = k.book.OneAward.Clause, k.book.OneAward.Basis
	return k.raise(v, f)
}

// courtesies stand before names of authors in some workbooks.
var courtesies = strings.NewReplacer("đồng chí ", "", "đ/c ", "", "ông ", "", "bà ", "")

// isAuthor reports whether a name stands among an initiative's authors.
func isAuthor(i *nomination.Initiative, name string) bool {
	key := vi.Key(name)
	return key != "" && slices.ContainsFunc(i.Authors, func(a nomination.Author) bool {
		got := vi.Key(a.Name)
		return got == key || courtesies.Replace(got) == key
	})
}

// workplaces gives the units and offices of the people that the case knows, by name
// key, as collectiveKeys: nominees by their workplace and unit, heads by the unit that they lead.
func (k *checker) workplaces() map[string][]string {
	out := map[string][]string{}
	add := func(name string, places ...string) {
		for _, p := range places {
			if key := k.key(name); key != "" && p != "" {
				out[key] = append(out[key], k.collectiveKey(p))
			}
		}
	}
	for _, v := range k.verdicts {
		unit := k.records.UnitName(v.Nominee.Unit())
		if p := v.Individual; p != nil {
			add(p.Name, p.Workplace, unit)
		} else {
			add(v.Collective.Head, v.Collective.Name, unit)
		}
	}
	for _, u := range k.records.Register.Units {
		add(u.Head, u.Name)
	}
	return out
}

// notAuthor reports TD501. An individual must be an author. A collective must be an
// author itself, have one among its people, or be where the initiative is used; an
// initiative in its own unit's workbook counts as its own unless everything known of
// authors and use speaks against that.
func (k *checker) notAuthor(v *Verdict, i *nomination.Initiative, works map[string][]string) {
	if len(i.Authors) == 0 {
		return
	}
	var names []string
	for _, a := range i.Authors {
		names = append(names, a.Name)
	}
	f := finding.New(finding.NotAuthor, v.Record().Row.At(nomination.HeadInitiatives), "")
	if v.Individual != nil {
		if v.Name == "" || isAuthor(i, v.Name) {
			return
		}
		f.Message = v.Name + " không phải là tác giả của sáng kiến \"" + i.Name + "\"."
		f.Expected = "sáng kiến mà người được đề nghị là tác giả hoặc đồng tác giả"
		f.Fix = "bỏ mã sáng kiến này; nếu là đồng tác giả thì ghi đủ tác giả ở trang \"" + nomination.SheetInitiatives + "\"."
	} else {
		if k.connected(v, i, works) {
			return
		}
		f.Message = "Sáng kiến \"" + i.Name + "\" không có tác giả hoặc nơi áp dụng thuộc " + v.Name + "."
		f.Expected = "sáng kiến của tập thể, của người trong tập thể, hoặc áp dụng tại tập thể"
		f.Fix = "bỏ mã sáng kiến này, hoặc ghi rõ tác giả và phạm vi áp dụng ở trang \"" + nomination.SheetInitiatives + "\"."
	}
	f.Got = "tác giả: " + strings.Join(names, "; ")
	f.Related = []finding.Place{i.Row.At(nomination.HeadAuthors)}
	k.raiseOneAward(v, f)
}

func (k *checker) connected(v *Verdict, i *nomination.Initiative, works map[string][]string) bool {
	c := v.Collective
	if k.isWard(c) || isAuthor(i, c.Head) {
		return true
	}
	own := k.namesOf(c.Name)
	if i.ID.Unit() == v.Nominee.Unit() {
		own = append(own, k.namesOf(k.records.UnitName(v.Nominee.Unit()))...)
	}
	known := true
	for _, a := range i.Authors {
		if slices.Contains(own, k.collectiveKey(a.Name)) {
			return true
		}
		at := works[vi.Key(a.Name)]
		if slices.ContainsFunc(at, func(p string) bool { return slices.Contains(own, p) }) {
			return true
		}
		known = known && len(at) > 0
	}
	scope := vi.Key(i.Scope)
	inUse := slices.ContainsFunc(append(own, "toàn phường", "toàn thành phố", "các phòng", "các cơ quan", "các đơn vị"),
		func(name string) bool { return name != "" && strings.Contains(scope, name) })
	return inUse || i.ID.Unit() == v.Nominee.Unit() && (!known || scope == "")
}

// namesOf gives the collectiveKeys of a collective: of its own name, those it had
// before and those of units that were merged into it.
func (k *checker) namesOf(name string) []string {
	out := []string{k.collectiveKey(name)}
	for _, u := range k.records.Register.Units {
		if !slices.Contains(out, k.collectiveKey(u.Name)) {
			continue
		}
		for _, former := range u.FormerNames {
			out = append(out, k.collectiveKey(former))
		}
		for _, merged := range k.records.Register.Units {
			if merged != u && merged.Successor != "" && (merged.Successor == u.Code || k.key(merged.Successor) == k.key(u.Name)) {
				out = append(out, k.collectiveKey(merged.Name))
			}
		}
	}
	return out
}

// An award that was given before, from whichever sheet.
type pastAward struct {
	year       int
	form       string
	initiative nomination.ID
	period     string // in whose workbooks the initiative has this code
	told       string // what the sheet says it was given for
	decision   string
	at         finding.Place
}

// rewardedBefore reports TD502: an award for an initiative that the dossier cites, or
// of the same form in the same year where the former award names no initiative.
func (k *checker) rewardedBefore(v *Verdict, given map[string][]givenAward) {
	if v.Form == nil {
		return
	}
	for _, a := range k.pastAwards(v, given) {
		by, sure := k.rewardedFor(v, a)
		same := a.initiative == "" && vi.Key(a.form) == vi.Key(v.Form.Name) && a.year >= k.period.First && a.year <= k.period.Last
		if !by && !same {
			continue
		}
		at, what := v.formCell(), fmt.Sprintf("thành tích năm %d", a.year)
		if by {
			at, what = v.Record().Row.At(nomination.HeadInitiatives), k.initiativeName(a)
		}
		f := finding.New(finding.AlreadyRewarded, at, fmt.Sprintf("%s đã được tặng \"%s\" năm %d cho %s.", v.Name, a.form, a.year, what))
		f.Fix = "bỏ đề nghị này, hoặc nêu thành tích khác chưa được khen."
		if a.decision != "" {
			f.Message = strings.TrimSuffix(f.Message, ".") + " (" + document(a.decision) + ")."
		}
		switch {
		case v.Form.Period == rulebook.Final:
			f.Severity = finding.Warning
			f.Fix = "khi tổng kết, nêu rõ thành tích của cả giai đoạn, không chỉ thành tích đã được khen hàng năm."
		case levelOf(a.form) < levelOf(v.Form.Name):
			f.Severity = finding.Warning
			f.Fix = "cân nhắc: đã được khen ở cấp thấp hơn cho thành tích này."
		}
		if by && !sure {
			f.Severity = finding.Warning
			f.Message += " Chưa chắc là cùng một sáng kiến: mã sáng kiến có thể đã được dùng lại."
			f.Fix = "đối chiếu tên sáng kiến với quyết định khen thưởng; nếu là cùng sáng kiến thì bỏ đề nghị này hoặc nêu thành tích khác."
		}
		f.Expected = "thành tích chưa được khen ở cấp này hoặc cấp cao hơn"
		f.Got = fmt.Sprintf("\"%s\" năm %d", a.form, a.year)
		f.Related = []finding.Place{a.at}
		k.raiseOneAward(v, f)
	}
}

// rewardedFor reports whether a past award was for an initiative that the dossier
// cites, and whether that is sure. Units number their initiatives anew every year, so
// an equal code says it only within one period; of another period the name in that
// period's workbook tells, else what the register says the award was given for. An
// initiative that was recognised after the year of the award is another one.
func (k *checker) rewardedFor(v *Verdict, a pastAward) (by, sure bool) {
	if a.initiative == "" {
		return false, false
	}
	former := k.ideas[ideaKey{a.period, a.initiative}]
	for _, id := range v.Record().Initiatives {
		now := k.initiatives[id]
		switch {
		case a.period == k.options.Period:
			if id == a.initiative {
				return true, true
			}
		case former != nil && now != nil:
			if k.key(former.Name) == k.key(now.Name) {
				return true, true
			}
		case id != a.initiative || now != nil && now.DecisionDate.Year > a.year:
		case now != nil && now.Name != "" && strings.Contains(vi.Key(a.told), k.key(now.Name)):
			return true, true
		default:
			by = true
		}
	}
	return by, false
}

// initiativeName writes the initiative of a past award within a sentence.
func (k *checker) initiativeName(a pastAward) string {
	if i := k.ideas[ideaKey{a.period, a.initiative}]; i != nil {
		return "sáng kiến " + string(a.initiative) + " \"" + i.Name + "\""
	}
	return "sáng kiến " + string(a.initiative)
}

// An ideaKey finds an initiative of any period.
type ideaKey struct {
	period string
	id     nomination.ID
}

// ideasOf gathers the initiatives of all workbooks.
func ideasOf(submissions []*nomination.Submission) map[ideaKey]*nomination.Initiative {
	out := map[ideaKey]*nomination.Initiative{}
	for _, s := range submissions {
		for _, i := range s.Initiatives {
			if key := (ideaKey{s.Period, i.ID}); out[key] == nil {
				out[key] = i
			}
		}
	}
	return out
}

// levelOf gives the level of an award by the words of its name: 1 ward, 2 city or
// province, 3 State; 2 where the name doesn't say, as most ministries' awards are.
func levelOf(form string) int {
	key := vi.Key(form)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(key, w) })
	}
	switch {
	case has("thủ tướng", "chính phủ", "huân chương", "nhà nước", "chủ tịch nước"):
		return 3
	case has("phường", "giấy khen", "ubnd xã"):
		return 1
	}
	return 2
}

// sameBirth reports whether two birth dates can be one: what both know is equal.
func sameBirth(a, b vi.Date) bool {
	if a.Year == 0 || a.Year != b.Year {
		return false
	}
	return a.Month == 0 || b.Month == 0 || a.Month == b.Month && (a.Day == 0 || b.Day == 0 || a.Day == b.Day)
}

// A givenAward is a past award with whom it was given to: people have a birth date.
type givenAward struct {
	pastAward
	born vi.Date
}

// awardsGiven gathers the register's history and what came back from above for
// dossiers of other periods, by name key. A result names a dossier's code, and codes
// are given anew in every period, so it is the name in that period's workbook that
// tells whose award it was.
func (k *checker) awardsGiven() map[string][]givenAward {
	out := map[string][]givenAward{}
	add := func(name string, born vi.Date, a pastAward) {
		key := k.collectiveKey(name) // of a person's name the same as its key
		out[key] = append(out[key], givenAward{a, born})
	}
	r := &k.records.Register
	for _, h := range r.History {
		add(h.Holder, h.Born, pastAward{
			year: h.Year, form: h.Form, initiative: h.Initiative, period: strconv.Itoa(h.Year), told: h.Achievement,
			decision: h.Decision, at: h.Row.At(nomination.HeadForm),
		})
	}
	type former struct {
		*nomination.Nominee
		born vi.Date
	}
	dossiers := map[string]former{} // by period and code
	for _, s := range k.records.Submissions {
		for _, c := range s.Collectives {
			dossiers[s.Period+"\x00"+string(c.ID)] = former{&c.Nominee, vi.Date{}}
		}
		for _, p := range s.Individuals {
			dossiers[s.Period+"\x00"+string(p.ID)] = former{&p.Nominee, p.Born}
		}
	}
	for _, x := range r.Results {
		n := dossiers[x.Period+"\x00"+string(x.Nominee)]
		period, ok := k.book.PeriodByKey(x.Period)
		if !ok || n.Nominee == nil || x.Period == k.options.Period || vi.Key(x.Outcome) != vi.Key(nomination.OutcomeAwarded) {
			continue
		}
		a := pastAward{year: period.Last, form: n.Form, period: x.Period, decision: x.Decision, at: x.Row.At(nomination.HeadOutcome)}
		add(n.Name, n.born, a)
		for _, id := range n.Initiatives {
			a.initiative = id
			add(n.Name, n.born, a)
		}
	}
	return out
}

// pastAwards gives what a nominee was given before, by what was given and by the
// unit's own list; an award that stands in both is given once. A person is never
// known by name alone; a collective keeps its past under every name it had.
func (k *checker) pastAwards(v *Verdict, given map[string][]givenAward) []pastAward {
	var out []pastAward
	add := func(a pastAward) {
		i := slices.IndexFunc(out, func(b pastAward) bool {
			return a.year == b.year && vi.Key(a.form) == vi.Key(b.form) && a.initiative == b.initiative
		})
		switch {
		case i < 0:
			out = append(out, a)
		case a.period == k.options.Period:
			out[i].period = a.period // the unit itself says which initiative it was
		}
	}
	if v.Individual != nil {
		for _, a := range given[vi.Key(v.Name)] {
			if sameBirth(v.Individual.Born, a.born) {
				add(a.pastAward)
			}
		}
	} else {
		for _, name := range k.namesOf(v.Name) {
			for _, a := range given[name] {
				if a.born.IsZero() {
					add(a.pastAward)
				}
			}
		}
	}
	for _, h := range k.held[v.Nominee] {
		add(pastAward{
			year: h.Year, form: h.Form, initiative: h.Initiative, period: k.options.Period,
			decision: h.Decision, at: h.Row.At(nomination.HeadForm),
		})
	}
	return out
}

// twoForms reports TD504: two dossiers of one nominee for different forms, neither
// the other's Hình thức thay thế, unless they rest on different initiatives.
func (k *checker) twoForms() {
	first := map[string][]*Verdict{}
	// Of dossiers that propose the same on the same grounds one is enough to compare
	// with: a sheet may hold one name ten thousand times.
	known := map[string]bool{}
	for _, v := range k.verdicts {
		id := identity(v)
		if id == "" {
			continue
		}
		for _, e := range first[id] {
			a, b := e.Record(), v.Record()
			apart := len(a.Initiatives) > 0 && len(b.Initiatives) > 0 &&
				!slices.ContainsFunc(b.Initiatives, func(i nomination.ID) bool { return slices.Contains(a.Initiatives, i) })
			if a.Form == "" || b.Form == "" || vi.Key(a.Form) == vi.Key(b.Form) || alternatives(e, v) || apart {
				continue
			}
			f := finding.New(finding.TwoForms, v.formCell(), v.Name+" được đề nghị hai hình thức cho một thành tích trong kỳ "+k.period.Key+
				": \""+a.Form+"\" và \""+b.Form+"\".")
			f.Expected = "một hình thức; hình thức kia ghi là hình thức thay thế"
			f.Got = "\"" + a.Form + "\" và \"" + b.Form + "\""
			f.Fix = "chọn một hình thức, ghi hình thức kia vào cột \"" + nomination.HeadAlternative + "\"."
			f.Related = []finding.Place{e.formCell()}
			r := k.raiseOneAward(v, f)
			r.of = append(r.of, e)
			break
		}
		n := v.Record()
		key := fmt.Sprintf("%s\x00%q %q %q", id, n.Form, n.Alternative, n.Initiatives)
		if !known[key] {
			known[key] = true
			first[id] = append(first[id], v)
		}
	}
}

// sharedInitiatives reports TD505: an initiative that several dossiers rest on, once
// for each later one. A collective and its member, or co-authors with their shares,
// are to be known; co-authors without shares and two collectives to be looked at.
func (k *checker) sharedInitiatives() {
	citing := map[nomination.ID][]*Verdict{}
	for _, v := range k.verdicts {
		cited, _ := k.cited(v)
		for _, i := range cited {
			k.shared(v, i, citing[i.ID])
			citing[i.ID] = append(citing[i.ID], v)
		}
	}
}

func (k *checker) shared(v *Verdict, i *nomination.Initiative, earlier []*Verdict) {
	var names []string
	var places []finding.Place
	two, coauthors := false, false
	for _, e := range earlier {
		if id := identity(v); id != "" && id == identity(e) {
			continue
		}
		names = append(names, e.Name)
		places = append(places, e.Record().Row.At(nomination.HeadInitiatives))
		two = two || v.Collective != nil && e.Collective != nil
		coauthors = coauthors || v.Individual != nil && e.Individual != nil
	}
	if len(names) == 0 {
		return
	}
	f := finding.New(finding.InitiativeShared, v.Record().Row.At(nomination.HeadInitiatives),
		"Sáng kiến \""+i.Name+"\" được cả "+strings.Join(names, ", ")+" và "+v.Name+" dùng để đề nghị khen thưởng.")
	f.Fix = "cân nhắc khi xét: một sáng kiến được tính cho nhiều hồ sơ."
	unshared := slices.ContainsFunc(i.Authors, func(a nomination.Author) bool { return a.Share == 0 })
	switch {
	case two:
		f.Severity = finding.Warning
		f.Fix = "xác định sáng kiến là của tập thể nào rồi bỏ mã ở hồ sơ kia."
	case coauthors && unshared:
		f.Severity = finding.Warning
		f.Fix = "ghi tỷ lệ đóng góp của từng đồng tác giả ở trang \"" + nomination.SheetInitiatives + "\", như \"Nguyễn Văn A (60%); Trần Thị B (40%)\"."
		places = append(places, i.Row.At(nomination.HeadAuthors))
	}
	f.Expected = "mỗi sáng kiến nêu rõ phần đóng góp của từng tập thể, cá nhân"
	f.Got = strings.Join(append(names, v.Name), "; ")
	f.Related = places
	k.raiseOneAward(v, f)
}

// findAlike looks for texts that are nearly the same, while the rest of the check goes on.
func (k *checker) findAlike() <-chan []similar.Match {
	texts, who := make([]string, len(k.verdicts)), make([]writer, len(k.verdicts))
	for n, v := range k.verdicts {
		texts[n], who[n] = achievementText(v), writerOf(v)
	}
	found := make(chan []similar.Match, 1)
	go func() {
		found <- similar.Nearest(texts, alike, func(a, b int) bool { return comparable(&who[a], &who[b]) })
	}()
	return found
}

// textsAlike reports TD503 at the later text, with the earlier one most like it.
func (k *checker) textsAlike(matches []similar.Match) {
	for _, m := range matches {
		e, v := k.verdicts[m.Earlier], k.verdicts[m.Later]
		f := finding.New(finding.TextsAlike, achievementCell(v), fmt.Sprintf("Thành tích của %s giống %d%% thành tích của %s (%s).",
			v.Name, m.Percent, e.Name, e.Nominee))
		f.Expected = "thành tích riêng của từng tập thể, cá nhân"
		f.Got = fmt.Sprintf("giống %d%%", m.Percent)
		f.Fix = "viết lại thành tích riêng của từng hồ sơ."
		f.Related = []finding.Place{achievementCell(e)}
		k.raiseOneAward(v, f)
	}
}

func achievementText(v *Verdict) string {
	if v.Collective != nil {
		return v.Collective.Achievements
	}
	return v.Individual.Achievements
}

func achievementCell(v *Verdict) finding.Place {
	if v.Collective != nil {
		return v.Collective.Row.At(nomination.HeadOutstanding)
	}
	return v.Individual.Row.At(nomination.HeadAchievement)
}

// A writer is whose achievements a text tells, as keys to compare by.
type writer struct {
	collective            bool
	name, head, workplace string // head of a collective; workplace of an individual who leads
	identity              string
}

func writerOf(v *Verdict) writer {
	w := writer{collective: v.Collective != nil, name: vi.Key(v.Name), identity: identity(v)}
	switch {
	case w.collective:
		w.head = vi.Key(v.Collective.Head)
	case v.Individual.Leads:
		w.workplace = vi.Key(v.Individual.Workplace)
	}
	return w
}

// comparable reports whether two texts may not be the same: a head's achievements
// are those of the collective too, and two dossiers of one nominee are TD203's.
func comparable(a, b *writer) bool {
	if !a.collective && b.collective {
		a, b = b, a
	}
	if a.collective && !b.collective {
		return a.head != b.name && (b.workplace == "" || b.workplace != a.name)
	}
	return a.identity == "" || a.identity != b.identity
}
