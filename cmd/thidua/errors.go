package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"thidua/internal/bundle"
	"thidua/internal/pipeline"
)

// inWords puts an error of the machine into one Vietnamese sentence and says what to
// do. The English text goes along, for whoever is asked for help.
func inWords(err error) (message, hint string) {
	path := ""
	var bundleError *bundle.Error
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &bundleError):
		path = "output/" + bundleError.Path
	case errors.As(err, &pathError):
		path = pathError.Path
	case errors.As(err, &linkError):
		path = linkError.New
	}
	at := ""
	if path != "" {
		at = " " + strings.ReplaceAll(path, `\`, "/")
	}
	var open *pipeline.OpenError
	switch {
	case errors.As(err, &open):
		message, hint = "Tệp "+open.Path+" đang mở trong Excel nên chưa ghi đè.", "Đóng tệp rồi chạy lại."
	case bundle.Full(err):
		message, hint = "Ổ đĩa đã đầy, chưa ghi được"+at+".", "Giải phóng chỗ trống rồi chạy lại."
	case bundle.InUse(err):
		message, hint = "Chương trình khác đang mở"+at+", hoặc không có quyền ghi ở đó.", "Đóng tệp đó (Excel, Word hoặc trình xem PDF) rồi chạy lại."
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		message, hint = "Không có quyền đọc hoặc ghi"+at+".", "Kiểm tra quyền của thư mục rồi chạy lại."
	case errors.Is(err, syscall.ENOTDIR):
		message, hint = "Có một tệp đứng ở chỗ của thư mục"+at+".", "Đổi tên hoặc chuyển tệp đó đi rồi chạy lại."
	case errors.Is(err, fs.ErrNotExist):
		message, hint = "Không tìm thấy"+at+".", "Kiểm tra lại đường dẫn."
	default:
		message, hint = "Chương trình gặp lỗi và đã dừng.", "Gửi dòng dưới đây cho người hỗ trợ."
	}
	return message, hint + "\n  (" + fmt.Sprint(err) + ")"
}
