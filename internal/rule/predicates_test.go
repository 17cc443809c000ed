package rule

import (
	"fmt"
	"testing"

	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// finalReview gives a checker for the whole campaign, with the ward's ranks by year;
// a rank of 0 is missing.
func finalReview(t *testing.T, ranks ...int) (*checker, *Verdict) {
	t.Helper()
	person := &nomination.Individual{Nominee: nomination.Nominee{ID: "VHXH/CN01", Name: "Trần Thị Hòa"}}
	c := &nomination.Case{Submissions: []*nomination.Submission{{
		Unit: "VHXH", Period: "2026-2030", Individuals: []*nomination.Individual{person},
	}}}
	c.Register.Settings.Ward = "phường Lê Thanh Nghị"
	for i, rank := range ranks {
		c.Register.Ranks = append(c.Register.Ranks, &nomination.Rank{Year: 2026 + i, Unit: "Lê Thanh Nghị", Rank: rank})
	}
	k := newChecker(c, wardsRulebook(t, ""), Options{Period: "2026-2030", Date: vi.Date{Year: 2031, Month: 2, Day: 1}})
	k.period = rulebook.Period{Key: "2026-2030", Kind: rulebook.Final, First: 2026, Last: 2030}
	k.readChoices()
	return k, k.verdicts[0]
}

// Years that are missing keep the answer open only while they could still decide it.
func TestYearsRankedWithin(t *testing.T) {
	for _, c := range []struct {
		ranks []int
		want  Result
	}{
		{[]int{10, 10, 10}, Pass},
		{[]int{11, 11, 10, 10, 10}, Pass},
		{[]int{11, 11, 11, 10, 10}, Fail},
		{[]int{10, 10, 11, 0, 11}, Unknown},
		{[]int{10, 11, 11, 0, 11}, Fail},
		{nil, Unknown},
	} {
		k, v := finalReview(t, c.ranks...)
		if got, text, _ := k.yearsRankedWithin(v, &rulebook.YearsRankedWithin{Years: 3, Rank: 10}); got != c.want {
			t.Errorf("ranks %v: %v (%s), want %v", c.ranks, got, text, c.want)
		}
	}
}

// Overlapping stretches count once, months outside the period not at all, and an open
// stretch runs to the day of the check.
func TestServiceMonths(t *testing.T) {
	month := func(m, y int) vi.Date { return vi.Date{Year: y, Month: m} }
	for _, c := range []struct {
		name     string
		from, to []vi.Date
		want     Result
		months   string
	}{
		{"three years", []vi.Date{month(1, 2026)}, []vi.Date{month(12, 2028)}, Pass, "36 tháng"},
		{"a month short", []vi.Date{month(2, 2026)}, []vi.Date{month(12, 2028)}, Fail, "35 tháng"},
		{"before the period", []vi.Date{month(1, 2024)}, []vi.Date{month(12, 2028)}, Pass, "36 tháng"},
		{"overlap", []vi.Date{month(1, 2026), month(6, 2026)}, []vi.Date{month(12, 2027), month(12, 2027)}, Fail, "24 tháng"},
		{"to date", []vi.Date{month(1, 2028)}, []vi.Date{{}}, Pass, "36 tháng"},
		{"nothing written", nil, nil, Fail, "Chưa ghi"},
	} {
		k, v := finalReview(t)
		for i := range c.from {
			k.services[v.Nominee] = append(k.services[v.Nominee], &nomination.Service{From: c.from[i], To: c.to[i], Roles: []string{nomination.RoleAdvises}})
		}
		got, text, _ := k.serviceMonths(v, &rulebook.ServiceMonths{Months: 36})
		if got != c.want || len(text) < len(c.months) || text[:len(c.months)] != c.months {
			t.Errorf("%s: %v %q, want %v %q", c.name, got, text, c.want, c.months)
		}
	}
}

// Only the ward in the first place of the newest ranked year speaks for "dẫn đầu" by
// itself; else a person has to confirm it.
func TestLeading(t *testing.T) {
	for _, c := range []struct {
		ranks []int
		class string
		want  Result
	}{
		{[]int{9, 9, 9, 9, 1}, nomination.ClassWard, Pass},
		{[]int{9, 9, 9, 1}, nomination.ClassWard, Pass},
		{[]int{1, 1, 1, 1, 2}, nomination.ClassWard, Unknown},
		{[]int{1, 1, 1, 2}, nomination.ClassWard, Unknown},
		{nil, nomination.ClassWard, Unknown},
		{[]int{1, 1, 1, 1, 1}, nomination.ClassOffice, Unknown},
	} {
		k, v := finalReview(t, c.ranks...)
		v.Individual, v.Collective = nil, &nomination.Collective{Class: c.class}
		if got, text, _ := k.leading(v); got != c.want {
			t.Errorf("ranks %v of %s: %v (%s), want %v", c.ranks, c.class, got, text, c.want)
		}
	}
}

// A campaign runs from 01/01 of its first year; a year counts when its last day is over.
func TestCampaignYears(t *testing.T) {
	for day, want := range map[vi.Date]Result{
		{Year: 2028, Month: 12, Day: 30}: Fail,
		{Year: 2028, Month: 12, Day: 31}: Pass,
		{Year: 2031, Month: 2, Day: 1}:   Pass,
		{Year: 2025, Month: 6, Day: 1}:   Fail,
	} {
		k, _ := finalReview(t)
		k.options.Date = day
		if got, text := k.campaignYears(&rulebook.CampaignYears{Years: 3}); got != want {
			t.Errorf("on %s: %v (%s), want %v", day.ISO(), got, text, want)
		}
	}
	k, _ := finalReview(t)
	if got, text := k.campaignYears(&rulebook.CampaignYears{Years: 6}); got != Fail {
		t.Errorf("a campaign of five years has run for six: %s", text)
	}
}

// The two readings of the final gate give different trees.
func TestFinalGate(t *testing.T) {
	k, v := finalReview(t, 11, 11, 11, 11, 11)
	form := k.book.FormByKey("city-merit-final")
	k.met = true
	v.Conclusion = &nomination.Conclusion{Decision: nomination.ConcludedCity}
	if n := k.evaluate(v, form.Collective); n.Key != KeyAllOf || n.Result != Fail {
		t.Errorf("as a gate: %s %v", n.Key, n.Result)
	}
	k.inForce[rulebook.FinalGate] = "one-of-three"
	if n := k.evaluate(v, form.Collective); n.Key != KeyAnyOf || n.Result != Pass {
		t.Errorf("as one of three: %s %v", n.Key, n.Result)
	}
}

// Papers list collectives first, then units as the register orders them, people by
// Tên, Đệm, Họ.
func TestOrder(t *testing.T) {
	c := &nomination.Case{}
	c.Register.Units = []*nomination.Unit{{Code: "C"}, {Code: "A", Order: 2}, {Code: "B", Order: 1}}
	k := newChecker(c, wardsRulebook(t, ""), Options{Period: "2026"})
	collective := func(id nomination.ID) *Verdict {
		return &Verdict{Nominee: id, Name: string(id), Collective: &nomination.Collective{}}
	}
	person := func(id nomination.ID, name string) *Verdict {
		return &Verdict{Nominee: id, Name: name, Individual: &nomination.Individual{}}
	}
	vs := []*Verdict{
		person("A/1", "Lê Bình"), person("A/2", "Nguyễn Văn An"), person("X/1", "Bùi An"), person("B/1", "Vũ Yến"),
		collective("C/1"), collective("A/4"), collective("A/3"),
	}
	k.order(vs)
	got := ""
	for _, v := range vs {
		got += " " + string(v.Nominee)
	}
	if want := " A/4 A/3 C/1 B/1 A/2 A/1 X/1"; got != want {
		t.Errorf("order is%s, want%s", got, want)
	}
}

// A person who carries only a year of birth is told apart from a namesake, one
// without any is never taken for another.
func TestIdentity(t *testing.T) {
	person := func(name string, born vi.Date) string {
		return identity(&Verdict{Name: name, Individual: &nomination.Individual{Born: born}})
	}
	if person("Trần Thị Hòa", vi.Date{Year: 1986}) != person("trần thị  Hoà", vi.Date{Year: 1986}) {
		t.Error("two spellings of a name are two people")
	}
	if person("Trần Thị Hòa", vi.Date{Year: 1986}) == person("Trần Thị Hòa", vi.Date{Year: 1987}) {
		t.Error("namesakes are one person")
	}
	if person("Trần Thị Hòa", vi.Date{}) != "" {
		t.Error("a person without birth date has an identity")
	}
}

// A case in which nothing could be read is no reason to fall over.
func TestNothingRead(t *testing.T) {
	o := Check(&nomination.Case{}, wardsRulebook(t, ""), nil, Options{Period: "2026"})
	if len(o.Findings) != 0 || len(o.Verdicts) != 0 || o.CityBlocked || o.WardBlocked {
		t.Errorf("got %+v", o)
	}
}

func TestNameKey(t *testing.T) {
	want := nameKey("Lê Thanh Nghị")
	for _, s := range []string{"Phường Lê Thanh Nghị", "phường  lê thanh nghị", "UBND phường Lê Thanh Nghị", "Uỷ ban nhân dân phường Lê Thanh Nghị"} {
		if got := nameKey(s); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
	for _, s := range []string{"xã Lê Thanh Nghị", "Phường Lê Thanh", "Phường"} {
		if nameKey(s) == want {
			t.Errorf("%q is taken for the ward", s)
		}
	}
}

// BenchmarkCheck checks 10,000 people in 200 units, each with an initiative.
func BenchmarkCheck(b *testing.B) {
	c := &nomination.Case{}
	sheet := &nomination.Sheet{File: "a.xlsx", Name: nomination.SheetIndividuals, HeadRow: 1, Columns: map[string]int{nomination.HeadInitiatives: 3}}
	for u := range 200 {
		code := fmt.Sprintf("U%d", u)
		c.Register.Units = append(c.Register.Units, &nomination.Unit{Code: code, Name: "Đơn vị " + code})
		s := &nomination.Submission{Unit: code, Period: "2026"}
		for i := range 50 {
			id := nomination.NewID(code, fmt.Sprintf("CN%d", i))
			initiative := nomination.NewID(code, fmt.Sprintf("SK%d", i))
			s.Initiatives = append(s.Initiatives, &nomination.Initiative{ID: initiative, Name: "Sáng kiến", Applied: i%2 == 0})
			s.Individuals = append(s.Individuals, &nomination.Individual{Nominee: nomination.Nominee{
				Row: nomination.Row{Sheet: sheet, Number: i + 2}, ID: id, Name: fmt.Sprintf("Nguyễn Văn %d", u*50+i),
				Form: "Bằng khen của Chủ tịch UBND thành phố", Initiatives: []nomination.ID{initiative},
			}, Born: vi.Date{Year: 1980}})
		}
		c.Submissions = append(c.Submissions, s)
	}
	book := wardsRulebook(b, "")
	for b.Loop() {
		Check(c, book, nil, Options{Period: "2026", Date: vi.Date{Year: 2027, Month: 2, Day: 20}})
	}
}
