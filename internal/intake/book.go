package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"thidua/internal/vi"
)

// A book is an open workbook. excelize takes the package apart and knows styles and
// epochs; the cells are walked in sheet.go, because excelize's own ways either hide
// what a cell is (an error, a formula never calculated, a number shown as a date) or
// build a whole sheet in memory many times its size.
type book struct {
	file     *excelize.File
	names    []string       // of the sheets, in order
	parts    []string       // of the sheets; "" for a sheet that holds no cells (a chart)
	strings  []string       // shared by all sheets, cleaned: most stand in many cells
	raw      map[int]string // those of which cleaning took more than blanks, as they came
	fonts    map[int]string // by style
	epoch    bool           // dates count from 1904
	patterns map[int]numberPattern
}

// A fault is why a file can't be read, in the officer's words: a finding, not an
// error of the program.
type fault struct {
	limits  bool // the file is beyond the limits (TD112); else it can't be read (TD101)
	message string
	fix     string
}

func (f *fault) Error() string { return f.message }

var (
	zipHeader = []byte("PK\x03\x04")
	oleHeader = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
)

// wide gives a name as a compound file's directory holds it.
func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// container looks at a file's first bytes and says why it can't be a workbook of
// today's kind; nil where it may be one. excelize says only "not a valid zip file".
func container(data []byte) *fault {
	const saveAs = "mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu Excel Workbook (*.xlsx)."
	switch {
	case len(data) == 0:
		return &fault{message: "Tệp rỗng (0 byte).", fix: "lấy lại tệp gốc."}
	case bytes.HasPrefix(data, zipHeader):
		return nil
	case !bytes.HasPrefix(data, oleHeader):
		return &fault{message: "Đây không phải tệp Excel (.xlsx), hoặc tệp đã hỏng.", fix: "lấy lại tệp gốc; nếu là tệp kiểu khác, " + saveAs}
	case bytes.Contains(data, wide("EncryptedPackage")):
		return &fault{message: "Tệp đặt mật khẩu nên không đọc được.", fix: "mở bằng Excel, vào Tệp > Thông tin > Bảo vệ sổ làm việc, bỏ mật khẩu rồi lưu lại."}
	case bytes.Contains(data, wide("Workbook")), bytes.Contains(data, wide("Book")):
		return &fault{message: "Tệp kiểu Excel cũ (.xls) nên không đọc được.", fix: saveAs}
	}
	return &fault{message: "Đây không phải tệp Excel (.xlsx): tệp kiểu cũ của một chương trình khác.", fix: saveAs}
}

// openBook takes a workbook apart. The error is a *fault.
func openBook(data []byte, limits Limits) (b *book, err error) {
	broken := &fault{message: "Tệp bị hỏng hoặc chép chưa xong.", fix: "thử mở bằng Excel rồi lưu lại; không mở được thì lấy lại tệp gốc."}
	defer func() {
		// excelize indexes into damaged parts without looking.
		if recover() != nil {
			b, err = nil, broken
		}
	}()
	if f := container(data); f != nil {
		return nil, f
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, broken
	}
	if f := inspect(archive, limits); f != nil {
		return nil, f
	}
	// Sheets as big as the limit stay in memory: nothing is left behind in the
	// system's temporary folder.
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: limits.Unpacked, UnzipXMLSizeLimit: limits.Unpacked})
	if err != nil {
		return nil, broken
	}
	b = &book{file: file, patterns: map[int]numberPattern{}, fonts: map[int]string{}}
	if props, err := file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		b.epoch = *props.Date1904
	}
	if err := b.findSheets(); err != nil {
		return nil, broken
	}
	b.strings, b.raw, err = readStrings(b.part("xl/sharedStrings.xml"), limits.Cells)
	switch {
	case errors.Is(err, errTooLong):
		return nil, &fault{limits: true, message: fmt.Sprintf("Tệp có ô chữ dài hơn %d MB.", longestText>>20), fix: "tìm ô chữ quá dài rồi cắt bớt, hoặc chép số liệu sang biểu mẫu mới."}
	case errors.Is(err, errTooManyCells):
		return nil, &fault{limits: true, message: fmt.Sprintf("Tệp có quá %s ô chữ.", vi.Thousands(int64(limits.Cells))), fix: "xóa các trang, hàng thừa, hoặc chia thành nhiều tệp."}
	case err != nil:
		return nil, broken
	}
	return b, nil
}

// inspect holds the archive's directory against the limits before anything is unpacked.
func inspect(archive *zip.Reader, limits Limits) *fault {
	var total uint64
	workbook, binary := false, false
	for _, f := range archive.File {
		size := f.UncompressedSize64
		if total += size; size > uint64(limits.Unpacked) || total > uint64(limits.Unpacked) {
			return &fault{limits: true, message: fmt.Sprintf("Tệp bung ra lớn hơn %d MB.", limits.Unpacked>>20), fix: "xóa ảnh, trang và định dạng thừa rồi lưu lại."}
		}
		name := strings.ToLower(strings.ReplaceAll(f.Name, "\\", "/"))
		if small := uint64(limits.Unpacked) / 8; size > small && takenApart(name) {
			return &fault{limits: true, message: fmt.Sprintf("Phần %s của tệp lớn hơn %d MB.", f.Name, small>>20), fix: "xóa định dạng, kiểu ô thừa rồi lưu lại."}
		}
		switch name {
		case "xl/workbook.xml":
			workbook = true
		case "xl/workbook.bin":
			binary = true
		}
	}
	switch {
	case binary:
		return &fault{message: "Tệp kiểu Excel nhị phân (.xlsb) nên không đọc được.", fix: "mở bằng Excel, chọn Lưu thành (Save As), kiểu Excel Workbook (*.xlsx)."}
	case !workbook:
		return &fault{message: "Đây không phải tệp Excel (.xlsx) dù có đuôi .xlsx.", fix: "lấy lại tệp Excel gốc."}
	}
	return nil
}

// takenApart reports whether a part is one that excelize makes structures of, many
// times its size: not the sheets and texts, which are walked, nor pictures.
func takenApart(name string) bool {
	return strings.HasPrefix(name, "xl/styles") || strings.HasPrefix(name, "xl/calcchain") || strings.HasPrefix(name, "xl/theme/") ||
		name == "xl/workbook.xml" || strings.HasSuffix(name, ".rels") || name == "[content_types].xml"
}

// part gives the bytes of a part of the package, nil where there is none.
func (b *book) part(name string) []byte {
	if v, ok := b.file.Pkg.Load(name); ok {
		data, _ := v.([]byte)
		return data
	}
	return nil
}

// release lets go of the package's bytes; the records don't need them.
func (b *book) release() { b.file, b.strings, b.raw = nil, nil, nil }

// findSheets lists the sheets and where their cells are.
func (b *book) findSheets() error {
	var workbook struct {
		Sheets []struct {
			Name string     `xml:"name,attr"`
			Attr []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal(b.part("xl/workbook.xml"), &workbook); err != nil {
		return err
	}
	var relations struct {
		Relations []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.Unmarshal(b.part("xl/_rels/workbook.xml.rels"), &relations); err != nil {
		return err
	}
	targets := map[string]string{}
	for _, r := range relations.Relations {
		if !strings.HasSuffix(r.Type, "/worksheet") {
			continue
		}
		target := strings.ReplaceAll(r.Target, "\\", "/")
		if !strings.HasPrefix(target, "/") {
			target = "/xl/" + target
		}
		targets[r.ID] = strings.TrimPrefix(path.Clean(target), "/")
	}
	for _, s := range workbook.Sheets {
		part := ""
		for _, a := range s.Attr {
			if a.Name.Local == "id" {
				part = targets[a.Value]
			}
		}
		b.names, b.parts = append(b.names, s.Name), append(b.parts, part)
	}
	return nil
}

// readStrings reads the table of shared strings: runs of rich text joined, the
// reading aids of East Asian text left out.
//
// raw holds those as they came of which more than blanks was cleaned away.
func readStrings(data []byte, limit int) (out []string, raw map[int]string, err error) {
	if data == nil {
		return nil, nil, nil
	}
	raw = map[int]string{}
	var item []byte
	inText, aids := false, 0
	d := newTokens(data)
	for {
		t, err := d.next()
		if errors.Is(err, io.EOF) {
			return out, raw, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("shared strings: %w", err)
		}
		switch t.kind {
		case startTag:
			switch string(t.name) {
			case "si":
				item = item[:0]
			case "t":
				inText = aids == 0
			case "rPh":
				aids++
			}
		case charData:
			if inText {
				item = append(item, t.text...)
			}
			if len(item) > longestText {
				return nil, nil, errTooLong
			}
		case endTag:
			switch string(t.name) {
			case "si":
				if len(out) == limit {
					return nil, nil, errTooManyCells
				}
				text := unescape(string(item))
				clean := vi.Clean(text)
				if clean != text && lossy(text) {
					raw[len(out)] = text
				}
				out = append(out, clean)
			case "t":
				inText = false
			case "rPh":
				aids--
			}
		}
	}
}

// A numberPattern is how a number is shown, as far as reading must know.
type numberPattern int

const (
	plainNumber numberPattern = iota
	dateNumber
	percentNumber
)

// pattern tells how numbers of a style are shown. Each style is looked up once.
func (b *book) pattern(style int) numberPattern {
	p, ok := b.patterns[style]
	if !ok {
		if s, err := b.file.GetStyle(style); err == nil && s != nil {
			p = patternOf(s.NumFmt, s.CustomNumFmt)
		}
		b.patterns[style] = p
	}
	return p
}

// patternOf classes a number format: one of Excel's own by number, or a pattern.
func patternOf(number int, custom *string) numberPattern {
	switch {
	case number == 9, number == 10:
		return percentNumber
	case number >= 14 && number <= 22, number >= 27 && number <= 36, number >= 45 && number <= 47, number >= 50 && number <= 58:
		return dateNumber
	case custom == nil:
		return plainNumber
	}
	// Only the first section counts; text in quotes, colours and locales in
	// brackets and escaped letters are no fields.
	quoted, bracket := false, false
	for i := 0; i < len(*custom); i++ {
		switch c := (*custom)[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == '\\', c == '_', c == '*':
			i++
		case c == ';':
			return plainNumber
		case c == '%':
			return percentNumber
		case strings.IndexByte("dDmMyYhHsS", c) >= 0:
			return dateNumber
		}
	}
	return plainNumber
}
