package rule

import (
	"fmt"
	"regexp"
	"slices"
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
	k.postsTwoWays()
	k.unitsTwoWays()
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
		w.Unit, w.Nominee = k.records.UnitName(unit), string(id)
		w.Fix = "thống nhất một cách viết, theo giấy tờ của người đó."
		w.Related = []finding.Place{f.at}
		k.keep(w)
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

// A post is what somebody is said to be, where.
type post struct {
	holder, text string
	at           finding.Place
	unit         string // whose head the holder is here; "" where the post is another
	nominee      nomination.ID
}

// posts gathers the posts that register and workbooks write down, the register's first.
func (k *checker) posts() []post {
	r := &k.records.Register
	var out []post
	for _, x := range r.Council {
		out = append(out, post{holder: x.Name, text: x.Post, at: x.Row.At(nomination.HeadPost)})
	}
	for _, x := range r.Signers {
		if x.Post == strings.ToUpper(x.Post) {
			continue // written as signature blocks print it
		}
		out = append(out, post{holder: x.Name, text: x.Post, at: x.Row.At(nomination.HeadPost)})
	}
	for _, x := range r.Units {
		out = append(out, post{x.Head, x.HeadPost, x.Row.At(nomination.HeadUnitHeadPost), x.Code, ""})
	}
	for _, s := range k.records.Submissions {
		if s.Period != k.options.Period {
			continue
		}
		out = append(out, post{s.Head, s.HeadPost, s.Row.At(nomination.HeadUnitHeadPost), s.Unit, ""})
		for _, c := range s.Collectives {
			p := post{holder: c.Head, text: c.HeadPost, at: c.Row.At(nomination.HeadLeaderPost), nominee: c.ID}
			if u, ok := r.Unit(s.Unit); ok && k.key(u.Name) == k.key(c.Name) {
				p.unit = s.Unit
			}
			out = append(out, p)
		}
		for _, i := range s.Individuals {
			out = append(out, post{holder: i.Name, text: i.Post, at: i.Row.At(nomination.HeadPartyPost), nominee: i.ID})
		}
	}
	return out
}

// postsTwoWays reports TD802 for a post that is written in two ways beside one name:
// in spelling only, or, for the head of one unit, in words that can't be the same post.
// Elsewhere two posts of one name may be two people, or two posts of one person.
func (k *checker) postsTwoWays() {
	earlier := map[string][]post{}
	for _, p := range k.posts() {
		holder := k.key(p.holder)
		if holder == "" || p.text == "" {
			continue
		}
		for _, e := range earlier[holder] {
			spelling := e.text != p.text && k.key(e.text) == k.key(p.text)
			another := p.unit != "" && e.unit == p.unit && !samePost(k.key(e.text), k.key(p.text))
			if !spelling && !another {
				continue
			}
			f := finding.New(finding.WrittenTwoWays, p.at,
				"Chức vụ của "+p.holder+" là \""+p.text+"\", ở nơi khác viết là \""+e.text+"\".")
			f.Expected, f.Got = "\""+e.text+"\"", "\""+p.text+"\""
			f.Unit, f.Nominee = k.records.UnitName(p.unit), string(p.nominee)
			if p.nominee != "" {
				f.Unit = k.records.UnitName(p.nominee.Unit())
			}
			f.Fix = "thống nhất một cách viết, theo quyết định bổ nhiệm."
			f.Related = []finding.Place{e.at}
			k.keep(f)
			break
		}
		if !slices.ContainsFunc(earlier[holder], func(e post) bool { return e.text == p.text && e.unit == p.unit }) {
			earlier[holder] = append(earlier[holder], p)
		}
	}
}

// samePost reports whether two posts, as keys, can be one: "trưởng phòng" is the
// "trưởng phòng văn hóa - xã hội", and also the "chi ủy viên, trưởng phòng".
func samePost(a, b string) bool {
	for _, x := range strings.FieldsFunc(a, listsPosts) {
		for _, y := range strings.FieldsFunc(b, listsPosts) {
			x, y := strings.TrimSpace(x), strings.TrimSpace(y)
			if x == y || strings.HasPrefix(x, y+" ") || strings.HasPrefix(y, x+" ") {
				return true
			}
		}
	}
	return false
}

func listsPosts(r rune) bool { return r == ',' || r == ';' }

// unitsTwoWays reports TD802 where a workbook names its unit otherwise than the
// register does, or the unit's head with other marks. Papers print the register's
// name, so the unit should know. A former name, and one that goes on (with the ward's
// name), say the same unit; a head of quite another name may be a new one.
func (k *checker) unitsTwoWays() {
	for _, s := range k.records.Submissions {
		u, ok := k.records.Register.Unit(s.Unit)
		if !ok || s.Period != k.options.Period {
			continue
		}
		say := func(what, got, want string, at, other finding.Place, fix string) {
			f := finding.New(finding.WrittenTwoWays, at, what+" ghi \""+got+"\" nhưng sổ theo dõi ghi \""+want+"\".")
			f.Expected, f.Got, f.Unit = "\""+want+"\"", "\""+got+"\"", u.Name
			f.Fix, f.Related = fix, []finding.Place{other}
			k.keep(f)
		}
		if !k.namesUnit(s.UnitName, u) {
			say("Tên đơn vị", s.UnitName, u.Name, s.Row.At(nomination.HeadUnitName), u.Row.At(nomination.HeadUnitName), "thống nhất một cách viết, theo tên gọi chính thức; văn bản in tên ở sổ theo dõi.")
		}
		if k.key(s.Head) != k.key(u.Head) && vi.Bare(k.key(s.Head)) == vi.Bare(k.key(u.Head)) {
			say("Tên thủ trưởng", s.Head, u.Head, s.Row.At(nomination.HeadUnitHead), u.Row.At(nomination.HeadUnitHead), "thống nhất một cách viết, theo giấy tờ của người đó.")
		}
	}
}

// namesUnit reports whether a name is written as the unit's, or says nothing.
func (k *checker) namesUnit(name string, u *nomination.Unit) bool {
	if name == "" || name == u.Name || strings.HasPrefix(k.key(name), k.key(u.Name)+" ") {
		return true
	}
	return slices.ContainsFunc(u.FormerNames, func(former string) bool { return k.key(former) == k.key(name) })
}
