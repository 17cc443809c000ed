package rulebook

import "thidua/internal/vi"

// RewardOf gives the money that goes with an award form, nil where the law sets none.
func (b *Rulebook) RewardOf(form string) *Reward {
	for i := range b.Rewards {
		if b.Rewards[i].Form == form {
			return &b.Rewards[i]
		}
	}
	return nil
}

// SalaryOn gives the base salary in force on a day: money is reckoned by the day of
// the decision. It is nil where the rulebook knows none.
func (b *Rulebook) SalaryOn(day vi.Date) *BaseSalary {
	for i := range b.BaseSalaries {
		if s := &b.BaseSalaries[i]; InForce(s.From, s.To, day) {
			return s
		}
	}
	return nil
}

// Reward gives the money of one award in đồng: a coefficient in hundredths times the
// base salary, rounded up to 10.000 đồng (Điều 49 Nghị định số 152/2025/NĐ-CP: "làm
// tròn số lên hàng chục nghìn đồng").
func (s *BaseSalary) Reward(coefficient int) int64 {
	const step = 100 * 10_000 // hundredths of 10.000 đồng
	return (int64(coefficient)*s.Amount + step - 1) / step * 10_000
}
