package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the office's pictures come as either
	_ "image/png"
	"io/fs"
	"path"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// A Picture is an image file of the office's: PNG or JPEG.
type Picture struct {
	File          string // below the workspace's root; empty: there is none
	Data          []byte
	Width, Height int // pixels
}

const expectPicture = "tệp ảnh PNG hoặc JPG trong nơi làm việc"

// pictureKinds are the kinds of pictures by the ends of their names.
var pictureKinds = map[string]string{".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}

// Emblem reads the national emblem (Quốc huy) that the register's settings name: the
// program draws none. A file that can't be printed is a fault of the register, at its
// cell: without it certificates would go out that the office didn't mean.
func Emblem(fsys fs.FS, settings *nomination.Settings, limits Limits) (Picture, []finding.Finding) {
	file := settings.Emblem
	if file == "" {
		return Picture{}, nil
	}
	p, why, fix := readPicture(fsys, file, limits.orDefault())
	if why == "" {
		return p, nil
	}
	f := finding.New(finding.BadAttachment, settings.At(nomination.HeadEmblem), fmt.Sprintf("Tệp Quốc huy \"%s\" %s.", file, why))
	f.Expected, f.Got, f.Fix, f.Blocks = expectPicture, file, fix+"; chưa có tệp thì để trống mục này.", true
	return Picture{}, []finding.Finding{f}
}

// readPicture reads a picture, or tells what is wrong with it and how to mend that.
// Its size in pixels is looked at before it is decoded: a small file can hold a
// picture that no memory holds.
func readPicture(fsys fs.FS, file string, limits Limits) (p Picture, why, fix string) {
	const again = "mở ảnh bằng phần mềm xem ảnh, lưu lại thành PNG hoặc JPG"
	kind, ok := pictureKinds[strings.ToLower(path.Ext(file))]
	if !ok {
		return p, "không thuộc loại được nhận", "dùng tệp ảnh có đuôi .png hoặc .jpg"
	}
	info, err := fs.Stat(fsys, file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return p, "không có trong nơi làm việc", "chép tệp vào nơi làm việc rồi ghi đường dẫn, ví dụ data/dinh-kem/quoc-huy.png"
	case err != nil:
		return p, "không đọc được: không có quyền đọc, hoặc liên kết dẫn ra ngoài nơi làm việc", "chép chính tệp đó vào nơi làm việc"
	case !info.Mode().IsRegular():
		return p, "là thư mục hoặc không phải tệp thường", "ghi tên của một tệp ảnh"
	case info.Size() > limits.FileSize:
		return p, fmt.Sprintf("lớn quá %d MB", limits.FileSize>>20), again + " nhỏ hơn"
	}
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return p, "không đọc được", "đóng tệp ở chương trình khác, kiểm tra quyền đọc rồi chạy lại"
	}
	c, found, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return p, "hỏng, hoặc không phải ảnh PNG, JPG", again
	case found != kind:
		return p, fmt.Sprintf("có đuôi %s nhưng nội dung là ảnh %s", path.Ext(file), strings.ToUpper(found)), "đổi đuôi tệp cho đúng nội dung rồi ghi lại tên"
	case min(c.Width, c.Height) < 1 || max(c.Width, c.Height) > limits.Side:
		return p, fmt.Sprintf("rộng %d, cao %d điểm ảnh, lớn hơn mức %d", c.Width, c.Height, limits.Side), fmt.Sprintf("thu ảnh nhỏ lại, mỗi chiều không quá %d điểm ảnh", limits.Side)
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return p, "hỏng: phần sau của ảnh không đọc được", again
	}
	return Picture{File: file, Data: data, Width: c.Width, Height: c.Height}, "", ""
}
