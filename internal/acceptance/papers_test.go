//go:build acceptance

package acceptance

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// The workspace that all tests judge, built by TestMain with the finished binary: the
// year, by the demo itself, and the final review.
var (
	binary    string
	workspace string
	city      string // the year's city package
)

func TestMain(m *testing.M) {
	os.Exit(build(m))
}

func build(m *testing.M) int {
	root, err := filepath.Abs("../../bin")
	if err != nil {
		panic(err)
	}
	dir, err := os.MkdirTemp("", "acceptance-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(root, "thidua")
	workspace = filepath.Join(dir, "mau")
	city = filepath.Join(workspace, "output/2026/nop-thanh-pho")
	for _, args := range [][]string{
		{"demo", workspace},
		{"build", "--workspace", workspace, "--period", "2026-2030", "--date", "2030-02-20", "--quiet"},
	} {
		if out, err := command(binary, args...).CombinedOutput(); err != nil {
			os.Stderr.Write(out)
			panic(err)
		}
	}
	return m.Run()
}

// A sheaf is a finished paper, taken apart.
type sheaf struct {
	path  string // below output/: "2026/nop-thanh-pho/01-to-trinh.pdf"
	kind  string // key of its template
	file  string
	text  string // as a search reads it
	pages []page
}

func (s *sheaf) form() form { return forms[s.kind] }

// body is the size of a paper's running text: one is printed large for the meeting.
func (s *sheaf) body() float64 {
	if strings.HasSuffix(s.path, "-co-lon.pdf") {
		return 18
	}
	return 14
}

// The papers of both sample periods, read once, by as many readers as there are cores.
var readAll = sync.OnceValues(func() ([]sheaf, error) {
	var out []sheaf
	for _, period := range []string{"2026", "2026-2030"} {
		dir := filepath.Join(workspace, "output", period)
		data, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
		if err != nil {
			return nil, err
		}
		var manifest struct {
			Files []struct{ Path, Kind string }
		}
		if err := json.Unmarshal(data, &manifest); err != nil {
			return nil, err
		}
		for _, f := range manifest.Files {
			if strings.HasSuffix(f.Path, ".pdf") && f.Kind != "ho-so" && f.Kind != "minh-chung" {
				out = append(out, sheaf{path: period + "/" + f.Path, kind: f.Kind, file: filepath.Join(dir, f.Path)})
			}
		}
	}
	errs := make([]error, len(out))
	var workers sync.WaitGroup
	next := make(chan int)
	for range runtime.NumCPU() {
		workers.Go(func() {
			for i := range next {
				s := &out[i]
				if s.pages, errs[i] = read(s.file); errs[i] == nil {
					s.text, errs[i] = output("pdftotext", "-raw", s.file, "-")
				}
			}
		})
	}
	for i := range out {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
})

// eachPaper runs a test on every paper of both periods.
func eachPaper(t *testing.T, test func(t *testing.T, s *sheaf)) {
	t.Helper()
	papers, err := readAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(papers) < 40 {
		t.Fatalf("%d papers", len(papers))
	}
	for i := range papers {
		s := &papers[i]
		t.Run(s.path, func(t *testing.T) {
			if _, ok := forms[s.kind]; !ok {
				t.Fatalf("nobody has said what a paper of the kind %s must have", s.kind)
			}
			test(t, s)
		})
	}
}

// TestPage holds every page against papers.md and Decree 30: size, margins, page
// numbers.
func TestPage(t *testing.T) {
	eachPaper(t, func(t *testing.T, s *sheaf) {
		count := 0
		for i := range s.pages {
			p := &s.pages[i]
			a4 := abs(p.Width-210*mm) < 0.1 && abs(p.Height-297*mm) < 0.1
			turned := abs(p.Width-297*mm) < 0.1 && abs(p.Height-210*mm) < 0.1
			if !a4 && !turned {
				t.Errorf("page %d: %s × %s is not A4", i+1, inMM(p.Width), inMM(p.Height))
			}
			number, shown := p.number()
			left, top, right, bottom := p.left(), 20*mm, p.right(), p.Height-20*mm
			if s.form().certificate {
				left, top, right, bottom = 8*mm, 8*mm, p.Width-8*mm, p.Height-8*mm
			}
			const tolerance = 0.3 * mm
			if x, y, ok := p.ink.outside(left-tolerance, top-tolerance, right+tolerance, bottom+tolerance, number); ok {
				t.Errorf("page %d: ink outside the margins, at %s × %s", i+1, inMM(x), inMM(y))
			}
			count = checkNumber(t, s, i, number, shown, count)
		}
	})
}

// number gives a page's number: digits in the top margin.
func (p *page) number() (word, bool) {
	for _, w := range p.Words {
		if _, err := strconv.Atoi(w.Text); err == nil && w.YMax < 20*mm && w.XMin > p.Width/3 {
			return w, true
		}
	}
	return word{}, false
}

// checkNumber wants no number on the first page of a paper or annex, and on others 14 pt,
// upright, centred on the text area. It gives the pages of this part so far.
func checkNumber(t *testing.T, s *sheaf, i int, w word, shown bool, count int) int {
	t.Helper()
	p := &s.pages[i]
	switch {
	case s.form().uncounted:
		if shown {
			t.Errorf("page %d shows the number %s", i+1, w.Text)
		}
	case !shown:
		if !p.first() {
			t.Errorf("page %d shows no number, and begins neither a paper nor an annex", i+1)
		}
		return 1
	default:
		count++
		look, _ := p.look(w.Text)
		if w.Text != strconv.Itoa(count) || abs((w.XMin+w.XMax)/2-p.centre()) > 0.3*mm || abs(w.size()-14) > 0.1 || look.bold() || look.italic() {
			t.Errorf("page %d: number %q of %.1f pt at %s, want %d at %s", i+1, w.Text, w.size(), inMM((w.XMin+w.XMax)/2), count, inMM(p.centre()))
		}
	}
	return count
}

// first reports whether a page looks like the first of a paper or an annex.
func (p *page) first() bool {
	_, paper := p.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
	_, annex := p.find("PHỤ LỤC")
	return paper || annex
}

// The form of what the decree and the plan prescribe in words.
var (
	// Counts below ten, days, and the months 1 and 2 have a 0 before them.
	bareCount = regexp.MustCompile(`(?:^|[\s(])[1-9] (?:tập thể|cá nhân|hồ sơ|đơn vị|bộ|sáng kiến|thành viên|phiếu|quyết định|ngày làm việc)(?:[\s,.;)]|$)`)
	bareDate  = regexp.MustCompile(`ngày [1-9] tháng|tháng 0[3-9] năm|tháng [12] năm|(?:^|[\s(])[1-9]/\d{1,2}/\d{4}|/[12]/\d{4}|/0[3-9]/(?:19|20)\d\d`)
)

// TestText reads the papers as a search would: composed letters, none without a glyph;
// numbers and dates as the decree has them; "./." where a text ends.
func TestText(t *testing.T) {
	eachPaper(t, func(t *testing.T, s *sheaf) {
		if !norm.NFC.IsNormalString(s.text) {
			t.Error("text is not composed (NFC)")
		}
		if strings.ContainsRune(s.text, '\uFFFD') {
			t.Error("a letter has no Unicode value")
		}
		flat := strings.Join(strings.Fields(s.text), " ")
		for _, m := range bareCount.FindAllString(flat, -1) {
			t.Errorf("%q: a count below ten is written with 0", m)
		}
		for _, m := range bareDate.FindAllString(flat, -1) {
			t.Errorf("%q: not the decree's form of a date", m)
		}
		if s.form().ends && !strings.Contains(flat, "./.") {
			t.Error("no ./. at the end of the text")
		}
		for _, phrase := range s.form().phrases {
			_, rest, ok := strings.Cut(flat, phrase)
			if !ok {
				t.Errorf("%q not found, or not in order", phrase)
				continue
			}
			flat = rest
		}
	})
}

// TestForm lets qpdf and poppler judge the files, and Apache Preflight their
// conformance. Preflight knows PDF/A-1 only: of PDF/A-2b it can but report the
// version in the metadata (7.11.2, 3.1.11), and of PDF/A-3b the attachment (1.2.9, 1.4.7).
func TestForm(t *testing.T) {
	fonts := regexp.MustCompile(`(?m)^\S+ .*TrueType .* yes yes yes`)
	eachPaper(t, func(t *testing.T, s *sheaf) {
		t.Parallel()
		run(t, "qpdf", "--check", s.file)
		lines := strings.Split(strings.TrimSpace(run(t, "pdffonts", s.file)), "\n")[2:]
		for _, l := range lines {
			if !fonts.MatchString(l) {
				t.Errorf("a font is not embedded, reduced and with Unicode values: %s", l)
			}
		}
		checkConformance(t, s.file)
	})
}

func checkConformance(t *testing.T, file string) {
	t.Helper()
	var jars []string
	for _, j := range []string{"preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"} {
		jars = append(jars, "/usr/share/java/"+j+".jar")
	}
	// Preflight ends with a status other than 0 where it finds anything.
	out, _ := command("java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", strings.Join(jars, ":"), "org.apache.pdfbox.preflight.Validator_A1b", file).CombinedOutput()
	report := string(out)
	if !strings.Contains(report, "is not a valid") && !strings.Contains(report, "is a valid") {
		t.Fatalf("Preflight gave no verdict:\n%s", report)
	}
	for _, m := range regexp.MustCompile(`(?m)^\s*([0-9]+(?:\.[0-9]+)+) ?:.*$`).FindAllStringSubmatch(report, -1) {
		attached := strings.HasSuffix(file, "-kem-du-lieu.pdf") && (m[1] == "1.2.9" || m[1] == "1.4.7")
		if m[1] != "7.11.2" && m[1] != "3.1.11" && !attached {
			t.Errorf("Preflight: %s", strings.TrimSpace(m[0]))
		}
	}
}

func must(t *testing.T, p *page, phrase string) []word {
	t.Helper()
	words, ok := p.find(phrase)
	if !ok {
		t.Fatalf("%q not found", phrase)
	}
	return words
}

// glob lists files, and fails where there are none.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file %s (%v)", pattern, err)
	}
	return files
}
