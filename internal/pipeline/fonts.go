package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"thidua/fonts"
	"thidua/internal/finding"
	"thidua/internal/font"
	"thidua/internal/nomination"
)

// A FontError says why a folder's fonts can't be used for papers.
type FontError struct {
	Folder string
	Why    string // Vietnamese, without the full stop
}

func (e *FontError) Error() string { return "fonts of " + e.Folder + ": " + e.Why }

// officeFamily is what the office's own fonts are.
const officeFamily = "Times New Roman"

// officeFiles are the files of Times New Roman as Windows names them, by style.
var officeFiles = [4]string{"times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"}

// letters are what every face has to have: the Vietnamese alphabet with all tones, the
// figures and the signs of official papers. A family's name says nothing about it; old
// versions lack half of the alphabet.
const letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz" +
	"AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆFGHIÌỈĨÍỊJKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVWXYỲỶỸÝỴZ" +
	"0123456789.,;:!?/-–—…()[]“”‘’\"'%+=&*@°§"

// maxFont bounds a font file, in bytes; Times New Roman has about a million.
const maxFont = 16 << 20

// readFonts reads the office's own Times New Roman. The error is a *FontError where the
// folder or its files aren't fit.
func readFonts(folder string) (*font.Family, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		why := "không đọc được thư mục này"
		if errors.Is(err, fs.ErrNotExist) {
			why = "không có thư mục này"
		}
		return nil, &FontError{folder, why}
	}
	var files [4][]byte
	for style, name := range officeFiles {
		at := ""
		for _, e := range entries {
			if strings.EqualFold(e.Name(), name) {
				at = e.Name()
			}
		}
		if at == "" {
			return nil, &FontError{folder, "thiếu tệp " + name}
		}
		path := filepath.Join(folder, at)
		if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || info.Size() > maxFont {
			return nil, &FontError{folder, "tệp " + name + " không phải là tệp phông chữ dùng được"}
		}
		if files[style], err = os.ReadFile(path); err != nil {
			return nil, &FontError{folder, "không đọc được tệp " + name}
		}
	}
	family, err := font.NewFamily(officeFamily, files)
	if err != nil {
		return nil, &FontError{folder, "có tệp không phải là phông chữ TrueType"}
	}
	for style, face := range family.Faces {
		if !face.Embeddable() {
			return nil, &FontError{folder, "tệp " + officeFiles[style] + " không cho phép nhúng vào văn bản"}
		}
		for _, r := range letters {
			if !face.Has(r) {
				return nil, &FontError{folder, fmt.Sprintf("tệp %s thiếu chữ %q", officeFiles[style], r)}
			}
		}
	}
	return family, nil
}

// family gives the fonts that a run begins with: those of the flag, else our own.
func (o Options) family() (*font.Family, error) {
	if o.Fonts == "" {
		return fonts.Tinos()
	}
	return readFonts(o.Fonts)
}

// registerFonts gives the fonts that the register names, nil where it names none or
// the flag has set them. A folder that isn't absolute is one of the workspace.
func registerFonts(s *nomination.Settings, o Options) (*font.Family, []finding.Finding) {
	if s.Fonts == "" || o.Fonts != "" {
		return nil, nil
	}
	folder := s.Fonts
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(o.Workspace, filepath.FromSlash(folder))
	}
	family, err := readFonts(folder)
	if err == nil {
		return family, nil
	}
	why := err.Error()
	var fault *FontError
	if errors.As(err, &fault) {
		why = fault.Why
	}
	f := finding.New(finding.UnreadableFile, nomination.Row{Sheet: s.Sheet}.At(nomination.HeadFonts),
		"Không dùng được phông chữ của cơ quan: "+why+".")
	f.Expected = "thư mục có đủ bốn tệp " + strings.Join(officeFiles[:], ", ")
	f.Got, f.Blocks = s.Fonts, true
	f.Fix = "ghi đúng thư mục, ví dụ C:\\Windows\\Fonts; hoặc để trống mục này để dùng phông kèm theo chương trình."
	return nil, []finding.Finding{f}
}
