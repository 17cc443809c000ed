package compose

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

// A requestData fills phieu-yeu-cau-bo-sung.html.
type requestData struct {
	deskPaper
	Unit   string
	Until  string // "ngày 20 tháng 02 năm 2027"; empty where nobody has set a day that is still to come
	Passed string // the deadline that is over, likewise; else empty
	Points []point
}

// A point is something that the unit has to mend.
type point struct {
	N      int
	What   string
	Fix    string
	Where  []string // "Trang “Cá nhân”, ô S5"
	Whom   string   // the nominee's name
	Urgent bool     // an error, not a warning
	places []finding.Place
}

// units writes what goes back to the units: what they have to mend, and for those not
// put forward the reasons.
func (c *composer) units() {
	points := c.points()
	answers := c.answers()
	for _, code := range unitCodes(c.in) {
		if p := points[code]; p != nil {
			c.request(code, p)
		}
		if a := answers[code]; len(a) > 0 {
			c.answer(code, a)
		}
	}
}

// unitCodes gives the units that sent a workbook for the period, in the order of the files.
func unitCodes(in Input) []string {
	var out []string
	for _, s := range in.Case.Submissions {
		if s.Period == in.Period && s.Unit != "" && !slices.Contains(out, s.Unit) {
			out = append(out, s.Unit)
		}
	}
	return out
}

// unitPoints are what a unit has to mend and the dossiers that it concerns.
type unitPoints struct {
	list    []point
	sources []string
	files   map[string]bool // in which they stand
	level   string          // of the highest award form concerned, whose deadline counts
}

// points gathers by unit the errors and warnings that stand in its own workbooks. What
// stands in the register is the office's to mend, and a dossier that was concluded not
// to be put forward, or that the unit withdrew, needs nothing any more.
func (c *composer) points() map[string]*unitPoints {
	verdicts := map[string]*rule.Verdict{}
	for _, v := range c.in.Outcome.Verdicts {
		verdicts[string(v.Nominee)] = v
	}
	out := map[string]*unitPoints{}
	for _, f := range c.in.Outcome.Findings {
		code, ok := unitOfFile(c.in, f.Place.File)
		v := verdicts[f.Nominee]
		if !ok || f.Severity < finding.Warning || v != nil && settled(v) {
			continue
		}
		u := out[code]
		if u == nil {
			u = &unitPoints{level: nomination.LevelWard, files: map[string]bool{}}
			out[code] = u
		}
		u.files[f.Place.File] = true
		u.add(f, v)
	}
	for _, u := range out {
		several := len(u.files) > 1
		for i := range u.list {
			for _, p := range u.list[i].places {
				u.list[i].Where = append(u.list[i].Where, whereabouts(p, several))
			}
		}
	}
	return out
}

// settled reports whether nothing need be mended in a dossier any more.
func settled(v *rule.Verdict) bool {
	return concluded(v, nomination.ConcludedNone) || concluded(v, nomination.ConcludedWithdrawn)
}

func concluded(v *rule.Verdict, decision string) bool {
	return v.Conclusion != nil && vi.Key(v.Conclusion.Decision) == vi.Key(decision)
}

// unitOfFile finds whose workbook of the period a file is, by its name: the rounds of a
// unit stand merged in one submission.
func unitOfFile(in Input, file string) (string, bool) {
	name := strings.TrimSuffix(file, path.Ext(file))
	code, rest, ok := strings.Cut(name, "-"+in.Period)
	if !ok || rest != "" && !strings.HasPrefix(rest, "-lan-") {
		return "", false
	}
	return code, true
}

// add adds a finding; one that says the same of another cell of the same nominee only
// adds its place.
func (u *unitPoints) add(f finding.Finding, v *rule.Verdict) {
	p := point{N: len(u.list) + 1, What: f.Message, Fix: sentence(vi.Capital(f.Fix)), places: []finding.Place{f.Place}, Urgent: f.Severity == finding.Error}
	if f.Fix == "" {
		p.Fix = ""
	}
	if v != nil {
		p.Whom = v.Name
		if id := string(v.Nominee); !slices.Contains(u.sources, id) {
			u.sources = append(u.sources, id)
		}
		if v.Form != nil && v.Form.Level != nomination.LevelWard {
			u.level = v.Form.Level
		}
	}
	for i := range u.list {
		if l := &u.list[i]; l.What == p.What && l.Fix == p.Fix && l.Whom == p.Whom {
			l.places = append(l.places, p.places...)
			l.Urgent = l.Urgent || p.Urgent
			return
		}
	}
	u.list = append(u.list, p)
}

// whereabouts says where something stands, as one tells it to a colleague: "trang Cá
// nhân, ô S5", with the file ahead where the unit sent several.
func whereabouts(p finding.Place, several bool) string {
	var parts []string
	if several || p.Sheet == "" {
		parts = append(parts, "tệp "+p.File)
	}
	if p.Sheet != "" {
		parts = append(parts, "trang “"+p.Sheet+"”")
	}
	if cell := p.Cell(); cell != "" {
		parts = append(parts, "ô "+cell)
	}
	return vi.Capital(strings.Join(parts, ", "))
}

func (c *composer) request(code string, u *unitPoints) {
	d := newDeskPaper(c.in, nomination.PaperRequest, "PYC")
	data := requestData{deskPaper: d, Unit: cmp.Or(c.in.Case.UnitName(code), code), Points: u.list}
	due, ok := dueDay(c.in, code, u.level)
	switch {
	case !ok:
	case due.Before(c.in.Date):
		data.Passed = due.Long()
	default:
		data.Until = due.Long()
	}
	c.add("phieu-yeu-cau-bo-sung.html", data, paper.Paper{
		Kind: "phieu-yeu-cau-bo-sung", Folder: UnitsFolder + "/" + code, Name: "phieu-yeu-cau-bo-sung", Author: d.Desk.Name, Sources: u.sources,
	})
}

// dueDay gives the day by which a unit may mend a file of a level: the one that the
// register sets it, else the deadline in force.
func dueDay(in Input, code, level string) (vi.Date, bool) {
	if due, ok := supplementDue(in, code); ok {
		return due, true
	}
	return rule.LastDay(in.Case, in.Rulebook, in.Period, code, level)
}

// supplementDue gives the latest day that the register sets a unit for its supplement.
func supplementDue(in Input, code string) (vi.Date, bool) {
	var due vi.Date
	for _, r := range in.Case.Register.Receipts {
		if r.Unit == code && r.Period == in.Period && r.DueDate.Whole() && due.Before(r.DueDate) {
			due = r.DueDate
		}
	}
	return due, due.Whole()
}
