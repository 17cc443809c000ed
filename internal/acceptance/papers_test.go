//go:build acceptance

package acceptance

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// The workspace that all tests judge, built by TestMain with the finished binary.
var (
	binary    string
	workspace string
	city      string // its city package
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
	if out, err := command(binary, "demo", workspace).CombinedOutput(); err != nil {
		os.Stderr.Write(out)
		panic(err)
	}
	return m.Run()
}

// TestPage holds every page against papers.md and Decree 30: size, margins, page
// numbers.
func TestPage(t *testing.T) {
	for _, file := range glob(t, city+"/*.pdf") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			for i, p := range read(t, file) {
				a4 := abs(p.Width-210*mm) < 0.1 && abs(p.Height-297*mm) < 0.1
				turned := abs(p.Width-297*mm) < 0.1 && abs(p.Height-210*mm) < 0.1
				if !a4 && !turned {
					t.Errorf("page %d: %s × %s is not A4", i+1, inMM(p.Width), inMM(p.Height))
				}
				checkMargins(t, i, &p)
				checkNumber(t, i, &p)
			}
		})
	}
}

const tolerance = 0.3 * mm

// checkMargins allows no ink outside the text area but the page number.
func checkMargins(t *testing.T, i int, p *page) {
	t.Helper()
	left, right := 30*mm-tolerance, p.Width-15*mm+tolerance
	top, bottom := 20*mm-tolerance, p.Height-20*mm+tolerance
	for _, w := range p.Words {
		if isNumber(w, p) {
			continue
		}
		if w.XMin < left || w.XMax > right || w.baseline()-0.7*w.size() < top || w.YMax > bottom {
			t.Errorf("page %d: %q stands outside the margins: %s–%s × %s–%s", i+1, w.Text,
				inMM(w.XMin), inMM(w.XMax), inMM(w.YMin), inMM(w.YMax))
		}
	}
	for _, r := range p.Rules {
		half := r.width / 2
		if r.x1-half < left || r.x2+half > right || r.y1-half < top || r.y2+half > bottom {
			t.Errorf("page %d: a line stands outside the margins: %s–%s × %s–%s", i+1, inMM(r.x1), inMM(r.x2), inMM(r.y1), inMM(r.y2))
		}
	}
}

func isNumber(w word, p *page) bool {
	_, err := strconv.Atoi(w.Text)
	return err == nil && w.YMax < 20*mm && w.XMin > p.Width/3
}

// checkNumber wants no number on page 1, and on others 14 pt, upright, centred on the
// text area in the top margin.
func checkNumber(t *testing.T, i int, p *page) {
	t.Helper()
	at := slices.IndexFunc(p.Words, func(w word) bool { return isNumber(w, p) })
	switch {
	case i == 0 && at >= 0:
		t.Errorf("page 1 shows the number %s", p.Words[at].Text)
	case i > 0 && at < 0:
		t.Errorf("page %d shows no number", i+1)
	case i > 0:
		w := p.Words[at]
		centre := (30*mm + p.Width - 15*mm) / 2
		if w.Text != strconv.Itoa(i+1) || abs((w.XMin+w.XMax)/2-centre) > tolerance || abs(w.size()-14) > 0.1 {
			t.Errorf("page %d: number %q of %.1f pt at %s, want %s", i+1, w.Text, w.size(), inMM((w.XMin+w.XMax)/2), inMM(centre))
		}
	}
}

// TestLetterhead measures elements 1 to 5 of the decree on every first page.
func TestLetterhead(t *testing.T) {
	for _, file := range glob(t, city+"/*.pdf") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			p := &read(t, file)[0]
			national := must(t, p, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
			motto := must(t, p, "Độc lập - Tự do - Hạnh phúc")
			wantSize(t, national, 13)
			wantSize(t, motto, 14)
			wantCentred(t, motto, national)
			if r, ok := p.ruleBelow(motto); !ok {
				t.Error("no rule under the motto")
			} else if from, to := span(motto); abs(r.length()+r.width-(to-from)) > 0.5*mm {
				t.Errorf("the rule under the motto is %s long, its line %s", inMM(r.length()+r.width), inMM(to-from))
			}
			checkIssuer(t, p, national)
			checkDate(t, p, motto)
			checkTitle(t, p)
		})
	}
}

// checkIssuer wants 13 pt and a rule of a third to a half of the last line.
func checkIssuer(t *testing.T, p *page, national []word) {
	t.Helper()
	left, _ := span(national)
	first := p.line(national[0], 0, left)
	if len(first) == 0 {
		t.Fatal("no issuer beside the national heading")
	}
	wantSize(t, first, 13)
	last, r, ok := first, rule{}, false
	for next := first; !ok && len(next) > 0; {
		last = next
		r, ok = p.ruleBelow(last)
		next = p.line(below(p, last[0], left), 0, left)
	}
	if !ok {
		t.Fatal("no rule under the issuer")
	}
	wantShortRule(t, "issuer", r, last)
}

// below gives the next word under w, left of x.
func below(p *page, w word, x float64) word {
	var best word
	for _, v := range p.Words {
		if v.XMax < x && v.baseline() > w.baseline()+1 && (best.Text == "" || v.baseline() < best.baseline()) {
			best = v
		}
	}
	return best
}

// checkDate wants number and date, where a paper has them, on one baseline and the
// date in 14 pt, centred under the motto.
func checkDate(t *testing.T, p *page, motto []word) {
	t.Helper()
	place, ok := p.find("Phường Lê Thanh Nghị, ngày")
	if !ok {
		return
	}
	left, _ := span(place)
	wantSize(t, place, 14)
	wantCentred(t, p.line(place[0], left-1, p.Width), motto)
	if number, ok := p.find("Số:"); ok && abs(number[0].baseline()-place[0].baseline()) > 0.2*mm {
		t.Errorf("number and date stand on different lines: %s and %s", inMM(number[0].baseline()), inMM(place[0].baseline()))
	}
}

var titles = []string{"TỜ TRÌNH", "DANH SÁCH", "BÁO CÁO THÀNH TÍCH", "MỤC LỤC VĂN BẢN, TÀI LIỆU"}

// checkTitle wants the type in 14 pt, centred on the text area, and below the subject
// a rule of a third to a half of the last line.
func checkTitle(t *testing.T, p *page) {
	t.Helper()
	var title []word
	for _, s := range titles {
		if words, ok := p.find(s); ok {
			title = words
			break
		}
	}
	if title == nil {
		t.Fatal("no type of paper")
	}
	wantSize(t, title, 14)
	from, to := span(title)
	if centre := (30*mm + p.Width - 15*mm) / 2; abs((from+to)/2-centre) > tolerance {
		t.Errorf("the type of paper stands at %s, want %s", inMM((from+to)/2), inMM(centre))
	}
	last, r, ok := title, rule{}, false
	for next := title; !ok && len(next) > 0; {
		last = next
		r, ok = p.ruleBelow(last)
		next = p.line(below(p, last[0], p.Width), 0, p.Width)
	}
	if !ok {
		t.Fatal("no rule under the subject")
	}
	wantShortRule(t, "subject", r, last)
}

func wantShortRule(t *testing.T, what string, r rule, line []word) {
	t.Helper()
	from, to := span(line)
	share := r.length() / (to - from)
	if share < 0.32 || share > 0.51 {
		t.Errorf("the rule under the %s is %.2f of its line, want 1/3 to 1/2", what, share)
	}
	if abs((r.x1+r.x2)/2-(from+to)/2) > 0.5*mm {
		t.Errorf("the rule under the %s is not centred", what)
	}
}

func wantSize(t *testing.T, line []word, size float64) {
	t.Helper()
	if got := line[0].size(); abs(got-size) > 0.1 {
		t.Errorf("%q is set in %.2f pt, want %.0f", line[0].Text, got, size)
	}
}

func wantCentred(t *testing.T, line, over []word) {
	t.Helper()
	a, b := span(line)
	c, d := span(over)
	if abs((a+b)/2-(c+d)/2) > 0.5*mm {
		t.Errorf("%q is centred at %s, %q at %s", line[0].Text, inMM((a+b)/2), over[0].Text, inMM((c+d)/2))
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

// TestText reads the papers as a search would: whole phrases, in order, composed
// letters, no letter without a glyph.
func TestText(t *testing.T) {
	phrases := map[string][]string{
		"01-to-trinh.pdf": {
			"TỜ TRÌNH", "Kính gửi:", "- Chủ tịch Ủy ban nhân dân thành phố;", "- Sở Nội vụ (Ban Thi đua - Khen thưởng).",
			"Căn cứ Luật Thi đua, khen thưởng", "01 tập thể, 01 cá nhân", "1. Tập thể", "2. Cá nhân", "xem xét, quyết định./.",
			"Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
		},
		"02-danh-sach.pdf": {"DANH SÁCH", "Kèm theo Tờ trình số", "Tập thể", "Cá nhân"},
		"00-muc-luc.pdf":   {"MỤC LỤC VĂN BẢN, TÀI LIỆU", "(1)", "(7)"},
	}
	for _, file := range glob(t, city+"/*.pdf") {
		text := run(t, "pdftotext", "-raw", file, "-")
		if !norm.NFC.IsNormalString(text) {
			t.Errorf("%s: text is not composed (NFC)", filepath.Base(file))
		}
		if strings.ContainsRune(text, '\uFFFD') {
			t.Errorf("%s: a letter has no Unicode value", filepath.Base(file))
		}
		flat := strings.Join(strings.Fields(text), " ")
		for _, phrase := range phrases[filepath.Base(file)] {
			_, rest, ok := strings.Cut(flat, phrase)
			if !ok {
				t.Errorf("%s: %q not found, or not in order", filepath.Base(file), phrase)
				continue
			}
			flat = rest
		}
	}
}

// TestForm lets qpdf and poppler judge the files, and Apache Preflight their
// conformance. Preflight knows PDF/A-1 only: of PDF/A-2b it can but report the
// version in the metadata (7.11.2, 3.1.11).
func TestForm(t *testing.T) {
	fonts := regexp.MustCompile(`(?m)^\S+ .*Identity-H +yes yes yes`)
	for _, file := range glob(t, city+"/*.pdf") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			run(t, "qpdf", "--check", file)
			lines := strings.Split(strings.TrimSpace(run(t, "pdffonts", file)), "\n")[2:]
			for _, l := range lines {
				if !fonts.MatchString(l) {
					t.Errorf("a font is not embedded, reduced and with Unicode values: %s", l)
				}
			}
			checkConformance(t, file)
		})
	}
}

func checkConformance(t *testing.T, file string) {
	t.Helper()
	var jars []string
	for _, j := range []string{"preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"} {
		jars = append(jars, "/usr/share/java/"+j+".jar")
	}
	// Preflight ends with a status other than 0 where it finds anything.
	out, _ := command("java", "-cp", strings.Join(jars, ":"), "org.apache.pdfbox.preflight.Validator_A1b", file).CombinedOutput()
	report := string(out)
	if !strings.Contains(report, "is not a valid") && !strings.Contains(report, "is a valid") {
		t.Fatalf("Preflight gave no verdict:\n%s", report)
	}
	for _, m := range regexp.MustCompile(`(?m)^\s*([0-9]+(?:\.[0-9]+)+) ?:.*$`).FindAllStringSubmatch(report, -1) {
		if m[1] != "7.11.2" && m[1] != "3.1.11" {
			t.Errorf("Preflight: %s", strings.TrimSpace(m[0]))
		}
	}
}
