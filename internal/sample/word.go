package sample

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"thidua/internal/nomination"
)

//go:embed reports/*.txt
var reports embed.FS

// attachments gives the files that units attached: reports written in Word. The name of
// a text says whose: VHXH-bao-cao-cn01.txt is VHXH/bao-cao-cn01.docx.
func attachments() ([]File, error) {
	names, err := fs.Glob(reports, "reports/*.txt")
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	var files []File
	for _, name := range names {
		text, err := reports.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("sample: %w", err)
		}
		unit, rest, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".txt"), "-")
		data, err := encodeWord(string(text))
		if err != nil {
			return nil, fmt.Errorf("sample: %s: %w", name, err)
		}
		files = append(files, File{Path: path.Join(nomination.AttachedFolder, unit, rest+".docx"), Data: data})
	}
	return files, nil
}

// encodeWord writes a report as Word does, its headings and lists numbered by Word and
// not in the text:
//
//	# a heading
//	a paragraph with **bold** words
//	- an item of a list
//	| a row | of a table, | the first one its head |
func encodeWord(text string) ([]byte, error) {
	var body strings.Builder
	var rows []string
	table := func() {
		if rows != nil {
			wordTable(&body, rows)
			rows = nil
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "|") {
			rows = append(rows, line)
			continue
		}
		table()
		if heading, ok := strings.CutPrefix(line, "# "); ok {
			wordParagraph(&body, `<w:pStyle w:val="Heading1"/>`, heading)
		} else if item, ok := strings.CutPrefix(line, "- "); ok {
			wordParagraph(&body, `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr><w:jc w:val="both"/>`, item)
		} else {
			wordParagraph(&body, `<w:ind w:firstLine="720"/><w:jc w:val="both"/>`, line)
		}
	}
	table()
	return wordFile(body.String())
}

// wordParagraph writes a paragraph; what stands between double asterisks is bold.
func wordParagraph(b *strings.Builder, properties, text string) {
	b.WriteString("<w:p><w:pPr>" + properties + "</w:pPr>")
	for i, part := range strings.Split(text, "**") {
		if part == "" {
			continue
		}
		b.WriteString("<w:r>")
		if i%2 == 1 {
			b.WriteString("<w:rPr><w:b/></w:rPr>")
		}
		b.WriteString(`<w:t xml:space="preserve">`)
		_ = xml.EscapeText(b, []byte(part)) // a Builder never fails
		b.WriteString("</w:t></w:r>")
	}
	b.WriteString("</w:p>")
}

// wordTable writes rows of cells parted by bars: the first column wide, the others
// figures.
func wordTable(b *strings.Builder, rows []string) {
	const first, other = 5400, 1900 // twentieths of a point
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:jc w:val="center"/></w:tblPr><w:tblGrid>`)
	for i := range cellsOf(rows[0]) {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, map[bool]int{true: first, false: other}[i == 0])
	}
	b.WriteString("</w:tblGrid>")
	for i, r := range rows {
		b.WriteString("<w:tr>")
		if i == 0 {
			b.WriteString("<w:trPr><w:tblHeader/></w:trPr>")
		}
		for j, cell := range cellsOf(r) {
			properties := `<w:jc w:val="center"/>`
			if i == 0 {
				cell = "**" + cell + "**"
			} else if j == 0 {
				properties = ""
			}
			b.WriteString("<w:tc>")
			wordParagraph(b, properties, cell)
			b.WriteString("</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	b.WriteString("</w:tbl>")
}

func cellsOf(row string) []string {
	cells := strings.Split(strings.Trim(row, "|"), "|")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

const (
	wordHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	officeRel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// wordFile packs a body with the parts that it needs, always in one order and time,
// not compressed: the bytes stay the same under a later Go.
func wordFile(body string) ([]byte, error) {
	parts := []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
			`<Override PartName="/word/numbering.xml" ContentType="` + wordType + `numbering+xml"/>` +
			`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + officeRel + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="` + officeRel + `styles" Target="styles.xml"/>` +
			`<Relationship Id="rId2" Type="` + officeRel + `numbering" Target="numbering.xml"/></Relationships>`},
		{"word/document.xml", `<w:document` + wordSpace + `><w:body>` + body +
			`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`},
		{"word/numbering.xml", `<w:numbering` + wordSpace + `>` +
			`<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1080" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>` +
			`<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1080" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>` +
			`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`},
		{"word/styles.xml", `<w:styles` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>` +
			`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:before="120"/></w:pPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
			`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>` +
			`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>` +
			`<w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/>` +
			`</w:tblBorders></w:tblPr></w:style></w:styles>`},
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{
			Name: p.name, Method: zip.Store, Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC), // the first day that zip knows
		})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(wordHead + p.text)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
