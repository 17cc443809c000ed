//go:build acceptance

package acceptance

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// output gives what a program prints.
func output(name string, args ...string) (string, error) {
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, out.String(), errs.String())
	}
	return out.String(), nil
}

// run gives what a program prints; a failure of it is a failure of the test.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := output(name, args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// mm is a millimetre in points.
const mm = 72 / 25.4

// The metrics of Times New Roman, in parts of the letters' height.
const (
	ascent  = 0.891
	descent = 0.216
	capital = 0.662 // height of capitals
	space   = 0.25  // width of a space
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

// A page is a page of a paper.
type page struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []word  `xml:"word"`
	Rules  []rule  `xml:"-"`
	styled []styled
	ink    picture
}

func (p *page) left() float64   { return 30 * mm }
func (p *page) right() float64  { return p.Width - 15*mm }
func (p *page) centre() float64 { return (p.left() + p.right()) / 2 }

// A rule is a drawn line, in points from the top left.
type rule struct{ x1, y1, x2, y2, width float64 }

func (r rule) horizontal() bool { return r.y1 == r.y2 }
func (r rule) vertical() bool   { return r.x1 == r.x2 && r.y2-r.y1 > 12 } // shorter ones are of boxes to tick
func (r rule) length() float64  { return r.x2 - r.x1 }

// A styled is a stretch of text of one line with its look. Of places only the left end
// is known, in whole points.
type styled struct {
	Left int    `xml:"left,attr"`
	Font int    `xml:"font,attr"`
	Mark string `xml:",innerxml"`
	size int
}

func (s styled) bold() bool   { return strings.Contains(s.Mark, "<b>") }
func (s styled) italic() bool { return strings.Contains(s.Mark, "<i>") }

var mark = regexp.MustCompile(`<[^>]*>`)

// text gives the letters, with single spaces.
func (s styled) text() string {
	plain := strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&quot;", `"`, "\u00a0", " ").Replace(mark.ReplaceAllString(s.Mark, ""))
	return strings.Join(strings.Fields(plain), " ")
}

// A picture is a page as grey dots, dpi to the inch.
type picture struct {
	width, height int
	dots          string
}

const dpi = 150

// read takes a file's pages apart with poppler.
func read(file string) ([]page, error) {
	out, err := output("pdftotext", "-bbox", file, "-")
	if err != nil {
		return nil, err
	}
	var doc struct {
		Pages []page `xml:"body>doc>page"`
	}
	d := xml.NewDecoder(strings.NewReader(out))
	d.Entity, d.Strict = xml.HTMLEntity, false
	if err := d.Decode(&doc); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for i := range doc.Pages {
		n := strconv.Itoa(i + 1)
		svg, err := output("pdftocairo", "-svg", "-f", n, "-l", n, file, "-")
		if err != nil {
			return nil, err
		}
		if doc.Pages[i].Rules, err = rules(svg, doc.Pages[i].Height); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	if err := readStyles(file, doc.Pages); err != nil {
		return nil, err
	}
	return doc.Pages, readInk(file, doc.Pages)
}

// readStyles finds how texts look.
func readStyles(file string, pages []page) error {
	out, err := output("pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", file)
	if err != nil {
		return err
	}
	var doc struct {
		Pages []struct {
			Fonts []struct {
				ID   int `xml:"id,attr"`
				Size int `xml:"size,attr"`
			} `xml:"fontspec"`
			Texts []styled `xml:"text"`
		} `xml:"page"`
	}
	if err := xml.Unmarshal([]byte(out), &doc); err != nil || len(doc.Pages) != len(pages) {
		return fmt.Errorf("%s: %d pages of %d with styles (%w)", file, len(doc.Pages), len(pages), err)
	}
	sizes := map[int]int{} // a font is named where it first occurs
	for i, p := range doc.Pages {
		for _, f := range p.Fonts {
			sizes[f.ID] = f.Size
		}
		for _, s := range p.Texts {
			s.size = sizes[s.Font]
			pages[i].styled = append(pages[i].styled, s)
		}
	}
	return nil
}

// readInk takes pictures of the pages.
func readInk(file string, pages []page) error {
	out, err := output("pdftoppm", "-r", strconv.Itoa(dpi), "-gray", file)
	if err != nil {
		return err
	}
	for i := range pages {
		k := &pages[i].ink
		if _, err := fmt.Sscanf(out, "P5\n%d %d\n255\n", &k.width, &k.height); err != nil {
			return fmt.Errorf("%s: picture of page %d: %w", file, i+1, err)
		}
		head := len(fmt.Sprintf("P5\n%d %d\n255\n", k.width, k.height))
		k.dots, out = out[head:head+k.width*k.height], out[head+k.width*k.height:]
	}
	return nil
}

// outside gives a place outside of an area where there is ink, but not in the box that
// the page's number has.
func (k picture) outside(left, top, right, bottom float64, number word) (x, y float64, ok bool) {
	const dot = 72.0 / dpi
	const grey = 160 // lighter dots are the softened edges of letters
	for row := range k.height {
		y := (float64(row) + 0.5) * dot
		line := k.dots[row*k.width : (row+1)*k.width]
		inside := y >= top && y <= bottom
		for col := range line {
			if line[col] >= grey {
				continue
			}
			x := (float64(col) + 0.5) * dot
			if inside && x >= left && x <= right {
				continue
			}
			if x < number.XMin-dot || x > number.XMax+dot || y < number.YMin || y > number.YMax {
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

var (
	strokedPath = regexp.MustCompile(`<path style="fill:none;stroke-width:([0-9.]+);[^"]*" d="([^"]*)" transform="matrix\([0-9.]+,0,0,-[0-9.]+,[0-9.]+,[0-9.]+\)"/>`)
	segment     = regexp.MustCompile(`M ([-0-9.]+) ([-0-9.]+) L ([-0-9.]+) ([-0-9.]+)`)
)

// rules finds the stroked lines of a page in cairo's picture of it. Their paths are in
// the file's own points; only the transform that is applied to them scales.
func rules(svg string, height float64) ([]rule, error) {
	var out []rule
	for _, m := range strokedPath.FindAllStringSubmatch(svg, -1) {
		for _, s := range segment.FindAllStringSubmatch(m[2], -1) {
			var v [5]float64
			for i, text := range append(slices.Clone(s[1:]), m[1]) {
				var err error
				if v[i], err = strconv.ParseFloat(text, 64); err != nil {
					return nil, err
				}
			}
			r := rule{min(v[0], v[2]), height - max(v[1], v[3]), max(v[0], v[2]), height - min(v[1], v[3]), v[4]}
			out = append(out, r)
		}
	}
	if strings.Contains(svg, "stroke-width") && len(out) == 0 {
		return nil, fmt.Errorf("cairo draws lines in a way that this test doesn't read")
	}
	return out, nil
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

// look gives the look of the stretch of text that begins with a phrase.
func (p *page) look(phrase string) (styled, bool) {
	i := slices.IndexFunc(p.styled, func(s styled) bool { return strings.HasPrefix(s.text(), phrase) })
	if i < 0 {
		return styled{}, false
	}
	return p.styled[i], true
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

// below gives the nearest line under a baseline, between two x.
func (p *page) below(baseline, from, to float64) []word {
	var best word
	for _, v := range p.Words {
		if v.XMin >= from && v.XMax <= to && v.baseline() > baseline+1 && (best.Text == "" || v.baseline() < best.baseline()) {
			best = v
		}
	}
	if best.Text == "" {
		return nil
	}
	return p.line(best, from, to)
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

// ruleUnder gives the lines from the first down to the one with a rule under it.
func (p *page) ruleUnder(first []word, from, to float64) (last []word, r rule, ok bool) {
	for next := first; !ok && len(next) > 0; next = p.below(last[0].baseline(), from, to) {
		last = next
		r, ok = p.ruleBelow(last)
	}
	return last, r, ok
}

func span(line []word) (from, to float64) {
	from, to = line[0].XMin, line[0].XMax
	for _, w := range line {
		from, to = min(from, w.XMin), max(to, w.XMax)
	}
	return from, to
}

func middle(line []word) float64 {
	from, to := span(line)
	return (from + to) / 2
}

func said(line []word) string {
	var b strings.Builder
	for i, w := range line {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

func abs(f float64) float64 { return max(f, -f) }

func inMM(pt float64) string { return fmt.Sprintf("%.2f mm", pt/mm) }
