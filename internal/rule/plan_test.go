package rule

import (
	"slices"
	"strings"
	"testing"

	"thidua/internal/casetest"
	"thidua/internal/finding"
)

// TestPlan runs testdata/plan: a file for each clause of the plan's part III, named
// after it, with cases that break the clause and cases near to them that keep it. Here
// a case's "want" says no more than what the clause asks for:
//
//	TD304 VHXH-2026.xlsx › Tập thể › I2   found in that cell
//	- TD304                               not found anywhere
//
// How a finding is worded is held by its own file beside.
func TestPlan(t *testing.T) {
	for _, file := range casetest.Files(t, "testdata/plan/*.txtar") {
		broken, kept := false, false
		for _, c := range casetest.Cases(file.Archive) {
			t.Run(file.Name+"/"+c.Name, func(t *testing.T) {
				found := outcomeOf(t, c).Findings
				lines := strings.Split(strings.TrimSpace(c.Section("want")), "\n")
				for _, line := range lines {
					code, silent := strings.CutPrefix(line, "- ")
					broken, kept = broken || !silent, kept || silent
					if silent && slices.ContainsFunc(found, func(f finding.Finding) bool { return string(f.Code) == code }) {
						t.Errorf("%s is found, against the clause", code)
					}
					if !silent && !slices.ContainsFunc(found, func(f finding.Finding) bool { return string(f.Code)+" "+f.Place.String() == line }) {
						t.Errorf("not found: %s", line)
					}
					if t.Failed() {
						t.Logf("found:\n%s", brief(&Outcome{Findings: found}))
					}
				}
			})
		}
		if !broken || !kept {
			t.Errorf("%s: broken %v, kept %v; there has to be a case for each", file.Name, broken, kept)
		}
	}
}
