//go:build acceptance

package acceptance

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// periods of the sample, with the day that each is built on.
var periods = map[string]string{"2026": "2027-02-22", "2026-2030": "2030-02-20"}

// tokens cuts a text into runs of letters and digits, which stay the same wherever lines
// and pages end, and counts them.
func tokens(text string) map[string]int {
	out := map[string]int{}
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) }) {
		out[s]++
	}
	return out
}

// differing names the tokens that two texts don't have as often as each other.
func differing(a, b map[string]int) []string {
	var out []string
	for s, n := range a {
		if b[s] != n {
			out = append(out, fmt.Sprintf("%s %d:%d", s, n, b[s]))
		}
	}
	for s, n := range b {
		if _, ok := a[s]; !ok {
			out = append(out, fmt.Sprintf("%s 0:%d", s, n))
		}
	}
	slices.Sort(out)
	return out
}

// TestReaders has poppler, mupdf and Ghostscript read every paper: all find the same
// composed words. The cross-reference table is of the classic form, which tokens'
// programs of officials can add a signature to.
func TestReaders(t *testing.T) {
	eachPaper(t, func(t *testing.T, s *sheaf) {
		t.Parallel()
		want := tokens(s.text)
		for name, text := range map[string]string{
			"mupdf":       run(t, "mutool", "draw", "-q", "-F", "txt", s.file),
			"Ghostscript": run(t, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=txtwrite", "-sOutputFile=-", s.file),
		} {
			if !norm.NFC.IsNormalString(text) {
				t.Errorf("%s: text is not composed (NFC)", name)
			}
			if d := differing(want, tokens(text)); len(d) > 0 {
				t.Errorf("poppler and %s read otherwise: %q", name, d)
			}
		}
		data, err := os.ReadFile(s.file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(data, []byte("\nxref\n0 ")) || bytes.Contains(data, []byte("/ObjStm")) || bytes.Contains(data, []byte("/XRef")) || bytes.Contains(data, []byte("/Encrypt")) {
			t.Error("not the classic form of a file")
		}
	})
}

// TestData takes the data out of the appraisal with qpdf: to the byte what a check says.
func TestData(t *testing.T) {
	for period, date := range periods {
		file := filepath.Join(workspace, "output", period, "hop-lanh-dao/tham-dinh-kem-du-lieu.pdf")
		got := run(t, "qpdf", "--show-attachment=tham-dinh.json", file)
		want := run(t, binary, "check", "--workspace", workspace, "--period", period, "--date", date, "--format", "json")
		if got != want {
			t.Errorf("%s: the appraisal carries %d bytes, a check says %d others", period, len(got), len(want))
		}
		manifest, err := os.ReadFile(filepath.Join(workspace, "output", period, "manifest.json"))
		if err != nil || !bytes.Contains(manifest, []byte(`"hop-lanh-dao/tham-dinh-kem-du-lieu.pdf"`)) {
			t.Errorf("%s: the manifest doesn't list the appraisal with data (%v)", period, err)
		}
	}
}

// TestSigned signs papers with poppler's own signer and a key of its own; the signature
// holds, what was there before stays to the byte, and a changed letter breaks it.
func TestSigned(t *testing.T) {
	dir := t.TempDir()
	key := func(name string) string { return filepath.Join(dir, name) }
	run(t, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key("k.pem"), "-out", key("c.pem"), "-subj", "/CN=Nguoi ky thu", "-days", "30")
	run(t, "openssl", "pkcs12", "-export", "-inkey", key("k.pem"), "-in", key("c.pem"), "-name", "ky", "-passout", "pass:", "-out", key("k.p12"))
	run(t, "certutil", "-N", "-d", "sql:"+dir, "--empty-password")
	run(t, "pk12util", "-i", key("k.p12"), "-d", "sql:"+dir, "-W", "")
	run(t, "certutil", "-M", "-d", "sql:"+dir, "-n", "ky", "-t", "CT,C,C")
	verdict := func(file string) string {
		// pdfsig ends with a status other than 0 where a signature doesn't hold.
		out, _ := command("pdfsig", "-nssdir", "sql:"+dir, file).CombinedOutput()
		return string(out)
	}
	for _, name := range []string{"nop-thanh-pho/01-to-trinh.pdf", "nop-thanh-pho/02-danh-sach.pdf", "nop-thanh-pho/03-bien-ban.pdf", "cap-phuong/02-quyet-dinh.pdf", "hop-lanh-dao/tham-dinh-kem-du-lieu.pdf"} {
		file, signed := filepath.Join(workspace, "output/2026", name), key(filepath.Base(name))
		run(t, "pdfsig", "-nssdir", "sql:"+dir, "-add-signature", "-nick", "ky", file, signed)
		if got := verdict(signed); !strings.Contains(got, "Signature is Valid") || !strings.Contains(got, "Total document signed") {
			t.Errorf("%s: %s", name, got)
		}
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		after, err := os.ReadFile(signed)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(after, before) {
			t.Errorf("%s: the signer wrote the paper anew", name)
		}
		run(t, "qpdf", "--check", signed)
		after[len(before)/2] ^= 1
		if err := os.WriteFile(signed, after, 0o644); err != nil {
			t.Fatal(err)
		}
		if got := verdict(signed); strings.Contains(got, "Signature is Valid") {
			t.Errorf("%s: changed, and the signature still holds", name)
		}
	}
}

// TestSignatureLine: an annex that is filed by itself has room at the top right of its
// first page for the line of an electronic signature, 77 × 9 mm (Decree 30, annex I).
func TestSignatureLine(t *testing.T) {
	annexes := 0
	eachPaper(t, func(t *testing.T, s *sheaf) {
		if s.kind != "danh-sach" && s.kind != "trich-ngang" {
			return
		}
		annexes++
		p := &s.pages[0]
		dots := func(pt float64) int { return int(pt * dpi / 72) }
		for row := dots((20 - 9) * mm); row < dots(19.7*mm); row++ {
			for col := dots(p.right() - 77*mm); col < p.ink.width; col++ {
				if p.ink.dots[row*p.ink.width+col] < 255 {
					t.Fatalf("ink in dot %d of line %d, %d to the inch", col, row, dpi)
				}
			}
		}
	})
	if annexes < 6 {
		t.Errorf("%d annexes seen", annexes)
	}
}

// TestSums lets coreutils check the lists of both periods, and those within the zips,
// which Info-ZIP takes apart.
func TestSums(t *testing.T) {
	for period := range periods {
		dir := filepath.Join(workspace, "output", period)
		checkSums(t, dir)
		checkSums(t, filepath.Join(dir, "nop-thanh-pho"))
		run(t, "unzip", "-tqq", filepath.Join(dir, "nop-thanh-pho.zip"))
		out := t.TempDir()
		run(t, "unzip", "-qq", filepath.Join(dir, "nop-thanh-pho.zip"), "-d", out)
		found := glob(t, out+"/*/manifest-sha256.txt")
		checkSums(t, filepath.Dir(found[0]))
	}
}

// TestSameEverywhere builds both periods again in another folder, with another clock,
// zone and number of cores: every file is the same.
func TestSameEverywhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "noi khác")
	if err := os.CopyFS(filepath.Join(dir, "data"), os.DirFS(filepath.Join(workspace, "data"))); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "data/lich-su")); err != nil {
		t.Fatal(err)
	}
	for i, period := range []string{"2026", "2026-2030"} {
		cmd := command(binary, "build", "--workspace", dir, "--period", period, "--date", periods[period], "--quiet")
		cmd.Env = append(os.Environ(), "GOMAXPROCS=1", "TZ=America/New_York", fmt.Sprintf("SOURCE_DATE_EPOCH=%d", 1_000_000_000+i), "LANG=de_DE.UTF-8")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	here, there := sums(t, filepath.Join(workspace, "output")), sums(t, filepath.Join(dir, "output"))
	if here != there {
		t.Errorf("the same data give other files:\n%s\nand\n%s", here, there)
	}
	if n := strings.Count(here, "\n"); n < 80 {
		t.Errorf("%d files compared", n)
	}
}

// sums gives the checksums of all files of a folder.
func sums(t *testing.T, dir string) string {
	t.Helper()
	cmd := command("sh", "-c", "find . -type f | LC_ALL=C sort | xargs -d '\\n' sha256sum")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
