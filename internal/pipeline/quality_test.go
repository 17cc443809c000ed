package pipeline

import (
	"testing"

	"thidua/internal/compose"
	"thidua/internal/paper"
	"thidua/internal/typeset"
	"thidua/internal/vi"
)

// TestQuality measures how well the justified lines of all papers of both sample
// periods are set, against filling line by line; -v prints the figures.
func TestQuality(t *testing.T) {
	var fit, greedy typeset.Quality
	for _, period := range []struct {
		key string
		on  vi.Date
	}{{"2026", meeting}, {"2026-2030", vi.Date{Year: 2030, Month: 2, Day: 20}}} {
		papers, c := allPapers(t, period.key, period.on)
		for _, p := range papers {
			own, simple := measure(t, p, c)
			t.Logf("%s %s: %s", period.key, p.Name, own)
			fit.Add(own)
			greedy.Add(simple)
		}
	}
	t.Logf("chosen over the paragraph: %s", fit)
	t.Logf("filled line by line:       %s", greedy)
	if fit.Lines == 0 {
		t.Fatal("no justified line")
	}
	// What is tied ("số … /QĐ-UBND ngày … tháng 02") may leave no other break.
	if fit.LooserThan2*100 > fit.Lines {
		t.Errorf("more than a line in a hundred is looser than 2.5 spaces: %s", fit)
	}
	if fit.LooserThan1*greedy.Lines > greedy.LooserThan1*fit.Lines || fit.Worst > greedy.Worst {
		t.Error("no better than filling line by line")
	}
}

// measure sets a paper both ways.
func measure(t *testing.T, p *paper.Paper, c *Checked) (fit, greedy typeset.Quality) {
	t.Helper()
	set, err := typeset.Set(p, c.family, typeset.DefaultLayout())
	if err != nil {
		t.Fatal(err)
	}
	simple, err := typeset.SetGreedily(p, c.family, typeset.DefaultLayout())
	if err != nil {
		t.Fatal(err)
	}
	return typeset.QualityOf(set, c.family), typeset.QualityOf(simple, c.family)
}

// allPapers composes the papers of a sample period that a build would write.
func allPapers(t *testing.T, period string, on vi.Date) ([]*paper.Paper, *Checked) {
	t.Helper()
	o := workspace(t)
	o.Period, o.Date = period, on
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	parts, _ := c.fit(o)
	papers, _, faults, err := c.templates.Compose(compose.Input{
		Case: c.records, Rulebook: c.rulebook, Outcome: c.Outcome, Period: c.Period, Date: on, Parts: parts,
		Reports: c.reports.Text, AsIs: c.reports.AsIs,
	})
	if err != nil || len(papers) == 0 {
		t.Fatalf("%d papers, %v, %v", len(papers), faults, err)
	}
	return papers, c
}
