package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A desk is the office of the ward that prepares its papers (plan III.3: dossiers come
// in through phòng Văn hóa - Xã hội). Its papers are headed by the ward's name,
// upright, and its own.
type desk struct {
	Name     string   // "Phòng Văn hóa - Xã hội"
	Lines    []string // "PHÒNG VĂN HÓA - XÃ HỘI"
	Symbol   string   // "VHXH", the last part of its papers' symbols
	HeadPost string   // "Trưởng phòng Văn hóa - Xã hội"

	head, post string // its head and how he signs: "Trưởng phòng"
}

// newDesk finds who issues a paper of the office.
func newDesk(in Input, kind string) desk {
	name, unit := in.Rulebook.Desk(&in.Case.Register, kind)
	d := desk{Name: name, Lines: []string{vi.Upper(name)}, Symbol: "VHXH", post: "Trưởng phòng"}
	if unit != nil {
		d.Symbol, d.head, d.post = unit.Code, unit.Head, cmp.Or(unit.HeadPost, d.post)
	}
	d.HeadPost = headOf(d.post, name)
	return d
}

// headOf names the head of an office, saying what both names share once: "Trưởng phòng"
// and "Phòng Văn hóa - Xã hội" make "Trưởng phòng Văn hóa - Xã hội".
func headOf(post, office string) string {
	words := strings.Fields(office)
	for n := min(2, len(words)); n > 0; n-- {
		if strings.HasSuffix(vi.Key(post), vi.Key(strings.Join(words[:n], " "))) {
			return strings.TrimSpace(post + " " + strings.Join(words[n:], " "))
		}
	}
	return post + " " + office
}

// A dated paper is what it was given out with; blank while it hasn't been.
type dated struct {
	Number string // "12/QĐ-UBND", or room before the stroke
	Day    string // "ngày 10 tháng 02 năm 2027", the day left blank while it is not known
	on     vi.Date
	issued nomination.Issued
}

// newDated gives a paper its number and day, or room for them.
func newDated(in Input, kind, symbol string) dated {
	issued := issuedAs(in, kind)
	d := dated{Number: cmp.Or(issued.Number, blanks(6)+"/"+symbol), Day: dayOf(issued.Date, in.Date), on: in.Date, issued: issued}
	if issued.Date.Whole() {
		d.on = issued.Date
	}
	return d
}

// A recipient is somebody who gets the ward's certificate.
type recipient struct {
	N          int    // in its list, from 1
	Gold       int    // số sổ vàng: the place in the decision, collectives first
	Name       string // of a collective; of a person with Ông or Bà
	Bare       string // the name alone
	Where      string // of a person: post and workplace
	Address    string // of a collective whose name doesn't say it: "phường Lê Thanh Nghị"
	Amount     string // "760.000"; empty where it may not be printed
	Posthumous bool
	End        string // ";" or "." as the last of its list
}

// money is what goes with the certificates of a decision.
type money struct {
	Base       string // "2.530.000 đồng": the base salary on the decision's day
	Document   string // what sets it
	Collective string // "1.520.000 đồng (Một triệu năm trăm hai mươi nghìn đồng)"; empty where there is none
	Individual string
	Total      string // "16.720.000"
	TotalWords string // "Mười sáu triệu bảy trăm hai mươi nghìn đồng"
}

// A wardData fills the papers of the ward's own award.
type wardData struct {
	office
	Desk        desk
	Letter      dated // of the office to the Chairman
	Decision    dated
	Notice      dated
	Authority   string // "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG LÊ THANH NGHỊ"
	Bases       []string
	Minutes     string // "Biên bản số 01/BB-HĐTĐKT ngày …"; empty where not known
	Collectives []recipient
	Individuals []recipient
	Inline      bool        // the decision names them in its text
	Money       *money      // nil while the office hasn't confirmed the coefficient
	Signer      signer      // of the paper in hand
	City        string      // "01 tập thể, 01 cá nhân": also put forward to the city; empty for none
	CityAward   string      // what for: "Bằng khen", said of the Chairman of the city
	CityNamed   []recipient // who, collectives first; empty where they are too many for a text
	Refused     string      // "03": not put forward; empty for none
}

// ward writes the papers of the ward's own award: the office's letter to the Chairman,
// the decision with its list, the certificates, the list for receiving the money and
// the notice to the units.
func (c *composer) ward() {
	s := newSet(c.in, c.in.Outcome.Ward)
	if s.empty() {
		return
	}
	data := c.newWardData(s)
	add := func(kind, name, author string, issued nomination.Issued) {
		c.add(kind+".html", data, paper.Paper{
			Kind: kind, Folder: WardFolder, Name: name, Author: author,
			Number: issued.Number, Date: issued.Date.Short(), Sources: s.sources(),
		})
	}
	byDesk := func(kind string) signer { return deskSigner(c.in, kind, data.Desk) }

	data.Signer = byDesk(nomination.PaperOfficeLetter)
	data.Bases = bases(c.in, rulebook.PaperOfficeLetter, data.Letter.on)
	add("to-trinh-phong", "01-to-trinh-phong", data.Desk.Name, data.Letter.issued)

	data.Signer = signerOf(c.in, nomination.PaperDecision, s.nominates, "CHỦ TỊCH")
	data.Bases = bases(c.in, rulebook.PaperDecision, data.Decision.on, data.proposal())
	add("quyet-dinh", "02-quyet-dinh", data.Body, data.Decision.issued)

	c.certificates(s, data)

	data.Signer, data.Bases = byDesk(nomination.PaperReceipts), nil
	add("ky-nhan", "04-danh-sach-ky-nhan", data.Desk.Name, nomination.Issued{})
	data.Signer = byDesk(nomination.PaperNotice)
	add("thong-bao", "05-thong-bao-ket-qua", data.Desk.Name, data.Notice.issued)
}

// A certificateData fills giay-khen.html and giay-khen-in-phoi.html.
type certificateData struct {
	office
	Decision   dated
	Authority  string
	Recipients []recipient // collectives first, in the order of số sổ vàng
	Signer     signer
	ShiftX     string // how far the text on a pre-printed form is moved, mm: "1,5"
	ShiftY     string
}

// certificates writes a page for each recipient, whole and as text onto a printed form.
func (c *composer) certificates(s *set, ward wardData) {
	settings := c.in.Case.Register.Settings
	data := certificateData{
		office: ward.office, Decision: ward.Decision, Authority: ward.Authority,
		Recipients: slices.Concat(ward.Collectives, ward.Individuals),
		Signer:     signerOf(c.in, nomination.PaperCertificate, s.nominates, "CHỦ TỊCH"),
		ShiftX:     millimetres(settings.ShiftX), ShiftY: millimetres(settings.ShiftY),
	}
	for _, p := range [...]struct{ kind, name string }{{"giay-khen", "03-giay-khen"}, {"giay-khen-in-phoi", "03a-giay-khen-in-phoi"}} {
		c.add(p.kind+".html", data, paper.Paper{
			Kind: p.kind, Folder: WardFolder, Name: p.name, Author: data.Body,
			Title: nomination.PaperCertificate + " " + data.Period, Sources: s.sources(),
		})
	}
}

func (c *composer) newWardData(s *set) wardData {
	o := newOffice(c.in, s)
	d := wardData{
		office:    o,
		Desk:      newDesk(c.in, nomination.PaperOfficeLetter),
		Authority: "CHỦ TỊCH " + vi.Upper(o.Body),
		Minutes:   minutesOf(c.in, c.in.Outcome.Ward),
		Inline:    len(s.collectives)+len(s.individuals) <= maxInline,
	}
	d.Letter = newDated(c.in, nomination.PaperOfficeLetter, "TTr-"+d.Desk.Symbol)
	d.Decision = newDated(c.in, nomination.PaperDecision, "QĐ-"+cmp.Or(c.in.Case.Register.Settings.Symbol, "UBND"))
	d.Notice = newDated(c.in, nomination.PaperNotice, "TB-"+d.Desk.Symbol)
	pay := newPay(c.in, s, d.Decision.on)
	d.Money = pay.said()
	for _, v := range s.collectives {
		d.Collectives = append(d.Collectives, recipient{
			N: v.N, Gold: v.N, Name: v.Name, Bare: v.Name, Address: strings.TrimPrefix(v.Locality, ", "), End: v.End,
			Amount: pay.text(pay.collective),
		})
	}
	for _, v := range s.individuals {
		d.Individuals = append(d.Individuals, recipient{
			N: v.N, Gold: len(s.collectives) + v.N, Name: v.Entitled, Bare: v.Name, Where: v.PostWhere, Posthumous: v.Posthumous, End: v.End,
			Amount: pay.text(pay.individual),
		})
	}
	if city := newSet(c.in, c.in.Outcome.City); !city.empty() {
		d.City, d.CityAward = city.counts(), newOffice(c.in, city).AwardShort
		d.CityNamed = city.named()
	}
	refused := 0
	for _, v := range c.in.Outcome.Verdicts {
		if concluded(v, nomination.ConcludedNone) {
			refused++
		}
	}
	if refused > 0 {
		d.Refused = vi.Count(refused)
	}
	return d
}

// named lists whom a set puts forward in one list, where a text can name them all.
func (s *set) named() []recipient {
	n := len(s.collectives) + len(s.individuals)
	if n > maxInline {
		return nil
	}
	var out []recipient
	for _, v := range s.collectives {
		out = append(out, recipient{Name: v.Name + v.Locality, End: listEnd(len(out), n)})
	}
	for _, v := range s.individuals {
		out = append(out, recipient{Name: v.Entitled, Where: v.PostWhere, Posthumous: v.Posthumous, End: listEnd(len(out), n)})
	}
	return out
}

// millimetres writes tenths of a millimetre as templates give lengths: "-1,5".
func millimetres(tenths int) string {
	sign := ""
	if tenths < 0 {
		sign, tenths = "-", -tenths
	}
	return fmt.Sprintf("%s%d,%d", sign, tenths/10, tenths%10)
}

// proposal is the last of a decision's bases: on whose proposal it is made.
func (d wardData) proposal() string {
	return "Theo đề nghị của " + d.Desk.HeadPost + " tại Tờ trình số " + d.Letter.Number + " " + d.Letter.Day
}

// A pay is the money of a decision in đồng.
type pay struct {
	known                  bool
	collective, individual int64
	total                  int64
	salary                 *rulebook.BaseSalary
}

// newPay reckons the money of a set on the day of the decision. A coefficient which
// the rulebook couldn't hold against its source is used only once the office has
// confirmed it in the register.
func newPay(in Input, s *set, day vi.Date) pay {
	p := pay{salary: in.Rulebook.SalaryOn(day)}
	add := func(n *nominee, individual bool) bool {
		if n.verdict.Form == nil {
			return false
		}
		amount, ok := reward(in, n.verdict.Form, individual, day)
		if individual {
			p.individual = amount
		} else {
			p.collective = amount
		}
		p.total += amount
		return ok
	}
	for i := range s.collectives {
		if !add(&s.collectives[i].nominee, false) {
			return pay{}
		}
	}
	for i := range s.individuals {
		if !add(&s.individuals[i].nominee, true) {
			return pay{}
		}
	}
	p.known = true
	return p
}

// reward gives the money of one award in đồng on a day; false where no base salary is
// known, the law sets none, or nobody has confirmed a coefficient that is unverified.
func reward(in Input, f *rulebook.Form, individual bool, day vi.Date) (int64, bool) {
	salary, rule := in.Rulebook.SalaryOn(day), in.Rulebook.RewardOf(f.Key)
	if salary == nil || rule == nil || rule.Unverified && !in.Case.Register.Settings.Confirms(f.Name) {
		return 0, false
	}
	if individual {
		return salary.Reward(rule.Individual), true
	}
	return salary.Reward(rule.Collective), true
}

func (p pay) text(amount int64) string {
	if !p.known {
		return ""
	}
	return vi.Thousands(amount)
}

// said writes the money as a decision does, in digits and in words; nil where it may
// not be printed.
func (p pay) said() *money {
	if !p.known {
		return nil
	}
	m := &money{Base: dong(p.salary.Amount), Document: p.salary.Document, Total: vi.Thousands(p.total), TotalWords: inWords(p.total)}
	if p.collective > 0 {
		m.Collective = dong(p.collective) + " (" + inWords(p.collective) + ")"
	}
	if p.individual > 0 {
		m.Individual = dong(p.individual) + " (" + inWords(p.individual) + ")"
	}
	return m
}

// dong writes an amount in đồng: "1.520.000 đồng".
func dong(amount int64) string { return vi.Thousands(amount) + noBreak + "đồng" }

// inWords repeats an amount in words: "Một triệu năm trăm hai mươi nghìn đồng".
func inWords(amount int64) string { return vi.Capital(vi.Words(amount)) + " đồng" }
