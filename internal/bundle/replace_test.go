package bundle

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const returns = "tra-don-vi"

// returned gives the workbooks that go back in one version, with paths below returns.
func returned(v string) []File {
	return []File{
		{Path: "VHXH/VHXH-2026.xlsx", Kind: returns, Data: []byte("to VHXH " + v)},
		{Path: "V" + strings.ToUpper(v[:1]) + "/bản " + v + ".xlsx", Kind: returns, Data: []byte("only in " + v)},
	}
}

// both gives the results of the first version with what goes back in another.
func both(back string) []File {
	files := version("a")
	for _, f := range returned(back) {
		f.Path = returns + "/" + f.Path
		files = append(files, f)
	}
	return files
}

// TestReplaceKeepsManifests: results whose returns were replaced are, to the byte, those
// written with these returns at once.
func TestReplaceKeepsManifests(t *testing.T) {
	want, got := t.TempDir(), t.TempDir()
	if err := Write(root(t, want), period, both("two"), manifest()); err != nil {
		t.Fatal(err)
	}
	out := root(t, got)
	if err := Write(out, period, both("one"), manifest()); err != nil {
		t.Fatal(err)
	}
	if err := Replace(out, period, returns, returned("two")); err != nil {
		t.Fatal(err)
	}
	if a, b := tree(t, got), tree(t, want); !same(a, b) {
		t.Errorf("replaced:\n%v\nwritten at once:\n%v", a, b)
	}
	checkSums(t, filepath.Join(got, period), []string{zipName, sumsName})

	if err := Replace(out, period, returns, nil); err != nil {
		t.Fatal(err)
	}
	if err := Write(root(t, want), period, version("a"), manifest()); err != nil {
		t.Fatal(err)
	}
	if a, b := tree(t, got), tree(t, want); !same(a, b) {
		t.Errorf("nothing goes back:\n%v\nwritten at once:\n%v", a, b)
	}
}

// TestReplaceLeavesStrangeManifest: a list that isn't in a form that this version knows
// is not written over.
func TestReplaceLeavesStrangeManifest(t *testing.T) {
	for _, data := range []string{"{}", `{"version": 2, "files": []}`, "rác"} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, period), 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{manifestName, sumsName} {
			if err := os.WriteFile(filepath.Join(dir, period, name), []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := Replace(root(t, dir), period, returns, returned("one")); err != nil {
			t.Fatal(err)
		}
		got := tree(t, filepath.Join(dir, period))
		if got[manifestName] != data || got[sumsName] != data || len(got) != 4 {
			t.Errorf("%s: %v", data, got)
		}
	}
}

// TestKillReplacing ends a program that replaces one folder at each of its steps.
func TestKillReplacing(t *testing.T) {
	whole := func(back string) map[string]string {
		dir := t.TempDir()
		if err := Write(root(t, dir), period, both(back), manifest()); err != nil {
			t.Fatal(err)
		}
		return tree(t, dir)
	}
	one, two := whole("one"), whole("two")
	start := func(t *testing.T) (string, *os.Root) {
		dir := t.TempDir()
		out := root(t, dir)
		if err := Write(out, period, both("one"), manifest()); err != nil {
			t.Fatal(err)
		}
		return dir, out
	}
	var steps []string
	_, out := start(t)
	w := writer{out: out, period: period, step: func(name string) { steps = append(steps, name) }}
	if err := w.replaceFolder(returns, returned("two")); err != nil {
		t.Fatal(err)
	}
	if len(steps) < 9 {
		t.Fatalf("only the steps %q", steps)
	}
	for _, step := range steps {
		t.Run(path.Base(step), func(t *testing.T) {
			dir, out := start(t)
			kill(t, dir, step, killReplacing+"=1")
			if err := Mend(out); err != nil {
				t.Fatal(err)
			}
			want := one
			if step == "discard former" || step == "done" {
				want = two
			}
			if got := tree(t, dir); !same(got, want) {
				t.Errorf("after a kill there is %v, want %v", got, want)
			}
			if got := entries(t, dir); !slices.Equal(got, []string{period}) {
				t.Errorf("left behind: %q", got)
			}
		})
	}
}

func TestReplaceTouchesOneFolder(t *testing.T) {
	out, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := out.MkdirAll("2026/nop-thanh-pho", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := out.WriteFile("2026/manifest.json", []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"VP", "VHXH"} {
		files := []File{{Path: unit + "/Đề nghị (sửa).xlsx", Data: []byte(unit)}}
		if err := Replace(out, "2026", "tra-don-vi", files); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := out.ReadFile("2026/tra-don-vi/VHXH/Đề nghị (sửa).xlsx"); err != nil || string(b) != "VHXH" {
		t.Errorf("%q %v", b, err)
	}
	for _, gone := range []string{"2026/tra-don-vi/VP", "2026/.tra-don-vi.new", "2026/.tra-don-vi.old"} {
		if _, err := out.Lstat(gone); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there (%v)", gone, err)
		}
	}
	for _, kept := range []string{"2026/manifest.json", "2026/nop-thanh-pho"} {
		if _, err := out.Lstat(kept); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"../x.xlsx", "VHXH/a:b.xlsx", "VHXH/con.xlsx", "VHXH/.x.xlsx", "vhxh/Đ.xlsx"} {
		if err := Replace(out, "2026", "tra-don-vi", []File{{Path: bad}}); !errors.Is(err, errName) {
			t.Errorf("%s: error %v", bad, err)
		}
	}
}
