package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"
)

// envelopeKeys are those that every verb's object has, whatever else is in it.
var envelopeKeys = []string{"findings", "period", "plan", "summary", "verdicts", "version"}

// TestEnvelope runs every verb that knows --format json and holds it to one object with
// the common envelope and an object of the verb's own.
func TestEnvelope(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ws")
	if status := Main([]string{"demo", "--quiet", dir}, new(bytes.Buffer), new(bytes.Buffer)); status != exitDone {
		t.Fatalf("demo: status %d", status)
	}
	const day = "--date=2027-02-22"
	for _, test := range []struct {
		name, own, plan string
		args            []string
	}{
		{"check", "", "cchc-2026-2030", []string{"check", day}},
		{"check --return", "returns", "cchc-2026-2030", []string{"check", day, "--return", "--quiet"}},
		{"build", "build", "cchc-2026-2030", []string{"build", day, "--quiet"}},
		{"status", "status", "cchc-2026-2030", []string{"status", day}},
		{"form", "forms", "cchc-2026-2030", []string{"form", day, "--unit=VP"}},
		{"explain", "explain", "cchc-2026-2030", []string{"explain"}},
		{"explain TD304", "explain", "cchc-2026-2030", []string{"explain", "TD304"}},
		{"explain --all", "rulebook", "cchc-2026-2030", []string{"explain", "--all"}},
		{"template list", "templates", "", []string{"template", "list"}},
		{"template check", "templates", "cchc-2026-2030", []string{"template", "check", day}},
		{"template preview", "preview", "cchc-2026-2030", []string{"template", "preview", "to-trinh", day}},
		{"version", "program", "", []string{"version"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			if status := Main(append(test.args, "--format=json", "--workspace="+dir), &out, &errs); status != exitDone {
				t.Fatalf("status %d, %s", status, &errs)
			}
			var got map[string]json.RawMessage
			if err := json.Unmarshal(out.Bytes(), &got); err != nil {
				t.Fatalf("not one object: %v", err)
			}
			want := envelopeKeys
			if test.own != "" {
				want = append([]string{test.own}, want...)
			}
			for _, key := range want {
				if v := string(got[key]); v == "" || v == "null" {
					t.Errorf("%q is %q", key, v)
				}
			}
			if plan := string(got["plan"]); plan != `"`+test.plan+`"` {
				t.Errorf("plan %s, want %q", plan, test.plan)
			}
			for key := range got {
				if !slices.Contains(want, key) {
					t.Errorf("key %q besides", key)
				}
			}
			if errs.Len() > 0 {
				t.Errorf("also said: %s", &errs)
			}
		})
	}
}
