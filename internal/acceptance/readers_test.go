//go:build acceptance

package acceptance

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// run gives what a program prints; a failure of it is a failure of the test.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out.String(), errs.String())
	}
	return out.String()
}

// mm is a millimetre in points.
const mm = 72 / 25.4

// The metrics of Times New Roman, in parts of the letters' height.
const (
	ascent  = 0.891
	descent = 0.216
)

// A word is a word of a page as poppler sees it, in points from the top left.
type word struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

func (w word) size() float64     { return (w.YMax - w.YMin) / (ascent + descent) }
func (w word) baseline() float64 { return w.YMax - descent*w.size() }

type page struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []word  `xml:"word"`
	Rules  []rule  `xml:"-"`
}

// A rule is a drawn line, in points from the top left.
type rule struct{ x1, y1, x2, y2, width float64 }

func (r rule) horizontal() bool { return r.y1 == r.y2 }
func (r rule) length() float64  { return r.x2 - r.x1 }

// read takes a file's pages apart with poppler.
func read(t *testing.T, file string) []page {
	t.Helper()
	var doc struct {
		Pages []page `xml:"body>doc>page"`
	}
	d := xml.NewDecoder(strings.NewReader(run(t, "pdftotext", "-bbox", file, "-")))
	d.Entity, d.Strict = xml.HTMLEntity, false
	if err := d.Decode(&doc); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for i := range doc.Pages {
		p := &doc.Pages[i]
		n := strconv.Itoa(i + 1)
		p.Rules = rules(t, run(t, "pdftocairo", "-svg", "-f", n, "-l", n, file, "-"), p.Height)
	}
	return doc.Pages
}

var (
	strokedPath = regexp.MustCompile(`<path style="fill:none;stroke-width:([0-9.]+);[^"]*" d="([^"]*)" transform="matrix\([0-9.]+,0,0,-[0-9.]+,[0-9.]+,[0-9.]+\)"/>`)
	segment     = regexp.MustCompile(`M ([-0-9.]+) ([-0-9.]+) L ([-0-9.]+) ([-0-9.]+)`)
)

// rules finds the stroked lines of a page in cairo's picture of it. Their paths are in
// the file's own points; only the transform that is applied to them scales.
func rules(t *testing.T, svg string, height float64) []rule {
	t.Helper()
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	var out []rule
	for _, m := range strokedPath.FindAllStringSubmatch(svg, -1) {
		for _, s := range segment.FindAllStringSubmatch(m[2], -1) {
			r := rule{number(s[1]), height - number(s[2]), number(s[3]), height - number(s[4]), number(m[1])}
			if r.x1 > r.x2 {
				r.x1, r.x2 = r.x2, r.x1
			}
			if r.y1 > r.y2 {
				r.y1, r.y2 = r.y2, r.y1
			}
			out = append(out, r)
		}
	}
	if strings.Contains(svg, "stroke-width") && len(out) == 0 {
		t.Fatal("cairo draws lines in a way that this test doesn't read")
	}
	return out
}

// find gives the words of a phrase that stand together on one line, in order.
func (p *page) find(phrase string) ([]word, bool) {
	want := strings.Fields(phrase)
	for i := range p.Words {
		if i+len(want) > len(p.Words) {
			break
		}
		got := p.Words[i : i+len(want)]
		same := true
		for k, w := range got {
			same = same && w.Text == want[k] && abs(w.baseline()-got[0].baseline()) < 0.5
		}
		if same {
			return got, true
		}
	}
	return nil, false
}

// line gives all words on the baseline of w, between two x.
func (p *page) line(w word, from, to float64) []word {
	var out []word
	for _, v := range p.Words {
		if abs(v.baseline()-w.baseline()) < 0.6 && v.XMin >= from && v.XMax <= to {
			out = append(out, v)
		}
	}
	return out
}

// ruleBelow gives the horizontal rule nearest below a line, within 12 pt, that lies
// under it.
func (p *page) ruleBelow(line []word) (rule, bool) {
	from, to := span(line)
	var best rule
	found := false
	for _, r := range p.Rules {
		down := r.y1 - line[0].baseline()
		if r.horizontal() && down > 0 && down < 12 && r.x1 >= from-2 && r.x2 <= to+2 && (!found || r.y1 < best.y1) {
			best, found = r, true
		}
	}
	return best, found
}

func span(line []word) (from, to float64) {
	from, to = line[0].XMin, line[0].XMax
	for _, w := range line {
		from, to = min(from, w.XMin), max(to, w.XMax)
	}
	return from, to
}

func abs(f float64) float64 { return max(f, -f) }

func inMM(pt float64) string { return fmt.Sprintf("%.2f mm", pt/mm) }

// glob lists files, and fails where there are none.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file %s (%v)", pattern, err)
	}
	return files
}
