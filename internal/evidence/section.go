package evidence

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"thidua/internal/paper"
	"thidua/internal/vi"
)

// A stretch is the blocks of a file that are taken over, by their places in it.
type stretch struct {
	from, to   int // blocks
	head, tail int // elements of the body before and after them, which aren't taken
}

// holds reports whether an element of the body is taken; 0 is the file as a whole.
func (s stretch) holds(element int) bool {
	return element == 0 || element > s.head && element < s.tail
}

var (
	secondPart = regexp.MustCompile(`^II[\s\x{a0}]*[.\-:)][\s\x{a0}]*\p{Lu}`)
	numbered   = regexp.MustCompile(`^\d+[.)][\s\x{a0}]`) // "2. ", not "2.1. "
	thirdPart  = regexp.MustCompile(`^III[\s\x{a0}]*[.\-:)][\s\x{a0}]*\p{Lu}`)
)

// sectionTwo finds what of a file is the report's section II. Many units send their
// whole report, with a letterhead, sections I and III and signatures, all of which the
// paper makes from the workbook: taken too, they would stand twice. cut says what was
// left out so, for the officer; it is empty where everything is taken.
func (c *converter) sectionTwo() (taken stretch, cut string) {
	whole := stretch{to: len(c.placed), tail: math.MaxInt}
	s := whole
	title := ""
	for i, p := range c.placed {
		text, ok := p.block.(paper.Paragraph)
		switch {
		case ok && title == "" && secondPart.MatchString(text.String()):
			title = text.String()
			s.from, s.head = i+1, p.element
		case ok && title != "" && thirdPart.MatchString(text.String()):
			s.to, s.tail = i, p.element
		}
		if s.to < len(c.placed) {
			break
		}
	}
	if s.from < s.to && title == "" && isLayout(c.placed[s.from].block, "cộng hòa xã hội chủ nghĩa việt nam") {
		s.from, s.head = 1, c.placed[0].element
	}
	if k := s.to - 1; k > s.from && isLayout(c.placed[k].block, "nơi nhận", "thủ trưởng", "người báo cáo", "xác nhận của") {
		s.to, s.tail = k, c.placed[k].element
	}
	if s.from == 0 && s.to == len(c.placed) || s.from >= s.to {
		return whole, ""
	}
	what := "chỉ lấy phần thành tích"
	if title != "" {
		what = "chỉ lấy mục “" + brief(title) + "”"
	}
	return s, fmt.Sprintf("%s, từ đoạn %d đến đoạn %d; phần đầu, phần cuối (thể thức, lý lịch, khen thưởng, chữ ký) chương trình lập từ tệp đề nghị",
		what, c.placed[s.from].count, c.placed[s.to-1].count)
}

// isLayout reports whether a block is a table that holds no figures but an official
// part of a paper, told by its words.
func isLayout(b paper.Block, words ...string) bool {
	t, ok := b.(paper.Table)
	if !ok {
		return false
	}
	var all strings.Builder
	for _, rows := range [][]paper.Row{t.Header, t.Rows} {
		for _, r := range rows {
			for _, cell := range r.Cells {
				for _, p := range cell.Paragraphs {
					all.WriteString(p.String() + " ")
				}
			}
		}
	}
	key := vi.Key(all.String())
	for _, w := range words {
		if strings.Contains(key, vi.Key(w)) {
			return true
		}
	}
	return false
}

// blocksOf gives the blocks that are taken. Their headings stand below that of
// section II, whatever levels the unit used.
func (c *converter) blocksOf(s stretch) []paper.Block {
	top := 0
	for _, p := range c.placed[s.from:s.to] {
		if p.level > 0 && (top == 0 || p.level < top) {
			top = p.level
		}
	}
	var out []paper.Block
	for _, p := range c.placed[s.from:s.to] {
		text, ok := p.block.(paper.Paragraph)
		if !ok || p.level == 0 {
			out = append(out, p.block)
			continue
		}
		text.Role = paper.Heading2
		if byHand := p.level == boldHeading && numbered.MatchString(text.String()); p.level > top && !byHand {
			text.Role = paper.Heading3
		}
		unbold(text.Runs, text.Role == paper.Heading3)
		out = append(out, text)
	}
	return out
}
