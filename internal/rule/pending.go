package rule

import (
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// nothingPending answers whether the nominee is free of matters that are being looked
// into on the day of the check (sheet Đang xem xét, xử lý), and reports TD311 where
// not. A person is known by name and birth date; where the register has no birth date
// for one of the same name, nobody can tell, and the officer is asked.
func (k *checker) nothingPending(v *Verdict) Node {
	c := k.book.Pending
	n := Node{
		Key: KeyNothingPending, Label: "Không có vụ việc đang xem xét, xử lý", Result: Pass,
		Clause: c.Clause, Basis: c.Basis, Sentence: c.Sentence, Evidence: "Sổ theo dõi không ghi vụ việc nào",
	}
	var sures, doubts []string // what is told of the nominee, and of one who may be another
	for _, m := range k.records.Register.Pending {
		if v.Name == "" || !k.isNamed(v, m.Subject) || !k.open(m) {
			continue
		}
		sure := v.Collective != nil || !m.Born.IsZero() && m.Born == v.Individual.Born
		if !sure && !m.Born.IsZero() && !v.Individual.Born.IsZero() && !sameBirth(m.Born, v.Individual.Born) {
			continue // another person of that name
		}
		n.Places = append(n.Places, m.Row.At(nomination.HeadSubject))
		told := m.Matter + " từ ngày " + m.From.Short()
		if sure {
			n.Result, sures = Fail, append(sures, told)
		} else {
			n.Result, doubts = min(n.Result, Unknown), append(doubts, told)
		}
		k.pending(v, m, told, sure)
	}
	if all := append(sures, doubts...); len(all) > 0 {
		n.Evidence = strings.Join(all, "; ")
	}
	return n
}

// isNamed reports whether a name in the register is a nominee's. A collective is known
// by any name it has had, with the ward's behind it or without.
func (k *checker) isNamed(v *Verdict, name string) bool {
	if v.Individual != nil {
		return k.key(name) == k.key(v.Name)
	}
	return slices.Contains(k.namesOf(v.Name), k.collectiveKey(name))
}

// open reports whether a matter is being looked into on the day of the check.
func (k *checker) open(m *nomination.PendingMatter) bool {
	day := k.options.Date
	ended := m.To.Before(day) && !m.To.Before(m.From) // an end before the beginning ends nothing
	return !day.Before(m.From) && (m.To.IsZero() || !ended)
}

func (k *checker) pending(v *Verdict, m *nomination.PendingMatter, told string, sure bool) {
	message := "Đang có vụ việc: " + told + "; chưa được xét khen thưởng."
	fix := "chỉ đề nghị khi vụ việc đã kết thúc; khi đó ghi \"" + nomination.HeadTo + "\" trong trang \"" + nomination.SheetPending + "\"."
	f := finding.New(finding.MatterPending, v.nameCell(), message)
	if !sure {
		f.Severity = finding.Warning
		f.Message = "Trùng họ và tên với người đang có vụ việc (" + told + ") nhưng chưa đủ ngày sinh để biết có phải là một người."
		fix = "ghi ngày sinh ở cả hai nơi để xác định."
	}
	f.Expected, f.Got = "không có vụ việc đang xem xét, xử lý", told
	f.Clause, f.Basis, f.Fix = k.book.Pending.Clause, k.book.Pending.Basis, fix
	f.Related = []finding.Place{m.Row.At(nomination.HeadSubject)}
	k.raise(v, f)
}
