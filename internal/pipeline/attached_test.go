package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thidua/internal/finding"
)

// TestAttachedReport holds the sample's report in Word through the whole way: its words
// are in the paper's inputs, and a damaged file is an error of its nominee alone, which
// keeps the city's package back.
func TestAttachedReport(t *testing.T) {
	o := workspace(t)
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.reports.Text["VHXH/CN01"]) < 10 || len(c.reports.Files) != 3 || c.Outcome.CityBlocked {
		t.Fatalf("%d blocks from %q, blocked %t", len(c.reports.Text["VHXH/CN01"]), c.reports.Files, c.Outcome.CityBlocked)
	}
	m, err := c.manifest(os.DirFS(o.Workspace), o)
	if err != nil {
		t.Fatal(err)
	}
	named := false
	for _, i := range m.Inputs {
		named = named || i.Path == c.reports.Files[1]
	}
	if !named {
		t.Errorf("the manifest doesn't name %s", c.reports.Files[1])
	}
	name := filepath.Join(o.Workspace, filepath.FromSlash(c.reports.Files[1]))
	if err := os.WriteFile(name, []byte("PK\x03\x04 cut off"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err = Check(o); err != nil {
		t.Fatal(err)
	}
	var said []finding.Finding
	for _, f := range c.Findings {
		if f.Code == finding.BadAttachment {
			said = append(said, f)
		}
	}
	if len(said) != 1 || !said[0].Blocks || said[0].Nominee != "VHXH/CN01" || !strings.Contains(said[0].Message, "hỏng") || !c.Outcome.CityBlocked {
		t.Errorf("a damaged report: %+v, city blocked %t", said, c.Outcome.CityBlocked)
	}
}
