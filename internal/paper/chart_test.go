package paper

import (
	"strings"
	"testing"
)

// A chart without its drawing loses no word and no figure.
func TestPlain(t *testing.T) {
	c := Chart{
		Kind: RankChart, Title: "Xếp hạng cải cách hành chính", Categories: []string{"2024", "2025", "2026"}, Head: "Năm",
		Series:    []Series{{Name: "Phường", Data: []Datum{Count(12), {}, Count(4)}}, {Name: "Bình quân", Data: []Datum{{Number: 925, Text: "9,25"}}}},
		Threshold: 10, ThresholdName: "Tốp 10",
	}
	var got []string
	for _, b := range c.Plain() {
		switch b := b.(type) {
		case Paragraph:
			got = append(got, b.String())
		case Table:
			for _, r := range append(b.Header, b.Rows...) {
				var cells []string
				for _, c := range r.Cells {
					s := ""
					for _, p := range c.Paragraphs {
						s += p.String()
					}
					if c.Value.Kind == IntegerValue {
						s += "#"
					}
					cells = append(cells, s)
				}
				got = append(got, strings.Join(cells, "|"))
			}
		default:
			t.Errorf("%T in the plain form of a chart", b)
		}
	}
	want := "Xếp hạng cải cách hành chính\nNăm|Phường|Bình quân\n2024|12#|9,25\n2025|–|–\n2026|04#|–\nTốp 10"
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	c.Below = true
	blocks := c.Plain()
	if p, ok := blocks[len(blocks)-1].(Paragraph); !ok || p.String() != c.Title {
		t.Errorf("the title below is %v", blocks[len(blocks)-1])
	}
}
