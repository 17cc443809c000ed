package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A standing is a rank in force and the ones it corrected, latest first.
type standing struct {
	rank    *nomination.Rank // nil: not in the register
	earlier []*nomination.Rank
	later   []*nomination.Rank // published after the day of the check, which don't count yet
}

// A rankKey looks up whose rank of which year; subject "" is the ward.
type rankKey struct {
	subject string
	year    int
}

// prefixes of an office's name that lists of ranks write or leave out.
var prefixes = []string{vi.Key("Ủy ban nhân dân") + " ", vi.Key("UBND") + " ", vi.Key("Phường") + " "}

// nameKey gives what the spellings of an office's name share: "Phường Lê Thanh
// Nghị", "UBND phường Lê Thanh Nghị" and "Lê Thanh Nghị" are one.
func nameKey(name string) string {
	key := vi.Key(name)
	for _, p := range prefixes {
		key = strings.TrimPrefix(key, p)
	}
	return key
}

// wardNames collects the keys by which the ward itself is known.
func wardNames(r *nomination.Register) map[string]bool {
	names := append([]string{r.Settings.Ward}, r.Settings.WardNames...)
	for _, u := range r.Units {
		if vi.Key(u.Class) == vi.Key(nomination.ClassWard) {
			names = append(append(names, u.Name), u.FormerNames...)
		}
	}
	out := map[string]bool{}
	for _, n := range names {
		if key := nameKey(n); key != "" {
			out[key] = true
		}
	}
	return out
}

// collectiveKey gives what the spellings of a collective's name share: the ward has
// many names, and an office is written with the ward's behind its own or without.
func (k *checker) collectiveKey(name string) string {
	key, ok := k.bare[name]
	if !ok {
		key = k.officeKey(name)
		if k.ward[nameKey(name)] {
			key = wardKey
		}
		k.bare[name] = key
	}
	return key
}

// wardKey is the collectiveKey of the ward, which no name has.
const wardKey = "\x00"

// isWard reports whether a nominated collective is the ward itself.
func (k *checker) isWard(c *nomination.Collective) bool {
	return vi.Key(c.Class) == vi.Key(nomination.ClassWard) || k.ward[nameKey(c.Name)]
}

// subject tells whose rank counts for a nominee under the reading rank-subject: its
// key, "" for the ward, and its name within a sentence.
func (k *checker) subject(v *Verdict) (key, name string) {
	ward := k.book.WardName(&k.records.Register)
	if k.choice(rulebook.RankSubject) != rulebook.RankOfUnit {
		return "", ward
	}
	if v.Collective != nil {
		if k.isWard(v.Collective) {
			return "", ward
		}
		return k.collectiveKey(v.Name), v.Name
	}
	unit := k.records.UnitName(v.Nominee.Unit())
	return k.collectiveKey(unit), unit
}

// standing finds the rank of a subject in a year. Of several, the one published last
// counts, a later row on the same day; a paper dated before a correction rests on the
// rank that was known then. Where none was, the last one counts all the same: a slip in
// a date must not hide what the register holds.
func (k *checker) standing(subject string, year int) standing {
	key := rankKey{subject, year}
	if s, ok := k.ranks[key]; ok {
		return s
	}
	block := vi.Key(k.records.Register.Settings.Block)
	var rows []*nomination.Rank
	for _, r := range k.records.Register.Ranks {
		ours := k.collectiveKey(r.Unit) == subject
		if subject == "" {
			ours = k.ward[nameKey(r.Unit)] && (block == "" || vi.Key(r.Block) == block)
		}
		if r.Year == year && r.Rank > 0 && ours {
			rows = append(rows, r)
		}
	}
	slices.Reverse(rows)
	slices.SortStableFunc(rows, func(a, b *nomination.Rank) int { return b.Published.Compare(a.Published) })
	var s standing
	if today := k.options.Date; !today.IsZero() {
		known := slices.IndexFunc(rows, func(r *nomination.Rank) bool { return knownOn(r, today) })
		s.later, rows = rows[:max(0, known)], rows[max(0, known):]
	}
	if len(rows) > 0 {
		s.rank, s.earlier = rows[0], rows[1:]
	}
	k.ranks[key] = s
	return s
}

// place writes "3/45", or "3" where the number of units isn't known.
func place(r *nomination.Rank) string {
	if r.Total > 0 {
		return fmt.Sprintf("%d/%d", r.Rank, r.Total)
	}
	return strconv.Itoa(r.Rank)
}

// document writes a document of which only number and symbol may be given,
// "315/QĐ-UBND", with the word for its kind.
func document(s string) string {
	switch {
	case s == "" || s[0] < '0' || s[0] > '9':
		return s
	case strings.Contains(s, "/QĐ"):
		return "Quyết định số " + s
	}
	return "văn bản số " + s
}

// published writes where a rank was published, in brackets, with a leading space.
func published(r *nomination.Rank) string {
	var parts []string
	if r.Document != "" {
		parts = append(parts, document(r.Document))
	}
	if !r.Published.IsZero() {
		parts = append(parts, "công bố ngày "+r.Published.Short())
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// evidence writes a standing with its sources, the corrected ranks as well.
func (s standing) evidence(year int) string { return vi.Capital(s.told(year)) }

// told writes the same within a sentence.
func (s standing) told(year int) string {
	text := fmt.Sprintf("hạng %s năm %d%s", place(s.rank), year, published(s.rank))
	for _, e := range s.earlier {
		text += "; trước khi đính chính: hạng " + place(e) + published(e)
	}
	for _, l := range s.later {
		text += "; công bố sau ngày xét nên chưa tính: hạng " + place(l) + published(l)
	}
	return text
}

func (s standing) places() []finding.Place {
	if s.rank == nil {
		return nil
	}
	out := []finding.Place{s.rank.Row.At(nomination.HeadRank)}
	for _, r := range slices.Concat(s.earlier, s.later) {
		out = append(out, r.Row.At(nomination.HeadRank))
	}
	return out
}

// rankWithin judges the rank of the period's year.
func (k *checker) rankWithin(v *Verdict, p *rulebook.RankWithin) (Result, string, []finding.Place) {
	subject, name := k.subject(v)
	s := k.standing(subject, k.period.Last)
	switch {
	case s.rank == nil:
		return Unknown, fmt.Sprintf("Chưa có xếp hạng năm %d của %s", k.period.Last, name), nil
	case s.rank.Rank > p.Rank:
		return Fail, s.evidence(k.period.Last), s.places()
	}
	return Pass, s.evidence(k.period.Last), s.places()
}

// newest gives the standing of the newest year of the period that is ranked, and the year.
func (k *checker) newest(subject string) (standing, int) {
	for year := k.period.Last; year >= k.period.First; year-- {
		if s := k.standing(subject, year); s.rank != nil {
			return s, year
		}
	}
	return standing{}, 0
}

// yearsRankedWithin counts the period's years with a good enough rank. While years
// are missing that could still make up the number, there is no answer.
func (k *checker) yearsRankedWithin(v *Verdict, p *rulebook.YearsRankedWithin) (Result, string, []finding.Place) {
	if k.standsBeside(v, p.NotBeside) {
		flag := k.forward[p.NotBeside][0]
		return Pass, fmt.Sprintf("Không xét điều kiện này: được đề nghị cùng với %s (%s, hồ sơ %s)", flag.Form.Name, flag.Name, flag.Nominee),
			[]finding.Place{flag.formCell()}
	}
	subject, name := k.subject(v)
	key := countedYears{subject, name, p.Rank, p.Years}
	c, ok := k.counted[key]
	if !ok {
		c = k.countYears(subject, name, p)
		k.counted[key] = c
	}
	return c.result, c.text, c.places
}

// countedYears is what a count of good years depends on: most dossiers have the ward's.
type countedYears struct {
	subject, name string
	rank, years   int
}

// An answer to a criterion.
type answer struct {
	result Result
	text   string
	places []finding.Place
}

// countYears counts the period's years in which a subject has a good enough rank.
func (k *checker) countYears(subject, name string, p *rulebook.YearsRankedWithin) answer {
	var good, missing, told []string
	var places []finding.Place
	for year := k.period.First; year <= k.period.Last; year++ {
		s := k.standing(subject, year)
		switch {
		case s.rank == nil:
			missing = append(missing, strconv.Itoa(year))
			continue
		case s.rank.Rank <= p.Rank:
			good = append(good, strconv.Itoa(year))
		}
		told = append(told, s.told(year))
		places = append(places, s.places()...)
	}
	text := fmt.Sprintf("%s có %s năm trong %d đơn vị dẫn đầu", vi.Capital(name), vi.Count(len(good)), p.Rank)
	if len(told) > 0 {
		text += ": " + strings.Join(told, "; ")
	}
	if len(missing) > 0 {
		text += "; chưa có xếp hạng năm " + strings.Join(missing, ", ")
	}
	result := Unknown
	switch {
	case len(good) >= p.Years:
		result = Pass
	case len(good)+len(missing) < p.Years:
		result = Fail
	}
	return answer{result, text, slices.Clip(places)}
}

// standsBeside reports whether a dossier is put forward beside another form: the
// rulebook bounds how many of its form may be, and something is put forward for the other.
func (k *checker) standsBeside(v *Verdict, other string) bool {
	if other == "" || !k.book.IsBeside(v.Form.Key, other) {
		return false
	}
	k.choice(rulebook.CityCollective) // on which it depends whether anything is
	return k.isPutForward(other)
}

// A rankSaid makes a finding about a rank stand once, however many verdicts refer to
// it; rank and years are what the criterion asks for.
type rankSaid struct {
	code        finding.Code
	subject     string
	rank, years int
}

// said gives the key of what is said of a subject under a criterion.
func said(code finding.Code, subject string, c *rulebook.Criterion) rankSaid {
	if y := c.YearsRankedWithin; y != nil {
		return rankSaid{code, subject, y.Rank, y.Years}
	}
	return rankSaid{code, subject, c.RankWithin.Rank, 1}
}

// rankTooLow reports TD301 at the rank itself, once for all nominees it concerns.
func (k *checker) rankTooLow(v *Verdict, c *rulebook.Criterion) {
	subject, name := k.subject(v)
	r := k.rankFinding(said(finding.RankTooLow, subject, c), func() finding.Finding {
		s := k.standing(subject, k.period.Last)
		f := finding.New(finding.RankTooLow, s.rank.Row.At(nomination.HeadRank), fmt.Sprintf(
			"Năm %d %s xếp hạng %s; chỉ xét đơn vị nằm trong %d đơn vị dẫn đầu.", k.period.Last, name, place(s.rank), c.RankWithin.Rank))
		f.Expected, f.Got = fmt.Sprintf("hạng từ 1 đến %d", c.RankWithin.Rank), s.evidence(k.period.Last)
		f.Clause, f.Basis = c.Clause, c.Basis
		f.Fix = "kiểm tra lại hạng đã công bố; nếu đúng, không đề nghị cấp thành phố cho tập thể trong kỳ này."
		return f
	})
	r.of = append(r.of, v)
	r.Related = append(r.Related, v.formCell())
}

// rankUnknown reports TD303 once: a warning, an error where a dossier that was put
// forward depends on the rank.
func (k *checker) rankUnknown(v *Verdict, c *rulebook.Criterion) {
	subject, name := k.subject(v)
	r := k.rankFinding(said(finding.RankUnknown, subject, c), func() finding.Finding {
		at := k.records.Register.Sheets[nomination.SheetRanks].Head()
		missing := k.unranked(subject)
		f := finding.New(finding.RankUnknown, at, fmt.Sprintf(
			"Sổ theo dõi chưa có xếp hạng cải cách hành chính năm %s của %s; chưa đủ căn cứ để xét.", missing, name))
		f.Expected = fmt.Sprintf("một dòng cho mỗi năm %s trong trang \"%s\"", missing, nomination.SheetRanks)
		if c.RankWithin != nil {
			f.Expected = fmt.Sprintf("một dòng năm %s trong trang \"%s\"", missing, nomination.SheetRanks)
		} else {
			_, f.Got, _ = k.yearsRankedWithin(v, c.YearsRankedWithin)
		}
		f.Clause, f.Basis = c.Clause, c.Basis
		f.Fix = "ghi hạng, văn bản công bố và ngày công bố vào trang \"" + nomination.SheetRanks + "\"."
		return f
	})
	r.of = append(r.of, v)
	if v.ForCity() {
		r.Severity = finding.Error
	}
}

// unranked lists the years of the period of which the register has no rank.
func (k *checker) unranked(subject string) string {
	var missing []string
	for year := k.period.First; year <= k.period.Last; year++ {
		if k.standing(subject, year).rank == nil {
			missing = append(missing, strconv.Itoa(year))
		}
	}
	return strings.Join(missing, ", ")
}

// yearsTooFew reports TD302 at the newest rank, once for all nominees it concerns.
func (k *checker) yearsTooFew(v *Verdict, c *rulebook.Criterion) {
	subject, name := k.subject(v)
	asked := c.YearsRankedWithin
	r := k.rankFinding(said(finding.YearsRankedTooFew, subject, c), func() finding.Finding {
		at := k.records.Register.Sheets[nomination.SheetRanks].Head()
		if s, _ := k.newest(subject); s.rank != nil {
			at = s.rank.Row.At(nomination.HeadRank)
		}
		_, text, places := k.yearsRankedWithin(v, asked)
		good := 0
		for year := k.period.First; year <= k.period.Last; year++ {
			if s := k.standing(subject, year); s.rank != nil && s.rank.Rank <= asked.Rank {
				good++
			}
		}
		f := finding.New(finding.YearsRankedTooFew, at, fmt.Sprintf("%s %s có %s năm trong %d đơn vị dẫn đầu; cần ít nhất %s.",
			vi.Capital(k.span()), name, vi.Count(good), asked.Rank, vi.Count(asked.Years)))
		f.Expected = fmt.Sprintf("ít nhất %s năm có hạng từ 1 đến %d", vi.Count(asked.Years), asked.Rank)
		f.Clause, f.Basis, f.Got = c.Clause, c.Basis, text
		f.Fix = "kiểm tra lại hạng từng năm ở trang \"" + nomination.SheetRanks + "\"."
		for _, p := range places {
			if p != at {
				f.Related = append(f.Related, p)
			}
		}
		return f
	})
	r.of = append(r.of, v)
	r.Related = append(r.Related, v.formCell())
}

func (k *checker) rankFinding(key rankSaid, say func() finding.Finding) *raised {
	r, ok := k.rankSaid[key]
	if !ok {
		r = k.keep(say())
		r.Unit = k.wardUnit()
		k.rankSaid[key] = r
	}
	return r
}

// wardUnit gives the name of the register's unit that is the ward itself.
func (k *checker) wardUnit() string {
	for _, u := range k.records.Register.Units {
		if k.key(u.Class) == k.key(nomination.ClassWard) {
			return u.Name
		}
	}
	return ""
}
