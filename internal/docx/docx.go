// Package docx writes a paper as a Word file that the office can go on editing: real
// styles, tables with repeated headers, page numbers as fields, no text boxes.
//
// Sizes and distances are those of Decree 30 (Nghị định 30/2020/NĐ-CP, annex I), the
// same as on the pages of the PDF; where lines and pages end is Word's to say. A chart
// becomes its table.
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"thidua/internal/paper"
	"thidua/internal/zipfile"
)

// Options say what a file is made of besides its paper.
type Options struct {
	Created time.Time // for the document's properties
}

// Write writes a paper. The same paper and options give the same bytes.
func Write(w io.Writer, p *paper.Paper, o Options) error {
	if p.Len() == 0 {
		return fmt.Errorf("docx: paper %q has no section", p.Name)
	}
	b := &body{paper: p, part: zipfile.NewPart("word/document.xml", zip.Deflate)}
	b.out.WriteString(xmlHead + `<w:document` + spaces + drawings + `><w:body>`)
	i := 0
	for s := range p.All() {
		i++
		if err := b.section(s, i == p.Len()); err != nil {
			return fmt.Errorf("docx: paper %q: %w", p.Name, err)
		}
	}
	b.out.WriteString(`</w:body></w:document>`)
	if err := b.write(w, o); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

// write writes the zip file.
func (b *body) write(w io.Writer, o Options) error {
	if _, err := b.out.WriteTo(b.part); err != nil {
		return err
	}
	var out bytes.Buffer
	z := zipfile.NewWriter(&out)
	for _, one := range b.parts(o) {
		p := b.part
		if one.name != p.Name {
			p = zipfile.NewPart(one.name, zip.Deflate)
			if _, err := p.Write(one.data); err != nil {
				return err
			}
		}
		if err := p.Put(z); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

// A part is a file within the zip.
type part struct {
	name string
	data []byte
}

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaces   = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	drawings = ` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	office   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packaged = "http://schemas.openxmlformats.org/package/2006/"
	wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// The headers of pages, by their relations: with and without a page number.
const (
	numberedHeader = "rId4"
	plainHeader    = "rId5"
)

// parts gives the files of the zip, in the order in which readers look for them.
func (b *body) parts(o Options) []part {
	types := `<Default Extension="rels" ContentType="` + packagedType("relationships") + `"/><Default Extension="xml" ContentType="application/xml"/>`
	relations := ""
	for i, name := range []string{"styles", "settings", "fontTable", "header1", "header2"} {
		kind := strings.TrimRight(name, "12")
		types += `<Override PartName="/word/` + name + `.xml" ContentType="` + wordType + kind + `+xml"/>`
		relations += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s%s" Target="%s.xml"/>`, i+1, office, kind, name)
	}
	types += `<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="` + packagedType("core-properties") + `"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
		`<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>`
	for i, m := range b.media {
		relations += fmt.Sprintf(`<Relationship Id="image%d" Type="%simage" Target="media/%s"/>`, i+1, office, m.name)
	}
	text := func(name, s string) part { return part{name, []byte(xmlHead + s)} }
	out := []part{
		text("[Content_Types].xml", `<Types xmlns="`+packaged+`content-types">`+types+`</Types>`),
		text("_rels/.rels", `<Relationships xmlns="`+packaged+`relationships">`+
			`<Relationship Id="rId1" Type="`+office+`officeDocument" Target="word/document.xml"/>`+
			`<Relationship Id="rId2" Type="`+packaged+`relationships/metadata/core-properties" Target="docProps/core.xml"/>`+
			`<Relationship Id="rId3" Type="`+office+`extended-properties" Target="docProps/app.xml"/></Relationships>`),
		text("word/_rels/document.xml.rels", `<Relationships xmlns="`+packaged+`relationships">`+relations+`</Relationships>`),
		{name: b.part.Name}, // which is written already
		text("word/styles.xml", styleSheet()),
		text("word/settings.xml", `<w:settings`+spaces+`><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>`+
			`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>`),
		text("word/fontTable.xml", `<w:fonts`+spaces+`><w:font w:name="`+typeface+`"><w:panose1 w:val="02020603050405020304"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`),
		text("word/header1.xml", b.header(true)),
		text("word/header2.xml", b.header(false)),
		text("docProps/core.xml", `<cp:coreProperties xmlns:cp="`+packaged+`metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+
			`<dc:title>`+escape(b.paper.Title)+`</dc:title><dc:creator>`+escape(b.paper.Author)+`</dc:creator><dc:language>vi-VN</dc:language>`+
			`<dcterms:created xsi:type="dcterms:W3CDTF">`+o.Created.UTC().Format(time.RFC3339)+`</dcterms:created>`+
			`<dcterms:modified xsi:type="dcterms:W3CDTF">`+o.Created.UTC().Format(time.RFC3339)+`</dcterms:modified></cp:coreProperties>`),
		text("docProps/app.xml", `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>thidua</Application></Properties>`),
	}
	for _, m := range b.media {
		out = append(out, part{"word/media/" + m.name, m.data})
	}
	return out
}

func packagedType(name string) string {
	return "application/vnd.openxmlformats-package." + name + "+xml"
}

const draftMark = "DỰ THẢO"

// header writes what stands in the top margin: the page's number in its middle
// (element 14), and for a draft the mark at its left; the right end is the place of an
// electronic signature's line.
func (b *body) header(numbered bool) string {
	middle := twips(width-left-right) / 2
	s := fmt.Sprintf(`<w:hdr%s><w:p><w:pPr><w:pStyle w:val="Header"/><w:tabs><w:tab w:val="center" w:pos="%d"/></w:tabs></w:pPr>`, spaces, middle)
	if b.landscape() {
		// Sections of both kinds share a header: the number is centred by itself.
		s = `<w:hdr` + spaces + `><w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="center"/></w:pPr>`
	}
	if b.paper.Draft {
		s += `<w:r><w:rPr><w:b/><w:color w:val="808080"/></w:rPr><w:t xml:space="preserve">` + draftMark + `  </w:t></w:r>`
	}
	if numbered {
		if !b.landscape() {
			s += `<w:r><w:tab/></w:r>`
		}
		s += `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
			`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	return s + `</w:p></w:hdr>`
}

func (b *body) landscape() bool {
	for s := range b.paper.All() {
		if s.Landscape {
			return true
		}
	}
	return false
}

// escape writes a text as XML; what XML can't hold becomes U+FFFD.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
