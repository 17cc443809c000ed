package compose

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// An office is what every paper says of the ward, its campaign and its letter.
type office struct {
	Issuer     []string // "ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ THANH NGHỊ": the ward's own head line by line
	Above      string   // "UBND PHƯỜNG LÊ THANH NGHỊ": above the name of one of its offices
	Body       string   // "Ủy ban nhân dân phường Lê Thanh Nghị"
	Ward       string   // "phường Lê Thanh Nghị"
	Word       string   // "phường", or "Phường" where the office writes so
	Campaign   string   // name of the campaign, without quotes
	Movement   string   // "Phong trào thi đua “…” năm 2026": in full, the period said once
	Period     string   // "năm 2026" or "giai đoạn 2026-2030"
	Final      bool     // the final review of the whole campaign, not a year
	Award      string   // "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố"
	AwardShort string   // "Bằng khen": said to the Chairman himself
	Kind       string   // "hình thức khen thưởng" or "danh hiệu thi đua"
	State      bool     // for State level: the city is asked to propose it further up
	Review     string   // what the council did: "xét khen thưởng" or "bình xét thi đua"
	Counts     string   // "01 tập thể, 02 cá nhân"
	Whom       string   // "tập thể, cá nhân", "tập thể" or "cá nhân"
	One        bool     // a single collective or individual: nothing is listed
	Grant      string   // "tặng", "truy tặng" or "tặng, truy tặng"
	Number     string   // of the letter: "12/TTr-UBND", blank before the stroke while not given
	Day        string   // of the letter: "ngày 10 tháng 02 năm 2027", the day blank while not given
	Place      string   // "Phường Lê Thanh Nghị"
	Undated    string   // the day of papers that are dated by hand, always blank
	Signer     signer   // of the letter
}

// A signer is a signing place.
type signer struct {
	Capacity []string // "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
	Name     string
	issuer   string // of the paper, where the register names one
}

// blanks is the room left for a number or a day that the clerk writes in later.
func blanks(n int) string { return strings.Repeat(noBreak, n) }

// newOffice gathers what the papers of a set have in common.
func newOffice(in Input, s *set) office {
	settings := in.Case.Register.Settings
	ward := in.ward()
	o := office{
		Ward:       ward,
		Word:       strings.SplitN(ward, " ", 2)[0],
		Body:       "Ủy ban nhân dân " + ward,
		Above:      "UBND " + vi.Upper(ward),
		Campaign:   in.Rulebook.Plan.Campaign,
		Movement:   movement(in),
		Period:     periodWords(in),
		Final:      isFinal(in),
		Award:      s.award,
		AwardShort: strings.TrimSuffix(s.award, " của Chủ tịch Ủy ban nhân dân thành phố"),
		Kind:       kindWords(s.kind),
		State:      s.state,
		Review:     reviewWords(s.kind),
		Counts:     s.counts(),
		Whom:       s.whom(),
		One:        len(s.collectives)+len(s.individuals) == 1,
		Grant:      s.grant(),
		Place:      cmp.Or(settings.PlaceName, vi.Capital(ward)),
		Signer:     signerOf(in, nomination.PaperLetter, s.nominates, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
	}
	o.Issuer = issuerLines(cmp.Or(o.Signer.issuer, settings.Issuer), ward)
	issued := s.issuedAs(in, nomination.PaperLetter)
	symbol := "TTr-" + cmp.Or(settings.Symbol, "UBND")
	o.Number = cmp.Or(issued.Number, blanks(6)+"/"+symbol)
	o.Undated = dayOf(vi.Date{}, in.Date)
	o.Day = dayOf(issued.Date, in.Date)
	return o
}

// ward names the ward as sentences do: "phường Lê Thanh Nghị".
func (in Input) ward() string { return in.Rulebook.WardName(&in.Case.Register) }

// properName gives the ward's name without the word for what it is.
func properName(in Input) string {
	_, name, _ := strings.Cut(in.ward(), " ")
	return name
}

// issuerLines gives the ward's name as its papers are headed: two bold lines, and no
// superior body.
func issuerLines(issuer, ward string) []string {
	head := vi.Upper(spellOut(cmp.Or(issuer, "Ủy ban nhân dân "+ward)))
	name := vi.Upper(ward)
	if before, ok := strings.CutSuffix(head, name); ok && strings.TrimSpace(before) != "" {
		return []string{strings.TrimSpace(before), name}
	}
	return []string{head}
}

// issuedAs finds the number and date that a paper of the period went out with; none
// where it hasn't yet.
func issuedAs(in Input, kind string) nomination.Issued { return issuedIn(in, 1, kind) }

// issuedIn finds the same for a further submission, which has a letter of its own.
func issuedIn(in Input, round int, kind string) nomination.Issued {
	var out nomination.Issued
	for _, i := range in.Case.Register.Issued {
		if i.Period == in.Period && max(1, i.Round) == round && vi.Key(i.Paper) == vi.Key(kind) {
			out = *i
		}
	}
	return out
}

// dayOf writes a date, or one with its day left blank in the month of today. Only the
// room for the day is tied to its word: more of it would be a block that no line of a
// paragraph takes well.
func dayOf(d, today vi.Date) string {
	if d.Whole() {
		return d.Long()
	}
	return "ngày" + blanks(4) + " " + vi.Date{Year: today.Year, Month: today.Month}.Long()
}

func isFinal(in Input) bool {
	p, _ := in.Rulebook.PeriodByKey(in.Period)
	return p.Kind == rulebook.Final
}

func periodWords(in Input) string {
	if isFinal(in) {
		return "giai đoạn " + in.Period
	}
	return "năm " + in.Period
}

// movement names the campaign with the period that is judged. The campaign's own name
// says of which years it is, so that a final review adds nothing.
func movement(in Input) string {
	name := in.Rulebook.Plan.Campaign
	text := "Phong trào thi đua “" + name + "”"
	if isFinal(in) && strings.Contains(vi.Key(name), "giai đoạn") {
		return text
	}
	return text + " " + periodWords(in)
}

// reviewWords names what the council does about a kind of award (Điều 84, likewise).
func reviewWords(k rulebook.FormKind) string {
	if k == rulebook.EmulationTitle {
		return "bình xét thi đua"
	}
	return "xét khen thưởng"
}

// kindWords names the kind of award as Điều 84 of the law on emulation and
// commendation does: papers' titles follow it.
func kindWords(k rulebook.FormKind) string {
	if k == rulebook.EmulationTitle {
		return "danh hiệu thi đua"
	}
	return "hình thức khen thưởng"
}

// signerOf finds who signs a paper: the register's signer of it, or the deputy where
// that signer is himself among those it proposes (nobody proposes
// himself). Where the register names nobody the capacity stands and the name is blank.
func signerOf(in Input, paper string, nominated func(*nomination.Signer) bool, unnamed ...string) signer {
	var deputy, head *nomination.Signer
	for _, g := range in.Case.Register.Signers {
		if vi.Key(g.Paper) != vi.Key(paper) {
			continue
		}
		if g.Capacity == nomination.CapacityDeputy {
			deputy = cmp.Or(deputy, g)
		} else {
			head = cmp.Or(head, g)
		}
	}
	switch {
	case head == nil && deputy == nil:
		return signer{Capacity: unnamed}
	case head == nil, deputy != nil && nominated(head):
		return signer{capacity(deputy), deputy.Name, deputy.Issuer}
	}
	return signer{capacity(head), head.Name, head.Issuer}
}

// capacity writes in what capacity somebody signs (element 7a): on behalf of the
// whole body, or in the place of its head, whose post then stands on its own line.
func capacity(g *nomination.Signer) []string {
	post := vi.Upper(spellOut(g.Post))
	switch g.Capacity {
	case nomination.CapacityOnBehalf:
		return []string{"TM. ỦY BAN NHÂN DÂN", post}
	case nomination.CapacityDeputy:
		return []string{"KT. " + strings.TrimPrefix(post, "PHÓ "), post}
	case nomination.CapacityByOrder, nomination.CapacityDelegate:
		return []string{g.Capacity + " CHỦ TỊCH", post}
	case nomination.CapacityActing:
		return []string{"TM. ỦY BAN NHÂN DÂN", "Q. " + post}
	}
	return []string{post}
}

// lower gives a text as it goes on within a sentence, its first letter small. A first
// word in capitals stays ("UBND phường"); one that begins a name is the caller's to keep.
func lower(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	if size == 0 || unicode.IsUpper(next) {
		return s
	}
	return strings.ToLower(string(r)) + s[size:]
}

// bases lists what a paper rests on, each ending as Decree 30 asks: the legal bases
// in force on its day that are meant for its kind, then the plan's decisions that
// are not among them, last what a decision is made on ("Theo đề nghị của …").
func bases(in Input, kind string, day vi.Date, last ...string) []string {
	var out []string
	for _, b := range in.Rulebook.Bases(kind, day) {
		out = append(out, b.Text)
	}
	for _, d := range in.Rulebook.Plan.Documents {
		if !slices.ContainsFunc(out, func(b string) bool { return sameDocument(b, d) }) {
			out = append(out, d)
		}
	}
	for i, b := range out {
		if !strings.HasPrefix(b, "Căn cứ ") {
			b = "Căn cứ " + b
		}
		out[i] = b
	}
	out = append(out, last...)
	for i, b := range out {
		out[i] = strings.TrimRight(b, " ;.") + ";"
	}
	if n := len(out); n > 0 {
		out[n-1] = strings.TrimSuffix(out[n-1], ";") + "."
	}
	return out
}

// sameDocument reports whether two citations carry the same number and symbol.
func sameDocument(a, b string) bool {
	n := documentNumber(a)
	return n != "" && n == documentNumber(b)
}

// documentNumber gives the "2162/QĐ-UBND" of a citation.
func documentNumber(s string) string {
	_, after, ok := strings.Cut(s, " số ")
	if !ok {
		return ""
	}
	number, _, _ := strings.Cut(after, " ")
	return number
}

// joined writes a list in a sentence: "a, b và c".
func joined(parts []string) string {
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " và " + parts[n-1]
	}
	return strings.Join(parts, "")
}
