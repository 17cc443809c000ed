package rule

import (
	"fmt"
	"maps"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// namedAtMost is how many dossiers a note on an undecided reading names; the rest it counts.
const namedAtMost = 10

// The readings say how ambiguous clauses are understood, and remember who asked:
// no other dossier can be judged otherwise under another choice.
type readings struct {
	inForce map[string]string                    // reading → choice in force
	settled map[string]*nomination.ReadingChoice // by the office; the others are defaults
	asked   map[string][]*Verdict                // reading → dossiers; nil among them: the whole period
	judging *Verdict                             // the dossier in hand; nil: the whole period
}

func newReadings() readings {
	return readings{inForce: map[string]string{}, settled: map[string]*nomination.ReadingChoice{}, asked: map[string][]*Verdict{}}
}

// choice gives the choice in force for a reading on which an answer depends. What
// only words an answer looks at inForce instead.
func (r *readings) choice(reading string) string {
	asked := r.asked[reading]
	if len(asked) == 0 || asked[len(asked)-1] != r.judging {
		r.asked[reading] = append(asked, r.judging)
	}
	return r.inForce[reading]
}

// readChoices settles every reading: the register's last choice, else the default.
// What is no reading or no choice of it has been reported and emptied by intake.
func (k *checker) readChoices() {
	for _, r := range k.book.Readings {
		k.inForce[r.Key] = r.Choices[0].Key
	}
	for _, c := range k.records.Register.Readings {
		r := k.book.ReadingByKey(strings.ToLower(c.Code))
		if r == nil {
			continue
		}
		for _, choice := range r.Choices {
			if vi.Key(choice.Key) == vi.Key(c.Choice) {
				k.inForce[r.Key], k.settled[r.Key] = choice.Key, c
			}
		}
	}
}

// A flip is a dossier whose result another choice would change.
type flip struct {
	dossier *Verdict
	result  Result
}

// flips tries the other choices of every reading that the office hasn't decided and
// on which an answer depended, one at a time, and tells whose result would differ.
func (k *checker) flips() {
	for i := range k.book.Readings {
		r := &k.book.Readings[i]
		if k.settled[r.Key] != nil || len(k.asked[r.Key]) == 0 {
			continue
		}
		flipped := map[*Verdict]bool{}
		changes := map[*rulebook.Form][][]flip{} // by form, then by choice
		for n, choice := range r.Choices {
			if choice.Key == k.inForce[r.Key] {
				continue
			}
			for at, other := range k.under(r.Key, choice.Key) {
				v := k.verdicts[at]
				if v.Result == other.Result {
					continue
				}
				if !flipped[v] {
					v.Flips, flipped[v] = append(v.Flips, r.Key), true
				}
				form := v.Form
				if form == nil {
					form = other.Form
				}
				if changes[form] == nil {
					changes[form] = make([][]flip, len(r.Choices))
				}
				changes[form][n] = append(changes[form][n], flip{v, other.Result})
			}
		}
		for f := range k.book.Forms {
			if form := &k.book.Forms[f]; changes[form] != nil {
				k.undecided(r, form, changes[form])
			}
		}
	}
}

// under judges the period again with one other choice. Only dossiers that asked for
// the reading are judged anew; quotas and votes then look at all of them.
func (k *checker) under(reading, choice string) []*Verdict {
	other := *k
	other.readings = newReadings()
	maps.Copy(other.inForce, k.inForce)
	other.inForce[reading] = choice
	other.findings = newFindings()
	other.forward = map[string][]*Verdict{}
	other.verdicts = make([]*Verdict, len(k.verdicts))
	other.byID = make(map[nomination.ID]*Verdict, len(k.verdicts))
	asked := make(map[*Verdict]bool, len(k.asked[reading]))
	for _, v := range k.asked[reading] {
		asked[v] = true
	}
	for i, v := range k.verdicts {
		w := &Verdict{Nominee: v.Nominee, Name: v.Name, Collective: v.Collective, Individual: v.Individual, Conclusion: v.Conclusion}
		if asked[v] {
			other.settleForm(w)
		} else {
			w.Form, w.Award, w.Criteria = v.Form, v.Award, v.Criteria[:v.alone:v.alone]
			other.stand(w)
		}
		other.verdicts[i] = w
		if other.byID[w.Nominee] == nil {
			other.byID[w.Nominee] = w
		}
	}
	for i, v := range k.verdicts {
		if asked[v] {
			other.judgeAlone(other.verdicts[i])
		}
	}
	other.quotas()
	other.votes()
	for _, w := range other.verdicts {
		w.Result = joint(w.Criteria)
	}
	return other.verdicts
}

// undecided reports TD314, once for a reading and an award form. changes holds, for
// each choice of the reading, whose result it would change.
func (k *checker) undecided(r *rulebook.Reading, form *rulebook.Form, changes [][]flip) {
	f := finding.New(finding.ReadingUndecided, k.records.Register.Sheets[nomination.SheetReadings].Head(), "")
	var ways []string
	var known string
	for n, choice := range r.Choices {
		if choice.Key == k.inForce[r.Key] {
			known = choice.Text
		}
		if len(changes[n]) == 0 {
			continue
		}
		ways = append(ways, fmt.Sprintf("nếu hiểu \"%s\" (%s) thì %s hồ sơ đề nghị %s đổi kết quả: %s",
			choice.Text, choice.Key, vi.Count(len(changes[n])), form.Name, listed(changes[n])))
		for _, c := range changes[n] {
			f.Related = append(f.Related, c.dossier.formCell())
		}
	}
	f.Message = fmt.Sprintf("Chưa quyết định cách hiểu %s (%s): đang hiểu \"%s\"; %s.",
		r.Key, r.About, known, strings.Join(ways, "; "))
	f.Expected = "một dòng mã " + r.Key + " trong trang \"" + nomination.SheetReadings + "\", kèm người và văn bản quyết định"
	f.Got = "chưa ghi; dùng lựa chọn mặc định " + k.inForce[r.Key]
	f.Clause, f.Basis = r.Clause, form.Basis
	f.Unit = k.wardUnit()
	f.Fix = "xin ý kiến người có thẩm quyền, rồi ghi lựa chọn " + r.Key + " vào trang \"" + nomination.SheetReadings + "\"."
	k.keep(f)
}

// listed names dossiers with what becomes of them: "Phòng Văn hóa - Xã hội (Đạt →
// Chưa đủ căn cứ)".
func listed(flips []flip) string {
	var out []string
	for _, c := range flips[:min(namedAtMost, len(flips))] {
		out = append(out, fmt.Sprintf("%s %s (%s → %s)", c.dossier.Nominee, c.dossier.Name, c.dossier.Result.Vietnamese(), c.result.Vietnamese()))
	}
	if more := len(flips) - namedAtMost; more > 0 {
		out = append(out, "và "+vi.Count(more)+" hồ sơ khác")
	}
	return strings.Join(out, ", ")
}
