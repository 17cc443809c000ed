package pipeline

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// TestCampaign: a figure that can't be read stops the periodic report, and nothing else.
func TestCampaign(t *testing.T) {
	o := workspace(t)
	const report = "bao-cao/bao-cao-phong-trao.pdf"
	has := func(b *Built) bool {
		return slices.ContainsFunc(b.Written, func(w Written) bool { return w.Path == report })
	}
	b, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	if !has(b) {
		t.Errorf("no %s", report)
	}
	set(t, filepath.Join(o.Workspace, "data", "so-theo-doi.xlsx"), nomination.SheetFigures, nomination.HeadPlanned, "như năm trước")
	if b, err = Build(o); err != nil {
		t.Fatal(err)
	}
	stops := 0
	for _, f := range b.Findings {
		if f.Code == finding.BadNumber && f.Blocks && f.Place.Sheet == nomination.SheetFigures {
			stops++
		}
	}
	left := slices.ContainsFunc(b.LeftOut, func(l LeftOut) bool {
		return l.What == nomination.PaperCampaignReport && strings.Contains(l.Why, nomination.SheetFigures)
	})
	if has(b) || !left || stops == 0 || b.Outcome.CityBlocked || b.Summary.Blocking != stops {
		t.Errorf("with figures that can't be read: written %t, left out %t, %d stops, city blocked %t, %d blocking", has(b), left, stops, b.Outcome.CityBlocked, b.Summary.Blocking)
	}
	o.Draft = true
	if b, err = Build(o); err != nil || !has(b) {
		t.Errorf("no draft of %s: %v", report, err)
	}
}
