//go:build acceptance

package acceptance

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

var (
	listedPages = regexp.MustCompile(`^(\d{2,})(?: - (\d{2,}))?$`)
	running     = regexp.MustCompile(`tr\. (\d+)/(\d+)`)
)

// flat gives a page's text on one line.
func flat(t *testing.T, file string, page int) string {
	t.Helper()
	n := strconv.Itoa(page)
	return strings.Join(strings.Fields(run(t, "pdftotext", "-raw", "-f", n, "-l", n, file, "-")), " ")
}

// pagesOf asks poppler how many pages a file has.
func pagesOf(t *testing.T, file string) int {
	t.Helper()
	m := regexp.MustCompile(`(?m)^Pages: +(\d+)$`).FindStringSubmatch(run(t, "pdfinfo", file))
	if m == nil {
		t.Fatalf("pdfinfo gives no pages of %s", file)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestDossier holds the package bound into one file against its parts: qpdf and
// Preflight find no fault, it has the pages of all of them in order, each page shows
// its number, and the table of contents names the pages on which its papers begin.
func TestDossier(t *testing.T) {
	whole := city + "/ho-so.pdf"
	run(t, "qpdf", "--check", whole)
	checkConformance(t, whole)
	evidence := glob(t, city+"/minh-chung/*.pdf")
	for _, file := range evidence {
		run(t, "qpdf", "--check", file)
		checkConformance(t, file)
	}
	if len(evidence) != 2 {
		t.Errorf("evidence: %q", evidence)
	}
	var parts []string
	for _, file := range glob(t, city+"/*.pdf") {
		if file != whole {
			parts = append(parts, file)
		}
	}
	total, first := pagesOf(t, whole), map[string]int{}
	next := 1
	for _, file := range append(parts, evidence...) {
		n := pagesOf(t, file)
		first[filepath.Base(file)] = next
		for i := range n {
			text := flat(t, whole, next+i)
			m := running.FindStringSubmatch(text)
			if m == nil || m[1] != strconv.Itoa(next+i) || m[2] != strconv.Itoa(total) {
				t.Errorf("page %d shows the number %q", next+i, m)
			}
			if alone := flat(t, file, i+1); strings.TrimSpace(strings.Replace(text, m[0], "", 1)) != alone {
				t.Errorf("page %d is not page %d of %s", next+i, i+1, filepath.Base(file))
			}
			if !norm.NFC.IsNormalString(text) {
				t.Errorf("page %d: text is not composed", next+i)
			}
		}
		next += n
	}
	if next-1 != total {
		t.Errorf("%d pages, its parts have %d", total, next-1)
	}
	listed := map[int]bool{}
	for _, line := range strings.Split(run(t, "pdftotext", "-layout", city+"/00-muc-luc.pdf", "-"), "\n") {
		for _, column := range regexp.MustCompile(` {2,}`).Split(strings.TrimSpace(line), -1) {
			if m := listedPages.FindStringSubmatch(column); m != nil {
				n, err := strconv.Atoi(m[1])
				if err != nil {
					t.Fatal(err)
				}
				listed[n] = true
			}
		}
	}
	for name, page := range first {
		if page > 1 && !listed[page] {
			t.Errorf("the table of contents doesn't list page %d, where %s begins", page, name)
		}
	}
	outline := run(t, "qpdf", "--json", "--json-key=outlines", whole)
	for name, page := range first {
		if !strings.Contains(outline, `"destpageposfrom1": `+strconv.Itoa(page)+",") {
			t.Errorf("the outline doesn't lead to page %d, where %s begins", page, name)
		}
	}
}
