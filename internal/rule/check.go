package rule

import (
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A checker holds one check together: the inputs, what was looked up in them once,
// and what was found.
type checker struct {
	records *nomination.Case
	book    *rulebook.Rulebook
	options Options
	period  rulebook.Period

	readings
	findings

	initiatives map[nomination.ID]*nomination.Initiative
	services    map[nomination.ID][]*nomination.Service
	ratings     map[nomination.ID][]*nomination.YearRating
	held        map[nomination.ID][]*nomination.AwardHeld
	concluded   map[nomination.ID]*nomination.Conclusion // the last row counts
	ward        map[string]bool                          // names of the ward, as keys
	met         bool                                     // after the meeting: the period has conclusions

	verdicts []*Verdict
	bounds   []Bound
	ballots  ballots
	byID     map[nomination.ID]*Verdict  // of two dossiers with one ID the first
	keyed    map[string]string           // name → vi.Key of it
	bare     map[string]string           // name → collectiveKey of it
	named    map[string][]*rulebook.Form // award forms by name as written
	below    map[string]bool             // whether who recognises an initiative is a unit of the ward
	ranks    map[rankKey]standing
	counted  map[countedYears]answer
	forward  map[string][]*Verdict          // by form: put forward, before the meeting nominated
	receipts map[string]*nomination.Receipt // first receipt by unit and level

	received   map[string][]*nomination.Receipt // all receipts by unit and level
	exceptions map[exceptionKey]*nomination.Exception
	ideas      map[ideaKey]*nomination.Initiative // initiatives of all periods
}

// The findings of a check, with those that stand once however many dossiers they
// concern. Whatever else is to be said once belongs here: another reading of a clause
// is tried with findings of its own.
type findings struct {
	raised      []*raised
	rankSaid    map[rankSaid]*raised
	citing      map[initiativeFault]*raised
	receiptSaid map[string]*raised // TD601 or TD602 by unit and level
}

func newFindings() findings {
	return findings{
		rankSaid:    map[rankSaid]*raised{},
		citing:      map[initiativeFault]*raised{},
		receiptSaid: map[string]*raised{},
	}
}

// A raised finding knows whose papers it stops.
type raised struct {
	finding.Finding
	of         []*Verdict // the nominees it concerns
	everything bool       // it concerns the whole period
}

// Check holds a case against a rulebook for one period. found are the findings of
// intake; they come back among the Outcome's, those of a nominee marked as blocking
// where that nominee was put forward.
func Check(c *nomination.Case, b *rulebook.Rulebook, found []finding.Finding, o Options) *Outcome {
	k := newChecker(c, b, o)
	period, ok := b.PeriodByKey(o.Period)
	if !ok {
		k.unknownPeriod()
		return k.outcome(found)
	}
	k.period = period
	matches := k.findAlike()
	k.readChoices()
	k.judge()
	k.quotas()
	k.twice()
	k.people()
	k.councils()
	k.papersMissing()
	k.countsDiffer()
	k.daysOff()
	k.datesOutOfOrder()
	k.achievements(matches)
	k.unanswered(found)
	for _, v := range k.verdicts {
		v.Result = joint(v.Criteria)
	}
	k.nothingUnblocked()
	k.flips()
	return k.outcome(found)
}

func newChecker(c *nomination.Case, b *rulebook.Rulebook, o Options) *checker {
	k := &checker{
		records: c, book: b, options: o,
		readings:    newReadings(),
		findings:    newFindings(),
		initiatives: map[nomination.ID]*nomination.Initiative{},
		services:    map[nomination.ID][]*nomination.Service{},
		ratings:     map[nomination.ID][]*nomination.YearRating{},
		held:        map[nomination.ID][]*nomination.AwardHeld{},
		concluded:   map[nomination.ID]*nomination.Conclusion{},
		ward:        wardNames(&c.Register),
		keyed:       map[string]string{},
		bare:        map[string]string{},
		named:       map[string][]*rulebook.Form{},
		below:       map[string]bool{},
		ranks:       map[rankKey]standing{},
		counted:     map[countedYears]answer{},
		forward:     map[string][]*Verdict{},
		receipts:    firstReceipts(&c.Register, o.Period),
		received:    receiptsOf(&c.Register, o.Period),
		exceptions:  exceptionsOf(&c.Register, o.Period),
		ideas:       ideasOf(c.Submissions),
	}
	k.gather()
	k.byID = make(map[nomination.ID]*Verdict, len(k.verdicts))
	for _, v := range k.verdicts {
		if k.byID[v.Nominee] == nil {
			k.byID[v.Nominee] = v
		}
	}
	for _, d := range c.Register.Conclusions {
		if d.Period == o.Period {
			k.met = true
			k.concluded[d.Nominee] = d
		}
	}
	return k
}

// gather begins a verdict for each nominee of the period and finds what belongs to it.
func (k *checker) gather() {
	for _, s := range k.records.Submissions {
		if s.Period != k.options.Period {
			continue
		}
		for _, i := range s.Initiatives {
			if _, twice := k.initiatives[i.ID]; !twice {
				k.initiatives[i.ID] = i
			}
		}
		for _, v := range s.Services {
			k.services[v.Nominee] = append(k.services[v.Nominee], v)
		}
		for _, r := range s.Ratings {
			k.ratings[r.Nominee] = append(k.ratings[r.Nominee], r)
		}
		for _, a := range s.Held {
			k.held[a.Nominee] = append(k.held[a.Nominee], a)
		}
		for _, n := range s.Collectives {
			k.verdicts = append(k.verdicts, &Verdict{Collective: n, Nominee: n.ID, Name: n.Name, Flips: []string{}})
		}
		for _, n := range s.Individuals {
			k.verdicts = append(k.verdicts, &Verdict{Individual: n, Nominee: n.ID, Name: n.Name, Flips: []string{}})
		}
	}
}

// key gives vi.Key of a name that is compared often.
func (k *checker) key(name string) string {
	key, ok := k.keyed[name]
	if !ok {
		key = vi.Key(name)
		k.keyed[name] = key
	}
	return key
}

// unknownPeriod reports that nothing can be judged: the rulebook has no such period.
// That no period was given at all is said by intake, at the empty setting.
func (k *checker) unknownPeriod() {
	if k.options.Period == "" {
		return
	}
	at := finding.Place{File: k.book.File}
	settings := k.records.Register.Settings
	if settings.Sheet != nil && settings.Year == k.options.Period {
		at = nomination.Row{Sheet: settings.Sheet}.At(nomination.HeadAwardYear)
	}
	var known []string
	for _, p := range k.book.Periods {
		known = append(known, p.Key)
	}
	f := finding.New(finding.NotInList, at, "Kế hoạch không có quy định cho kỳ \""+k.options.Period+"\", nên không hồ sơ nào được xét.")
	f.Expected, f.Got = "một trong các kỳ: "+strings.Join(known, ", "), k.options.Period
	f.Fix = "chọn " + f.Expected + "."
	if at.Sheet != "" {
		f.Fix = "ghi vào mục \"" + nomination.HeadAwardYear + "\", trang \"" + nomination.SheetSettings + "\" của sổ theo dõi " + f.Expected + "."
	}
	k.keep(f).everything = true
}

// judge gives every nominee of the period its tree. Under which forms all dossiers
// stand is settled first: what is asked of one can depend on another being put forward.
func (k *checker) judge() {
	for _, v := range k.verdicts {
		v.Conclusion = k.concluded[v.Nominee]
		k.settleForm(v)
	}
	for _, v := range k.verdicts {
		k.judgeAlone(v)
	}
	k.settleInitiatives()
}

// settleForm settles under which form a dossier stands, and lists it there.
func (k *checker) settleForm(v *Verdict) {
	k.judging = v
	v.allowed = k.resolve(v)
	k.judging = nil
	k.stand(v)
}

// stand lists a dossier under its form: after the meeting if it is put forward.
func (k *checker) stand(v *Verdict) {
	if v.Form != nil && (!k.met || v.putForward()) {
		k.forward[v.Form.Key] = append(k.forward[v.Form.Key], v)
	}
}

// judgeAlone gives a nominee whose form is settled what can be said without looking at
// how others are judged.
func (k *checker) judgeAlone(v *Verdict) {
	k.judging = v
	defer func() { k.judging, v.alone = nil, len(v.Criteria) }()
	if v.Form == nil {
		v.Criteria = []Node{v.allowed}
		return
	}
	standard := v.Form.Collective
	if v.Individual != nil {
		standard = v.Form.Individual
	}
	tree := k.excuse(v, k.evaluate(v, standard))
	v.Criteria = append(v.Criteria, tree, v.allowed)
	k.complain(v, standard, tree)
	k.initiativeFaults(v, standard, tree, tree.Result)
	if node, ok := k.deadlineNode(v); ok {
		v.Criteria = append(v.Criteria, node)
	}
	v.Criteria = append(v.Criteria, k.nothingPending(v))
}

// raise keeps a finding about one nominee, as a warning where an exception was made.
func (k *checker) raise(v *Verdict, f finding.Finding) *raised {
	f = k.except(v, f)
	f.Nominee = string(v.Nominee)
	f.Unit = k.records.UnitName(v.Nominee.Unit())
	return k.keep(f, v)
}

// keep adds a finding that concerns some nominees, or none of them.
func (k *checker) keep(f finding.Finding, of ...*Verdict) *raised {
	r := &raised{Finding: f, of: of}
	k.raised = append(k.raised, r)
	return r
}

// nothingUnblocked makes sure that no dossier which was put forward and fails gets
// through: where no finding of its own blocks it, one at its conclusion does.
func (k *checker) nothingUnblocked() {
	blocked := map[*Verdict]bool{}
	for _, r := range k.raised {
		if r.Severity == finding.Error {
			for _, v := range r.of {
				blocked[v] = true
			}
		}
	}
	for _, v := range k.verdicts {
		if v.Result != Fail || !v.putForward() || blocked[v] {
			continue
		}
		var failed []string
		var first Node
		for _, n := range v.Leaves() {
			if n.Result == Fail {
				if failed == nil {
					first = n
				}
				failed = append(failed, n.Label)
			}
		}
		f := finding.New(finding.NoStandardMet, v.Conclusion.Row.At(nomination.HeadConclusion),
			"Hồ sơ được kết luận \""+v.Conclusion.Decision+"\" nhưng không đạt: "+strings.Join(failed, "; ")+".")
		f.Clause, f.Basis, f.Got = first.Clause, first.Basis, first.Evidence
		f.Expected = "hồ sơ đạt mọi tiêu chuẩn"
		f.Fix = "sửa hồ sơ hoặc kết luận."
		k.raise(v, f)
	}
}

// outcome marks what blocks, joins the findings and puts the dossiers in order.
func (k *checker) outcome(found []finding.Finding) *Outcome {
	out := &Outcome{Period: k.options.Period, Verdicts: k.verdicts, Bounds: k.bounds}
	for _, v := range k.verdicts {
		switch {
		case v.ForCity():
			out.City = append(out.City, v)
		case v.ForWard():
			out.Ward = append(out.Ward, v)
		}
	}
	for _, r := range k.book.Readings {
		if choice, ok := k.inForce[r.Key]; ok {
			out.Readings = append(out.Readings, ReadingInForce{r.Key, choice, k.settled[r.Key]})
		}
	}
	stop := func(v *Verdict) {
		out.CityBlocked = out.CityBlocked || v.ForCity()
		out.WardBlocked = out.WardBlocked || v.ForWard()
	}
	for _, f := range found {
		if f.Blocks {
			out.CityBlocked, out.WardBlocked, out.Unfit = true, true, true
		} else if f.Severity == finding.Error {
			for _, id := range k.records.Concerned(f) {
				if v := k.byID[id]; v != nil && v.putForward() {
					f.Blocks = true
					stop(v)
				}
			}
		}
		out.Findings = append(out.Findings, f)
	}
	for _, r := range k.raised {
		if r.Severity == finding.Error {
			if r.everything {
				r.Blocks = true
				out.CityBlocked, out.WardBlocked, out.Unfit = true, true, true
			}
			for _, v := range r.of {
				if v.putForward() {
					r.Blocks = true
					stop(v)
				}
			}
		}
		out.Findings = append(out.Findings, r.Finding)
	}
	finding.Sort(out.Findings)
	k.order(out.City)
	k.order(out.Ward)
	return out
}

// order sorts dossiers as papers list them: collectives before individuals, units as
// the register orders them, people by Tên, Đệm, Họ.
func (k *checker) order(vs []*Verdict) {
	place := make(map[string]int, len(k.records.Register.Units))
	units := slices.Clone(k.records.Register.Units)
	slices.SortStableFunc(units, func(a, b *nomination.Unit) int { return orderOf(a) - orderOf(b) })
	for i, u := range units {
		place[u.Code] = i
	}
	at := func(v *Verdict) int {
		if i, ok := place[v.Nominee.Unit()]; ok {
			return i
		}
		return len(units)
	}
	collator := vi.NewCollator()
	slices.SortStableFunc(vs, func(a, b *Verdict) int {
		switch {
		case (a.Collective != nil) != (b.Collective != nil):
			if a.Collective != nil {
				return -1
			}
			return 1
		case at(a) != at(b):
			return at(a) - at(b)
		case a.Individual != nil:
			return collator.CompareNames(a.Name, b.Name)
		}
		return 0
	})
}

// orderOf gives a unit's Thứ tự; units without one come after the others.
func orderOf(u *nomination.Unit) int {
	if u.Order <= 0 {
		return 1 << 30
	}
	return u.Order
}
