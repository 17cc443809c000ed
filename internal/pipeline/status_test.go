package pipeline

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

func TestStatus(t *testing.T) {
	o := workspace(t)
	o.Date = vi.Date{Year: 2027, Month: 2, Day: 1}
	if err := os.Remove(filepath.Join(o.Workspace, "data/de-nghi/DTN-2026.xlsx")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.Workspace, "data/de-nghi/VP-2026.xlsx"), []byte("rác"), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := ReadStatus(o)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"VP": Incomplete, "VHXH": Nominates, "TYT": Declines, "DTN": Missing, "BCHQS": Missing}
	for _, u := range s.Units {
		if w, ok := want[u.Code]; ok && u.Answer != w {
			t.Errorf("%s: %s, want %s", u.Code, u.Answer, w)
		}
		delete(want, u.Code)
		if u.Code == "LTN" {
			t.Error("the ward is asked for a file of its own")
		}
		if u.Code == "VP" && !reflect.DeepEqual(u.Codes, []finding.Code{finding.UnreadableFile}) {
			t.Errorf("VP is incomplete by %v", u.Codes)
		}
	}
	if len(want) > 0 {
		t.Errorf("not called: %v", want)
	}
	if len(s.Deadlines) != 1 || s.Deadlines[0].DaysLeft != 13 || s.Deadlines[0].Last != (vi.Date{Year: 2027, Month: 2, Day: 14}) {
		t.Errorf("deadlines %+v", s.Deadlines)
	}
	for _, q := range s.Quotas {
		if q.Form == "city-merit" && q.OfCollectives && (q.Bound != 1 || q.Concluded != 1) {
			t.Errorf("quota %+v", q)
		}
	}
}

// TestDeadlineStatus moves a deadline for everybody, then once more for one unit.
func TestDeadlineStatus(t *testing.T) {
	book, _ := embedded()
	day := func(month, d int) vi.Date { return vi.Date{Year: 2027, Month: month, Day: d} }
	s := &Status{Checked: &Checked{Period: "2026", rulebook: book, Outcome: &rule.Outcome{}, records: &nomination.Case{}}}
	s.records.Register.Extensions = []*nomination.Extension{
		{Period: "2026", Level: "Thành phố", Deadline: day(2, 20), Notice: "12/TB-UBND", Date: day(2, 1)},
		{Period: "2026", Level: "Thành phố", Deadline: day(2, 25), Notice: "15/TB-UBND", Date: day(2, 5), Units: []string{"VP"}},
		{Period: "2027", Level: "Thành phố", Deadline: day(5, 1), Notice: "16/TB-UBND", Date: day(2, 6)},
	}
	s.Units = []UnitStatus{{Code: "VP"}, {Code: "VHXH"}}
	period, _ := book.PeriodByKey("2026")
	s.deadlines(period, day(2, 24))
	want := []DeadlineStatus{
		{Level: "Thành phố", Before: day(2, 20), Last: day(2, 19), DaysLeft: -5, Notice: "12/TB-UBND"},
		{Level: "Thành phố", Before: day(2, 25), Last: day(2, 24), DaysLeft: 0, Notice: "15/TB-UBND", Units: []string{"VP"}},
	}
	if !reflect.DeepEqual(s.Deadlines, want) {
		t.Errorf("got %+v\nwant %+v", s.Deadlines, want)
	}
	s.Outcome.Readings = []rule.ReadingInForce{{Key: "deadline-before", Choice: "inclusive"}}
	if d := s.deadline("Thành phố", day(2, 15), "", day(2, 15)); d.Last != day(2, 20) || d.DaysLeft != 5 {
		t.Errorf("inclusive: %+v", d)
	}
}

// TestOutlook: files for the final review close on 15/02/2030, so that the index of
// 2030 comes too late; three years within the first ten are asked for.
func TestOutlook(t *testing.T) {
	book, _ := embedded()
	cases := []struct {
		ranks    [5]int // 2026 … 2030; 0: not in the register
		moved    int    // year to which the deadline was moved
		prospect string
		open     []int
	}{
		{ranks: [5]int{3, 10, 1, 0, 0}, prospect: Reached, open: []int{2029}},
		{ranks: [5]int{3, 11, 0, 0, 0}, prospect: Possible, open: []int{2028, 2029}},
		{ranks: [5]int{3, 11, 12, 0, 0}, prospect: OnlyLate, open: []int{2029}},
		{ranks: [5]int{3, 11, 12, 0, 0}, moved: 2031, prospect: Possible, open: []int{2029, 2030}},
		{ranks: [5]int{11, 11, 12, 0, 0}, prospect: Impossible, open: []int{2029}},
	}
	for _, c := range cases {
		s := &Status{Checked: &Checked{rulebook: book, records: &nomination.Case{}}}
		if c.moved > 0 {
			s.records.Register.Extensions = []*nomination.Extension{{
				Period: "2026-2030", Level: "Tổng kết", Deadline: vi.Date{Year: c.moved, Month: 3, Day: 1}, Date: vi.Date{Year: 2029, Month: 1, Day: 1},
			}}
		}
		l := rule.Outlook{Needed: 3, Within: 10, First: 2026, Last: 2030}
		for i, r := range c.ranks {
			l.Ranks = append(l.Ranks, rule.YearRank{Year: 2026 + i, Rank: r})
		}
		if got := s.outlook(l); got.Prospect != c.prospect || !reflect.DeepEqual(got.Open, c.open) {
			t.Errorf("%v: %s, open %v; want %s, %v", c.ranks, got.Prospect, got.Open, c.prospect, c.open)
		}
	}
}

// TestOutlookOnTheDay: what was published after the day counts neither as a rank nor as
// a correction of one.
func TestOutlookOnTheDay(t *testing.T) {
	book, _ := embedded()
	day := func(year, month, d int) vi.Date { return vi.Date{Year: year, Month: month, Day: d} }
	records := &nomination.Case{}
	records.Register.Settings.Ward = "Phường Lê Thanh Nghị"
	for _, r := range []nomination.Rank{
		{Year: 2026, Rank: 12, Published: day(2027, 1, 20)},
		{Year: 2026, Rank: 9, Published: day(2027, 3, 1)},
		{Year: 2027, Rank: 4, Published: day(2028, 1, 25)},
		{Year: 2028, Rank: 2},
	} {
		r.Unit = "Phường Lê Thanh Nghị"
		records.Register.Ranks = append(records.Register.Ranks, &r)
	}
	for _, test := range []struct {
		on   vi.Date
		want []int // ranks of 2026 … 2030
	}{
		{day(2027, 1, 19), []int{0, 0, 0, 0, 0}},
		{day(2027, 1, 20), []int{12, 0, 0, 0, 0}},
		{day(2027, 3, 1), []int{9, 0, 0, 0, 0}},
		{day(2028, 12, 31), []int{9, 4, 0, 0, 0}},
		{day(2029, 1, 1), []int{9, 4, 2, 0, 0}},
	} {
		got := []int{}
		for _, r := range rule.Outlooks(records, book, test.on)[0].Ranks {
			got = append(got, r.Rank)
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("on %s: %v, want %v", test.on.ISO(), got, test.want)
		}
	}
	if len(records.Register.Ranks) != 4 {
		t.Error("the register was changed")
	}
}

func TestOfPeriod(t *testing.T) {
	for file, want := range map[string]bool{
		"VHXH-2026.xlsx": true, "de-nghi/VHXH-2026-lan-2.xlsx": true,
		"VHXH-2026-2030.xlsx": false, "VHXH-2025.xlsx": false, "so-theo-doi.xlsx": false,
	} {
		if got := ofPeriod(file, "2026"); got != want {
			t.Errorf("ofPeriod(%q) = %v", file, got)
		}
	}
}
