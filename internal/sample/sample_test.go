package sample

import (
	"bytes"
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/nomination"
)

var update = flag.Bool("update", false, "write data/ again from the texts")

// root is the project, which is itself a workspace.
const root = "../.."

func sampleFiles(t *testing.T) []File {
	t.Helper()
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sampleBooks gives the workbooks of the sample alone.
func sampleBooks(t *testing.T) []File {
	t.Helper()
	return slices.DeleteFunc(sampleFiles(t), func(f File) bool { return path.Ext(f.Path) != ".xlsx" })
}

func TestDataIsWhatTheTextsSay(t *testing.T) {
	files := sampleFiles(t)
	if *update {
		if err := Write(root, files); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]bool{}
	for _, f := range files {
		want[f.Path] = true
		kept, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(kept, f.Data) {
			t.Errorf("%s is not what the generator makes; run go test ./internal/sample -update", f.Path)
		}
	}
	kept, err := filepath.Glob(filepath.Join(root, "data", "*", "*.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	attached, err := filepath.Glob(filepath.Join(root, "data", "dinh-kem", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	kept = append(kept, attached...)
	for _, name := range kept {
		if rel := strings.TrimPrefix(filepath.ToSlash(name), root+"/"); !want[rel] {
			t.Errorf("%s stands in data/ without a text", rel)
		}
	}
}

func TestSameBytesTwice(t *testing.T) {
	first := sampleFiles(t)
	for range 5 {
		assertSame(t, first, sampleFiles(t))
	}
}

func assertSame(t *testing.T, a, b []File) {
	t.Helper()
	if len(a) != len(b) {
		t.Fatalf("%d files, then %d", len(a), len(b))
	}
	for i := range a {
		if a[i].Path != b[i].Path || !bytes.Equal(a[i].Data, b[i].Data) {
			t.Errorf("%s differs from its second making", a[i].Path)
		}
	}
}

// TestTextsAreNFC also keeps out the blanks that nobody sees.
func TestTextsAreNFC(t *testing.T) {
	entries, err := texts.ReadDir("texts")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := texts.ReadFile("texts/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if !norm.NFC.IsNormal(text) {
			t.Errorf("%s is not in NFC", e.Name())
		}
		for i, line := range strings.Split(string(text), "\n") {
			if strings.ContainsAny(line, "\u00a0\u200b\u00ad\r") || line != strings.TrimRight(line, " \t") || strings.Contains(strings.TrimSpace(line), "  ") {
				t.Errorf("%s:%d: stray blank", e.Name(), i+1)
			}
		}
	}
}

// TestWhatTheSampleHolds counts what the sample was made to show.
func TestWhatTheSampleHolds(t *testing.T) {
	const certificate, merit, flag = "Giấy khen của Chủ tịch UBND phường", "Bằng khen của Chủ tịch UBND thành phố", "Cờ thi đua của UBND thành phố"
	entries, err := texts.ReadDir("texts")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, e := range entries {
		text, err := texts.ReadFile("texts/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		b, err := parse(strings.TrimSuffix(e.Name(), ".txt"), string(text))
		if err != nil {
			t.Fatal(err)
		}
		if b.name == register {
			for _, r := range b.rows(nomination.SheetConclusions) {
				got[r[nomination.HeadPeriod]+": concluded "+r[nomination.HeadConclusion]]++
			}
			got["units in the register"] = len(b.rows(nomination.SheetUnits))
			continue
		}
		got[b.period()+": workbooks"]++
		got[b.period()+": nominates "+b.rows(nomination.SheetUnit)[0][nomination.HeadNominates]]++
		for _, sheet := range []string{nomination.SheetCollectives, nomination.SheetIndividuals} {
			for _, r := range b.rows(sheet) {
				got[b.period()+": "+sheet+", "+r[nomination.HeadProposedForm]]++
			}
		}
	}
	want := map[string]int{
		"units in the register":                      12,
		"2026: workbooks":                            10,
		"2026: nominates Có":                         9,
		"2026: nominates Không":                      1,
		"2026: Tập thể, " + certificate:              6,
		"2026: Cá nhân, " + certificate:              10,
		"2026: Tập thể, " + merit:                    2,
		"2026: Cá nhân, " + merit:                    3,
		"2026: concluded Đề nghị cấp thành phố":      2,
		"2026: concluded Tặng Giấy khen":             16,
		"2026: concluded Không đề nghị":              3,
		"2026-2030: workbooks":                       5,
		"2026-2030: nominates Có":                    4,
		"2026-2030: nominates Không":                 1,
		"2026-2030: Tập thể, " + flag:                1,
		"2026-2030: Tập thể, " + merit:               1,
		"2026-2030: Cá nhân, " + merit:               3,
		"2026-2030: concluded Đề nghị cấp thành phố": 3,
		"2026-2030: concluded Không đề nghị":         2,
	}
	for what, n := range want {
		if got[what] != n {
			t.Errorf("%s: %d, want %d", what, got[what], n)
		}
	}
	for what := range got {
		if _, ok := want[what]; !ok {
			t.Errorf("unexpected in the sample: %s", what)
		}
	}
}
