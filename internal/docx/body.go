package docx

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"thidua/internal/paper"
	"thidua/internal/zipfile"
)

// A body writes the blocks of a paper.
type body struct {
	paper  *paper.Paper
	out    bytes.Buffer
	part   *zipfile.Part // takes what is in out from time to time
	within int           // grids around what is being written
	media  []part        // each picture once
	images int           // drawn so far
	at     *paper.Section
	breaks bool // the next paragraph begins a page
	keep   bool // paragraphs stay with what follows
}

// errBlock is returned for a block of a kind that this writer doesn't know.
var errBlock = errors.New("block of an unknown kind")

// section writes a section and the measures of its pages, which in Word stand after
// its text.
func (b *body) section(s *paper.Section, last bool) error {
	b.at, b.breaks = s, false
	wide, high := width, height
	if s.Width > 0 && s.Height > 0 {
		wide, high = 10*s.Width, 10*s.Height
	}
	orientation := ""
	if s.Landscape {
		wide, high = high, wide
		orientation = ` w:orient="landscape"`
	}
	if err := b.blocks(s.Blocks, twips(wide-left-right)); err != nil {
		return err
	}
	first, others := plainHeader, numberedHeader
	if s.NoNumbers {
		others = plainHeader
	}
	properties := fmt.Sprintf(`<w:sectPr><w:headerReference w:type="default" r:id="%s"/><w:headerReference w:type="first" r:id="%s"/><w:type w:val="nextPage"/>`+
		`<w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>`,
		others, first, twips(wide), twips(high), orientation, twips(top), twips(right), twips(bottom), twips(left), twips(75), twips(75))
	if last {
		b.out.WriteString(properties)
		return nil
	}
	// A paragraph of its own: the section may end with a table.
	b.out.WriteString(`<w:p><w:pPr><w:spacing w:before="0" w:line="20" w:lineRule="exact"/>` + properties + `</w:pPr></w:p>`)
	return nil
}

// pass hands on what was written, where nothing looks back at it.
func (b *body) pass() error {
	const much = 64 << 10
	if b.within > 0 || b.out.Len() < much {
		return nil
	}
	_, err := b.out.WriteTo(b.part)
	return err
}

// blocks writes blocks into a column so many twips wide.
func (b *body) blocks(blocks []paper.Block, w int) error {
	for i, block := range blocks {
		outer := b.keep
		if i+1 < len(blocks) && signed(blocks[i+1]) || lone(blocks[i:]) {
			b.keep = true // a signature has two lines at least before it on its page
		}
		err := b.block(block, w)
		b.keep = outer
		if err == nil {
			err = b.pass()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lone reports whether blocks begin with two paragraphs and a place to sign, of which the
// second is only about a line.
func lone(blocks []paper.Block) bool {
	if len(blocks) < 3 || !signed(blocks[2]) {
		return false
	}
	_, first := blocks[0].(paper.Paragraph)
	second, ok := blocks[1].(paper.Paragraph)
	return first && ok && utf8.RuneCountInString(second.String()) < 75
}

// signed reports whether a block is a place to sign.
func signed(b paper.Block) bool {
	switch b.(type) {
	case paper.Closing, paper.Signatures:
		return true
	}
	return false
}

func (b *body) block(block paper.Block, w int) error {
	switch v := block.(type) {
	case paper.Letterhead:
		b.letterhead(&v, w)
	case paper.Title:
		b.title(&v, w)
	case paper.Recipients:
		b.recipients(&v, w)
	case paper.Paragraph:
		b.paragraph(look{style: roleStyles[v.Role], keep: v.KeepNext}, v.Runs)
	case paper.Table:
		return b.table(&v, w)
	case paper.Chart:
		return b.blocks(v.Plain(), w)
	case paper.Placed:
		b.placed(&v)
	case paper.Image:
		return b.image(&v)
	case paper.Closing:
		b.closing(&v, w)
	case paper.Signatures:
		b.signatures(&v, w)
	case paper.Columns:
		return b.columns(&v, w)
	case paper.Keep:
		return b.kept(v.Blocks, w)
	case paper.Space:
		b.space(twips(10 * min(max(v.Height, 0), 300)))
	case paper.PageBreak:
		b.breaks = true
	default:
		return fmt.Errorf("%w: %T", errBlock, block)
	}
	return nil
}

// kept writes blocks of which all but the last stay with what follows.
func (b *body) kept(blocks []paper.Block, w int) error {
	outer := b.keep
	defer func() { b.keep = outer }()
	for i, block := range blocks {
		b.keep = outer || i < len(blocks)-1
		if err := b.block(block, w); err != nil {
			return err
		}
	}
	return nil
}

var roleStyles = map[paper.Role]string{
	paper.Body: "BodyText", paper.Basis: "CanCu", paper.Heading1: "Heading1", paper.Heading2: "Heading2", paper.Heading3: "Heading3",
	paper.Centred: "Giua", paper.CentredBold: "GiuaDam", paper.Plain: "Trai", paper.PlainRight: "Phai", paper.Remark: "GhiChu",
}

// A look is a named style and what a paragraph changes of it.
type look struct {
	style        string
	align        string // empty: the style's
	size         int    // pt; 0: the style's
	bold, italic bool   // all of it, besides the style's
	before       int    // twips; 0: the style's
	left, hang   int    // twips
	right        int
	keep         bool
	rule         bool   // a rule above an empty paragraph, between left and right
	frame        string // of text at a fixed place
}

// paragraph writes a paragraph. Properties stand in the order that the schema asks for.
func (b *body) paragraph(l look, runs []paper.Run) {
	s := styleOf(l.style)
	o := &b.out
	fmt.Fprintf(o, `<w:p><w:pPr><w:pStyle w:val="%s"/>`, s.id)
	if (l.keep || b.keep) && !s.keep {
		o.WriteString(`<w:keepNext/>`)
	}
	if b.breaks {
		o.WriteString(`<w:pageBreakBefore/>`)
		b.breaks = false
	}
	o.WriteString(l.frame)
	if l.rule {
		o.WriteString(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>`)
	}
	switch {
	case l.rule:
		fmt.Fprintf(o, `<w:spacing w:before="%d" w:line="80" w:lineRule="exact"/>`, l.before)
	case l.before > 0:
		fmt.Fprintf(o, `<w:spacing w:before="%d"/>`, l.before)
	}
	if l.left != 0 || l.right != 0 || l.hang > 0 {
		fmt.Fprintf(o, `<w:ind w:left="%d" w:right="%d"`, l.left+l.hang, l.right)
		if l.hang > 0 {
			fmt.Fprintf(o, ` w:hanging="%d"`, l.hang)
		}
		o.WriteString(`/>`)
	}
	if l.align != "" && l.align != s.align {
		fmt.Fprintf(o, `<w:jc w:val="%s"/>`, l.align)
	}
	o.WriteString(`</w:pPr>`)
	for _, r := range runs {
		b.run(&l, s, r)
	}
	o.WriteString(`</w:p>`)
}

// run writes a run. The marks of forms come from a font that has them.
func (b *body) run(l *look, s *style, r paper.Run) {
	size := l.size
	if size == 0 {
		size = b.enlarged(s)
	}
	properties := func(marks bool) string {
		p := ""
		if marks {
			p = `<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>`
		}
		if (l.bold || r.Bold) && !s.bold {
			p += `<w:b/><w:bCs/>`
		}
		if (l.italic || r.Italic) && !s.italic {
			p += `<w:i/><w:iCs/>`
		}
		if r.Red {
			p += `<w:color w:val="CC0000"/>`
		}
		if size != s.size {
			p += fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, 2*size, 2*size)
		}
		if r.Underline {
			p += `<w:u w:val="single"/>`
		}
		if p == "" {
			return ""
		}
		return `<w:rPr>` + p + `</w:rPr>`
	}
	const marks = "☐☑✓"
	for text := r.Text; text != ""; {
		end := strings.IndexAny(text, marks)
		drawn := end == 0
		switch {
		case drawn:
			if end = strings.IndexFunc(text, func(c rune) bool { return !strings.ContainsRune(marks, c) }); end < 0 {
				end = len(text)
			}
		case end < 0:
			end = len(text)
		}
		b.out.WriteString(`<w:r>` + properties(drawn))
		for i, line := range strings.Split(text[:end], "\n") {
			if i > 0 {
				b.out.WriteString(`<w:br/>`)
			}
			if line != "" {
				b.out.WriteString(`<w:t xml:space="preserve">` + escape(line) + `</w:t>`)
			}
		}
		b.out.WriteString(`</w:r>`)
		text = text[end:]
	}
}

// Letters smaller than smallest (pt) can't be read, larger than largest don't fit a line.
const (
	smallest = 6
	largest  = 36
)

// fixed are the styles that a large-print version leaves as they are: the heads of
// papers and the list of copies.
var fixed = map[string]bool{"CoQuan": true, "QuocHieu": true, "TieuNgu": true, "SoKyHieu": true, "DiaDanh": true, "NoiNhan": true, "Header": true}

// enlarged gives a style's size in the section at work.
func (b *body) enlarged(s *style) int {
	if b.at.TextSize <= 0 || fixed[s.id] {
		return s.size
	}
	return min(max(s.size*min(b.at.TextSize, 100)/14, smallest), largest)
}

// one makes runs of a string.
func one(s string) []paper.Run { return []paper.Run{{Text: s}} }

// space writes empty height, in twips.
func (b *body) space(h int) {
	keep := ""
	if b.keep {
		keep = `<w:keepNext/>`
	}
	if b.breaks {
		keep += `<w:pageBreakBefore/>`
		b.breaks = false
	}
	fmt.Fprintf(&b.out, `<w:p><w:pPr>%s<w:spacing w:before="0" w:line="%d" w:lineRule="exact"/></w:pPr></w:p>`, keep, max(h, 20))
}

// grid opens a table without borders, on which parts of a paper stand side by side.
func (b *body) grid(widths ...int) {
	total := 0
	for _, w := range widths {
		total += w
	}
	fmt.Fprintf(&b.out, `<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, total)
	for _, w := range widths {
		fmt.Fprintf(&b.out, `<w:gridCol w:w="%d"/>`, w)
	}
	b.out.WriteString(`</w:tblGrid>`)
}

// row writes a row of such a table, each cell by its function; a cell that writes
// nothing gets the empty paragraph that Word asks for.
func (b *body) row(widths []int, cells ...func(w int) error) error {
	b.out.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for i, cell := range cells {
		fmt.Fprintf(&b.out, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, widths[i])
		before := b.out.Len()
		b.within++
		err := cell(widths[i])
		b.within--
		if err != nil {
			return err
		}
		if s := b.out.Bytes()[before:]; len(s) == 0 || bytes.HasSuffix(s, []byte(`</w:tbl>`)) {
			b.paragraph(look{style: "Normal"}, nil)
		}
		b.out.WriteString(`</w:tc>`)
	}
	b.out.WriteString(`</w:tr>`)
	return nil
}

// columns writes blocks side by side.
func (b *body) columns(v *paper.Columns, w int) error {
	if len(v.Blocks) == 0 {
		return nil
	}
	given := make([]paper.Column, len(v.Blocks))
	for i := range min(len(given), len(v.Widths)) {
		given[i].Width = v.Widths[i]
	}
	widths := shares(given, w)
	b.grid(widths...)
	cells := make([]func(int) error, len(widths))
	for i := range cells {
		cells[i] = func(w int) error { return b.blocks(v.Blocks[i], max(w-113, 20)) } // 2 mm apart
	}
	if err := b.row(widths, cells...); err != nil {
		return err
	}
	b.out.WriteString(`</w:tbl>`)
	b.space(20)
	return nil
}
