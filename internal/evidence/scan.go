package evidence

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"

	"github.com/klauspost/compress/zlib"

	"thidua/internal/pdfa"
)

// A scan is a picture as it goes onto a page: turned as it is meant to be
// seen, its samples packed as PDF has them.
type scan struct {
	width, height int    // in samples, as they are stored
	turn          int    // EXIF's orientation, 1 to 8
	dict          string // of the stream, but for the size
	data          []byte
}

// Limits in pixels. A JPEG goes in as it is; a PNG is unpacked here, which takes eight
// bytes a pixel at the worst: A4 at 600 dpi has 35 million.
const (
	maxPixelsJPEG = 200_000_000
	maxPixelsPNG  = 40_000_000
)

var (
	brokenPicture = &fault{"bị hỏng hoặc chép chưa xong", "mở bằng trình xem ảnh rồi lưu lại; không mở được thì chụp hoặc quét lại"}
	foreignColour = &fault{"là ảnh hệ màu CMYK, không in đúng màu được", "mở bằng trình sửa ảnh, lưu lại hệ màu RGB hoặc xám"}
	oddJPEG       = &fault{"là ảnh JPG kiểu hiếm gặp", "mở bằng trình xem ảnh, lưu lại thành JPG hoặc PNG"}
)

func tooManyPixels(w, h int) *fault {
	return &fault{fmt.Sprintf("có %d × %d điểm ảnh, quá giới hạn", w, h), "quét lại ở 200–300 dpi"}
}

func openPicture(data []byte) (*Sheets, error) {
	read := readPNG
	if bytes.HasPrefix(data, []byte{0xFF, 0xD8}) {
		read = readJPEG
	}
	p, err := read(data)
	if err != nil {
		return nil, err
	}
	return &Sheets{Pages: 1, scan: p}, nil
}

// readPNG unpacks a PNG, its size looked at before. What shows through becomes white,
// the paper's colour; what has no colour is kept as grey.
func readPNG(data []byte) (*scan, error) {
	c, err := png.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil || c.Width < 1 || c.Height < 1:
		return nil, brokenPicture
	case c.Width > maxPixelsPNG/c.Height:
		return nil, tooManyPixels(c.Width, c.Height)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, brokenPicture
	}
	p := &scan{width: c.Width, height: c.Height, turn: 1}
	space := "DeviceRGB"
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	grey := colourless(img)
	if grey {
		space = "DeviceGray"
	}
	row := make([]byte, 0, 3*c.Width)
	area := img.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row = row[:0]
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b := onWhite(img, x, y)
			if row = append(row, r); !grey {
				row = append(row, g, b)
			}
		}
		_, _ = z.Write(row) // a Buffer takes everything
	}
	_ = z.Close()
	p.dict, p.data = "/ColorSpace/"+space+"/BitsPerComponent 8/Filter/FlateDecode", out.Bytes()
	return p, nil
}

// colourless reports whether a picture is of greys only.
func colourless(img image.Image) bool {
	switch v := img.(type) {
	case *image.Gray, *image.Gray16:
		return true
	case *image.Paletted:
		for _, c := range v.Palette {
			r, g, b, _ := c.RGBA()
			if r != g || g != b {
				return false
			}
		}
		return true
	}
	area := img.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if r, g, b := onWhite(img, x, y); r != g || g != b {
				return false
			}
		}
	}
	return true
}

// onWhite gives a pixel as it looks on paper. The kinds of image that a PNG becomes are
// told apart to save an allocation for each of millions.
func onWhite(img image.Image, x, y int) (r, g, b byte) {
	var red, green, blue, alpha uint32
	switch v := img.(type) {
	case *image.Gray:
		c := v.GrayAt(x, y).Y
		return c, c, c
	case *image.NRGBA:
		red, green, blue, alpha = v.NRGBAAt(x, y).RGBA()
	case *image.RGBA:
		red, green, blue, alpha = v.RGBAAt(x, y).RGBA()
	case *image.NRGBA64:
		red, green, blue, alpha = v.NRGBA64At(x, y).RGBA()
	default:
		red, green, blue, alpha = img.At(x, y).RGBA()
	}
	white := 0xFFFF - alpha // colours are multiplied by alpha
	return byte((red + white) >> 8), byte((green + white) >> 8), byte((blue + white) >> 8)
}

// readJPEG takes a JPEG as it is: PDF knows its packing. Only its head is read. What a
// camera adds (place, time, a smaller picture) stays behind; the side that is up is
// heeded.
func readJPEG(data []byte) (*scan, error) {
	p := &scan{turn: 1}
	kept := []byte{0xFF, 0xD8}
	components := 0
	for at := 2; ; {
		marker, segment, next, ok := segmentAt(data, at)
		if !ok {
			return nil, brokenPicture
		}
		switch {
		case marker == 0xDA: // the picture itself, up to the end
			end := bytes.LastIndex(data[at:], []byte{0xFF, 0xD9})
			switch {
			case components == 0 || end < len(segment):
				return nil, brokenPicture
			case components == 4:
				return nil, foreignColour
			case p.width > maxPixelsJPEG/p.height:
				return nil, tooManyPixels(p.width, p.height)
			}
			space := map[int]string{1: "DeviceGray", 3: "DeviceRGB"}[components]
			if space == "" {
				return nil, oddJPEG
			}
			p.data = append(kept, data[at:at+end+2]...)
			p.dict = "/ColorSpace/" + space + "/BitsPerComponent 8/Filter/DCTDecode"
			return p, nil
		case marker >= 0xC0 && marker <= 0xC2: // baseline, extended, progressive
			if len(segment) < 6 || components != 0 {
				return nil, brokenPicture
			}
			p.height, p.width = int(binary.BigEndian.Uint16(segment[1:])), int(binary.BigEndian.Uint16(segment[3:]))
			components = int(segment[5])
			if segment[0] != 8 {
				return nil, oddJPEG
			}
			if p.width == 0 || p.height == 0 {
				return nil, brokenPicture
			}
		case marker > 0xC2 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			return nil, oddJPEG
		case marker == 0xE1:
			if turn := orientation(segment); turn > 0 {
				p.turn = turn
			}
		}
		const application, comment = 0xE0, 0xFE
		if describes := marker&0xF0 == application && marker != 0xEE || marker == comment; !describes {
			kept = append(kept, data[at:next]...) // 0xEE says how colours are stored
		}
		at = next
	}
}

// segmentAt gives a segment of a JPEG: its marker, what it holds, where the next begins.
func segmentAt(data []byte, at int) (marker byte, segment []byte, next int, ok bool) {
	for at+1 < len(data) && data[at] == 0xFF && data[at+1] == 0xFF {
		at++ // filling
	}
	if at+4 > len(data) || data[at] != 0xFF {
		return 0, nil, 0, false
	}
	next = at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
	if next < at+4 || next > len(data) {
		return 0, nil, 0, false
	}
	return data[at+1], data[at+4 : next], next, true
}

// orientation reads from a camera's notes which side is up; 0 where they don't say.
func orientation(segment []byte) int {
	tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00"))
	if !ok || len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 0
	}
	const tag, entry = 0x0112, 12
	for i := range int(order.Uint16(tiff[at:])) {
		e := at + 2 + i*entry
		if e+entry > len(tiff) {
			return 0
		}
		if order.Uint16(tiff[e:]) == tag {
			if v := int(order.Uint16(tiff[e+8:])); v >= 1 && v <= 8 {
				return v
			}
			return 0
		}
	}
	return 0
}

// Measures of the page, 1/1000 pt.
const (
	a4Short = 595_276
	a4Long  = 841_890
	edge    = 42_520 // 15 mm, around a picture that isn't a page itself
	foot    = 56_693 // 20 mm, below it
	coarse  = 750    // of a pixel at 96 dpi: none is shown larger
)

// bind sets the picture on a page of A4, upright or broad as it is itself. A scan of a
// whole page fills it; another picture is centred within margins.
func (p *scan) bind(to *pdfa.Binder) {
	n := to.Reserve()
	to.Stream(n, fmt.Appendf(nil, "/Type/XObject/Subtype/Image/Width %d/Height %d%s", p.width, p.height, p.dict), p.data)
	w, h := int64(p.width), int64(p.height)
	if p.turn > 4 {
		w, h = h, w
	}
	pageW, pageH := int64(a4Short), int64(a4Long)
	if w > h {
		pageW, pageH = pageH, pageW
	}
	left, bottom, width, height := int64(0), int64(0), pageW, pageH
	// The sides of a scan are never quite those of the page.
	if share := w * pageH * 100 / (h * pageW); share < 96 || share > 104 {
		width, height = pageW-2*edge, pageH-edge-foot
		left, bottom = edge, foot
	}
	if w*height > h*width {
		height = width * h / w
	} else {
		width = height * w / h
	}
	if width > w*coarse {
		width, height = w*coarse, h*coarse
	}
	roomW, roomH := pageW-2*left, pageH-bottom-left
	x, y := left+(roomW-width)/2, bottom+(roomH-height)/2
	content := fmt.Appendf(nil, "q %s cm /Im0 Do Q\n", p.matrix(x, y, width, height))
	drawn := to.Reserve()
	to.Stream(drawn, nil, content)
	to.Add(pdfa.Leaf{
		Right: pageW, Top: pageH, Contents: []int{drawn},
		Resources: fmt.Appendf(nil, "/XObject<</Im0 %d 0 R>>", n),
	})
}

// matrix brings the unit square of an image to its place, turned as EXIF's orientation
// says: rows from the top, from the bottom, columns from the left, and so on.
func (p *scan) matrix(x, y, w, h int64) string {
	m := map[int][6]int64{
		1: {w, 0, 0, h, x, y},
		2: {-w, 0, 0, h, x + w, y},
		3: {-w, 0, 0, -h, x + w, y + h},
		4: {w, 0, 0, -h, x, y + h},
		5: {0, -h, -w, 0, x + w, y + h},
		6: {0, -h, w, 0, x, y + h},
		7: {0, h, w, 0, x, y},
		8: {0, h, -w, 0, x + w, y},
	}[p.turn]
	return fmt.Sprintf("%s %s %s %s %s %s", milli(m[0]), milli(m[1]), milli(m[2]), milli(m[3]), milli(m[4]), milli(m[5]))
}

// milli writes thousandths as a decimal number.
func milli(v int64) string { return string(appendDecimal(nil, float64(v)/1000)) }
