package pipeline

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"thidua/internal/bundle"
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
