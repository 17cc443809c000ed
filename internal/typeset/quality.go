package typeset

import "thidua/internal/font"

// A Quality says how well the justified lines of a document are set. Looseness is
// the width of a line's spaces in thousandths of the font's.
type Quality struct {
	Lines       int // justified
	Worst       int // looseness of the loosest line
	Tightest    int
	LooserThan1 int // lines looser than 1.5
	LooserThan2 int // lines looser than 2.5
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
	q.Worst = max(q.Worst, loose)
	q.Tightest = min(q.Tightest, loose)
	if loose > 1500 {
		q.LooserThan1++
	}
	if loose > 2500 {
		q.LooserThan2++
	}
}
