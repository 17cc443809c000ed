package rule

import (
	"fmt"
	"regexp"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// Ages between which a nominee's birth date is believed.
const (
	youngest = 18
	oldest   = 70
)

// people holds what is written of people against itself: birth dates, personal
// numbers, names written in two ways.
func (k *checker) people() {
	for _, v := range k.verdicts {
		if v.Individual != nil {
			k.birth(v)
			k.personalNumber(v)
		}
	}
	k.writtenTwoWays()
}

// today gives the day of the check, else the end of the period.
func (k *checker) today() vi.Date {
	if !k.options.Date.IsZero() {
		return k.options.Date
	}
	return vi.Date{Year: k.period.Last, Month: 12, Day: 31}
}

// birth reports TD204.
func (k *checker) birth(v *Verdict) {
	born, today := v.Individual.Born, k.today()
	if born.IsZero() {
		return
	}
	age := today.Year - born.Year
	if born.Month > 0 && (today.Month < born.Month || today.Month == born.Month && today.Day < born.Day) {
		age--
	}
	var message string
	switch {
	case today.Before(born):
		message = " ở sau ngày kiểm tra."
	case age < youngest:
		message = fmt.Sprintf(" cho thấy người này mới %d tuổi.", age)
	case age > oldest:
		message = fmt.Sprintf(" cho thấy người này đã %d tuổi.", age)
	default:
		return
	}
	f := finding.New(finding.ImplausibleBirth, v.Individual.Row.At(nomination.HeadBorn), "Ngày sinh "+born.Short()+message)
	f.Expected = fmt.Sprintf("ngày sinh của người từ %d đến %d tuổi", youngest, oldest)
	f.Got = born.Short()
	f.Fix = "xem lại ngày sinh; nếu đúng thì để nguyên."
	k.raise(v, f)
}

// A personal number has twelve digits: three of the place where the birth was
// registered, one of century and sex, two of the year of birth, six at random
// (Nghị định số 137/2015/NĐ-CP, Điều 13). It has no check digit.
var (
	personalNumber = regexp.MustCompile(`^[0-9]{12}$`)
	elevenDigits   = regexp.MustCompile(`^[0-9]{11}$`)
)

// personalNumber reports TD205. The number itself is said nowhere.
func (k *checker) personalNumber(v *Verdict) {
	p := v.Individual
	id := strings.NewReplacer(" ", "", ".", "", "-", "").Replace(p.PersonalID)
	if id == "" {
		return
	}
	at := p.Row.At(nomination.HeadPersonalID)
	say := func(message, fix string, related ...finding.Place) {
		f := finding.New(finding.BadPersonalNumber, at, message)
		f.Expected, f.Got = "12 chữ số, khớp năm sinh và giới tính", vi.Count(len([]rune(id)))+" ký tự"
		f.Fix, f.Related = fix, related
		k.raise(v, f)
	}
	switch {
	case elevenDigits.MatchString(id):
		say("Số định danh chỉ có 11 chữ số; có thể Excel đã bỏ chữ số 0 ở đầu.", "định dạng ô là văn bản rồi ghi lại đủ 12 chữ số.")
		return
	case !personalNumber.MatchString(id):
		say("Số định danh không gồm đúng 12 chữ số.", "ghi lại số định danh, hoặc bỏ trống: mẫu đề nghị không yêu cầu số này.")
		return
	}
	century := 1900 + int(id[3]-'0')/2*100
	if born := p.Born.Year; born > 0 && century+int(id[4]-'0')*10+int(id[5]-'0') != born {
		say(fmt.Sprintf("Số định danh không khớp năm sinh %d.", born), "xem lại năm sinh và số định danh.", p.Row.At(nomination.HeadBorn))
	}
	sex := nomination.Male
	if (id[3]-'0')%2 == 1 {
		sex = nomination.Female
	}
	if p.Sex != "" && vi.Key(p.Sex) != vi.Key(sex) {
		say("Số định danh không khớp giới tính \""+p.Sex+"\".", "xem lại giới tính và số định danh.", p.Row.At(nomination.HeadSex))
	}
}

// writtenTwoWays reports TD802 for names that differ in tone placement, case or
// spaces only, at the place that comes later: the register before the workbooks.
func (k *checker) writtenTwoWays() {
	type written struct {
		text string
		at   finding.Place
	}
	first := map[string]written{}
	said := map[string]bool{}
	name := func(text string, row nomination.Row, heading, unit string, id nomination.ID) {
		key := vi.Key(text)
		if key == "" {
			return
		}
		f, ok := first[key]
		if !ok {
			first[key] = written{text, row.At(heading)}
			return
		}
		if f.text == text || said[text] {
			return
		}
		said[text] = true
		w := finding.New(finding.WrittenTwoWays, row.At(heading), "Tên \""+text+"\" ở nơi khác viết là \""+f.text+"\".")
		w.Expected, w.Got = "\""+f.text+"\"", "\""+text+"\""
		w.Unit, w.Nominee = k.unitName(unit), string(id)
		w.Fix = "thống nhất một cách viết, theo giấy tờ của người đó."
		w.Related = []finding.Place{f.at}
		k.raised = append(k.raised, &raised{Finding: w})
	}
	r := &k.records.Register
	for _, x := range r.Council {
		name(x.Name, x.Row, nomination.HeadFullName, "", "")
	}
	for _, x := range r.Signers {
		name(x.Name, x.Row, nomination.HeadFullName, "", "")
	}
	for _, x := range r.Units {
		name(x.Head, x.Row, nomination.HeadUnitHead, x.Code, "")
	}
	for _, x := range r.Meetings {
		name(x.Chair, x.Row, nomination.HeadChair, "", "")
		name(x.Secretary, x.Row, nomination.HeadSecretary, "", "")
	}
	for _, s := range k.records.Submissions {
		if s.Period != k.options.Period {
			continue
		}
		name(s.Head, s.Row, nomination.HeadUnitHead, s.Unit, "")
		for _, c := range s.Collectives {
			name(c.Head, c.Row, nomination.HeadLeader, s.Unit, c.ID)
		}
		for _, p := range s.Individuals {
			name(p.Name, p.Row, nomination.HeadFullName, s.Unit, p.ID)
		}
	}
}
