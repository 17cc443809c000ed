package bundle

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

const period = "2026"

func manifest() Manifest {
	return Manifest{
		Program: Component{"thidua", "0.1.0"}, Components: []Component{{"maroto", "v2.4.0"}},
		Period: period, Date: "2027-02-10",
		Flags:    []Setting{{"strict", "false"}},
		Readings: []Setting{{"rank-subject", "ward"}},
		Font:     Font{Name: "Tinos"},
		Inputs:   []Input{NewInput("data/so-theo-doi.xlsx", []byte("b")), NewInput("data/ke-hoach.yaml", []byte("a"))},
		Findings: Findings{Warnings: 1},
	}
}

func text(p, s string) File { return File{Path: p, Kind: "to-trinh", Data: []byte(s)} }

// version gives the files of one version of the results: all say which it is.
func version(v string) []File {
	return []File{
		text("nop-thanh-pho/01-to-trinh.pdf", "letter "+v),
		{
			Path: "nop-thanh-pho/05.01-bao-cao-nguyen-van-a.pdf", Kind: "bao-cao", Pages: 3, Sources: []string{"VHXH/CN01"},
			Write: func(w io.Writer) error { _, err := io.WriteString(w, "report "+v); return err },
		},
		text("bang-tong-hop.xlsx", "table "+v),
	}
}

func root(t *testing.T, dir string) *os.Root {
	t.Helper()
	r, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// tree gives the content of every file below a folder, by path.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// entries gives the names in a folder, also the hidden ones.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

func same(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if w, ok := b[k]; !ok || v != w {
			return false
		}
	}
	return true
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	if err := Write(root(t, dir), period, version("one"), manifest()); err != nil {
		t.Fatal(err)
	}
	if got := entries(t, dir); !slices.Equal(got, []string{period}) {
		t.Errorf("output holds %q", got)
	}
	got := tree(t, filepath.Join(dir, period))
	for p, want := range map[string]string{
		"nop-thanh-pho/01-to-trinh.pdf":                "letter one",
		"nop-thanh-pho/05.01-bao-cao-nguyen-van-a.pdf": "report one",
		"bang-tong-hop.xlsx":                           "table one",
	} {
		if got[p] != want {
			t.Errorf("%s: %q", p, got[p])
		}
	}
	if want := 3 + 4; len(got) != want {
		t.Errorf("%d files, want %d", len(got), want)
	}
	checkSums(t, filepath.Join(dir, period), []string{"manifest-sha256.txt", "nop-thanh-pho.zip"})
	checkSums(t, filepath.Join(dir, period, "nop-thanh-pho"), []string{"manifest-sha256.txt"})
}

// checkSums does what sha256sum -c does in a folder, and sees that the list is sorted
// and names every file but some.
func checkSums(t *testing.T, dir string, but []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "manifest-sha256.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasSuffix(data, []byte("\n")) {
		t.Error("no line end at the end")
	}
	var names []string
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		sum, name, ok := strings.Cut(s.Text(), "  ")
		if !ok || len(sum) != 64 {
			t.Errorf("not a line of sha256sum: %q", s.Text())
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Error(err)
		}
		if got := sha256.Sum256(content); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s: sum differs", name)
		}
		names = append(names, name)
	}
	if !slices.IsSorted(names) {
		t.Errorf("not sorted: %q", names)
	}
	for p := range tree(t, dir) {
		if slices.Contains(names, p) == slices.Contains(but, p) {
			t.Errorf("%s: listed is %v", p, slices.Contains(names, p))
		}
	}
}

func TestManifest(t *testing.T) {
	dir := t.TempDir()
	m := manifest()
	m.Readings = nil
	if err := Write(root(t, dir), period, version("one"), m); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, period, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version int
		Inputs  []Input
		Files   []Entry
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != 1 || len(got.Files) != 3 || got.Inputs[0].Path != "data/ke-hoach.yaml" {
		t.Errorf("manifest is %+v", got)
	}
	report := got.Files[2]
	sum := sha256.Sum256([]byte("report one"))
	want := Entry{"nop-thanh-pho/05.01-bao-cao-nguyen-van-a.pdf", "bao-cao", 10, 3, "", hex.EncodeToString(sum[:]), []string{"VHXH/CN01"}}
	if fmt.Sprint(report) != fmt.Sprint(want) {
		t.Errorf("entry is %v, want %v", report, want)
	}
	s := string(data)
	if strings.Contains(s, "null") || !strings.HasSuffix(s, "}\n") || !strings.Contains(s, "\n  \"readings\": [],\n") {
		t.Errorf("form of the manifest:\n%s", s)
	}
	order := []string{"version", "program", "components", "period", "date", "flags", "readings", "font", "inputs", "findings", "files"}
	last := -1
	for _, key := range order {
		at := strings.Index(s, "\n  \""+key+"\":")
		if at <= last {
			t.Errorf("%q is missing or out of order", key)
		}
		last = at
	}
}

func TestZip(t *testing.T) {
	dir := t.TempDir()
	if err := Write(root(t, dir), period, version("one"), manifest()); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(filepath.Join(dir, period, "nop-thanh-pho.zip"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := z.Close(); err != nil {
			t.Error(err)
		}
	})
	got := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		got[strings.TrimPrefix(f.Name, "nop-thanh-pho/")] = string(data)
		if day := f.Modified.UTC().Format("2006-01-02 15:04:05"); day != "2027-02-10 00:00:00" {
			t.Errorf("%s has the time %s", f.Name, day)
		}
	}
	if want := tree(t, filepath.Join(dir, period, "nop-thanh-pho")); !same(got, want) {
		t.Errorf("zip has %v, the folder %v", got, want)
	}
}

func TestDraftHasNoManifest(t *testing.T) {
	dir := t.TempDir()
	m := manifest()
	m.Draft = true
	if err := Write(root(t, dir), period, version("one"), m); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, filepath.Join(dir, period)); len(got) != 3 {
		t.Errorf("draft holds %v", got)
	}
}

func TestSameInputSameTree(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	if err := Write(root(t, a), period, version("one"), manifest()); err != nil {
		t.Fatal(err)
	}
	turned := version("one")
	slices.Reverse(turned)
	out := root(t, b)
	for _, files := range [][]File{version("two"), turned} { // also over former results
		if err := Write(out, period, files, manifest()); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := tree(t, b), tree(t, a); !same(got, want) {
		t.Errorf("trees differ:\n%v\n%v", got, want)
	}
}

func TestTwoPrograms(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for _, v := range []string{"one", "two", "one", "two"} {
		out := root(t, dir)
		wg.Go(func() {
			if err := Write(out, period, version(v), manifest()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := entries(t, dir); !slices.Equal(got, []string{period}) {
		t.Errorf("left %v", got)
	}
	alone := map[string]map[string]string{}
	for _, v := range []string{"one", "two"} {
		own := t.TempDir()
		if err := Write(root(t, own), period, version(v), manifest()); err != nil {
			t.Fatal(err)
		}
		alone[v] = tree(t, own)
	}
	if got := tree(t, dir); !same(got, alone["one"]) && !same(got, alone["two"]) {
		t.Errorf("the results are mixed: %v", got)
	}
}

func TestMendLeavesALiveWriterAlone(t *testing.T) {
	dir := t.TempDir()
	other := root(t, dir)
	w := writer{out: root(t, dir), period: period, step: func(string) {
		if err := Mend(other); err != nil {
			t.Error(err)
		}
	}}
	if err := w.write(version("one"), manifest()); err != nil {
		t.Fatal(err)
	}
}

func TestPaths(t *testing.T) {
	good := []string{"a.pdf", "x/y/z-1_2.03.docx", "tra-don-vi/KTHTDT/01-phieu.pdf", strings.Repeat("a", 76) + ".pdf", "console.pdf"}
	for _, p := range good {
		if err := checkFiles([]File{text(p, "")}); err != nil {
			t.Errorf("%q: %v", p, err)
		}
	}
	bad := [][]string{
		{""},
		{"."},
		{".."},
		{"../a.pdf"},
		{"a/../b.pdf"},
		{"/a.pdf"},
		{"a//b.pdf"},
		{"a/"},
		{`a\b.pdf`},
		{"c:a.pdf"},
		{"A.pdf"},
		{"tờ-trình.pdf"},
		{"to trinh.pdf"},
		{".a.pdf"},
		{"-rf"},
		{"a."},
		{"nul"},
		{"con.pdf"},
		{"aux/a.pdf"},
		{"COM1/a.pdf"},
		{strings.Repeat("a", 77) + ".pdf"},
		{"a\x00.pdf"},
		{"a\n.pdf"},
		{"manifest.json"},
		{"manifest-sha256.txt"},
		{"nop-thanh-pho/manifest-sha256.txt"},
		{"nop-thanh-pho.zip"},
		{"a.pdf", "a.pdf"},
		{"a/b", "a"},
		{"a", "a/b"},
		{"KT/a.pdf", "kt/b.pdf"},
		{"kt", "KT/b.pdf"},
	}
	for _, ps := range bad {
		var files []File
		for _, p := range ps {
			files = append(files, text(p, ""))
		}
		dir := t.TempDir()
		err := Write(root(t, dir), period, files, manifest())
		var e *Error
		if !errors.Is(err, errName) || !errors.As(err, &e) || e.Op != "check" {
			t.Errorf("%q: %v", ps, err)
		}
		if got := entries(t, dir); len(got) != 0 {
			t.Errorf("%q: left %q", ps, got)
		}
	}
	for _, p := range []string{"", "..", "26", "2026/x", "2026-", ".2026"} {
		if err := Write(root(t, t.TempDir()), p, nil, manifest()); !errors.Is(err, errName) {
			t.Errorf("period %q: %v", p, err)
		}
	}
}

func TestFailureLeavesFormer(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		full bool
	}{
		{"disk full", &fs.PathError{Op: "write", Path: "/x/.2026.new/b", Err: syscall.ENOSPC}, true},
		{"writer fails", errors.New("render page 3"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			out := root(t, dir)
			if err := Write(out, period, version("one"), manifest()); err != nil {
				t.Fatal(err)
			}
			before := tree(t, dir)
			files := append(version("two"), File{Path: "nop-thanh-pho/99.pdf", Write: func(w io.Writer) error {
				if _, err := io.WriteString(w, "half a fi"); err != nil {
					return err
				}
				return c.err
			}})
			err := Write(out, period, files, manifest())
			var e *Error
			if !errors.As(err, &e) || e.Op != "write" || e.Path != "2026/nop-thanh-pho/99.pdf" || strings.Contains(err.Error(), ".new") {
				t.Errorf("error is %v", err)
			}
			if Full(err) != c.full || InUse(err) {
				t.Errorf("Full %v, InUse %v", Full(err), InUse(err))
			}
			if got := tree(t, dir); !same(got, before) {
				t.Errorf("results changed:\n%v\n%v", got, before)
			}
		})
	}
}

func TestStrayThings(t *testing.T) {
	dir := t.TempDir()
	out := root(t, dir)
	// A file where a folder is expected, remains of other periods, and what isn't ours.
	for _, name := range []string{period, ".2026.new", ".2031.new", ".gitkeep", ".note.old", "2025"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := Write(out, period, version("one"), manifest()); err != nil {
		t.Fatal(err)
	}
	if got, want := entries(t, dir), []string{".2031.new", ".gitkeep", ".note.old", "2025", period}; !slices.Equal(got, want) {
		t.Errorf("output holds %q, want %q", got, want)
	}
	if got := tree(t, filepath.Join(dir, period)); len(got) != 7 {
		t.Errorf("results are %v", got)
	}
	if err := Mend(out); err != nil {
		t.Fatal(err)
	}
	if got, want := entries(t, dir), []string{".gitkeep", ".note.old", "2025", period}; !slices.Equal(got, want) {
		t.Errorf("mended output holds %q, want %q", got, want)
	}
}

func TestMend(t *testing.T) {
	for _, c := range []struct{ name, have, want string }{
		{"nothing", "", ""},
		{"whole", "2026=one", "one"},
		{"killed while writing the first", ".2026.new=half", ""},
		{"killed while writing", "2026=one .2026.new=half", "one"},
		{"killed between the renames", ".2026.old=one .2026.new=two", "one"},
		{"killed between the renames, new lost", ".2026.old=one", "one"},
		{"killed before the former was dropped", "2026=two .2026.old=one", "two"},
		{"killed while the former was removed", "2026=two .2026.new=rest", "two"},
		{"all three", "2026=two .2026.old=one .2026.new=x", "two"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range strings.Fields(c.have) {
				name, content, _ := strings.Cut(f, "=")
				if err := os.MkdirAll(filepath.Join(dir, name, "sub"), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name, "sub", "a"), []byte(content), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want := map[string]string{}
			if c.want != "" {
				want["2026/sub/a"] = c.want
			}
			for range 2 { // mending twice is as good as once
				if err := Mend(root(t, dir)); err != nil {
					t.Fatal(err)
				}
				if got := tree(t, dir); !same(got, want) {
					t.Errorf("mended to %v, want %v", got, want)
				}
			}
		})
	}
}

// killAt is the variable that makes the test binary a program that writes results and
// ends without a word before the step it names.
const killAt = "BUNDLE_TEST_KILL_AT"

// killReplacing makes that program replace one folder of the results.
const killReplacing = "BUNDLE_TEST_REPLACING"

func TestMain(m *testing.M) {
	step, dir := os.Getenv(killAt), os.Getenv("BUNDLE_TEST_DIR")
	if step == "" {
		os.Exit(m.Run())
	}
	out, err := os.OpenRoot(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	w := writer{out: out, period: period, step: func(name string) {
		if name == step {
			os.Exit(killed) // as a kill: nothing deferred runs
		}
	}}
	run := func() error { return w.write(version("two"), manifest()) }
	if os.Getenv(killReplacing) != "" {
		run = func() error { return w.replaceFolder(returns, returned("two")) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

const killed = 77

// kill runs that program.
func kill(t *testing.T, dir, step string, environment ...string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(append(os.Environ(), killAt+"="+step, "BUNDLE_TEST_DIR="+dir), environment...)
	said, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != killed {
		t.Fatalf("program ended with %v: %s", err, said)
	}
}

// TestKill ends a program that replaces results at each of its steps.
func TestKill(t *testing.T) {
	whole := func(v string) map[string]string {
		dir := t.TempDir()
		if err := Write(root(t, dir), period, version(v), manifest()); err != nil {
			t.Fatal(err)
		}
		return tree(t, dir)
	}
	one, two := whole("one"), whole("two")

	var steps []string
	w := writer{out: root(t, t.TempDir()), period: period, step: func(name string) { steps = append(steps, name) }}
	if err := w.write(version("two"), manifest()); err != nil {
		t.Fatal(err)
	}
	if len(steps) < 12 {
		t.Fatalf("only the steps %q", steps)
	}
	for _, step := range steps {
		for _, former := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/%v", path.Base(step), former), func(t *testing.T) {
				dir := t.TempDir()
				out := root(t, dir)
				if former {
					if err := Write(out, period, version("one"), manifest()); err != nil {
						t.Fatal(err)
					}
				}
				kill(t, dir, step)
				if err := Mend(out); err != nil {
					t.Fatal(err)
				}
				got := tree(t, dir)
				want := map[string]string{}
				switch {
				case step == "discard former" || step == "done":
					want = two
				case former:
					want = one
				}
				if !same(got, want) {
					t.Errorf("after a kill there is %v, want %v", got, want)
				}
				if err := Write(out, period, version("two"), manifest()); err != nil || !same(tree(t, dir), two) {
					t.Errorf("the next write: %v", err)
				}
			})
		}
	}
}

// TestRenameFails has both renames refused, as Windows does while a file in the folder
// is open.
func TestRenameFails(t *testing.T) {
	for step, spoil := range map[string]func(dir string) error{
		"rename former": func(dir string) error { // its new name is taken
			return os.MkdirAll(filepath.Join(dir, ".2026.old", "x"), 0o755)
		},
		"rename new": func(dir string) error { return os.RemoveAll(filepath.Join(dir, ".2026.new")) },
	} {
		t.Run(step, func(t *testing.T) {
			dir := t.TempDir()
			out := root(t, dir)
			if err := Write(out, period, version("one"), manifest()); err != nil {
				t.Fatal(err)
			}
			before := tree(t, dir)
			w := writer{out: out, period: period, step: func(name string) {
				if name == step {
					if err := spoil(dir); err != nil {
						t.Fatal(err)
					}
				}
			}}
			err := w.write(version("two"), manifest())
			var e *Error
			if !errors.As(err, &e) || e.Op != "rename" || e.Path != period {
				t.Errorf("error is %v", err)
			}
			if got := tree(t, dir); !same(got, before) {
				t.Errorf("results changed:\n%v\n%v", got, before)
			}
			if slices.Contains(entries(t, dir), ".2026.new") {
				t.Error("the new folder is left")
			}
			if err := Write(out, period, version("two"), manifest()); err != nil {
				t.Errorf("the next write: %v", err)
			}
			if got := entries(t, dir); !slices.Equal(got, []string{period}) {
				t.Errorf("output holds %q", got)
			}
		})
	}
}
