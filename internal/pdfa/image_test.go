package pdfa_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"thidua/internal/pdf"
	"thidua/internal/pdfa"
	"thidua/internal/typeset"
)

func picture(t *testing.T, width int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, width, 1))
	img.Set(0, 0, color.NRGBA{R: 255, A: 255})
	img.Set(1, 0, color.NRGBA{B: 255, A: 128})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestImages puts one image on two pages: it is in the file once, opaque, at its place.
func TestImages(t *testing.T) {
	f := tinos(t)
	page := typeset.Page{Width: 300 * typeset.Pt, Height: 200 * typeset.Pt, Number: 1, Texts: []typeset.Text{{X: 1000, Y: 9000, S: "a", Size: 9000}}}
	d := &typeset.Document{Pages: []typeset.Page{page, page}}
	raw, err := pdf.Render([]pdf.Document{{Name: "giay-khen", Pages: d.Pages}}, f)
	if err != nil {
		t.Fatal(err)
	}
	file := describe("giay-khen", d)
	for i := range file.Pages {
		file.Pages[i].Images = []pdfa.Image{{X: 10_000, Y: 20_000, Width: 50_000, Height: 40_000, Data: picture(t, 3)}}
	}
	out, err := pdfa.NewFinisher(f).Finish(raw, []pdfa.File{file})
	if err != nil {
		t.Fatal(err)
	}
	r := open(t, out[0])
	found := 0
	for n, o := range r.objects {
		if !strings.Contains(o, "/Subtype/Image") {
			continue
		}
		found++
		if !strings.Contains(o, "/Width 3/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8") || strings.Contains(o, "SMask") {
			t.Errorf("image %s", o)
		}
		if want := []byte{255, 0, 0, 127, 127, 255, 255, 255, 255}; !bytes.Equal(r.streams[n], want) {
			t.Errorf("pixels %v, want %v", r.streams[n], want)
		}
	}
	if found != 1 {
		t.Errorf("%d images in the file, want 1", found)
	}
	content := string(r.streams[r.ref(r.ref(r.ref(r.catalog(), "/Pages"), "/Kids"), "/Contents")])
	if want := "q 50 0 0 40 10 140 cm /I0 Do Q\n"; !strings.HasPrefix(content, want) {
		t.Errorf("content %q, want %q first", content, want)
	}
	for _, data := range [][]byte{nil, []byte("GIF89a"), picture(t, 4001), picture(t, 3)[:40]} {
		file.Pages[0].Images[0].Data = data
		if _, err := pdfa.NewFinisher(f).Finish(raw, []pdfa.File{file}); err == nil {
			t.Errorf("an image of %d bytes that can't be read is no error", len(data))
		}
	}
}
