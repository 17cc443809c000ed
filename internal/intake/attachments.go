package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// device finds names that Windows keeps for devices, whatever ending follows.
var device = regexp.MustCompile(`(?i)^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:[. ]|$)`)

// placeOf says where the files stand that a heading names, and gives an example.
func placeOf(head string) (folder, example string) {
	switch head {
	case nomination.HeadEmblem:
		return "nơi làm việc", nomination.AttachedFolder + "/quoc-huy.png"
	case nomination.HeadSignedFile:
		return "thư mục " + nomination.SignedFolder, "to-trinh.pdf"
	}
	return "thư mục " + nomination.AttachedFolder, "VHXH/bao-cao-cn01.docx"
}

// parsePath reads the path of a file. One that could lead outside the workspace, on
// any system, is refused by its form alone, whether or not the file is there.
func parsePath(head, text string) (nomination.Value, *misreading) {
	reason := ""
	for element := range strings.SplitSeq(text, "/") {
		if device.MatchString(element) {
			reason = fmt.Sprintf("%q là tên Windows dành cho thiết bị", element)
		}
	}
	switch {
	case strings.HasPrefix(text, "/"), strings.HasPrefix(text, `\`), strings.Contains(text, ":"):
		reason = "đường dẫn ra ngoài nơi làm việc"
	case slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '\\' }), ".."):
		reason = "dấu .. dẫn ra ngoài thư mục"
	case strings.Contains(text, `\`):
		reason = `dùng dấu / giữa các thư mục, không dùng dấu \`
	case reason == "" && !fs.ValidPath(text), text == ".", strings.ContainsAny(text, "\n*?\"<>|"):
		reason = "đường dẫn viết sai"
	}
	if reason != "" {
		folder, example := placeOf(head)
		expected := "đường dẫn tính từ " + folder + ", các thư mục cách nhau bằng dấu /, ví dụ " + example
		return nomination.Value{}, &misreading{finding.BadAttachment, fmt.Sprintf("không dùng được tệp \"%s\": %s.", short(text), reason), expected, "chép tệp vào " + folder + " rồi ghi " + expected}
	}
	return nomination.Value{Text: text}, nil
}

// A fileForm is a kind of attachment and how its bytes begin.
type fileForm struct {
	name  string
	exts  []string
	magic []byte
}

var fileForms = []fileForm{
	{"PDF", []string{".pdf"}, []byte("%PDF-")},
	{"PNG", []string{".png"}, []byte("\x89PNG\r\n\x1a\n")},
	{"JPG", []string{".jpg", ".jpeg"}, []byte("\xff\xd8\xff")},
	{"DOCX", []string{".docx"}, zipHeader},
}

const expectForms = "PDF, PNG, JPG hoặc DOCX"

// checkAttachments holds the files that workbooks name against what there is: there,
// a file, of an accepted kind by name and by its first bytes. Its content is read
// where the package is made.
func checkAttachments(fsys fs.FS, c *nomination.Case, readers []*reader) {
	byFile := map[string]*reader{}
	for _, r := range readers {
		byFile[r.file] = r
	}
	for _, s := range c.Submissions {
		for _, a := range s.Attachments {
			r := byFile[a.Row.Sheet.File]
			if a.File == "" || r == nil {
				continue // reported as empty or refused
			}
			name, message, fix := examine(fsys, a.File)
			if message == "" {
				a.File = name
				continue
			}
			r.report(finding.Finding{
				Code: finding.BadAttachment, Place: a.Row.At(nomination.HeadFile), Nominee: string(a.Nominee),
				Message: fmt.Sprintf("Tệp \"%s\" %s.", short(a.File), message), Expected: expectForms + " trong thư mục " + nomination.AttachedFolder, Got: short(a.File), Fix: fix,
			})
			a.File = "" // nobody reads it
		}
	}
}

// examine looks at an attachment. It gives its name as the folder spells it, or what
// is wrong with it and how to mend that.
func examine(fsys fs.FS, file string) (name, message, fix string) {
	i := slices.IndexFunc(fileForms, func(f fileForm) bool { return slices.Contains(f.exts, strings.ToLower(path.Ext(file))) })
	if i < 0 {
		return "", "không thuộc loại được nhận", "lưu thành " + expectForms + " rồi ghi lại tên tệp"
	}
	form := fileForms[i]
	name, info, err := find(fsys, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		fix = "chép tệp vào thư mục " + nomination.AttachedFolder + ", hoặc sửa lại tên"
		if rest, ok := strings.CutPrefix(strings.TrimPrefix(file, "data/"), "dinh-kem/"); ok {
			fix = fmt.Sprintf("ghi tên tệp tính từ trong thư mục dinh-kem: %q", rest)
		} else if near, ok := nearest(fsys, file); ok {
			fix = fmt.Sprintf("có phải %q? Nếu không, %s", near, fix)
		}
		return "", "không có trong thư mục " + nomination.AttachedFolder, fix
	case errors.Is(err, fs.ErrPermission):
		return "", "không mở được: không có quyền đọc, hoặc đang bị chương trình khác khóa", "đóng tệp ở chương trình khác, kiểm tra quyền đọc rồi chạy lại"
	case err != nil:
		return "", "không đọc được: tệp hỏng, hoặc liên kết dẫn ra ngoài nơi làm việc", "chép chính tệp đó vào thư mục " + nomination.AttachedFolder
	case !info.Mode().IsRegular():
		return "", "là thư mục hoặc không phải tệp thường", "ghi tên của một tệp"
	case info.Size() == 0:
		return "", "rỗng (0 byte)", "lấy lại tệp gốc"
	}
	head, err := opening(fsys, nomination.AttachedFolder+"/"+name)
	switch {
	case err != nil:
		return "", "không đọc được", "kiểm tra quyền đọc, đóng tệp ở chương trình khác rồi chạy lại"
	case bytes.HasPrefix(head, form.magic):
		return name, "", ""
	case bytes.HasPrefix(head, oleHeader):
		return "", "có đuôi " + form.name + " nhưng nội dung là tệp Word cũ (.doc) hoặc tệp đặt mật khẩu", "mở bằng Word, bỏ mật khẩu, lưu thành DOCX hoặc PDF"
	}
	for _, other := range fileForms {
		if bytes.HasPrefix(head, other.magic) {
			return "", fmt.Sprintf("có đuôi %s nhưng nội dung là %s", form.name, other.name), "đổi đuôi tệp cho đúng nội dung rồi ghi lại tên"
		}
	}
	return "", fmt.Sprintf("có đuôi %s nhưng nội dung không phải %s", form.name, form.name), "lấy lại tệp gốc, lưu thành " + expectForms
}

// find looks for a file below the attachments. Names that a Mac wrote are decomposed:
// they are the same name.
func find(fsys fs.FS, file string) (string, fs.FileInfo, error) {
	info, err := fs.Stat(fsys, nomination.AttachedFolder+"/"+file)
	if !errors.Is(err, fs.ErrNotExist) {
		return file, info, err
	}
	found := ""
	for element := range strings.SplitSeq(file, "/") {
		entries, listErr := fs.ReadDir(fsys, path.Join(nomination.AttachedFolder, found))
		i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return vi.NFC(e.Name()) == element })
		if listErr != nil || i < 0 {
			return file, nil, err
		}
		found = path.Join(found, entries[i].Name())
	}
	info, err = fs.Stat(fsys, nomination.AttachedFolder+"/"+found)
	return found, info, err
}

// nearest offers a file of the same folder with nearly the same name.
func nearest(fsys fs.FS, file string) (string, bool) {
	dir, base := path.Split(file)
	entries, err := fs.ReadDir(fsys, path.Join(nomination.AttachedFolder, dir))
	if err != nil {
		return "", false
	}
	var names []string
	for _, e := range entries {
		names = append(names, vi.NFC(e.Name()))
	}
	near, ok := vi.Nearest(base, names)
	return dir + near, ok
}

// opening gives a file's first bytes.
func opening(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, len(oleHeader))
	n, err := io.ReadFull(f, head)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}
