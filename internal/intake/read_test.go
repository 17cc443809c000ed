package intake_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"thidua/internal/casetest"
	"thidua/internal/finding"
	"thidua/internal/intake"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// edited gives the base workspace after edits.
func edited(t testing.TB, script string) fstest.MapFS {
	t.Helper()
	w := casetest.Base()
	if err := w.Edit(script); err != nil {
		t.Fatal(err)
	}
	fsys, err := w.FS()
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}

// read reads a workspace in which the machine has no fault.
func read(t testing.TB, fsys fs.FS, o intake.Options) (*nomination.Case, []finding.Finding) {
	t.Helper()
	c, found, err := intake.Read(fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	return c, found
}

func wide(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	return b.String()
}

// zipped makes a zip of parts named in turn with their texts.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	return packed(t, zip.Deflate, parts...)
}

// packed is zipped by some method.
func packed(t testing.TB, method uint16, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: parts[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestUnreadable gives Read files that are no workbook, each in its own way, and
// wants to be told which.
func TestUnreadable(t *testing.T) {
	good := edited(t, "")["data/de-nghi/VHXH-2026.xlsx"].Data
	const ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	tests := []struct {
		name string
		data []byte
		code finding.Code
		want string
	}{
		{"empty", nil, finding.UnreadableFile, "Tệp rỗng"},
		{"text", []byte("Kính gửi phòng Văn hóa - Xã hội"), finding.UnreadableFile, "không phải tệp Excel"},
		{"truncated", good[:len(good)/2], finding.UnreadableFile, "hỏng hoặc chép chưa xong"},
		{"header only", good[:4], finding.UnreadableFile, "hỏng hoặc chép chưa xong"},
		{"password", []byte(ole + wide("EncryptionInfo") + wide("EncryptedPackage")), finding.UnreadableFile, "mật khẩu"},
		{"old Excel", []byte(ole + wide("Workbook")), finding.UnreadableFile, "Excel cũ (.xls)"},
		{"old Word", []byte(ole + wide("WordDocument")), finding.UnreadableFile, "kiểu cũ của một chương trình khác"},
		{"Word", zipped(t, "word/document.xml", "<w/>"), finding.UnreadableFile, "dù có đuôi .xlsx"},
		{"binary workbook", zipped(t, "xl/workbook.bin", "x"), finding.UnreadableFile, ".xlsb"},
		{"no relations", zipped(t, "xl/workbook.xml", "<workbook/>"), finding.UnreadableFile, "hỏng"},
		{"not XML", zipped(t, "xl/workbook.xml", "\x00\x01"), finding.UnreadableFile, "hỏng"},
		{"huge when unpacked", zipped(t, "xl/workbook.xml", "<workbook/>", "xl/media/a.png", strings.Repeat("0", 2<<20)), finding.BeyondLimits, "bung ra lớn hơn 1 MB"},
		{"huge", append(bytes.Clone(good), make([]byte, 1<<20)...), finding.BeyondLimits, "Tệp lớn hơn 1 MB"},
	}
	limits := intake.Limits{FileSize: 1 << 20, Unpacked: 1 << 20, Rows: 1000}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := edited(t, "")
			fsys["data/de-nghi/KTHTDT-2026.xlsx"] = &fstest.MapFile{Data: test.data}
			c, found := read(t, fsys, intake.Options{Limits: limits})
			if len(found) != 1 {
				t.Fatalf("findings:\n%s", casetest.Format(found))
			}
			f := found[0]
			if f.Code != test.code || !strings.Contains(f.Message, test.want) || !f.Blocks || f.Place != (finding.Place{File: "KTHTDT-2026.xlsx"}) || f.Fix == "" {
				t.Errorf("got %+v", f)
			}
			if f.Unit != "Phòng Kinh tế, Hạ tầng và Đô thị" {
				t.Errorf("unit %q, want the register's name for it", f.Unit)
			}
			if len(c.Submissions) != 1 || c.Files != 2 {
				t.Errorf("%d submissions, %d files, want 1 and 2", len(c.Submissions), c.Files)
			}
		})
	}
}

// TestChanged changes a digit of a text, a style and a cell on their way to us. The XML
// is as well as before, but no part may be read that isn't as it was saved.
func TestChanged(t *testing.T) {
	parts := []string{
		"xl/workbook.xml", `<workbook><sheets><sheet name="Đơn vị" id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>`,
		"xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst><si><t>Năm 2026</t></si></sst>`,
		"xl/s.xml", `<worksheet><sheetData><row><c><v>1984</v></c></row></sheetData></worksheet>`,
	}
	whole := packed(t, zip.Store, parts...)
	damaged := func(data []byte) bool {
		fsys := edited(t, "")
		fsys["data/de-nghi/KTHTDT-2026.xlsx"] = &fstest.MapFile{Data: data}
		_, found := read(t, fsys, intake.Options{})
		return slices.ContainsFunc(found, func(f finding.Finding) bool {
			return f.Code == finding.UnreadableFile && f.Blocks && strings.Contains(f.Message, "hỏng")
		})
	}
	if damaged(whole) {
		t.Error("as it was saved it is damaged")
	}
	for _, change := range [][2]string{{`name="Đơn vị"`, `name="Đơn vỉ"`}, {"s.xml", "t.xml"}, {`numFmtId="9"`, `numFmtId="1"`}, {"2026", "2025"}, {"1984", "1894"}} {
		if !damaged(bytes.Replace(whole, []byte(change[0]), []byte(change[1]), 1)) {
			t.Errorf("%s for %s isn't seen", change[1], change[0])
		}
	}
}

// TestUnreadableRegister wants the workbooks read all the same.
func TestUnreadableRegister(t *testing.T) {
	fsys := edited(t, "VHXH-2026.xlsx › Cá nhân › D2 = mùa xuân")
	fsys["data/so-theo-doi.xlsx"].Data = []byte("?")
	_, found := read(t, fsys, intake.Options{Period: "2026"})
	if len(found) != 2 || found[0].Code != finding.BadDate || found[1].Code != finding.UnreadableFile {
		t.Errorf("findings:\n%s", casetest.Format(found))
	}
}

// TestRowLimit counts rows that hold something, not rows that are only formatted.
func TestRowLimit(t *testing.T) {
	const code = "VHXH-2026.xlsx › Sáng kiến + "
	fsys := edited(t, code+"SK03 | Ba | A\n"+strings.Repeat(code+"\n", 30))
	limits := intake.DefaultLimits
	limits.Rows = 15
	if _, found := read(t, fsys, intake.Options{Limits: limits}); len(found) != 0 {
		t.Errorf("15 rows or fewer are within the limit:\n%s", casetest.Format(found))
	}
	fsys = edited(t, strings.Repeat(code+"| Tên\n", 15))
	_, found := read(t, fsys, intake.Options{Limits: limits})
	if !strings.HasPrefix(casetest.Format(found), "TD112 error! VHXH-2026.xlsx › Sáng kiến: Trang \"Sáng kiến\" có quá 15 hàng.") {
		t.Errorf("findings:\n%s", casetest.Format(found))
	}
}

// locked is a file system in which one file can't be opened.
type locked struct {
	fstest.MapFS
	name string
}

func (l locked) Open(name string) (fs.File, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

func (l locked) Stat(name string) (fs.FileInfo, error) { return l.MapFS.Stat(name) }

func (l locked) ReadFile(name string) ([]byte, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadFile(name)
}

func (l locked) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadDir(name)
}

func TestLocked(t *testing.T) {
	_, found := read(t, locked{edited(t, ""), "data/so-theo-doi.xlsx"}, intake.Options{})
	if len(found) != 1 || found[0].Code != finding.UnreadableFile || !strings.Contains(found[0].Message, "không có quyền đọc") {
		t.Errorf("a locked register: findings:\n%s", casetest.Format(found))
	}
	// A folder that can't be listed is the machine's fault: nothing may pass as empty.
	_, _, err := intake.Read(locked{edited(t, ""), "data/de-nghi"}, intake.Options{})
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a locked folder: error %v, want one of permission", err)
	}
}

func TestNoWorkspace(t *testing.T) {
	_, found := read(t, fstest.MapFS{"letter.txt": {}}, intake.Options{})
	if len(found) != 1 || found[0].Code != finding.NothingHere || !found[0].Blocks {
		t.Fatalf("findings:\n%s", casetest.Format(found))
	}
	for _, verb := range []string{"thidua init", "thidua demo"} {
		if !strings.Contains(found[0].Fix, verb) {
			t.Errorf("the fix %q doesn't name %s", found[0].Fix, verb)
		}
	}
}

// TestRounds merges a second round: rows with the same code are replaced, others
// stay, and each keeps the place where it was read.
func TestRounds(t *testing.T) {
	fsys := edited(t, `
VHXH-2026.xlsx › Cá nhân + CN02 | Bùi Văn Sáu | Nam | 1979 | Chuyên viên | Phòng Văn hóa - Xã hội | Giấy khen của Chủ tịch UBND phường | | | | Chăm chỉ.
VHXH-2026.xlsx copy VHXH-2026-lan-2.xlsx
- VHXH-2026-lan-2.xlsx › Tập thể
VHXH-2026-lan-2.xlsx › Đơn vị › B6 = 19/TTr-VHXH
VHXH-2026-lan-2.xlsx › Cá nhân › A2 = CN03
VHXH-2026-lan-2.xlsx › Cá nhân › B3 = Bùi Văn Bảy
VHXH-2026-lan-2.xlsx › Cá nhân › A4 = TT01
VHXH-2026-lan-2.xlsx › Cá nhân › B4 = Vũ Thị Lan
`)
	c, found := read(t, fsys, intake.Options{})
	if len(c.Submissions) != 1 {
		t.Fatalf("%d submissions, want one:\n%s", len(c.Submissions), casetest.Format(found))
	}
	s := c.Submissions[0]
	if s.Round != 2 || s.Number != "19/TTr-VHXH" || s.File != "VHXH-2026-lan-2.xlsx" {
		t.Errorf("round %d, number %s, file %s: want those of the second round", s.Round, s.Number, s.File)
	}
	var got []string
	for _, p := range s.Individuals {
		if p.Submission != s {
			t.Errorf("%s belongs to another submission", p.ID)
		}
		got = append(got, string(p.ID)+" "+p.Name+" "+p.Row.At(nomination.HeadFullName).String())
	}
	want := []string{
		"VHXH/CN01 Trần Thị Hòa VHXH-2026.xlsx › Cá nhân › B2",
		"VHXH/CN02 Bùi Văn Bảy VHXH-2026-lan-2.xlsx › Cá nhân › B3",
		"VHXH/CN03 Trần Thị Hòa VHXH-2026-lan-2.xlsx › Cá nhân › B2",
		"VHXH/TT01 Vũ Thị Lan VHXH-2026-lan-2.xlsx › Cá nhân › B4",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(s.Collectives) != 0 {
		t.Errorf("%s came back as an individual and is still a collective", s.Collectives[0].ID)
	}
	if len(s.Initiatives) != 2 {
		t.Errorf("%d initiatives, want the 2 of both rounds once", len(s.Initiatives))
	}
}

// TestValues reads cells in the dress in which Excel and people put them.
func TestValues(t *testing.T) {
	c, found := read(t, edited(t, `
VHXH-2026.xlsx 1904
VHXH-2026.xlsx › Đơn vị › B6 = #27
VHXH-2026.xlsx › Đơn vị + Tỷ lệ đồng ý | #%0.9375
VHXH-2026.xlsx › Đơn vị + Biên bản họp xét (số, ngày) | @2027-01-12
VHXH-2026.xlsx › Tập thể › I2 = SK01; VHXH/SK02;
VHXH-2026.xlsx › Cá nhân › B2 = '  Trần  Thị Hòa
VHXH-2026.xlsx › Sáng kiến › G2 =
VHXH-2026.xlsx › Sáng kiến › C3 = Tổ Một cửa
so-theo-doi.xlsx › Xếp hạng CCHC › E2 = 95.8
so-theo-doi.xlsx › Phiếu bình xét › F2 =
so-theo-doi.xlsx › Cài đặt + Giấy khen in phôi: lệch ngang (mm) | '1,5
so-theo-doi.xlsx › Cài đặt + Giấy khen in phôi: lệch dọc (mm) | '-2
`), intake.Options{})
	if len(found) != 0 {
		t.Fatalf("findings:\n%s", casetest.Format(found))
	}
	s := c.Submissions[0]
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
	}
	check("offsets", fmt.Sprint(c.Register.Settings.ShiftX, c.Register.Settings.ShiftY), "15 -20")
	check("letter number", s.Number, "27")
	check("date in a workbook that counts from 1904", s.Date.ISO(), "2027-01-13")
	check("share", s.Agreement, "93,75%")
	check("date in a text", s.Minutes, "12/01/2027")
	check("initiatives", string(s.Collectives[0].Initiatives[0]+" "+s.Collectives[0].Initiatives[1]), "VHXH/SK01 VHXH/SK02")
	check("paragraphs", s.Collectives[0].Achievements, "Tiếp nhận và trả kết quả 4.215 hồ sơ trước hạn.\nRút ngắn 30% thời gian giải quyết.")
	check("name", s.Individuals[0].Name, "Trần Thị Hòa")
	check("birth date", s.Individuals[0].Born.ISO(), "1986-03-09")
	check("roles", strings.Join(s.Individuals[0].Roles, "|"), "Tham mưu|Tổ chức thực hiện")
	check("collective as author", s.Initiatives[1].Authors[0].Name, "Tổ Một cửa")
	check("score as written", c.Register.Ranks[0].Score, "95.8")
	check("meeting", c.Register.Meetings[0].Start.Format("2006-01-02 15:04 -07"), "2027-01-20 08:00 +07")
	check("recipients", strings.Join(c.Register.Settings.Recipients, "|"), "Chủ tịch Ủy ban nhân dân thành phố|Sở Nội vụ (Ban Thi đua - Khen thưởng)")
	check("place of an item", s.Row.At(nomination.HeadNominatedPeriod).Cell(), "B4")
	check("place in an absent sheet", c.Register.Sheets[nomination.SheetAllocations].Head().String(), "so-theo-doi.xlsx › Phân bổ › A1")
	if s.Initiatives[0].Applied || !s.Initiatives[1].Applied {
		t.Error("blank is no, x is yes")
	}
	if b := c.Register.Ballots[0]; b.Valid != -1 || b.Issued != 3 || b.Invalid != 0 || b.Round != 1 {
		t.Errorf("ballot %+v: a count that isn't written is -1, nought is 0, the round is 1", b)
	}
}

// TestNFD reads a workbook whose texts and name were written on a Mac.
func TestNFD(t *testing.T) {
	const nfd = "Tra\u0302\u0300n Thi\u0323 Ho\u0300a"
	c, found := read(t, edited(t, "VHXH-2026.xlsx › Cá nhân › B2 = "+nfd+"\nVHXH-2026.xlsx › Cá nhân › B1 = Ho\u0323 va\u0300 te\u0302n"), intake.Options{})
	if len(found) != 1 || found[0].Code != finding.LegacyEncoding || found[0].Severity != finding.Note || c.Submissions[0].Individuals[0].Name != "Trần Thị Hòa" {
		t.Errorf("got %q; findings:\n%s", c.Submissions[0].Individuals[0].Name, casetest.Format(found))
	}
}

// TestSameTwice reads a workspace of many files twice: they are read side by side,
// and the order of what comes out must not tell.
func TestSameTwice(t *testing.T) {
	script := "VHXH-2026.xlsx › Cá nhân › D2 = x\n"
	for _, unit := range []string{"A", "B", "C", "D", "E", "F", "G", "H"} {
		script += "VHXH-2026.xlsx copy " + unit + "-2026.xlsx\n" + unit + "-2026.xlsx › Đơn vị › B2 = " + unit + "\n"
	}
	fsys := edited(t, script)
	_, first := read(t, fsys, intake.Options{})
	for range 3 {
		if _, again := read(t, fsys, intake.Options{}); casetest.Format(again) != casetest.Format(first) {
			t.Fatalf("got\n%s\nand then\n%s", casetest.Format(first), casetest.Format(again))
		}
	}
}

// FuzzRead gives any bytes as a workbook and as the register. Nothing may panic, and
// a file from which nothing was read must have said so.
func FuzzRead(f *testing.F) {
	base := edited(f, "")
	good, register := base["data/de-nghi/VHXH-2026.xlsx"].Data, base["data/so-theo-doi.xlsx"].Data
	f.Add(good)
	f.Add(register)
	f.Add(good[:len(good)-40])
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	limits := intake.Limits{FileSize: 1 << 20, Unpacked: 1 << 22, Rows: 500}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"data/de-nghi/KTHTDT-2026.xlsx", "data/so-theo-doi.xlsx"} {
			fsys := fstest.MapFS{"data/de-nghi/VHXH-2026.xlsx": {Data: good}, "data/so-theo-doi.xlsx": {Data: register}}
			fsys[name] = &fstest.MapFile{Data: data}
			c, found, err := intake.Read(fsys, intake.Options{Limits: limits})
			if err != nil {
				t.Fatal(err)
			}
			if c.Files < 2 && len(found) == 0 {
				t.Fatalf("%s was not read and nothing is said", name)
			}
		}
	})
}

// FuzzSheet gives any text as the XML of a sheet of individuals, which random bytes
// of a zip hardly ever reach.
func FuzzSheet(f *testing.F) {
	const heads = `<row r="1"><c t="inlineStr"><is><t>Mã hồ sơ</t></is></c><c t="inlineStr"><is><t>Họ và tên</t></is></c><c t="inlineStr"><is><t>Ngày sinh</t></is></c></row>`
	f.Add(`<worksheet><sheetData>` + heads + `<row><c t="s"><v>9</v></c><c r="XFE1"/><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:ZZZZZ9"/></mergeCells></worksheet>`)
	f.Add(`<worksheet><sheetData>` + heads + `<row r="2"><c r="C2" s="99"><v>1e400</v></c><c r="B2" t="str"><f/><v></v></c><c r="A2"><f>1</f></c></row><row r="-1"/></sheetData><mergeCells><mergeCell ref="A2:C2"/></mergeCells></worksheet>`)
	f.Add(`<worksheet><sheetData><row><c t="d"><v>2026-02-30T00:00</v></c>`)
	f.Add(``)
	register := edited(f, "")["data/so-theo-doi.xlsx"].Data
	f.Fuzz(func(t *testing.T, sheet string) {
		data := zipped(t, "[Content_Types].xml", "<Types/>",
			"xl/workbook.xml", `<workbook><sheets><sheet name="Cá nhân" id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>`,
			"xl/s.xml", sheet)
		fsys := fstest.MapFS{"data/de-nghi/KTHTDT-2026.xlsx": {Data: data}, "data/so-theo-doi.xlsx": {Data: register}}
		_, found := read(t, fsys, intake.Options{Printable: tinos().Has})
		if len(found) == 0 {
			t.Fatal("a workbook without the sheet Đơn vị, and nothing is said")
		}
		for _, f := range found {
			if f.Message == "" || f.Severity == 0 || f.Place.Row < 0 || f.Place.Col < 0 {
				t.Fatalf("finding %+v", f)
			}
		}
	})
}

// FuzzValues types any texts into cells of each kind. A value is read or its cell is
// named: nothing is dropped without a word.
func FuzzValues(f *testing.F) {
	f.Add("Nguyễn Văn A", "31/02/1985", "Nam", "Trực tiếp chỉ đạo; Đề xuất", "SK01; VHXH/SK02", "12")
	f.Add("NguyÔn V¨n A", "9.6.26", "nữ ", "hoan thanh tot", "SK 01", "1.205")
	f.Add("\x00", "1e5", "#N/A", "=1+1", ";;", "-0")
	f.Add("a\u0301\u200b", "46182", "M", "x", "SK01;SK01", "5 %")
	heads := []string{
		nomination.HeadDossierCode, nomination.HeadFullName, nomination.HeadBorn, nomination.HeadSex, nomination.HeadRole,
		nomination.HeadInitiatives, nomination.HeadDecisionDate,
	}
	register := edited(f, "")["data/so-theo-doi.xlsx"].Data
	f.Fuzz(func(t *testing.T, name, born, sex, role, initiatives, number string) {
		var sheet strings.Builder
		sheet.WriteString("<worksheet><sheetData>")
		for _, row := range [][]string{heads, {"CN01", name, born, sex, role, initiatives, number}} {
			sheet.WriteString("<row>")
			for _, s := range row {
				sheet.WriteString(`<c t="inlineStr"><is><t>`)
				if err := xml.EscapeText(&sheet, []byte(s)); err != nil {
					t.Fatal(err)
				}
				sheet.WriteString("</t></is></c>")
			}
			sheet.WriteString("</row>")
		}
		sheet.WriteString("</sheetData></worksheet>")
		data := zipped(t, "[Content_Types].xml", "<Types/>",
			"xl/workbook.xml", `<workbook><sheets><sheet name="Cá nhân" id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>`,
			"xl/s.xml", sheet.String())
		fsys := fstest.MapFS{"data/de-nghi/KTHTDT-2026.xlsx": {Data: data}, "data/so-theo-doi.xlsx": {Data: register}}
		c, found := read(t, fsys, intake.Options{Printable: tinos().Has})
		people := c.Individuals("2026")
		for _, m := range c.Submissions {
			people = append(people, m.Individuals...)
		}
		said := func(cell string) bool {
			return slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Place.Cell() == cell })
		}
		for _, p := range people {
			for _, v := range []struct {
				cell, typed string
				read        bool
			}{
				{"B2", name, p.Name != ""},
				{"C2", born, !p.Born.IsZero()},
				{"D2", sex, p.Sex != ""},
				{"E2", role, len(p.Roles) > 0},
				{"F2", initiatives, len(p.Initiatives) > 0},
			} {
				if vi.Clean(v.typed) != "" && !v.read && !said(v.cell) {
					t.Errorf("%s: %q is neither read nor named", v.cell, v.typed)
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	fsys := edited(b, "")
	for b.Loop() {
		read(b, fsys, intake.Options{})
	}
}

// TestWorkbooks wants those named that Read reads, whatever the case of their ending.
func TestWorkbooks(t *testing.T) {
	fsys := fstest.MapFS{
		"data/so-theo-doi.xlsx":            {},
		"data/de-nghi/VHXH-2026.XLSX":      {},
		"data/de-nghi/CA-2026.xlsx":        {},
		"data/de-nghi/~$CA-2026.xlsx":      {},
		"data/de-nghi/.CA-2026.xlsx":       {},
		"data/de-nghi/CA-2025.xls":         {},
		"data/de-nghi/kho.xlsx.d/old.xlsx": {},
	}
	got, err := intake.Workbooks(fsys)
	if want := []string{"data/de-nghi/CA-2026.xlsx", "data/de-nghi/VHXH-2026.XLSX"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("Workbooks: %q (%v), want %q", got, err, want)
	}
}
