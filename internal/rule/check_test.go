package rule

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"thidua/internal/casetest"
	"thidua/internal/finding"
	"thidua/internal/intake"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

var update = flag.Bool("update", false, "write what came out into testdata")

// TestFindings runs testdata: a file for each code, with cases in which it is found
// and cases near to them in which it is not. The sections of a case are
//
//	-- name/edit --      edits of casetest's base workspace, where everything is well;
//	                     for the period 2026-2030 of that of the final review
//	-- name/rulebook --  lines "old => new" for the ward's rulebook
//	-- name/check --     period and day, else "2026 2027-02-20"
//	-- name/want --      findings, verdicts in short, what is put forward and blocked
//	-- name/trees --     the verdicts with all their evidence, where that matters
func TestFindings(t *testing.T) {
	casetest.Check(t, *update, func(t *testing.T, c *casetest.Case) map[string]string {
		o := outcomeOf(t, c)
		wellSaid(t, o)
		return map[string]string{"want": brief(o), "trees": full(o)}
	})
}

// outcomeOf builds the workspace of a case, reads it and checks it.
func outcomeOf(t *testing.T, s *casetest.Case) *Outcome {
	t.Helper()
	w, o := casetest.Base(), Options{Period: "2026", Date: vi.Date{Year: 2027, Month: 2, Day: 20}}
	if words := strings.Fields(s.Section("check")); len(words) == 2 {
		day, err := vi.ParseISO(words[1])
		if err != nil {
			t.Fatal(err)
		}
		o = Options{Period: words[0], Date: day}
	}
	if o.Period == "2026-2030" {
		w = casetest.Final()
	}
	if err := w.Edit(s.Section("edit")); err != nil {
		t.Fatal(err)
	}
	fsys, err := w.FS()
	if err != nil {
		t.Fatal(err)
	}
	c, found, err := intake.Read(fsys, intake.Options{Period: o.Period, Printable: func(rune) bool { return true }})
	if err != nil {
		t.Fatal(err)
	}
	return Check(c, wardsRulebook(t, s.Section("rulebook")), found, o)
}

// wardsRulebook reads the ward's rulebook with some of its words replaced.
func wardsRulebook(t testing.TB, replace string) *rulebook.Rulebook {
	t.Helper()
	src, err := os.ReadFile("../../data/ke-hoach.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(src)
	for line := range strings.Lines(replace) {
		before, after, ok := strings.Cut(strings.TrimSpace(line), " => ")
		if !ok || !strings.Contains(text, before) {
			t.Fatalf("can't replace %q in the rulebook", line)
		}
		text = strings.Replace(text, before, after, 1)
	}
	b, faults := rulebook.Parse("ke-hoach.yaml", []byte(text))
	for _, f := range faults {
		t.Errorf("%s: %s", f.Place, f.Message)
	}
	if b == nil {
		t.FailNow()
	}
	return b
}

// wellSaid asks of every finding what an officer needs to mend it: whole sentences and
// a fix; of those by the plan also what was expected, the clause and whose it is. What
// is wrong with dates (TD604) rests on no clause; a day off (TD603) is nobody's fault;
// the council (7xx) is held to the law, which the basis names.
func wellSaid(t *testing.T, o *Outcome) {
	t.Helper()
	for _, f := range o.Findings {
		if f.Fix == "" || !strings.HasSuffix(f.Message, ".") || !strings.HasSuffix(f.Fix, ".") || strings.Contains(f.Message+f.Fix, "..") {
			t.Errorf("%s: no whole sentences: %q, %q", f.Code, f.Message, f.Fix)
		}
		plan := f.Code == finding.NomineeTwice || f.Code >= "TD300" && f.Code < "TD700" && f.Code != finding.DeadlineOnDayOff && f.Code != finding.DatesOutOfOrder
		council := f.Code >= "TD700" && f.Code < "TD800"
		if (plan || council) && (f.Expected == "" || f.Basis == "") || plan && (f.Clause == "" || f.Unit == "") {
			t.Errorf("%s says too little: %+v", f.Code, f)
		}
	}
}

// brief writes findings, for each verdict the criteria that aren't met (-) or can't
// be judged (?), the readings under which it would differ (±), what was
// let pass (!), and what is put forward.
func brief(o *Outcome) string {
	var b strings.Builder
	b.WriteString(casetest.Format(o.Findings))
	for _, v := range o.Verdicts {
		fmt.Fprintf(&b, "%s %s %s", v.Nominee, v.Award, v.Result)
		for _, n := range v.Leaves() {
			switch n.Result {
			case Fail:
				b.WriteString(" -" + n.Key)
			case Unknown:
				b.WriteString(" ?" + n.Key)
			}
		}
		for _, e := range v.Exceptions {
			fmt.Fprintf(&b, " !%s@%s", e.Code, e.Place.Cell())
		}
		for _, reading := range v.Flips {
			b.WriteString(" ±" + reading)
		}
		if v.Conclusion != nil {
			b.WriteString(" “" + v.Conclusion.Decision + "”")
		}
		b.WriteString("\n")
	}
	for _, list := range []struct {
		name     string
		dossiers []*Verdict
		blocked  bool
	}{{"thành phố", o.City, o.CityBlocked}, {"phường", o.Ward, o.WardBlocked}} {
		b.WriteString(list.name + ":")
		for _, v := range list.dossiers {
			b.WriteString(" " + string(v.Nominee))
		}
		if list.blocked {
			b.WriteString(" (chặn)")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// full writes the trees with their evidence.
func full(o *Outcome) string {
	var b strings.Builder
	var walk func(nodes []Node, indent string)
	walk = func(nodes []Node, indent string) {
		for _, n := range nodes {
			fmt.Fprintf(&b, "%s%s %s: %s", indent, n.Key, n.Result, n.Label)
			if n.Evidence != "" {
				b.WriteString(" | " + n.Evidence)
			}
			b.WriteString("\n")
			walk(n.Children, indent+"\t")
		}
	}
	for _, v := range o.Verdicts {
		fmt.Fprintf(&b, "%s %s: %s\n", v.Nominee, v.Award, v.Result.Vietnamese())
		walk(v.Criteria, "\t")
	}
	return b.String()
}

// TestReadingsDiffer holds that the ways to understand a clause, each decided in a case
// of testdata/readings.txtar over the same dossiers, come to other results.
func TestReadingsDiffer(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/readings.txtar")
	if err != nil {
		t.Fatal(err)
	}
	b := wardsRulebook(t, "")
	told := map[string]map[string]string{} // reading → what came out → choice
	for _, c := range casetest.Cases(archive) {
		reading, choice, _ := strings.Cut(c.Name, ", ")
		if told[reading] == nil {
			told[reading] = map[string]string{}
		}
		want := c.Section("want")
		if other, same := told[reading][want]; same {
			t.Errorf("%s: %s and %s come to the same", reading, other, choice)
		}
		told[reading][want] = choice
	}
	for _, r := range b.Readings {
		if len(told[r.Key]) != len(r.Choices) {
			t.Errorf("%s has %d choices, and cases for %d", r.Key, len(r.Choices), len(told[r.Key]))
		}
	}
}

// TestSideBySide holds that candidates are set beside each other with what each comes to.
func TestSideBySide(t *testing.T) {
	var all []*Verdict
	for i := range 14 {
		v := &Verdict{Nominee: nomination.ID(fmt.Sprintf("VHXH/CN%02d", i+1)), Name: "Lê An", Criteria: []Node{{Result: Pass}}}
		if i == 1 {
			v.Criteria[0].Result = Fail
		}
		all = append(all, v)
	}
	if got, want := sideBySide(all[:2]), "01 đạt, 00 chưa đủ căn cứ, 01 không đạt: Lê An (VHXH/CN01) đạt; Lê An (VHXH/CN02) không đạt"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	got := sideBySide(all)
	if !strings.HasSuffix(got, "(VHXH/CN12) đạt; và 02 hồ sơ khác") || !strings.HasPrefix(got, "13 đạt, 00 chưa đủ căn cứ, 01 không đạt: ") {
		t.Errorf("of many: %s", got)
	}
}
