package intake_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"thidua/internal/casetest"
	"thidua/internal/finding"
	"thidua/internal/intake"
)

// sheetBook makes a nomination workbook whose sheet Cá nhân is written by fill, as
// XML between its heading row and the end.
func sheetBook(t testing.TB, fill func(write func(string))) []byte {
	t.Helper()
	good := edited(t, "VHXH-2026.xlsx › Đơn vị › B2 = KTHTDT")["data/de-nghi/VHXH-2026.xlsx"].Data
	from, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range from.File {
		if f.Name != "xl/worksheets/sheet3.xml" {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		sheet, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		write := func(s string) {
			if _, err := io.WriteString(sheet, s); err != nil {
				t.Fatal(err)
			}
		}
		write(`<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>Mã hồ sơ</t></is></c><c t="inlineStr"><is><t>Họ và tên</t></is></c></row>`)
		fill(write)
		write(`</sheetData></worksheet>`)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// deflated gives n bytes of one letter, compressed a thousandfold.
func deflated(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	block := bytes.Repeat([]byte("A"), 1<<20)
	for ; n > 0; n -= len(block) {
		if _, err := w.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb makes a package with a part that says it has size bytes and unpacks to far more.
func bomb(t testing.TB, name string, size uint64, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.Create("xl/workbook.xml")
	if err == nil {
		_, err = io.WriteString(f, "<workbook/>")
	}
	if err != nil {
		t.Fatal(err)
	}
	f, err = w.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(nil),
		CompressedSize64: uint64(len(data)), UncompressedSize64: size,
	})
	if err == nil {
		_, err = f.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestLimits reads files that would take the machine's memory. Each is a finding,
// and what is held meanwhile stays below 512 MB.
func TestLimits(t *testing.T) {
	huge := deflated(t, 1<<30)
	tests := []struct {
		name string
		data func() []byte
		code finding.Code
		want string
	}{
		{"zip bomb", func() []byte { return bomb(t, "xl/styles.xml", 1<<30, huge) }, finding.BeyondLimits, "bung ra lớn hơn 128 MB"},
		{"zip bomb that says it is small", func() []byte { return bomb(t, "xl/styles.xml", 100, huge) }, finding.UnreadableFile, "hỏng"},
		{"great part that is no sheet", func() []byte { return bomb(t, "xl/styles.xml", 64<<20, huge) }, finding.BeyondLimits, "xl/styles.xml"},
		{"1,000,000 rows", func() []byte {
			return sheetBook(t, func(write func(string)) {
				block := strings.Repeat(`<row><c><v>1</v></c></row>`, 1000)
				for range 1000 {
					write(block)
				}
			})
		}, finding.BeyondLimits, "quá 100.000 hàng"},
		{"10,000 columns", func() []byte {
			return sheetBook(t, func(write func(string)) {
				row := "<row>" + strings.Repeat(`<c><v>1</v></c>`, 10_000) + "</row>"
				for range 100 {
					write(row)
				}
			})
		}, finding.BeyondLimits, "quá 1.000 cột"},
		{"100 MB of one text", func() []byte {
			return sheetBook(t, func(write func(string)) {
				write("<row><c t=\"inlineStr\"><is><t>")
				for range 100 {
					write(strings.Repeat("A", 1<<20))
				}
				write("</t></is></c></row>")
			})
		}, finding.BeyondLimits, "ô chữ dài hơn 4 MB"},
		{"100 MB of one text in pieces", func() []byte {
			return sheetBook(t, func(write func(string)) {
				write("<row><c t=\"inlineStr\"><is><t>")
				for range 100 {
					write(strings.Repeat("A", 1<<20) + "<!-- -->")
				}
				write("</t></is></c></row>")
			})
		}, finding.BeyondLimits, "ô chữ dài hơn 4 MB"},
		{"100 MB in an attribute", func() []byte {
			return sheetBook(t, func(write func(string)) {
				write("<row x=\"")
				for range 100 {
					write(strings.Repeat("A", 1<<20))
				}
				write("\"/>")
			})
		}, finding.BeyondLimits, "ô chữ dài hơn 4 MB"},
		{"many cells", func() []byte {
			return sheetBook(t, func(write func(string)) {
				row := "<row>" + strings.Repeat(`<c><v>1</v></c>`, 999) + "</row>"
				for range 5_000 {
					write(row)
				}
			})
		}, finding.BeyondLimits, "quá 1.000.000 ô"},
		{"100,000 areas over 100,000 rows", func() []byte {
			return zipped(t, "xl/workbook.xml", `<workbook><sheets><sheet name="Đơn vị" id="r1"/></sheets></workbook>`,
				"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>`,
				"xl/s.xml", "<worksheet>"+strings.Repeat(`<row><c><v>1</v></c></row>`, 100_000)+strings.Repeat(`<mergeCell ref="C1:D100000"/>`, 100_000)+"</worksheet>")
		}, finding.BeyondLimits, "quá 1.000 cột"},
		{"a million sheets", func() []byte {
			return zipped(t, "xl/workbook.xml", "<workbook><sheets>"+strings.Repeat("<sheet/>", 1_000_000)+"</sheets></workbook>",
				"xl/_rels/workbook.xml.rels", "<Relationships/>")
		}, finding.BeyondLimits, "quá 1.000 trang"},
		{"a thousand sheets of one part", func() []byte {
			return zipped(t, "xl/workbook.xml", `<workbook><sheets><sheet name="Đơn vị"/>`+strings.Repeat(`<sheet name="a" id="r1"/>`, 999)+"</sheets></workbook>",
				"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>`,
				"xl/s.xml", "<worksheet>"+strings.Repeat(" ", 100<<20)+"</worksheet>")
		}, finding.UnreadableFile, "hỏng"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := edited(t, "")
			fsys["data/de-nghi/KTHTDT-2026.xlsx"] = &fstest.MapFile{Data: test.data()}
			var before, after runtime.MemStats
			debug.FreeOSMemory()
			runtime.ReadMemStats(&before)
			_, found := read(t, fsys, intake.Options{})
			runtime.ReadMemStats(&after)
			ok := false
			for _, f := range found {
				ok = ok || f.Code == test.code && f.Severity == finding.Error && f.Blocks && strings.Contains(f.Message, test.want)
			}
			if !ok {
				t.Errorf("want %s … %s, findings:\n%s", test.code, test.want, casetest.Format(found))
			}
			grown := int64(after.HeapSys-after.HeapReleased) - int64(before.HeapSys-before.HeapReleased)
			t.Logf("memory grew by %d MB", grown>>20)
			if grown > 512<<20 {
				t.Errorf("memory grew by %d MB", grown>>20)
			}
		})
	}
}

// TestTornCells: what a sheet's XML leaves out is an error where it stands, never
// taken for an empty cell.
func TestTornCells(t *testing.T) {
	tests := []struct{ name, cell, want string }{
		{"no result", `<f>A1</f>`, "TD109 error KTHTDT-2026.xlsx › Cá nhân › B2"},
		{"an empty element for a result", `<f>A1</f><v/>`, "TD109 error KTHTDT-2026.xlsx › Cá nhân › B2"},
		{"an empty text as the result", `t="str"><f>A1</f><v></v>`, "TD201 error KTHTDT-2026.xlsx › Cá nhân › B2"},
		{"a text that isn't there", `t="s"><v>99999</v>`, "TD101 error! KTHTDT-2026.xlsx › Cá nhân: Trang \"Cá nhân\" bị hỏng"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cell := test.cell
			if !strings.HasPrefix(cell, "t=") {
				cell = ">" + cell
			}
			fsys := edited(t, "")
			fsys["data/de-nghi/KTHTDT-2026.xlsx"] = &fstest.MapFile{Data: sheetBook(t, func(write func(string)) {
				write(`<row r="2"><c r="A2" t="inlineStr"><is><t>CN09</t></is></c><c r="B2" ` + cell + `</c></row>`)
			})}
			_, found := read(t, fsys, intake.Options{})
			if got := casetest.Format(found); !strings.Contains(got, test.want) {
				t.Errorf("want %s, got:\n%s", test.want, got)
			}
		})
	}
}

// TestManyFindings: of a file full of faults the first are named, and that there are more.
func TestManyFindings(t *testing.T) {
	fsys := edited(t, "")
	fsys["data/de-nghi/KTHTDT-2026.xlsx"] = &fstest.MapFile{Data: sheetBook(t, func(write func(string)) {
		for range 6000 {
			write(`<row><c t="inlineStr"><is><t>mã_sai_quy_cách</t></is></c></row>`)
		}
	})}
	_, found := read(t, fsys, intake.Options{})
	said, beyond := 0, 0
	for _, f := range found {
		if f.Place.File != "KTHTDT-2026.xlsx" {
			continue
		}
		said++
		if f.Code == finding.BeyondLimits && f.Blocks && strings.Contains(f.Message, "quá 10.000 chỗ") {
			beyond++
		}
	}
	if beyond != 1 || said < 10_001 || said > 10_100 {
		t.Errorf("%d findings, %d of them that there are more", said, beyond)
	}
}

// TestLongCell warns of a text as long as Excel lets it be: its end may be lost.
func TestLongCell(t *testing.T) {
	const cell = "VHXH-2026.xlsx › Tập thể › G2 = "
	_, found := read(t, edited(t, cell+strings.Repeat("x", 32_766)), intake.Options{})
	if len(found) != 0 {
		t.Errorf("one less is well:\n%s", casetest.Format(found))
	}
	_, found = read(t, edited(t, cell+strings.Repeat("ộ", 32_767)), intake.Options{})
	if len(found) != 1 || found[0].Code != finding.BeyondLimits || found[0].Severity != finding.Warning || found[0].Place.Cell() != "G2" {
		t.Errorf("findings:\n%s", casetest.Format(found))
	}
}

// TestOtherFile warns of a value that a formula took from another file.
func TestOtherFile(t *testing.T) {
	fsys := edited(t, "")
	const name = "data/de-nghi/VHXH-2026.xlsx"
	f, err := excelize.OpenReader(bytes.NewReader(fsys[name].Data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetCellFormula("Tập thể", "E2", "[1]Sheet1!$B$4"); err != nil {
		t.Fatal(err)
	}
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: ".VnTimeH"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStr("Cá nhân", "B2", "trÇn thÞ hßa"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle("Cá nhân", "B2", "B2", style); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	fsys[name] = &fstest.MapFile{Data: out.Bytes()}
	c, found := read(t, fsys, intake.Options{AcceptEncoding: true})
	if len(found) != 2 || found[0].Code != finding.BrokenCell || found[0].Severity != finding.Warning || found[0].Place.Cell() != "E2" || found[1].Code != finding.LegacyEncoding {
		t.Errorf("findings:\n%s", casetest.Format(found))
	}
	if got := c.Submissions[0].Individuals[0].Name; got != "TRẦN THỊ HÒA" {
		t.Errorf("a font of capitals: %q", got)
	}
}

// TestAttachmentBytes looks at files whose bytes no text case can hold.
func TestAttachmentBytes(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"a.png", "\x89PNG\r\n\x1a\n…", ""},
		{"a.jpeg", "\xff\xd8\xff\xe0…", ""},
		{"a.docx", "PK\x03\x04…", ""},
		{"a.pdf", "", "rỗng (0 byte)"},
		{"a.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1…", "Word cũ (.doc)"},
		{"a.jpg", "x", "không phải JPG"},
	} {
		w := casetest.Base()
		const head = "[Tài liệu kèm theo]\nMã hồ sơ | Loại giấy tờ | Tệp\nCN02 | Khác | "
		const unit = "[Đơn vị]\nMục | Nội dung\nMã đơn vị | KTHTDT\nKỳ đề nghị | 2026\nCó đề nghị | Không\n"
		if err := w.Put("KTHTDT-2026.xlsx", unit+head+test.name); err != nil {
			t.Fatal(err)
		}
		fsys, err := w.FS()
		if err != nil {
			t.Fatal(err)
		}
		fsys["data/dinh-kem/"+test.name] = &fstest.MapFile{Data: []byte(test.data)}
		_, found := read(t, fsys, intake.Options{})
		got := ""
		for _, f := range found {
			if f.Code == finding.BadAttachment {
				got = f.Message
			}
		}
		if test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s %q: got %q, want %q", test.name, test.data, got, test.want)
		}
	}
}
