package evidence

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/pdfa"
)

// Sheets are the pages of an attached PDF or picture, ready to be taken over.
type Sheets struct {
	Pages int
	Size  int64 // of the file

	// Plain is why the pages can't be kept as PDF/A-2b, in the officer's words; empty
	// where they can.
	Plain string

	pdf  *pdfFile // of a PDF
	scan *scan    // else
}

// bindable reports whether a file is of a kind whose pages can be taken over.
func bindable(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".pdf", ".png", ".jpg", ".jpeg":
		return true
	}
	return false
}

// openSheets reads an attached file, by its name below the folder of attachments, if it
// has no more than most bytes. What the officer has to mend is a *fault.
func openSheets(fsys fs.FS, file string, most int64) (*Sheets, error) {
	data, err := readBounded(fsys, nomination.AttachedFolder+"/"+file, most)
	if err != nil {
		return nil, err
	}
	read := openPicture
	if strings.ToLower(path.Ext(file)) == ".pdf" {
		read = openPDF
	}
	s, err := read(data)
	if err != nil {
		return nil, err
	}
	s.Size = int64(len(data))
	return s, nil
}

// readBounded reads a file that is not larger than it may be.
func readBounded(fsys fs.FS, name string, most int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, unreadable
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		if info.Size() > most {
			return nil, tooLarge(info.Size(), most)
		}
		b.Grow(int(info.Size()) + bytes.MinRead)
	}
	n, err := io.Copy(&b, io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return nil, unreadable
	case n > most:
		return nil, tooLarge(n, most)
	}
	return b.Bytes(), nil
}

var unreadable = &fault{"không đọc được", "kiểm tra quyền đọc, đóng tệp ở chương trình khác rồi chạy lại"}

func tooLarge(size, most int64) *fault {
	return &fault{
		fmt.Sprintf("nặng %d MB, quá giới hạn %d MB", (size+1<<20-1)>>20, most>>20),
		"quét lại ở 200–300 dpi, đen trắng hoặc xám, hoặc tách thành nhiều tệp",
	}
}

// Bind adds the pages to a file.
func (s *Sheets) Bind(to *pdfa.Binder) error {
	if s.scan != nil {
		s.scan.bind(to)
		return nil
	}
	return s.pdf.bind(to)
}
