package compose

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"thidua/internal/finding"
	"thidua/internal/paper"
	"thidua/templates"
)

// overlay lays one file over the embedded templates.
func overlay(name, src string) fs.FS {
	return fstest.MapFS{name: &fstest.MapFile{Data: []byte(src)}}
}

// withBody puts a text into a letter whose body begins on line 3, column 1.
func withBody(body string) string {
	return "<section>\n<p>Kính trình.</p>\n" + body + "\n</section>\n"
}

// TestEmbeddedTemplates holds our own templates against the rules for the office's,
// which Load trusts them to keep.
func TestEmbeddedTemplates(t *testing.T) {
	for _, file := range Names() {
		src, err := fs.ReadFile(templates.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		if _, problems := prepare(file, string(src), kinds[file]); len(problems) > 0 {
			t.Error(asFindings(file, problems))
		}
	}
}

func TestTemplateFaults(t *testing.T) {
	for _, c := range []struct {
		name, body string
		cell       string
		message    string // part of it
		expected   string
	}{
		{"unclosed tag", "<p>Một <b>hai</p>", "3:8", "Thẻ <b> mở ở đây chưa đóng trước </p>", "</b>"},
		{"unclosed at the end", "<p>Một", "3:1", "Thẻ <p> mở ở đây chưa đóng trước </section>", "</p>"},
		{"stray end tag", "<p>Một</i></p>", "3:7", "Thẻ đóng </i> không có thẻ mở", "</p>"},
		{"unknown element", "<quochieu></quochieu>", "3:1", "thẻ <quochieu> không dùng được", "quoc-hieu"},
		{"unknown element after Vietnamese", "<p>Ủy ban <font>x</font></p>", "3:11", "thẻ <font>", ""},
		{"element in the wrong place", "<noi>Như trên</noi>", "3:1", "Thẻ <noi> không đặt được trong <section>", "quoc-hieu, tieu-de, kinh-gui, can-cu, p, h1, h2, h3, table, bieu-do, bao-cao-kem-theo, cuoi-van-ban, chu-ky, dat, hinh, cac-cot, giu-lien, khoang-cach, sang-trang"},
		{"unknown attribute", `<p kiu="giua">x</p>`, "3:4", "Thẻ <p> không có thuộc tính kiu", "kieu"},
		{"style is no attribute", `<p style="color:red">x</p>`, "3:4", "không có thuộc tính style", ""},
		{"attribute's value", `<p kieu="giữa">x</p>`, "3:4", "Giá trị “giữa” không dùng được cho thuộc tính kieu", "loi-van, giua, giua-dam, trai, phai, ghi-chu"},
		{"attribute twice", `<p kieu="giua" kieu="trai">x</p>`, "3:16", "viết hai lần", ""},
		{"attribute missing", `<tieu-de><ten-loai>TỜ TRÌNH</ten-loai></tieu-de>`, "3:1", "thiếu thuộc tính muc-luc", `muc-luc="…"`},
		{"unquoted attribute", `<p kieu=giua>x</p>`, "3:1", "trong dấu nháy kép", ""},
		{"HTML's br", "<p>a<br>b</p>", "3:5", "Thẻ <br> phải tự đóng", "<br/>"},
		{"text in br", "<p>a<br>b</br></p>", "3:5", "Thẻ <br> phải tự đóng", "<br/>"},
		{"bare ampersand", "<p>a & b</p>", "3:6", "Dấu & đứng một mình", ""},
		{"bare less-than", "<p>a < b</p>", "3:6", "Dấu < đứng một mình", ""},
		{"text outside elements", "Xin chào", "3:1", "Thẻ <section> không chứa chữ", ""},
		{"printing outside elements", "  {{.Body}}", "3:3", "Thẻ <section> không chứa chữ", ""},
		{"text among cells", `<table><cot rong="100"/><tbody><tr>x<td>y</td></tr></tbody></table>`, "3:36", "Thẻ <tr> không chứa chữ", "th, td"},
		{"text beside paragraphs", `<table><cot rong="100"/><tbody><tr><td>y<p>z</p></td></tr></tbody></table>`, "3:49", "cả chữ nằm trong <p> và chữ nằm ngoài <p>", ""},
		{"instruction", `<?php echo ?>`, "3:1", "không dùng chỉ thị", ""},
		{"doctype", `<!DOCTYPE html>`, "3:1", "không dùng chỉ thị", ""},
		{"comment with dashes", `<!-- a -- b -->`, "3:1", "hai dấu gạch nối", ""},

		{"misspelt field", "<p>{{.Bdy}}</p>", "3:6", "không có mục .Bdy", ".Body"},
		{"misspelt field in a branch not taken", "<p>{{if .Minutes}}{{else}}{{.Awards}}{{end}}</p>", "3:29", "không có mục .Awards", ".Award"},
		{"misspelt field of an element", "{{range .Individuals}}<p>{{.Nam}}</p>{{end}}", "3:28", "không có mục .Nam", ".Name"},
		{"misspelt second field", "{{range .Individuals}}<p>{{.Born.Shorts}}</p>{{end}}", "3:33", "không có mục .Shorts", ".Short"},
		{"misspelt field of a variable", "{{range $i, $p := .Individuals}}<p>{{$p.Nam}}</p>{{end}}", "3:40", "không có mục .Nam", ".Name"},
		{"misspelt field from the top", "{{range .Individuals}}<p>{{$.Wards}}</p>{{end}}", "3:29", "không có mục .Wards", ".Ward"},
		{"misspelt argument", "{{range doan .Bodi}}<p>{{.}}</p>{{end}}", "3:14", "không có mục .Bodi", ".Body"},
		{"private field", "{{range .Individuals}}<p>{{.PersonalID}}</p>{{end}}", "3:28", "không có mục .PersonalID", ""},

		{"unknown function", "<p>{{hoaa .Body}}</p>", "3:4", "hàm hoaa không có", "hoa"},
		{"undefined variable", "<p>{{$x}}</p>", "3:4", "biến $x chưa đặt", ""},
		{"syntax of a command", "<p>{{.Body}} {{.Body )}}</p>", "3:14", "viết sai cú pháp", ""},
		{"command without end", "<p>{{.Body</p>", "3:4", "chưa có }}", "}}"},
		{"if without end", "{{if .Minutes}}<p>x</p>", "3:1", "Lệnh if chưa có lệnh end", "{{end}}"},
		{"end without if", "<p>x</p>{{end}}", "3:9", "không có lệnh if, range hay with nào", ""},
		{"if across a tag", `<p {{if .Minutes}}kieu="giua">x{{end}}</p>`, "3:32", "ở hai thẻ khác nhau", ""},
		{"tag across an if", "{{if .Minutes}}<p>{{end}}x</p>", "3:16", "Thẻ <p> mở trong một lệnh if", "</p>"},
		{"tag closed in an if", "<p>x{{if .Minutes}}</p>{{end}}", "3:20", "mở ngoài nhưng đóng trong", ""},
		{"another template", `{{template "x"}}`, "3:1", "không dùng lệnh template", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := Load(templates.FS, overlay("to-trinh.html", withBody(c.body)))
			if len(found) == 0 {
				t.Fatal("no finding")
			}
			f := found[0]
			if f.Code != finding.BadDefinition || f.Place.File != "templates/to-trinh.html" || f.Place.Cell() != c.cell {
				t.Errorf("%s at %s, want %s", f.Code, f.Place, c.cell)
			}
			if !strings.Contains(f.Message, c.message) {
				t.Errorf("message %q, want %q", f.Message, c.message)
			}
			if c.expected != "" && f.Expected != c.expected {
				t.Errorf("expected %q, want %q", f.Expected, c.expected)
			}
			if len(found) > 1 {
				t.Errorf("%d findings: %v", len(found), found)
			}
		})
	}
}

func TestTemplateFaultsAreAllReported(t *testing.T) {
	_, found := Load(templates.FS, overlay("to-trinh.html", withBody("<pp>x</pp>\n<p>{{.Bdy}} {{.Bodi}}</p>")))
	var cells []string
	for _, f := range found {
		cells = append(cells, f.Place.Cell())
	}
	if want := []string{"3:1", "4:6", "4:15"}; !slices.Equal(cells, want) {
		t.Errorf("findings at %v, want %v", cells, want)
	}
}

// TestFilledFaults holds faults that show only once data is there.
func TestFilledFaults(t *testing.T) {
	for _, c := range []struct{ name, body, cell, message string }{
		{"cells that don't fill the row", "<table>\n<cot rong=\"50\"/><cot rong=\"50\"/>\n<tbody><tr><td>{{.Body}}</td></tr></tbody></table>", "5:8", "Hàng này có 1 ô, bảng có 2 cột"},
		{"columns too wide", `<table><cot rong="60"/><cot rong="50"/></table>`, "3:1", "rộng tổng cộng 110 phần trăm"},
		{"no columns", "<p>{{.Body}}</p> <table></table>", "3:18", "chưa khai báo các cột"},
		{"value of an attribute", `<table><cot rong="100"/><tbody><tr><td so="{{.Body}}">x</td></tr></tbody></table>`, "3:36", "không dùng được cho thuộc tính so"},
		{"no signature", `<cuoi-van-ban><noi-nhan></noi-nhan></cuoi-van-ban>`, "3:1", "0 chỗ ký"},
		{"signature on no side", `<chu-ky><ky-ten></ky-ten></chu-ky>`, "3:9", "chưa nói đứng bên nào"},
		{"index past the end", "<p>a</p> <p>{{index .Bases 99}}</p>", "3:15", "không điền được dữ liệu"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, found := Load(templates.FS, overlay("to-trinh.html", withBody(c.body)))
			if len(found) > 0 {
				t.Fatal(found)
			}
			papers, _, found, err := set.Compose(annual().in)
			if err != nil || len(found) != 1 {
				t.Fatal(err, found)
			}
			if f := found[0]; f.Code != finding.BadDefinition || f.Place.Cell() != c.cell || !strings.Contains(f.Message, c.message) {
				t.Errorf("%s %q, want %s %q", f.Place, f.Message, c.cell, c.message)
			}
			if len(papers) != 6 || papers[0].Name != "02-danh-sach" {
				t.Errorf("%d papers besides the faulty one, want 6", len(papers))
			}
		})
	}
}

func TestOverlay(t *testing.T) {
	set, found := Load(templates.FS, overlay("to-trinh.html", "\ufeff<section>\r\n<p>Của {{.Body}}\r\nphường.</p></section>"))
	if len(found) > 0 {
		t.Fatal(found)
	}
	papers, _ := compose(t, set, annual().in)
	if got := papers[0].Sections[0].Blocks; len(got) != 1 || got[0].(paper.Paragraph).String() != "Của Ủy ban nhân dân phường Lê Thanh Nghị phường." {
		t.Errorf("letter %v", got)
	}
	if len(papers) != 7 {
		t.Errorf("%d papers, want 7", len(papers))
	}
}

func TestOverlayFiles(t *testing.T) {
	const unused, wrong = finding.UnknownHeading, finding.BadDefinition
	for _, c := range []struct {
		name, src string
		expected  string
		code      finding.Code // "" for no finding
	}{
		{"to-trinnh.html", "<section/>", "to-trinh.html", unused},
		{"to-trinh.html.txt", "<section/>", "to-trinh.html", unused},
		{"ghi-chu-cua-toi-ve-cac-mau.docx", "x", "", unused},
		{"to-trinh.html", "\xff\xfe<\x00", "", wrong},
		{"to-trinh.html", "", "", wrong},
		{"to-trinh.html", "\x00\x01\x02", "", wrong},
		{"~$trinh.html", "x", "", ""},
		{"templates.go", "package templates", "", ""},
		{"cu/to-trinh.html", "x", "", ""},
	} {
		_, found := Load(templates.FS, overlay(c.name, c.src))
		if c.code == "" {
			if len(found) > 0 {
				t.Errorf("%s %q: findings %v", c.name, c.src, found)
			}
			continue
		}
		if len(found) != 1 || found[0].Code != c.code || found[0].Place.File != "templates/"+c.name || found[0].Expected != c.expected {
			t.Errorf("%s %q: findings %v, want one %s", c.name, c.src, found, c.code)
			continue
		}
		if found[0].Blocks != (c.code == wrong) {
			t.Errorf("%s: blocks %t", c.name, found[0].Blocks)
		}
	}
}

// A locked is a folder that can't be read.
type locked struct{}

func (locked) Open(string) (fs.File, error) { return nil, errors.New("locked") }

func TestOverlayMissingOrLocked(t *testing.T) {
	if _, found := Load(templates.FS, fstest.MapFS{}); len(found) > 0 {
		t.Error(found)
	}
	if _, found := Load(templates.FS, nil); len(found) > 0 {
		t.Error(found)
	}
	if _, found := Load(templates.FS, locked{}); len(found) != 1 {
		t.Error(found)
	}
}

func FuzzTemplate(f *testing.F) {
	f.Add(withBody("<p>{{if .Award}}{{.Body}}{{end}}</p>"))
	f.Add(withBody(`<table><cot rong="5"/><tr><td so="{{.Number}}">&nbsp;</td></tr></table>`))
	f.Add("{{/* x */}}<!-- {{.Body}} --><section>{{- range $i, $x := .Issuer -}}<can-cu>{{$x}}</can-cu>{{end}}</section>")
	f.Add("<p>{{`}}`}}")
	s := annual()
	data := listData{newOffice(s.in, newSet(s.in, s.in.Outcome.City)), nil, nil}
	f.Fuzz(func(t *testing.T, src string) {
		tmpl, problems := prepare("danh-sach.html", src, listData{})
		if len(problems) == 0 {
			problems = newBuilder().build(tmpl, data, nil)
		}
		for _, p := range problems {
			if p.message == "" || p.row < 1 || p.col < 1 || p.row > 1+strings.Count(src, "\n") {
				t.Errorf("problem at no place of the template: %+v", p)
			}
		}
	})
}
