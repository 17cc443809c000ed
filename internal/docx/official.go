package docx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"thidua/internal/paper"
)

// Widths in twips, of Times New Roman: the rule under the motto is exactly as long as
// its line.
const (
	mottoWidth    = 3427
	nationalWidth = 5423
)

// overhang is how far place and date may stand out of their column on either side, in
// twips: programs without Times New Roman take wider spaces, and the line must not break.
const overhang = 142

// about estimates how wide a line in bold is, in twips; rules under names are 1/3 to
// 1/2 of it, which leaves room for an estimate.
func about(s string, size int) int {
	n := 0
	for _, r := range s {
		switch r {
		case 'f', 'i', 'j', 'l', 'r', 't', 'I', 'ì', 'í', 'ỉ', 'ĩ', 'ị':
			n += 32
		case 'm', 'w', 'M', 'W', 'Ư', 'Ừ', 'Ứ', 'Ử', 'Ữ', 'Ự':
			n += 83
		default:
			switch {
			case unicode.IsUpper(r):
				n += 71
			case unicode.IsLetter(r), unicode.IsDigit(r):
				n += 51
			default:
				n += 27
			}
		}
	}
	return n * size * 20 / 100
}

// balanced gives a centred line too long for its column the indents with which its
// lines come out about as long as each other.
func balanced(l look, s string, size, w int) look {
	wide := widthsOf(s, size)
	n := rows(wide, size, w)
	if n < 2 {
		return l
	}
	narrow := w
	for try := w; try > 0 && rows(wide, size, try) == n; try -= 20 {
		narrow = try
	}
	const spare = 103 // percent: widths are estimates
	side := max(w-narrow*spare/100, 0) / 2
	l.left, l.right = side, side
	return l
}

// lines counts the lines that a text takes in a column, filled one after the other.
func lines(s string, size, w int) int { return rows(widthsOf(s, size), size, w) }

// widthsOf estimates how wide each word of a text is.
func widthsOf(s string, size int) []int {
	var out []int
	for _, word := range words(s) {
		out = append(out, about(word, size))
	}
	return out
}

// rows counts the lines that words of some widths take.
func rows(wide []int, size, w int) int {
	n, used, space := 1, 0, about(" ", size)
	for _, word := range wide {
		if used > 0 && used+word > w {
			n, used = n+1, 0
		}
		used += word + space
	}
	return n
}

// words cuts a text where Word may end a line: not at a space that doesn't break.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
}

// ruled writes a rule of some length in the middle of a column.
func (b *body) ruled(w, length, before int) {
	side := max((w-length)/2, 0)
	b.paragraph(look{style: "Normal", rule: true, left: side, right: side, before: before, keep: true}, nil)
}

// letterhead writes elements 1 to 4 as a table of two rows, so that number and date
// stand level.
func (b *body) letterhead(v *paper.Letterhead, w int) {
	// Italics are a little narrower than the bold that about measures.
	rightWidth := min(max(w*56/100, nationalWidth+20, about(v.Place, 14)*19/20+100), w*63/100)
	widths := []int{w - rightWidth, rightWidth}
	issued := len(v.Superior)+len(v.Issuer) > 0 || v.Number != ""
	if !issued && !v.Bare {
		widths = []int{0, w} // nobody issues it: the heading stands in the middle
	}
	none := func(int) error { return nil }
	issuer := func(w int) error {
		for _, t := range v.Superior {
			b.paragraph(balanced(look{style: "CoQuan"}, t, 13, w), one(t))
		}
		for _, t := range v.Issuer {
			b.paragraph(balanced(look{style: "CoQuan", bold: true}, t, 13, w), one(t))
		}
		if n := len(v.Issuer); n > 0 {
			b.ruled(w, min(about(v.Issuer[n-1], 13), w)*5/12, 30)
		}
		return nil
	}
	heading := func(w int) error {
		b.paragraph(look{style: "QuocHieu"}, one(paper.National))
		b.paragraph(look{style: "TieuNgu"}, one(paper.Motto))
		b.ruled(w, mottoWidth, 30)
		return nil
	}
	if v.Bare {
		heading = none
	}
	text := func(style, s string) func(int) error {
		if s == "" {
			return none
		}
		return func(w int) error {
			l := look{style: style, before: 140}
			if about(s, 14) > w*9/10 {
				l.left, l.right = -overhang, -overhang
			}
			b.paragraph(l, one(s))
			return nil
		}
	}
	cells := [][]func(int) error{{issuer, heading}, {text("SoKyHieu", v.Number), text("DiaDanh", v.Place)}}
	if widths[0] == 0 {
		widths = widths[1:]
		cells = [][]func(int) error{{heading}, {text("DiaDanh", v.Place)}}
	}
	b.grid(widths...)
	for i, row := range cells {
		if i == 0 || v.Number != "" || v.Place != "" {
			_ = b.row(widths, row...) // none of these cells fails
		}
	}
	b.out.WriteString(`</w:tbl>`)
	b.space(160)
}

// title writes type, subject and note (element 5a), with the rule below.
func (b *body) title(v *paper.Title, w int) {
	last := ""
	write := func(style string, lines []string) {
		for i, t := range lines {
			l := look{style: style}
			if last == "" && i == 0 {
				l.before = 2 * gap
			}
			b.paragraph(balanced(l, t, 14, w), one(t))
			last = t
		}
	}
	write("Title", v.Type)
	write("Subtitle", v.Subject)
	if v.Note != "" {
		write("KemTheo", []string{v.Note})
	}
	if last != "" && !v.NoRule {
		b.ruled(w, min(about(last, 14), w)*5/12, 60)
	}
	b.space(gap)
}

// recipients writes element 9a: one recipient on the line of the words "Kính gửi",
// several on lines of their own.
func (b *body) recipients(v *paper.Recipients, w int) {
	to := v.Lines()
	switch len(to) {
	case 0:
		return
	case 1:
		b.paragraph(look{style: "KinhGui", align: "center", before: gap}, one(paper.Salutation+" "+to[0]))
	default:
		widest := 0
		for _, t := range v.To {
			widest = max(widest, about(t, 14))
		}
		const colon = 1000 // of the words "Kính gửi"
		free := max(w-colon-widest, 2*firstIndent) / 2
		b.paragraph(look{style: "KinhGui", left: free, before: gap}, one(paper.Salutation))
		for _, t := range to {
			b.paragraph(look{style: "KinhGui", left: free + colon, hang: 170}, one(t))
		}
	}
	b.space(gap)
}

// closing writes elements 9b and 7: whom copies go to, beside the signature.
func (b *body) closing(v *paper.Closing, w int) {
	widths := []int{w * 44 / 100, w - w*44/100}
	b.space(2 * gap)
	b.grid(widths...)
	_ = b.row(widths, func(int) error { // none of these cells fails
		if len(v.Copies) > 0 {
			b.paragraph(look{style: "NoiNhan", size: 12, bold: true, italic: true}, one(paper.CopiesTo))
		}
		for _, t := range v.Copies {
			b.paragraph(look{style: "NoiNhan"}, one(t))
		}
		return nil
	}, func(int) error {
		if !v.Signature.Empty() {
			b.capacity(&v.Signature)
			b.signer(&v.Signature)
		}
		return nil
	})
	b.out.WriteString(`</w:tbl>`)
	b.space(20)
}

// capacity writes what stands above a signature.
func (b *body) capacity(v *paper.Signature) {
	for _, t := range v.Capacity {
		b.paragraph(look{style: "Signature"}, one(t))
	}
	if v.Hint != "" {
		b.paragraph(look{style: "HuongDan"}, one(v.Hint))
	}
}

// signer writes the room for a signature and the name below, which may be missing.
func (b *body) signer(v *paper.Signature) {
	if v.Name == "" {
		b.space(signSpace)
		return
	}
	b.paragraph(look{style: "Signature", before: signSpace}, one(v.Name))
}

// signatures writes two signing places side by side, their names level, and a third
// below both.
func (b *body) signatures(v *paper.Signatures, w int) {
	if v.Left != nil || v.Right != nil {
		widths := []int{w / 2, w - w/2}
		place := func(s *paper.Signature, write func(*paper.Signature)) func(int) error {
			return func(int) error {
				if s != nil {
					write(s)
				}
				return nil
			}
		}
		b.space(2 * gap)
		b.grid(widths...)
		_ = b.row(widths, place(v.Left, b.capacity), place(v.Right, b.capacity)) // none of these cells fails
		_ = b.row(widths, place(v.Left, b.signer), place(v.Right, b.signer))
		b.out.WriteString(`</w:tbl>`)
	}
	if v.Below != nil {
		widths := []int{w / 6, w * 2 / 3, w / 6}
		none := func(int) error { return nil }
		b.space(3 * gap)
		b.grid(widths...)
		_ = b.row(widths, none, func(int) error { b.capacity(v.Below); b.signer(v.Below); return nil }, none)
		b.out.WriteString(`</w:tbl>`)
	}
	b.space(20)
}

// placed writes text at a fixed place of the page: a paragraph in a frame, which is no
// text box and takes part in the text.
func (b *body) placed(v *paper.Placed) {
	size := min(max(v.Size, smallest), largest)
	if v.Size == 0 {
		size = b.enlarged(styleOf("Normal"))
	}
	const ascent = 891 // of the letters, thousandths of their size
	frame := fmt.Sprintf(`<w:framePr w:w="%d" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="%d" w:y="%d"/>`,
		max(twips(v.Width), 20), twips(v.X+b.at.ShiftX), max(twips(v.Y+b.at.ShiftY)-size*20*ascent/1000, 1))
	b.paragraph(look{style: "Normal", size: size, align: alignments[v.Align], frame: frame}, v.Runs)
}

// image writes a picture at a fixed place of the page, behind the text.
func (b *body) image(v *paper.Image) error {
	const emu = 3600 // of 1/10 mm
	ext := ""
	switch {
	case strings.HasPrefix(string(v.Data[:min(len(v.Data), 8)]), "\x89PNG"):
		ext = "png"
	case strings.HasPrefix(string(v.Data[:min(len(v.Data), 8)]), "\xff\xd8\xff"):
		ext = "jpeg"
	default:
		return fmt.Errorf("image %q: neither PNG nor JPEG", v.Alt)
	}
	file := slices.IndexFunc(b.media, func(p part) bool { return bytes.Equal(p.data, v.Data) })
	if file < 0 {
		file = len(b.media)
		b.media = append(b.media, part{fmt.Sprintf("image%d.%s", file+1, ext), v.Data})
	}
	b.images++
	n := b.images
	page := ""
	if b.breaks {
		page, b.breaks = `<w:pageBreakBefore/>`, false
	}
	x, y := (v.X+b.at.ShiftX)*emu, (v.Y+b.at.ShiftY)*emu
	cx, cy := v.Width*emu, v.Height*emu
	fmt.Fprintf(&b.out, `<w:p><w:pPr>%s<w:spacing w:before="0" w:line="20" w:lineRule="exact"/></w:pPr><w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="%d" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">`+
		`<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>%d</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>%d</wp:posOffset></wp:positionV>`+
		`<wp:extent cx="%d" cy="%d"/><wp:wrapNone/><wp:docPr id="%d" name="image%d" descr="%s"/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="image%d"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="image%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>`,
		page, n, x, y, cx, cy, n, n, escape(v.Alt), n, n, file+1, cx, cy)
	return nil
}
