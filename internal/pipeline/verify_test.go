package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
)

// TestVerifyRemakes forges a file together with every list that names it: the lists
// agree, but the data give another file.
func TestVerifyRemakes(t *testing.T) {
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	results := filepath.Join(o.Workspace, "output", "2026")
	v, err := VerifyResults(results)
	if err != nil || !v.Whole() || v.Rebuilt < 8 || v.NotMade != "" {
		t.Fatalf("as built: %+v, %v", v, err)
	}
	sum := func(b []byte) []byte {
		s := sha256.Sum256(b)
		return []byte(hex.EncodeToString(s[:]))
	}
	replace := func(name string, from, to []byte) (before, after []byte) {
		before, err := os.ReadFile(filepath.Join(results, name))
		if err != nil {
			t.Fatal(err)
		}
		after = bytes.ReplaceAll(before, from, to)
		if err := os.WriteFile(filepath.Join(results, name), after, 0o644); err != nil {
			t.Fatal(err)
		}
		return before, after
	}
	before, after := replace("bang-tong-hop.xlsx", []byte("PK"), []byte("QK"))
	replace("manifest-sha256.txt", sum(before), sum(after))
	before, after = replace("manifest.json", sum(before), sum(after))
	replace("manifest-sha256.txt", sum(before), sum(after))
	if v, err = VerifyResults(results); err != nil {
		t.Fatal(err)
	}
	if len(v.Differences) != 0 || len(v.Otherwise) != 1 || v.Otherwise[0].Path != "bang-tong-hop.xlsx" {
		t.Errorf("differences %v, made otherwise %v", v.Differences, v.Otherwise)
	}
}
