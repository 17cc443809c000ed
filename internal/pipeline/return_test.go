package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thidua/internal/bundle"
	"thidua/internal/nomination"
)

// TestReturnKeepsManifest: what goes back after a build is listed by the build's
// manifest, and every sum in it is that of the file.
func TestReturnKeepsManifest(t *testing.T) {
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	set(t, filepath.Join(o.Workspace, "data/de-nghi/VHXH-2026.xlsx"), nomination.SheetIndividuals, nomination.HeadBorn, "31/02/1985")
	r, err := CheckReturn(o)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Files) != 1 || r.Files[0] != "VHXH/VHXH-2026.xlsx" {
		t.Fatalf("returned %q, left out %v", r.Files, r.LeftOut)
	}
	output := filepath.Join(o.Workspace, "output/2026")
	sum := func(name string) string {
		b, err := os.ReadFile(filepath.Join(output, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		s := sha256.Sum256(b)
		return hex.EncodeToString(s[:])
	}
	data, err := os.ReadFile(filepath.Join(output, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m bundle.Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range m.Files {
		if sum(f.Path) != f.SHA256 {
			t.Errorf("manifest.json: sum of %s differs", f.Path)
		}
		found = found || f.Path == "tra-don-vi/VHXH/VHXH-2026.xlsx"
	}
	if !found {
		t.Error("manifest.json doesn't list the workbook that goes back")
	}
	data, err = os.ReadFile(filepath.Join(output, "manifest-sha256.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if want, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); !ok || sum(name) != want {
			t.Errorf("manifest-sha256.txt: %s", line)
		}
	}
}

// TestReturnsWithoutRulebook: workbooks go back also where nothing can be judged.
func TestReturnsWithoutRulebook(t *testing.T) {
	o := workspace(t)
	if err := os.WriteFile(filepath.Join(o.Workspace, "data/ke-hoach.yaml"), []byte("version: 1\nplan: [\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	set(t, filepath.Join(o.Workspace, "data/de-nghi/VHXH-2026.xlsx"), nomination.SheetIndividuals, nomination.HeadBorn, "31/02/1985")
	r, err := CheckReturn(o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Outcome != nil || len(r.Files) != 1 {
		t.Errorf("outcome %v, returned %q, left out %v", r.Outcome, r.Files, r.LeftOut)
	}
}
