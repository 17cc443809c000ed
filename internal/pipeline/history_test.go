package pipeline

import (
	"crypto/sha256"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// tree gives the content of every file below a folder, by its sum.
func tree(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	out := map[string][32]byte{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(p)
		out[p] = sha256.Sum256(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameTree(a, b map[string][32]byte) bool {
	for name, sum := range a {
		if b[name] != sum {
			return false
		}
	}
	return len(a) == len(b)
}

func dryRun(t *testing.T, o Options) *Changes {
	t.Helper()
	before := tree(t, o.Workspace)
	o.DryRun = true
	b, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	if b.Changes == nil || len(b.Written) != 0 || b.Open != "" {
		t.Fatalf("changes %v, written %v, open %q", b.Changes, b.Written, b.Open)
	}
	if !sameTree(before, tree(t, o.Workspace)) {
		t.Error("a dry run wrote something")
	}
	return b.Changes
}

func kinds(fs []FileChange) map[string]int {
	out := map[string]int{}
	for _, f := range fs {
		out[f.Kind]++
	}
	return out
}

func TestDryRun(t *testing.T) {
	o := workspace(t)

	first := dryRun(t, o)
	if first.Former != "" || first.Compared || len(first.Files) == 0 || kinds(first.Files)[Added] != len(first.Files) {
		t.Errorf("before any build: %+v", first)
	}
	b, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	if b.Changes != nil {
		t.Error("a real build has changes")
	}
	same := dryRun(t, o)
	if same.Former != "2027-02-22" || !same.Compared || len(same.Verdicts) != 0 || len(same.Files) != 0 || same.Same != len(first.Files) {
		t.Errorf("after a build: %+v", same)
	}

	later := o
	later.Date.Month = 3
	if c := dryRun(t, later); len(c.Verdicts) != 0 || kinds(c.Files)[Rewritten] == 0 {
		t.Errorf("a month later: %+v", c)
	}
}

// TestDryRunAgainstRecord compares with a record in which dossiers stood otherwise,
// while the results themselves are gone.
func TestDryRunAgainstRecord(t *testing.T) {
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(o.Workspace, "output")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(o.Workspace, filepath.FromSlash(recordPath("2026")))
	var r buildRecord
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Verdicts, func(v recordVerdict) bool { return v.Result == "pass" })
	gained, changed := r.Verdicts[i].Nominee, r.Verdicts[i+1].Nominee
	r.Verdicts[i].Result = "fail"
	r.Verdicts[i+1].Conclusion = "Không đề nghị"
	r.Verdicts = append(r.Verdicts, recordVerdict{"VP/CN99", "Người Đã Rút", Standing{"ward-certificate", "pass", ""}})
	r.Files[0].SHA256 = "khác"
	r.Files = append(r.Files, recordFile{"nop-thanh-pho/99-cu.pdf", "cũ"})
	if data, err = json.Marshal(r); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	c := dryRun(t, o)
	want := []struct{ kind, nominee string }{{Gained, gained}, {Changed, changed}, {Lost, "VP/CN99"}}
	if len(c.Verdicts) != len(want) {
		t.Fatalf("verdicts %+v", c.Verdicts)
	}
	for i, w := range want {
		if c.Verdicts[i].Kind != w.kind || c.Verdicts[i].Nominee != w.nominee {
			t.Errorf("verdict %d is %+v, want %v", i, c.Verdicts[i], w)
		}
	}
	if c.Verdicts[2].After != (Standing{}) {
		t.Errorf("a dossier that is gone still stands: %+v", c.Verdicts[2])
	}
	if k := kinds(c.Files); k[Rewritten] != 1 || k[Removed] != 1 || k[Added] != 0 {
		t.Errorf("files %+v", c.Files)
	}
}

// TestDryRunOfNothing compares neither verdicts nor files where nothing was judged, and
// verdicts alone where a build is forbidden.
func TestDryRunOfNothing(t *testing.T) {
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	blocked := filepath.Join(o.Workspace, "data/de-nghi/RAC-2026.xlsx")
	if err := os.WriteFile(blocked, []byte("rác"), 0o644); err != nil {
		t.Fatal(err)
	}
	if c := dryRun(t, o); len(c.Files) != 0 || !c.Compared || c.Former == "" {
		t.Errorf("blocked: %+v", c)
	}
	if err := os.WriteFile(filepath.Join(o.Workspace, "data/ke-hoach.yaml"), []byte("version: ["), 0o644); err != nil {
		t.Fatal(err)
	}
	if c := dryRun(t, o); c.Compared || len(c.Verdicts) != 0 || len(c.Files) != 0 {
		t.Errorf("no rulebook: %+v", c)
	}
}

// TestDraftKeepsTheRecord asks that a draft is never taken for the last build.
func TestDraftKeepsTheRecord(t *testing.T) {
	o := workspace(t)
	o.Draft = true
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(o.Workspace, "data/lich-su")); err == nil {
		t.Error("a draft left a record")
	}
}
