package evidence

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

func TestEmblem(t *testing.T) {
	var good, photo bytes.Buffer
	if err := png.Encode(&good, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{
		"data/dinh-kem/quoc-huy.png": {Data: good.Bytes()},
		"data/quoc-huy.JPG":          {Data: photo.Bytes()},
		"data/photo.png":             {Data: photo.Bytes()},
		"data/half.png":              {Data: good.Bytes()[:good.Len()-20]},
		"data/head.png":              {Data: good.Bytes()[:10]},
		"data/empty.png":             {},
		"data/quoc-huy.gif":          {Data: []byte("GIF89a")},
		"data/folder.png/tep.txt":    {},
	}
	settings := func(file string) *nomination.Settings {
		sheet := &nomination.Sheet{File: "so-theo-doi.xlsx", Name: nomination.SheetSettings, HeadRow: 1, Columns: map[string]int{nomination.HeadItem: 1, nomination.HeadValue: 2}}
		return &nomination.Settings{Sheet: sheet, Emblem: file, Rows: map[string]int{nomination.HeadEmblem: 12}}
	}
	for _, tt := range []struct {
		file          string
		limits        Limits
		width, height int
		want          string // of the finding's message; empty: none
	}{
		{file: ""},
		{file: "data/dinh-kem/quoc-huy.png", width: 30, height: 20},
		{file: "data/quoc-huy.JPG", width: 8, height: 8},
		{file: "data/nowhere.png", want: "không có trong nơi làm việc"},
		{file: "data/photo.png", want: "có đuôi .png nhưng nội dung là ảnh JPEG"},
		{file: "data/half.png", want: "phần sau của ảnh không đọc được"},
		{file: "data/head.png", want: "không phải ảnh PNG, JPG"},
		{file: "data/empty.png", want: "không phải ảnh PNG, JPG"},
		{file: "data/quoc-huy.gif", want: "không thuộc loại được nhận"},
		{file: "data/folder.png", want: "là thư mục"},
		{file: "data/dinh-kem/quoc-huy.png", limits: Limits{Side: 29}, want: "rộng 30, cao 20 điểm ảnh, lớn hơn mức 29"},
		{file: "data/dinh-kem/quoc-huy.png", limits: Limits{FileSize: 20}, want: "lớn quá 0 MB"},
	} {
		p, found := Emblem(files, settings(tt.file), tt.limits)
		if p.Width != tt.width || p.Height != tt.height || (p.File == tt.file) != (tt.want == "") {
			t.Errorf("%s: picture %q of %d × %d", tt.file, p.File, p.Width, p.Height)
		}
		if tt.want == "" {
			if len(found) > 0 {
				t.Errorf("%s: %+v", tt.file, found)
			}
			continue
		}
		if len(found) != 1 || found[0].Code != finding.BadAttachment || found[0].Place.Cell() != "B12" || !found[0].Blocks || !strings.Contains(found[0].Message, tt.want) {
			t.Errorf("%s: %+v, want %q", tt.file, found, tt.want)
		}
	}
}
