package intake

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"thidua/internal/vi"
)

// A book is an open workbook. Its parts are unpacked when they are read and walked once:
// libraries either hide what a cell is (an error, a formula never calculated, a number
// shown as a date) or build a whole sheet in memory many times its size.
type book struct {
	files   map[string]*zip.File // by name
	names   []string             // of the sheets, in order
	parts   []string             // of the sheets; "" for a sheet that holds no cells (a chart)
	strings []string             // shared by all sheets, cleaned: most stand in many cells
	raw     map[int]string       // those of which cleaning took more than blanks, as they came
	epoch   bool                 // dates count from 1904
	styles  []style
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
// today's kind; nil where it may be one.
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
		// Damaged archives are no reason to end the program.
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
	b = &book{files: filesOf(archive)}
	switch err := b.findSheets(); {
	case errors.Is(err, errTooManySheets):
		return nil, &fault{limits: true, message: fmt.Sprintf("Tệp có quá %s trang.", vi.Thousands(mostSheets)), fix: "xóa các trang thừa, hoặc chép số liệu sang biểu mẫu mới."}
	case err != nil:
		return nil, broken
	}
	styles, err := b.part("xl/styles.xml")
	if err == nil {
		b.styles, err = readStyles(styles)
	}
	if err != nil {
		return nil, broken
	}
	texts, err := b.part("xl/sharedStrings.xml")
	if err == nil {
		b.strings, b.raw, err = readStrings(texts, limits.Cells)
	}
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
		name := partName(f.Name)
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

// takenApart reports whether a part is one of which all is kept, several times its size:
// not the sheets and texts, which are counted, nor what isn't read.
func takenApart(name string) bool {
	return strings.HasPrefix(name, "xl/styles") || strings.HasPrefix(name, "xl/calcchain") || strings.HasPrefix(name, "xl/theme/") ||
		name == "xl/workbook.xml" || strings.HasSuffix(name, ".rels") || name == "[content_types].xml"
}

// partName gives the name by which a part is looked up: programs write its folders with
// either stroke, and what is written in capitals is the same name.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, "\\", "/")), "/"))
}

// filesOf gives the files of an archive by name; of two with one name the last.
func filesOf(archive *zip.Reader) map[string]*zip.File {
	files := make(map[string]*zip.File, len(archive.File))
	for _, f := range archive.File {
		files[partName(f.Name)] = f
	}
	return files
}

// part unpacks a part of the package; there needn't be one of that name. Of a damaged one
// nothing is taken: a digit that isn't what was saved would be read as any other.
func (b *book) part(name string) ([]byte, error) {
	f := b.files[partName(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	// deflate packs no more than 1,032 bytes into one, whatever the directory says. The
	// archive's reader ends with an error where a part is longer than that, or its sum
	// another.
	size := min(f.UncompressedSize64, 1032*min(f.CompressedSize64, f.UncompressedSize64))
	data := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	if _, err := data.ReadFrom(r); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return utf8Of(data.Bytes()), nil
}

// release lets go of the archive; the records don't need it.
func (b *book) release() { b.files, b.strings, b.raw = nil, nil, nil }

// mostSheets is many times what anybody keeps in one workbook.
const mostSheets = 1000

// findSheets lists the sheets and where their cells are. No two may have one part, which
// would be unpacked for each.
func (b *book) findSheets() error {
	relations, err := b.part("xl/_rels/workbook.xml.rels")
	if err != nil {
		return err
	}
	targets := map[string]string{}
	err = tagsOf(relations, func(t *token, depth int, _ string) {
		if depth != 2 || string(t.name) != "Relationship" || !bytes.HasSuffix(t.attr("Type"), []byte("/worksheet")) {
			return
		}
		target := strings.ReplaceAll(string(t.attr("Target")), "\\", "/")
		if plain, err := url.PathUnescape(target); err == nil {
			target = plain
		}
		if !strings.HasPrefix(target, "/") {
			target = "/xl/" + target
		}
		targets[string(t.attr("Id"))] = partName(target)
	})
	if err != nil {
		return err
	}
	data, err := b.part("xl/workbook.xml")
	if err != nil {
		return err
	}
	var wrong error
	err = tagsOf(data, func(t *token, depth int, section string) {
		switch {
		case wrong != nil:
		case depth == 2 && section == "workbookPr":
			b.epoch, _ = strconv.ParseBool(string(t.attr("date1904")))
		case depth == 3 && section == "sheets" && string(t.name) == "sheet":
			part := ""
			for _, a := range t.attrs {
				if string(a.name) == "id" {
					part = targets[string(a.value)]
				}
			}
			switch {
			case len(b.parts) == mostSheets:
				wrong = errTooManySheets
			case part != "" && slices.Contains(b.parts, part):
				wrong = fmt.Errorf("%s: two sheets", part)
			}
			b.names, b.parts = append(b.names, string(t.attr("name"))), append(b.parts, part)
		}
	})
	return cmp.Or(err, wrong)
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

// A style is what reading must know of how a cell looks.
type style struct {
	pattern numberPattern
	font    string // its name, "" where the style has none
}

// style gives the style of a number, a plain one where there is none.
func (b *book) style(n int) style {
	if n < 0 || n >= len(b.styles) {
		return style{}
	}
	return b.styles[n]
}

// readStyles reads the styles of cells; there needn't be any.
func readStyles(data []byte) ([]style, error) {
	if len(data) == 0 {
		return nil, nil
	}
	type look struct{ format, font int }
	var looks []look
	var fonts []string
	formats := map[int]string{}
	err := tagsOf(data, func(t *token, depth int, section string) {
		switch name := string(t.name); {
		case depth == 3 && section == "numFmts" && name == "numFmt":
			if n, ok := number(t.attr("numFmtId")); ok {
				formats[n] = string(t.attr("formatCode"))
			}
		case depth == 3 && section == "fonts" && name == "font":
			fonts = append(fonts, "")
		case depth == 4 && section == "fonts" && name == "name" && len(fonts) > 0:
			fonts[len(fonts)-1] = string(t.attr("val"))
		case depth == 3 && section == "cellXfs" && name == "xf":
			l := look{font: -1}
			l.format, _ = number(t.attr("numFmtId"))
			applied, err := strconv.ParseBool(string(t.attr("applyFont")))
			if n, ok := number(t.attr("fontId")); ok && (applied || err != nil) {
				l.font = n
			}
			looks = append(looks, l)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("styles: %w", err)
	}
	styles := make([]style, len(looks))
	for i, l := range looks {
		var custom *string
		if code, ok := formats[l.format]; ok && !builtIn(l.format) {
			custom = &code
		}
		styles[i].pattern = patternOf(l.format, custom)
		if l.font >= 0 && l.font < len(fonts) {
			styles[i].font = fonts[l.font]
		}
	}
	return styles, nil
}

// builtIn reports whether a number format is one of Excel's own, which a file can't
// define anew.
func builtIn(format int) bool {
	return format <= 4 || format >= 9 && format <= 22 || format >= 27 && format <= 62 || format >= 67 && format <= 81
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
