package docx

import (
	"fmt"
	"strings"
)

// typeface is the decree's (annex I, part I, I.2).
const typeface = "Times New Roman"

// Lengths of the page in 1/10 mm: the narrowest margins that the decree allows.
const (
	width, height            = 2100, 2970
	top, bottom, left, right = 200, 200, 300, 150
)

// twips gives a length in 1/10 mm as twentieths of a point.
func twips(tenths int) int { return (tenths*1440 + 127) / 254 }

// A style is a named style of paragraphs as it stands in Word's list. Sizes are in pt,
// distances in twips.
type style struct {
	id, name     string
	base         string
	size         int
	bold, italic bool
	align        string
	indent       int // of the first line
	before       int
	spacing      int // of lines, percent
	keep         bool
	level        int // in the outline, from 1
}

// The distances of running text: 12,7 mm, 6 pt, 1,15 lines.
const (
	firstIndent = 720
	gap         = 120
	lineSpacing = 115
	tableLines  = 104
	signSpace   = 1474 // 26 mm
	cellMargin  = 80   // left and right
)

// The styles that papers use. Word shows its own names in the office's language.
var styles = []style{
	{id: "Normal", name: "Normal", size: 14, align: "left", spacing: 100},
	{id: "BodyText", name: "Body Text", size: 14, align: "both", indent: firstIndent, before: gap, spacing: lineSpacing},
	{id: "CanCu", name: "Căn cứ", base: "BodyText", size: 14, italic: true, align: "both", indent: firstIndent, before: gap, spacing: lineSpacing},
	{id: "Heading1", name: "heading 1", size: 14, bold: true, align: "left", indent: firstIndent, before: gap, spacing: lineSpacing, keep: true, level: 1},
	{id: "Heading2", name: "heading 2", size: 14, bold: true, align: "left", indent: firstIndent, before: gap, spacing: lineSpacing, keep: true, level: 2},
	{id: "Heading3", name: "heading 3", size: 14, bold: true, italic: true, align: "left", indent: firstIndent, before: gap, spacing: lineSpacing, keep: true, level: 3},
	{id: "Giua", name: "Căn giữa", size: 14, align: "center", before: gap, spacing: lineSpacing},
	{id: "GiuaDam", name: "Căn giữa đậm", size: 14, bold: true, align: "center", before: gap, spacing: lineSpacing, keep: true},
	{id: "Trai", name: "Căn trái", size: 14, align: "left", before: gap, spacing: lineSpacing},
	{id: "Phai", name: "Căn phải", size: 14, align: "right", before: gap, spacing: lineSpacing},
	{id: "GhiChu", name: "Ghi chú bảng", size: 12, italic: true, align: "left", before: gap, spacing: lineSpacing},
	{id: "Title", name: "Title", size: 14, bold: true, align: "center", spacing: 108, keep: true},
	{id: "Subtitle", name: "Subtitle", size: 14, bold: true, align: "center", spacing: 108, keep: true},
	{id: "KemTheo", name: "Kèm theo", size: 14, italic: true, align: "center", spacing: 108, keep: true},
	{id: "KinhGui", name: "Kính gửi", size: 14, align: "left", spacing: lineSpacing, keep: true},
	{id: "CoQuan", name: "Cơ quan", size: 13, align: "center", spacing: 100, keep: true},
	{id: "QuocHieu", name: "Quốc hiệu", size: 13, bold: true, align: "center", spacing: 100, keep: true},
	{id: "TieuNgu", name: "Tiêu ngữ", size: 14, bold: true, align: "center", spacing: 100, keep: true},
	{id: "SoKyHieu", name: "Số, ký hiệu", size: 13, align: "center", spacing: 100, keep: true},
	{id: "DiaDanh", name: "Địa danh, ngày tháng", size: 14, italic: true, align: "center", spacing: 100, keep: true},
	{id: "NoiNhan", name: "Nơi nhận", size: 11, align: "left", spacing: tableLines},
	{id: "Signature", name: "Signature", size: 14, bold: true, align: "center", spacing: 100, keep: true},
	{id: "HuongDan", name: "Hướng dẫn ký", size: 13, italic: true, align: "center", spacing: 100, keep: true},
	{id: "OBang", name: "Ô bảng", size: 12, align: "left", spacing: tableLines},
	{id: "DauBang", name: "Đầu bảng", size: 12, bold: true, align: "center", spacing: tableLines, keep: true},
	{id: "Header", name: "header", size: 14, align: "left", spacing: 100},
}

func styleOf(id string) *style {
	for i := range styles {
		if styles[i].id == id {
			return &styles[i]
		}
	}
	return &styles[0]
}

// fonts names the face in all four slots, so that no letter of Vietnamese falls to
// another.
const fonts = `<w:rFonts w:ascii="` + typeface + `" w:hAnsi="` + typeface + `" w:eastAsia="` + typeface + `" w:cs="` + typeface + `"/>`

// styleSheet writes the part of the styles.
func styleSheet() string {
	var b strings.Builder
	b.WriteString(`<w:styles` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr>` + fonts +
		`<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`)
	for i := range styles {
		styles[i].write(&b)
	}
	b.WriteString(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	b.WriteString(`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
	}
	fmt.Fprintf(&b, `</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="%d" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`, cellMargin, cellMargin)
	return b.String()
}

func (s *style) write(b *strings.Builder) {
	b.WriteString(`<w:style w:type="paragraph"`)
	if s.id == "Normal" {
		b.WriteString(` w:default="1"`)
	} else if s.name != strings.ToLower(s.name) && s.base == "" && s.id != "Title" && s.id != "Subtitle" && s.id != "Signature" && s.id != "BodyText" {
		b.WriteString(` w:customStyle="1"`)
	}
	fmt.Fprintf(b, ` w:styleId="%s"><w:name w:val="%s"/>`, s.id, s.name)
	if base := s.base; base != "" {
		fmt.Fprintf(b, `<w:basedOn w:val="%s"/>`, base)
	} else if s.id != "Normal" {
		b.WriteString(`<w:basedOn w:val="Normal"/>`)
	}
	if s.level > 0 {
		b.WriteString(`<w:next w:val="BodyText"/>`)
	}
	b.WriteString(`<w:qFormat/><w:pPr>`)
	if s.keep {
		b.WriteString(`<w:keepNext/>`)
	}
	fmt.Fprintf(b, `<w:spacing w:before="%d" w:line="%d" w:lineRule="auto"/>`, s.before, 240*s.spacing/100)
	if s.indent > 0 {
		fmt.Fprintf(b, `<w:ind w:firstLine="%d"/>`, s.indent)
	}
	fmt.Fprintf(b, `<w:jc w:val="%s"/>`, s.align)
	if s.level > 0 {
		fmt.Fprintf(b, `<w:outlineLvl w:val="%d"/>`, s.level-1)
	}
	b.WriteString(`</w:pPr><w:rPr>`)
	if s.bold {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	if s.italic {
		b.WriteString(`<w:i/><w:iCs/>`)
	}
	fmt.Fprintf(b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, 2*s.size, 2*s.size)
}
