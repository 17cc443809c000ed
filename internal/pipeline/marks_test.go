package pipeline

import (
	"path/filepath"
	"testing"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// TestMarksOfForms: units may write the marks that the papers draw, and no other sign
// that the font lacks.
func TestMarksOfForms(t *testing.T) {
	for text, want := range map[string]int{"☑ Đã hoàn thành ✓ ☐ Chưa": 0, "★ Đã hoàn thành": 1} {
		o := workspace(t)
		set(t, filepath.Join(o.Workspace, "data", "de-nghi", "VHXH-2026.xlsx"), nomination.SheetIndividuals, nomination.HeadSummary, text)
		c, err := Check(o)
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, f := range c.Findings {
			if f.Code == finding.BadCharacter && f.Place.File == "VHXH-2026.xlsx" {
				got = 1
			}
		}
		if got != want {
			t.Errorf("%q: TD110 %d, want %d", text, got, want)
		}
	}
}
