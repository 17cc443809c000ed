package font

// A Mark is a sign of forms that fonts of offices lack (☐ ☑ ✓). It is drawn as
// strokes, always, so that lines and pages don't depend on the font. Lengths are in
// 1/1000 of the letters' size.
type Mark struct {
	Width  int
	Stroke int      // thickness
	Lines  [][4]int // x1, y1, x2, y2, measured to the right and up from the baseline's start
}

var (
	box = [][4]int{{90, -60, 670, -60}, {670, -60, 670, 520}, {670, 520, 90, 520}, {90, 520, 90, -60}}

	marks = map[rune]Mark{
		'☐': {760, 45, box},
		'☑': {760, 45, append(box[:4:4], [4]int{205, 235, 335, 95}, [4]int{335, 95, 560, 410})},
		'✓': {720, 75, [][4]int{{100, 270, 280, 60}, {280, 60, 600, 600}}},
	}
)

// MarkOf gives the mark that a character is; false for letters.
func MarkOf(r rune) (Mark, bool) {
	if r < '☐' {
		return Mark{}, false // most letters: none of the marks is below U+2610
	}
	m, ok := marks[r]
	return m, ok
}

// Advance is how far a letter or a mark moves what follows, in 1/1000 em.
func (f *Face) Advance(r rune) int {
	if r < 0 || r >= plane {
		return int(f.widths[0]) // of the missing glyph
	}
	return int(f.advances[r])
}
