package typeset

import (
	"fmt"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// A Quality says how well the justified lines of a document are set. Looseness is
// the width of a line's spaces in thousandths of the font's.
type Quality struct {
	Lines       int // justified
	Worst       int // looseness of the loosest line
	Tightest    int
	LooserThan1 int    // lines looser than 1.5
	LooserThan2 int    // lines looser than 2.5
	Line        string // the loosest
}

// SetGreedily sets a paper as Set does, but fills each line before it begins the
// next: what choosing breaks over the whole paragraph is measured against.
func SetGreedily(p *paper.Paper, f *font.Family, l Layout) (*Document, error) {
	s := newSetter(p, f, l)
	s.greedy = true
	return s.document(p)
}

// Add takes in what was measured of another document.
func (q *Quality) Add(o Quality) {
	if o.Worst > q.Worst {
		q.Worst, q.Line = o.Worst, o.Line
	}
	if q.Lines == 0 || o.Lines > 0 && o.Tightest < q.Tightest {
		q.Tightest = o.Tightest
	}
	q.Lines += o.Lines
	q.LooserThan1 += o.LooserThan1
	q.LooserThan2 += o.LooserThan2
}

// String gives the shares of loose lines and the loosest.
func (q Quality) String() string {
	share := func(n int) float64 { return 100 * float64(n) / float64(max(q.Lines, 1)) }
	return fmt.Sprintf("%d justified lines; looser than 1.5: %.2f %%, than 2.5: %.2f %%; tightest %.2f, loosest %.2f: %q",
		q.Lines, share(q.LooserThan1), share(q.LooserThan2), float64(q.Tightest)/1000, float64(q.Worst)/1000, q.Line)
}

// QualityOf measures a document set with a family. A line whose spaces happen to be
// as wide as the font's is not told from one that isn't justified.
func QualityOf(d *Document, f *font.Family) Quality {
	q := Quality{Tightest: 1000}
	for i := range d.Pages {
		var before Text
		for _, t := range d.Pages[i].Texts {
			if t.Space == 0 || t.Y == before.Y && t.Space == before.Space {
				continue // not justified, or the same line in another face
			}
			before = t
			q.add(t, f)
		}
	}
	return q
}

func (q *Quality) add(t Text, f *font.Family) {
	space := Unit(f.Face(t.Face).Width(' ')) * t.Size / 1000
	if space == 0 {
		return
	}
	loose := int((space + t.Space) * 1000 / space)
	q.Lines++
	if loose > q.Worst {
		q.Worst, q.Line = loose, t.S
	}
	q.Tightest = min(q.Tightest, loose)
	if loose > 1500 {
		q.LooserThan1++
	}
	if loose > 2500 {
		q.LooserThan2++
	}
}
