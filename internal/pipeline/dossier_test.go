package pipeline

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/evidence"
	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
)

// TestDossier makes the sample's package with its evidence, then with a piece of it that
// can't be kept as PDF/A: the manifest says so of that and of the whole, not of others.
func TestDossier(t *testing.T) {
	o := workspace(t)
	entries := func() map[string]bundle.File {
		c, err := Check(o)
		if err != nil {
			t.Fatal(err)
		}
		b := &Built{Checked: c}
		files, _, err := b.results(os.DirFS(o.Workspace), o)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]bundle.File{}
		for _, f := range files {
			out[f.Path] = f
		}
		return out
	}
	const whole, evidence = "nop-thanh-pho/ho-so.pdf", "nop-thanh-pho/minh-chung/02-quyet-dinh-cong-nhan-sang-kien-luu-thi-hong-nhung.pdf"
	before := entries()
	if f := before[whole]; f.Format != bundle.PDFA || f.Pages < 20 || !bytes.Contains(f.Data, []byte("pdfaid:part")) {
		t.Errorf("%s: %s of %d pages", whole, f.Format, f.Pages)
	}
	if f := before[evidence]; f.Format != bundle.PDFA || f.Pages != 1 {
		t.Errorf("%s: %s of %d pages", evidence, f.Format, f.Pages)
	}
	// An ink of four colours.
	pdf, err := os.ReadFile(filepath.Join(o.Workspace, "data/dinh-kem/PVHCC/quyet-dinh-1475.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	pdf = bytes.Replace(pdf, []byte("q 842 0 0 595 0 0 cm /Im0 Do Q"), []byte("0 0 0 1 k 842 0 0 595 0 0 cm /"), 1)
	if err := os.WriteFile(filepath.Join(o.Workspace, "data/dinh-kem/PVHCC/quyet-dinh-1475.pdf"), pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	after := entries()
	if f := after[whole]; f.Format != bundle.PDF || bytes.Contains(f.Data, []byte("pdfaid:part")) || f.Pages != before[whole].Pages {
		t.Errorf("with CMYK %s is %s of %d pages", whole, f.Format, f.Pages)
	}
	if f := after[evidence]; f.Format != bundle.PDFA || !bytes.Equal(f.Data, before[evidence].Data) {
		t.Errorf("%s changed with its neighbour", evidence)
	}
}

// TestSignedReport lets a report that the unit sent as a file come back signed: it has
// the pages of the signed one, not those of both.
func TestSignedReport(t *testing.T) {
	report := &paper.Paper{Kind: "bao-cao-ca-nhan", Folder: compose.CityFolder, Files: []string{"scan.pdf"}, Sources: []string{"PVHCC/CN01"}}
	c := &Checked{
		records: &nomination.Case{},
		Outcome: &rule.Outcome{City: []*rule.Verdict{{Nominee: "PVHCC/CN01"}}},
		reports: evidence.Reports{Sheets: map[string]evidence.Extent{"scan.pdf": {Pages: 3, Archival: true}}},
	}
	for want, signed := range map[int]map[*paper.Paper]*evidence.Sheets{3: nil, 2: {report: {Pages: 2}}} {
		if d := c.dossier([]*order{{paper: report}}, signed); len(d.pieces) != 1 || d.pieces[0].pages != want {
			t.Errorf("pieces %+v, want one of %d pages", d.pieces, want)
		}
	}
}
