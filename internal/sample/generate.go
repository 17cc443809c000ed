package sample

import (
	"archive/zip"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/nomination"
)

// Options say how large a generated workspace is.
type Options struct {
	Units    int // that send a workbook, at least 1
	Nominees int // spread over the units in turn; every third is a collective
	Seed     uint64
	Period   string // "2026-2030" for the final review, "" for the year 2026
}

// Of the nominees of each kind every cityShare-th is proposed to the city, with a
// report of full length; the first of each kind is concluded for it.
const cityShare = 10

// members is how many the sample's council has.
const members = 9

// The award forms that generated nominees are proposed for.
const (
	wardCertificate = "Giấy khen của Chủ tịch UBND phường"
	cityMerit       = "Bằng khen của Chủ tịch UBND thành phố"
)

// Generate makes a workspace of any size in which every nominee meets the rules and
// the meeting has been held. The office's own sheets are those of the sample. In the
// final review every nominee is proposed to the city.
func Generate(o Options) ([]File, error) {
	if o.Period == "" {
		o.Period = annual
	}
	if o.Period != annual && o.Period != finalReview {
		return nil, fmt.Errorf("sample: no workspace for the period %q", o.Period)
	}
	if o.Units < 1 || o.Nominees < 0 {
		return nil, fmt.Errorf("sample: no workspace of %d units and %d nominees", o.Units, o.Nominees)
	}
	own, err := readText(register)
	if err != nil {
		return nil, err
	}
	g := generator{random: random{o.Seed}, own: own, period: o.Period, meeting: "HD01", written: 1, people: map[string]bool{}}
	if g.final() {
		g.meeting, g.written = "HD02", 0
	}
	g.own.keep(nomination.SheetSettings, nomination.SheetSigners, nomination.SheetRanks,
		nomination.SheetCouncil, nomination.SheetMeetings, nomination.SheetAttendance)
	g.own.add(nomination.SheetUnits, row{
		nomination.HeadUnitCode: "LTN", nomination.HeadUnitName: "Ủy ban nhân dân phường Lê Thanh Nghị",
		nomination.HeadUnitClass: nomination.ClassWard, nomination.HeadOrder: "1",
	})
	units := make([]*unit, o.Units)
	for i := range units {
		units[i] = g.unit(i+1, i < o.Nominees)
	}
	for i := range o.Nominees {
		u := units[i%len(units)]
		if i%3 == 0 {
			g.collective(u)
		} else {
			g.individual(u)
		}
	}
	books := make([]*book, len(units))
	for i, u := range units {
		books[i] = u.book
		g.receive(u)
	}
	return encodeAll(g.own, books, zip.Deflate)
}

// A generator makes one workspace.
type generator struct {
	random      random
	own         *book
	period      string
	meeting     string          // in which all dossiers were considered
	written     int             // members of the council who sent their votes to it
	people      map[string]bool // names with birth dates already given
	collectives int             // made so far, of all units
	individuals int
}

func (g *generator) final() bool { return g.period == finalReview }

// A unit while its workbook grows.
type unit struct {
	code, name  string
	book        *book
	collectives int
	individuals int
	initiatives int
	city        bool // proposes somebody to the city
}

func (g *generator) unit(number int, nominates bool) *unit {
	kind := kindsOfUnit[number%len(kindsOfUnit)]
	u := &unit{code: fmt.Sprintf("DV%04d", number), name: fmt.Sprintf("%s %d", kind.name, number)}
	u.book = &book{name: u.code + "-" + g.period}
	head, _, _ := g.person()
	answer := nomination.No
	if nominates {
		answer = nomination.Yes
	}
	u.book.add(nomination.SheetUnit, row{
		nomination.HeadUnitCode: u.code, nomination.HeadUnitName: u.name,
		nomination.HeadNominatedPeriod: g.period, nomination.HeadNominates: answer,
		nomination.HeadUnitHead: head, nomination.HeadUnitHeadPost: kind.post,
	})
	g.own.add(nomination.SheetUnits, row{
		nomination.HeadUnitCode: u.code, nomination.HeadUnitName: u.name, nomination.HeadUnitClass: kind.class,
		nomination.HeadUnitHead: head, nomination.HeadUnitHeadPost: kind.post, nomination.HeadOrder: strconv.Itoa(number + 1),
	})
	return u
}

func (g *generator) collective(u *unit) {
	city := g.final() || g.collectives%cityShare == 0
	g.collectives++
	u.collectives++
	name := kindsOfGroup[u.collectives%len(kindsOfGroup)]
	if u.collectives >= len(kindsOfGroup) {
		name = fmt.Sprintf("%s số %d", name, u.collectives)
	}
	name += ", " + u.name
	head, _, _ := g.person()
	staff := g.random.between(5, 40)
	r := row{
		nomination.HeadDossierCode: fmt.Sprintf("TT%03d", u.collectives), nomination.HeadCollectiveName: name,
		nomination.HeadClass: nomination.ClassSteering, nomination.HeadLeader: head, nomination.HeadLeaderPost: "Tổ trưởng",
		nomination.HeadStaff: strconv.Itoa(staff), nomination.HeadWomen: strconv.Itoa(g.random.between(1, staff)),
		nomination.HeadRating:  nomination.RatingExcellent,
		nomination.HeadSummary: g.sentences(2), nomination.HeadOutstanding: g.paragraphs(2, 3),
	}
	if city {
		r[nomination.HeadSituation] = g.paragraphs(2, 3)
		r[nomination.HeadFunctions] = g.paragraphs(1, 3)
		r[nomination.HeadOutstanding] = g.paragraphs(5, 5)
		r[nomination.HeadMeasures] = g.paragraphs(3, 4)
		r[nomination.HeadEmulation] = g.paragraphs(1, 4)
		r[nomination.HeadCompliance] = g.paragraphs(1, 3)
		r[nomination.HeadParty] = g.paragraphs(1, 3)
	}
	g.nominate(u, nomination.SheetCollectives, r, name, city, g.collectives == 1)
}

func (g *generator) individual(u *unit) {
	city := g.final() || g.individuals%cityShare == 0
	g.individuals++
	u.individuals++
	name, sex, born := g.person()
	r := row{
		nomination.HeadDossierCode: fmt.Sprintf("CN%03d", u.individuals), nomination.HeadFullName: name,
		nomination.HeadSex: sex, nomination.HeadBorn: born, nomination.HeadPartyPost: pick(&g.random, posts),
		nomination.HeadWorkplace: u.name, nomination.HeadStatus: nomination.StatusServing,
		nomination.HeadHometown: pick(&g.random, hometowns) + ", thành phố Hải Phòng", nomination.HeadEducation: pick(&g.random, degrees),
		nomination.HeadRole: nomination.RoleImplements, nomination.HeadConduct: nomination.ConductGood,
		nomination.HeadRating:  nomination.RatingExcellent,
		nomination.HeadSummary: g.sentences(2), nomination.HeadAchievement: g.paragraphs(2, 3),
	}
	if city {
		r[nomination.HeadDuties] = g.paragraphs(2, 3)
		r[nomination.HeadAchievement] = g.paragraphs(8, 5)
	}
	g.nominate(u, nomination.SheetIndividuals, r, name, city, g.individuals == 1)
}

// nominate writes a nominee's row, with an initiative of its own where it is proposed
// to the city, and what the meeting concluded.
func (g *generator) nominate(u *unit, sheet string, r row, name string, city, chosen bool) {
	form, conclusion, reason := wardCertificate, nomination.ConcludedCertificate, ""
	if city {
		form, conclusion = cityMerit, nomination.ConcludedCity
		r[nomination.HeadInitiatives] = g.initiative(u, name)
		if g.final() {
			r[nomination.HeadInitiatives] += "; " + g.initiative(u, name)
			g.review(u, sheet, r[nomination.HeadDossierCode])
		}
		u.city = true
		if !chosen {
			conclusion, reason = nomination.ConcludedNone, "Đủ tiêu chuẩn; phường đã chọn đủ số lượng được đề nghị"
		}
	}
	r[nomination.HeadProposedForm] = form
	u.book.add(sheet, r)
	dossier := u.code + "/" + r[nomination.HeadDossierCode]
	g.own.add(nomination.SheetConclusions, row{
		nomination.HeadPeriod: g.period, nomination.HeadDossier: dossier, nomination.HeadMeeting: g.meeting,
		nomination.HeadConclusion: conclusion, nomination.HeadReason: reason,
	})
	g.own.add(nomination.SheetBallots, row{
		nomination.HeadMeeting: g.meeting, nomination.HeadDossier: dossier, nomination.HeadRound: "1",
		nomination.HeadManner: nomination.MannerHands, nomination.HeadFor: strconv.Itoa(members - g.written), nomination.HeadAgainst: "0",
		nomination.HeadWrittenFor: strconv.Itoa(g.written), nomination.HeadWrittenAgainst: "0",
	})
}

// review writes what the final review asks for besides: a rating for each year that
// is over, and an individual's months in a direct role, two posts overlapping.
func (g *generator) review(u *unit, sheet, dossier string) {
	for year := 2026; year <= 2029; year++ {
		u.book.add(nomination.SheetRatings, row{
			nomination.HeadDossierCode: dossier, nomination.HeadYear: strconv.Itoa(year), nomination.HeadRating: nomination.RatingExcellent,
		})
	}
	if sheet != nomination.SheetIndividuals {
		return
	}
	change := g.random.between(3, 11)
	for _, months := range [][2]string{{"07/2025", fmt.Sprintf("%02d/2028", change)}, {fmt.Sprintf("%02d/2028", change-2), ""}} {
		u.book.add(nomination.SheetServices, row{
			nomination.HeadDossierCode: dossier, nomination.HeadFromMonth: months[0], nomination.HeadToMonth: months[1],
			nomination.HeadRole: nomination.RoleImplements, nomination.HeadServicePost: u.name,
		})
	}
}

func (g *generator) initiative(u *unit, author string) string {
	u.initiatives++
	code := fmt.Sprintf("SK%03d", u.initiatives)
	u.book.add(nomination.SheetInitiatives, row{
		nomination.HeadInitiatives: code, nomination.HeadAuthors: author,
		nomination.HeadInitiativeName: fmt.Sprintf(pick(&g.random, ideas), pick(&g.random, fields)),
		nomination.HeadRecognition:    strconv.Itoa(g.random.between(200, 1900)) + "/QĐ-UBND",
		nomination.HeadDecisionDate:   "30/10/2026", nomination.HeadRecogniser: "Chủ tịch Ủy ban nhân dân phường Lê Thanh Nghị",
		nomination.HeadApplied: nomination.Yes, nomination.HeadReplicable: nomination.Yes, nomination.HeadScope: u.name,
		nomination.HeadEffect: g.sentences(1),
	})
	return code
}

// receive enters the unit's file, for each level to which it proposes somebody.
func (g *generator) receive(u *unit) {
	levels := []string{nomination.LevelWard}
	switch {
	case g.final():
		levels = []string{nomination.LevelFinal}
	case u.city:
		levels = append(levels, nomination.LevelCity)
	}
	year := 2027
	if g.final() {
		year = 2030
	}
	day := fmt.Sprintf("%02d/01/%d", g.random.between(11, 29), year)
	for _, level := range levels {
		g.own.add(nomination.SheetReceipts, row{
			nomination.HeadUnitCode: u.code, nomination.HeadPeriod: g.period, nomination.HeadLevel: level,
			nomination.HeadRound: "1", nomination.HeadReceived: day, nomination.HeadStatus: nomination.ReceiptAccepted,
		})
	}
}

// person gives a name, a sex and a birth date that together nobody else has.
func (g *generator) person() (name, sex, born string) {
	for {
		sex = pick(&g.random, []string{nomination.Male, nomination.Female})
		name = strings.Join([]string{
			pick(&g.random, familyNames), pick(&g.random, middleNames[sex]), pick(&g.random, givenNames[sex]),
		}, " ")
		born = fmt.Sprintf("%02d/%02d/%d", g.random.between(1, 28), g.random.between(1, 12), g.random.between(1968, 2000))
		if key := name + born; !g.people[key] {
			g.people[key] = true
			return name, sex, born
		}
	}
}

// paragraphs gives n paragraphs of a number of sentences each.
func (g *generator) paragraphs(n, sentences int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = g.sentences(sentences)
	}
	return strings.Join(all, "\n")
}

func (g *generator) sentences(n int) string {
	all := make([]string, n)
	for i := range all {
		d := pick(&g.random, deeds)
		done := fmt.Sprintf(d.text, g.random.between(d.low, d.high), pick(&g.random, fields))
		all[i] = pick(&g.random, openings) + ", " + done + ", " + pick(&g.random, outcomes) + "."
	}
	return strings.Join(all, " ")
}

// add puts a row at the end of a sheet, which it makes at need.
func (b *book) add(name string, r row) {
	i := slices.IndexFunc(b.sheets, func(s *sheet) bool { return s.name == name })
	if i < 0 {
		i = len(b.sheets)
		b.sheets = append(b.sheets, &sheet{name: name})
	}
	b.sheets[i].rows = append(b.sheets[i].rows, r)
}

// keep drops all sheets but these.
func (b *book) keep(names ...string) {
	b.sheets = slices.DeleteFunc(b.sheets, func(s *sheet) bool { return !slices.Contains(names, s.name) })
}

// A random draws numbers that are the same under every version of Go (SplitMix64).
type random struct{ state uint64 }

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// between draws from low to high, both included.
func (r *random) between(low, high int) int {
	return low + int(r.next()%uint64(high-low+1))
}

func pick[T any](r *random, list []T) T { return list[r.between(0, len(list)-1)] }
