package evidence

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/paper"
)

var update = flag.Bool("update", false, "write the golden parts again")

// wordFile makes a Word file of a body and of other parts by name, as Word lays them out.
func wordFile(t *testing.T, body string, parts map[string]string) []byte {
	t.Helper()
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	const spaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="urn:m" xmlns:mc="urn:mc" xmlns:wp="urn:wp" xmlns:pic="urn:pic" xmlns:wps="urn:wps" xmlns:v="urn:v"`
	relations := `<Relationships>`
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	write := func(name, text string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []struct{ name, kind string }{
		{"styles", "styles"}, {"numbering", "numbering"}, {"footnotes", "footnotes"}, {"comments", "comments"}, {"header1", "header"},
	} {
		if text, ok := parts[p.name]; ok {
			relations += fmt.Sprintf(`<Relationship Id="r%s" Type="http://x/relationships/%s" Target="%s.xml"/>`, p.name, p.kind, p.name)
			write("word/"+p.name+".xml", head+"<w:root"+spaces+">"+text+"</w:root>")
		}
	}
	write("_rels/.rels", head+`<Relationships><Relationship Id="r1" Type="http://x/relationships/officeDocument" Target="word/document.xml"/></Relationships>`)
	write("word/_rels/document.xml.rels", head+relations+`</Relationships>`)
	write("word/document.xml", head+"<w:document"+spaces+"><w:body>"+body+"</w:body></w:document>")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const dossier = nomination.ID("VHXH/CN01")

// attached makes a case of one nominee with attached reports.
func attached(files ...string) *nomination.Case {
	at := nomination.Row{Sheet: &nomination.Sheet{File: "VHXH-2026.xlsx", Name: nomination.SheetAttachments, Index: 7, HeadRow: 1, Columns: map[string]int{nomination.HeadFile: 3}}, Number: 2}
	s := &nomination.Submission{Unit: "VHXH", UnitName: "Phòng Văn hóa - Xã hội", Period: "2026"}
	for _, f := range files {
		s.Attachments = append(s.Attachments, &nomination.Attachment{Row: at, Nominee: dossier, Kind: nomination.AttachedReport, File: f})
	}
	return &nomination.Case{Submissions: []*nomination.Submission{s}}
}

func readBytes(data []byte, o Options) (Reports, []finding.Finding) {
	o.Period = "2026"
	return Read(fstest.MapFS{"data/dinh-kem/VHXH/bao-cao.docx": {Data: data}}, attached("VHXH/bao-cao.docx"), o)
}

// outline writes blocks and findings as text.
func outline(blocks []paper.Block, found []finding.Finding) string {
	var b strings.Builder
	roles := map[paper.Role]string{
		paper.Body: "p", paper.Heading2: "h2", paper.Heading3: "h3", paper.Centred: "centre", paper.PlainRight: "right", paper.Plain: "plain",
	}
	text := func(p paper.Paragraph) string {
		s := ""
		for _, r := range p.Runs {
			mark := ""
			for _, m := range []struct {
				on   bool
				sign string
			}{{r.Bold, "*"}, {r.Italic, "/"}, {r.Underline, "_"}} {
				if m.on {
					mark += m.sign
				}
			}
			s += mark + r.Text + mark
		}
		return strings.NewReplacer("\u00a0", "~", "\n", "⏎").Replace(s)
	}
	row := func(kind string, r paper.Row) {
		fmt.Fprintf(&b, "  %s", kind)
		for _, c := range r.Cells {
			b.WriteString(" |")
			if c.Span > 1 {
				fmt.Fprintf(&b, "↔%d", c.Span)
			}
			if c.RowSpan > 1 {
				fmt.Fprintf(&b, "↕%d", c.RowSpan)
			}
			if c.HasAlign {
				fmt.Fprintf(&b, "(%d)", c.Align)
			}
			for i, p := range c.Paragraphs {
				if i > 0 {
					b.WriteString(" ¶")
				}
				b.WriteString(" " + text(p))
			}
		}
		b.WriteByte('\n')
	}
	for _, block := range blocks {
		switch v := block.(type) {
		case paper.Paragraph:
			fmt.Fprintf(&b, "%s %s\n", roles[v.Role], text(v))
		case paper.Table:
			b.WriteString("table")
			for _, c := range v.Columns {
				fmt.Fprintf(&b, " %d", c.Width)
			}
			b.WriteByte('\n')
			for _, r := range v.Header {
				row("head", r)
			}
			for _, r := range v.Rows {
				row("row", r)
			}
		}
	}
	for _, f := range found {
		fmt.Fprintf(&b, "%s %s %s %s\n\tsửa: %s\n", f.Code, f.Severity, f.Place.Cell(), f.Message, f.Fix)
	}
	return b.String()
}

// TestRead holds what Word files give against the golden parts of testdata.
func TestRead(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			want := -1
			for i, f := range a.Files {
				parts[f.Name] = string(f.Data)
				if f.Name == "want" {
					want = i
				}
			}
			o := Options{AcceptEncoding: strings.Contains(string(a.Comment), "accept"), Printable: func(r rune) bool { return r != '★' }}
			r, found := readBytes(wordFile(t, parts["body"], parts), o)
			got := outline(r.Text[dossier], found)
			if *update {
				a.Files[want].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if w := string(a.Files[want].Data); got != w {
				t.Errorf("got:\n%s\nwant:\n%s", got, w)
			}
		})
	}
}

// TestUnreadable gives files that are no reports: each is one error that says why, and
// no blocks.
func TestUnreadable(t *testing.T) {
	good := wordFile(t, `<w:p><w:r><w:t>Nội dung</w:t></w:r></w:p>`, nil)
	if r, found := readBytes(good, Options{}); len(r.Text[dossier]) != 1 || len(found) != 0 {
		t.Fatalf("the good file: %v", found)
	}
	sheet := func() []byte {
		var buf bytes.Buffer
		z := zip.NewWriter(&buf)
		w, err := z.Create("xl/workbook.xml")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("<workbook/>")); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}()
	deep := wordFile(t, strings.Repeat("<w:sdt><w:sdtContent>", 2*deepest)+strings.Repeat("</w:sdtContent></w:sdt>", 2*deepest), nil)
	long := wordFile(t, `<w:p><w:r><w:t>`+strings.Repeat("a", 5000)+`</w:t></w:r></w:p>`, nil)
	for _, tt := range []struct {
		name string
		data []byte
		o    Options
		want string
	}{
		{"cut off", good[:len(good)/2], Options{}, "bị hỏng"},
		{"no zip", []byte("PK\x03\x04abc"), Options{}, "bị hỏng"},
		{"workbook", sheet, Options{}, "không phải văn bản Word"},
		{"unclosed", wordFile(t, `<w:p><w:r>`, nil), Options{}, "bị hỏng"},
		{"deep", deep, Options{}, "bị hỏng"},
		{"big file", good, Options{Limits: Limits{FileSize: 10}}, "lớn hơn 0 MB"},
		{"bomb", long, Options{Limits: Limits{Unpacked: 4000}}, "bung ra lớn hơn"},
		{"big part", long, Options{Limits: Limits{Part: 4000}}, "phần chữ lớn hơn"},
		{"pictures only", wordFile(t, `<w:p><w:r><w:drawing/></w:r></w:p>`, nil), Options{}, "không có chữ nào"},
		{"empty", wordFile(t, ``, nil), Options{}, "không có chữ nào"},
	} {
		r, found := readBytes(tt.data, tt.o)
		if r.Text[dossier] != nil || len(found) == 0 {
			t.Errorf("%s: %v", tt.name, found)
			continue
		}
		f := found[len(found)-1]
		if f.Code != finding.BadAttachment || f.Severity != finding.Error || f.Nominee != string(dossier) || f.Place.Cell() != "C2" || f.Unit == "" || !strings.Contains(f.Message, tt.want) {
			t.Errorf("%s: %+v, want %q", tt.name, f, tt.want)
		}
	}
}

// TestBesideOtherFiles holds what is said where a report is a PDF, or stands beside
// one, or beside columns.
func TestBesideOtherFiles(t *testing.T) {
	word := wordFile(t, `<w:p><w:r><w:t>Nội dung</w:t></w:r></w:p>`, nil)
	fsys := fstest.MapFS{"data/dinh-kem/a.docx": {Data: word}, "data/dinh-kem/b.docx": {Data: word}, "data/dinh-kem/a.pdf": {Data: onePage("", "0 0 9 9 re f")}}
	person := &nomination.Individual{Nominee: nomination.Nominee{ID: dossier}, Achievements: "chữ ở cột"}
	for _, tt := range []struct {
		name   string
		files  []string
		blocks int
		asIs   string
		want   string
	}{
		{"pdf", []string{"a.pdf"}, 0, "a.pdf", "note: Báo cáo thành tích \"a.pdf\" được đưa vào hồ sơ nguyên như đơn vị gửi, không lập từ các cột."},
		{"two parts", []string{"a.docx", "b.docx"}, 2, "", "note: Mục II của báo cáo lấy từ tệp Word kèm theo; chữ ở cột Thành tích cá nhân không in vào báo cáo."},
		{"word and pdf", []string{"a.docx", "a.pdf"}, 1, "", "note: Hồ sơ có cả báo cáo bằng Word; văn bản lập theo tệp Word, tệp \"a.pdf\" không dùng.\nnote: Mục II của báo cáo lấy từ tệp Word kèm theo; chữ ở cột Thành tích cá nhân không in vào báo cáo."},
		{"none", nil, 0, "", ""},
	} {
		c := attached(tt.files...)
		c.Submissions[0].Individuals = []*nomination.Individual{person}
		r, found := Read(fsys, c, Options{Period: "2026"})
		var got []string
		for _, f := range found {
			got = append(got, f.Severity.String()+": "+f.Message)
		}
		if s := strings.Join(got, "\n"); s != tt.want || len(r.Text[dossier]) != tt.blocks || strings.Join(r.AsIs[dossier], " ") != tt.asIs {
			t.Errorf("%s: %d blocks, as is %q, said:\n%s", tt.name, len(r.Text[dossier]), r.AsIs[dossier], s)
		}
		if r, found := Read(fsys, c, Options{Period: "2027"}); len(r.Text)+len(r.AsIs)+len(found) != 0 {
			t.Errorf("%s: read for another period", tt.name)
		}
	}
}

// FuzzBody holds that no body panics, and that none is passed over in silence.
func FuzzBody(f *testing.F) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range a.Files {
			if part.Name == "body" {
				f.Add(string(part.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, body string) {
		r, found := readBytes(wordFile(t, body, nil), Options{})
		if len(r.Text[dossier]) == 0 && len(found) == 0 {
			t.Error("nothing taken and nothing said")
		}
	})
}
