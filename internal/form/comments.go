package form

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// noteTitle begins what we write into a note, so that the next return knows it.
const noteTitle = "KẾT QUẢ KIỂM TRA"

// noteGone stands where a note of a former return has nothing more to say.
const noteGone = noteTitle + "\nLần này không còn ý kiến ở ô này."

// noteAuthor signs notes that are wholly ours.
const noteAuthor = "thidua"

// annotateCells puts texts into notes on cells. A sheet that has notes already is
// changed in the bytes of its parts: excelize reads only the shapes that it wrote
// itself, and a note of the unit's own must keep its text, its author and its box.
func annotateCells(f *excelize.File, sheet string, cells []string, texts map[string]string) error {
	p, err := findNotes(f, sheet)
	if err != nil {
		return err
	}
	if p.comments == "" || p.shapes == "" {
		for _, at := range cells {
			if err := addNote(f, sheet, at, noteAuthor, texts[at]); err != nil {
				return err
			}
		}
		return nil
	}
	comments, added, err := mergeComments(part(f, p.comments), cells, texts)
	if err != nil {
		return fmt.Errorf("%s: %w", p.comments, err)
	}
	shapes, err := addShapes(part(f, p.shapes), added)
	if err != nil {
		return fmt.Errorf("%s: %w", p.shapes, err)
	}
	f.Pkg.Store(p.comments, comments)
	f.Pkg.Store(p.shapes, shapes)
	return nil
}

// notesParts are the parts of a package that hold a sheet's notes and their boxes.
type notesParts struct{ comments, shapes string }

type relations struct {
	Relations []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

func findNotes(f *excelize.File, sheet string) (notesParts, error) {
	var book struct {
		Sheets []struct {
			Name string     `xml:"name,attr"`
			Attr []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal(part(f, "xl/workbook.xml"), &book); err != nil {
		return notesParts{}, err
	}
	id := ""
	for _, s := range book.Sheets {
		for _, a := range s.Attr {
			if s.Name == sheet && a.Name.Local == "id" {
				id = a.Value
			}
		}
	}
	of := ""
	if err := eachRelation(f, "xl/workbook.xml", func(relation, _, target string) {
		if relation == id {
			of = target
		}
	}); err != nil || of == "" {
		return notesParts{}, err
	}
	var p notesParts
	err := eachRelation(f, of, func(_, kind, target string) {
		switch path.Base(kind) {
		case "comments":
			p.comments = target
		case "vmlDrawing":
			p.shapes = target
		}
	})
	if part(f, p.comments) == nil || part(f, p.shapes) == nil {
		return notesParts{}, err
	}
	return p, err
}

// eachRelation calls back for each part that a part refers to.
func eachRelation(f *excelize.File, of string, call func(id, kind, target string)) error {
	dir, base := path.Split(of)
	data := part(f, dir+"_rels/"+base+".rels")
	if data == nil {
		return nil
	}
	var r relations
	if err := xml.Unmarshal(data, &r); err != nil {
		return err
	}
	for _, x := range r.Relations {
		target := strings.ReplaceAll(x.Target, `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = "/" + dir + target
		}
		call(x.ID, x.Type, strings.TrimPrefix(path.Clean(target), "/"))
	}
	return nil
}

// part gives the bytes of a part of the package, nil where there is none.
func part(f *excelize.File, name string) []byte {
	if v, ok := f.Pkg.Load(name); ok {
		data, _ := v.([]byte)
		return data
	}
	return nil
}

// A comment as it stands in the bytes of its part.
type commentAt struct {
	ref        string
	start, end int // of what is between <text> and </text>
}

var errNoList = errors.New("not a list of comments")

// mergeComments puts texts behind what notes say already, and adds notes on the other
// cells, whose addresses it gives. What a former return wrote is taken out first.
func mergeComments(data []byte, cells []string, texts map[string]string) (merged []byte, added []string, err error) {
	found, prefix, authors, list, err := scanComments(data)
	if err != nil {
		return nil, nil, err
	}
	var out bytes.Buffer
	at := 0
	copyTo := func(offset int) { out.Write(data[at:offset]); at = offset }
	// A new author goes last: the others keep their numbers.
	copyTo(authors.end)
	writeElement(&out, prefix, "author", noteAuthor)
	seen := map[string]bool{}
	for _, c := range found {
		seen[c.ref] = true
		copyTo(c.start)
		inside := data[c.start:c.end]
		own := bytes.Index(inside, []byte(noteTitle))
		text, wrong := texts[c.ref]
		if own >= 0 {
			inside = cutOwn(inside, own)
			if !wrong {
				text, wrong = noteGone, len(bytes.TrimSpace(plainText(inside))) == 0
			}
		}
		out.Write(inside)
		at = c.end
		if wrong {
			if len(bytes.TrimSpace(plainText(inside))) > 0 {
				text = "\n" + text
			}
			writeRun(&out, prefix, text)
		}
	}
	copyTo(list)
	for _, ref := range cells {
		if seen[ref] {
			continue
		}
		added = append(added, ref)
		fmt.Fprintf(&out, `<%scomment ref="%s" authorId="%d"><%stext>`, prefix, ref, authors.count, prefix)
		writeRun(&out, prefix, texts[ref])
		fmt.Fprintf(&out, `</%stext></%scomment>`, prefix, prefix)
	}
	copyTo(len(data))
	return out.Bytes(), added, nil
}

// authorList says where the list of authors ends and how many it holds.
type authorList struct{ end, count int }

// scanComments finds the comments, the authors and the end of the list in the bytes.
func scanComments(data []byte) (found []commentAt, prefix string, authors authorList, list int, err error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var current commentAt
	list = -1
	for {
		before := int(d.InputOffset())
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, "", authors, 0, err
		}
		after := int(d.InputOffset())
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "comments":
				if t.Name.Space != "" {
					prefix = t.Name.Space + ":"
				}
			case "author":
				authors.count++
			case "comment":
				current = commentAt{}
				for _, a := range t.Attr {
					if a.Name.Local == "ref" {
						current.ref = a.Value
					}
				}
			case "text":
				current.start = after
			}
		case xml.EndElement:
			closing := bytes.HasPrefix(data[before:], []byte("</"))
			switch t.Name.Local {
			case "authors":
				authors.end = before
			case "text":
				current.end = before
				if closing {
					found = append(found, current)
				}
			case "commentList":
				if closing {
					list = before
				}
			}
		}
	}
	if list < 0 || authors.end == 0 || !bytes.HasPrefix(data[authors.end:], []byte("</")) {
		return nil, "", authors, 0, errNoList
	}
	return found, prefix, authors, list, nil
}

// cutOwn takes what a former return wrote out of a note: from its title to the end of
// the text. The run in which the title stands is closed again.
func cutOwn(inside []byte, own int) []byte {
	rest := inside[own:]
	i := bytes.IndexByte(rest, '<')
	if i < 0 {
		return inside[:own]
	}
	rest = rest[i:]
	end := closeRun.FindIndex(rest)
	if end == nil {
		end = closeText.FindIndex(rest)
	}
	if end == nil {
		return inside[:own]
	}
	return slices.Concat(bytes.TrimRight(inside[:own], "\n"), rest[:end[1]])
}

var (
	closeRun  = regexp.MustCompile(`^</(\w+:)?t>\s*</(\w+:)?r>`)
	closeText = regexp.MustCompile(`^</(\w+:)?t>`)
	tag       = regexp.MustCompile(`<[^>]*>`)
)

func plainText(inside []byte) []byte { return tag.ReplaceAll(inside, nil) }

func writeElement(out *bytes.Buffer, prefix, name, text string) {
	fmt.Fprintf(out, "<%s%s>", prefix, name)
	_ = xml.EscapeText(out, []byte(text)) // a buffer takes everything
	fmt.Fprintf(out, "</%s%s>", prefix, name)
}

func writeRun(out *bytes.Buffer, prefix, text string) {
	fmt.Fprintf(out, `<%[1]sr><%[1]srPr><%[1]ssz val="11"/><%[1]srFont val="%[2]s"/><%[1]sfamily val="1"/></%[1]srPr><%[1]st xml:space="preserve">`, prefix, face)
	// xml.EscapeText would write a line break as a reference; a plain one is what Excel
	// itself writes.
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		_ = xml.EscapeText(out, []byte(line))
	}
	fmt.Fprintf(out, `</%[1]st></%[1]sr>`, prefix)
}

var (
	shapeNumber = regexp.MustCompile(`_x0000_s(\d+)`)
	errNoShapes = errors.New("not a drawing of notes")
)

// addShapes adds the boxes of new notes to a drawing.
func addShapes(data []byte, cells []string) ([]byte, error) {
	end := bytes.LastIndex(data, []byte("</xml>"))
	if end < 0 {
		return nil, errNoShapes
	}
	number := 1024
	for _, m := range shapeNumber.FindAllSubmatch(data, -1) {
		if n, err := strconv.Atoi(string(m[1])); err == nil {
			number = max(number, n)
		}
	}
	var out bytes.Buffer
	out.Write(data[:end])
	for _, at := range cells {
		col, row, err := excelize.CellNameToCoordinates(at)
		if err != nil {
			return nil, err
		}
		number++
		fmt.Fprintf(&out, `<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"`+
			` id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:120pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
			`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>`+
			`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 15, %d, 2, %d, 15, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
			number, col, max(0, row-2), col+4, row+6, row-1, col-1)
	}
	out.Write(data[end:])
	return out.Bytes(), nil
}
