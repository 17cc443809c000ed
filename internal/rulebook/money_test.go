package rulebook

import (
	"testing"

	"thidua/internal/vi"
)

// TestRewards holds amounts against those of the decree's own lines at both base
// salaries, each rounded up.
func TestRewards(t *testing.T) {
	for _, c := range []struct {
		what        string
		coefficient int
		before, now int64 // at 2.340.000 and 2.530.000 đồng
	}{
		{"Cờ thi đua, tập thể", 800, 18_720_000, 20_240_000},
		{"Bằng khen, tập thể", 300, 7_020_000, 7_590_000},
		{"Bằng khen, cá nhân", 150, 3_510_000, 3_800_000},
		{"Giấy khen, tập thể", 60, 1_410_000, 1_520_000},
		{"Giấy khen, cá nhân", 30, 710_000, 760_000},
		{"Bằng khen của Thủ tướng Chính phủ, cá nhân", 350, 8_190_000, 8_860_000},
		{"Huân chương Lao động hạng Nhì, cá nhân", 750, 17_550_000, 18_980_000},
		{"Huân chương Lao động hạng Ba, cá nhân", 450, 10_530_000, 11_390_000},
		{"Tập thể Lao động tiên tiến", 80, 1_880_000, 2_030_000},
		{"not for this kind of nominee", 0, 0, 0},
	} {
		before, now := BaseSalary{Amount: 2_340_000}, BaseSalary{Amount: 2_530_000}
		if got := before.Reward(c.coefficient); got != c.before {
			t.Errorf("%s: %d before July 2026, want %d", c.what, got, c.before)
		}
		if got := now.Reward(c.coefficient); got != c.now {
			t.Errorf("%s: %d now, want %d", c.what, got, c.now)
		}
	}
}

func TestSalaryOfTheDecisionsDay(t *testing.T) {
	day := func(y, m, d int) vi.Date { return vi.Date{Year: y, Month: m, Day: d} }
	b := Rulebook{
		BaseSalaries: []BaseSalary{
			{Amount: 2_340_000, From: day(2024, 7, 1), To: day(2026, 6, 30)},
			{Amount: 2_530_000, From: day(2026, 7, 1)},
		},
		Rewards: []Reward{{Form: "city-merit", Collective: 300, Individual: 150}},
	}
	for _, c := range []struct {
		on   vi.Date
		want int64
	}{{day(2024, 6, 30), 0}, {day(2024, 7, 1), 2_340_000}, {day(2026, 6, 30), 2_340_000}, {day(2026, 7, 1), 2_530_000}, {day(2035, 1, 1), 2_530_000}} {
		var got int64
		if s := b.SalaryOn(c.on); s != nil {
			got = s.Amount
		}
		if got != c.want {
			t.Errorf("base salary on %s: %d, want %d", c.on.ISO(), got, c.want)
		}
	}
	if r := b.RewardOf("city-merit"); r == nil || r.Individual != 150 {
		t.Errorf("reward %+v", r)
	}
	if b.RewardOf("city-flag") != nil {
		t.Error("a form without a line has no reward")
	}
}
