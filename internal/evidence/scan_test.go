package evidence

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func pngOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, w, h)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// header gives a PNG with another header: of other size, or interlaced.
func header(data []byte, change func(ihdr []byte)) []byte {
	out := bytes.Clone(data)
	ihdr := out[16:29]
	change(ihdr)
	binary.BigEndian.PutUint32(out[29:], crc32.ChecksumIEEE(out[12:29]))
	return out
}

// frame gives a JPEG with another frame header: the marker, and how many colours.
func frame(data []byte, marker, colours byte) []byte {
	out := bytes.Clone(data)
	i := bytes.Index(out, []byte{0xFF, 0xC0})
	out[i+1], out[i+9] = marker, colours
	return out
}

// turned gives a JPEG with a camera's note of which side is up, and where it was taken.
func turned(data []byte, orientation byte) []byte {
	exif := append([]byte("Exif\x00\x00MM\x00\x2A\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation)
	exif = append(exif, "\x00\x00\x00\x00\x00\x00 GPS 20.94, 106.33"...)
	segment := append([]byte{0xFF, 0xE1, 0, byte(len(exif) + 2)}, exif...)
	return append(append([]byte{0xFF, 0xD8}, segment...), data[2:]...)
}

func TestPictures(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	deep := image.NewNRGBA64(image.Rect(0, 0, 1, 1))
	deep.SetNRGBA64(0, 0, color.NRGBA64{R: 0xFFFF, A: 0xFFFF})
	dot := pngOf(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	photo := jpegOf(t, 40, 30)
	for _, tt := range []struct {
		name  string
		data  []byte
		want  string // in the file
		fault string
	}{
		{"a PNG that shows through, broader than high", pngOf(t, clear), "/MediaBox[0 0 841.89 595.276]", ""},
		{"16 bits", pngOf(t, deep), "/ColorSpace/DeviceRGB/BitsPerComponent 8", ""},
		{"interlaced", header(dot, func(h []byte) { h[12] = 1 }), "/ColorSpace/DeviceGray", ""},
		{"a page scanned whole", pngOf(t, image.NewGray(image.Rect(0, 0, 210, 297))), "", ""},
		{"a JPEG as it is", photo, "/Filter/DCTDecode", ""},
		{"a progressive JPEG", frame(photo, 0xC2, 3), "/Filter/DCTDecode", ""},
		{"a JPEG on its side", turned(photo, 6), "/MediaBox[0 0 595.276 841.89]", ""},
		{"a JPEG upside down", turned(photo, 3), "/MediaBox[0 0 841.89 595.276]", ""},
		{"a PNG of huge size", header(dot, func(h []byte) { binary.BigEndian.PutUint32(h, 60_000); binary.BigEndian.PutUint32(h[4:], 60_000) }), "", "60000 × 60000 điểm ảnh"},
		{"a PNG cut off", dot[:len(dot)-20], "", "bị hỏng"},
		{"a JPEG cut off", photo[:len(photo)-2], "", "bị hỏng"},
		{"a JPEG of a head alone", photo[:30], "", "bị hỏng"},
		{"a JPEG in CMYK", frame(photo, 0xC0, 4), "", "CMYK"},
		{"a JPEG without loss", frame(photo, 0xC3, 3), "", "hiếm gặp"},
	} {
		s, err := openPicture(tt.data)
		if tt.fault != "" {
			if err == nil || !strings.Contains(err.Error(), tt.fault) {
				t.Errorf("%s: %v, want %q", tt.name, err, tt.fault)
			}
			continue
		}
		if err != nil || s.Pages != 1 || s.Plain != "" {
			t.Errorf("%s: %+v, %v", tt.name, s, err)
			continue
		}
		out := boundPDF(t, s)
		if !bytes.Contains(out, []byte(tt.want)) {
			t.Errorf("%s: lacks %q", tt.name, tt.want)
		}
		if bytes.Contains(out, []byte("GPS")) {
			t.Errorf("%s: where it was taken came along", tt.name)
		}
		if again := boundPDF(t, s); !bytes.Equal(out, again) {
			t.Errorf("%s: other bytes the second time", tt.name)
		}
	}
}

// TestTurns holds each of EXIF's orientations: where the first sample of the picture, its
// top left, comes to stand.
func TestTurns(t *testing.T) {
	for turn, want := range map[int]string{1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left", 5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left"} {
		m := strings.Fields((&scan{turn: turn}).matrix(0, 0, 2000, 3000))
		at := func(u, v int) (x, y string) {
			n := func(i int) int { return map[string]int{"0": 0, "2": 2, "3": 3, "-2": -2, "-3": -3}[m[i]] }
			x, y = "left", "bottom"
			if n(0)*u+n(2)*v+n(4) > 0 {
				x = "right"
			}
			if n(1)*u+n(3)*v+n(5) > 0 {
				y = "top"
			}
			return x, y
		}
		if x, y := at(0, 1); y+" "+x != want {
			t.Errorf("orientation %d: the first sample stands %s %s, want %s", turn, y, x, want)
		}
		if x, y := at(1, 0); y+" "+x == want {
			t.Errorf("orientation %d: the last sample stands with the first", turn)
		}
	}
}
