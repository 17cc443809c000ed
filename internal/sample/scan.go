package sample

import (
	"bytes"
	"compress/zlib"
	"embed"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"thidua/fonts"
	"thidua/internal/nomination"
)

//go:embed scans/*.txt
var scans embed.FS

// Measures of a scan: a page of A4 at 75 dpi, in four shades of grey.
const (
	scanDPI    = 75
	scanWidth  = 620
	scanHeight = 877
	scanLeft   = 88
	scanTop    = 80
	scanLine   = 22
)

// scanned gives decisions as a unit scans them: VHXH-quyet-dinh-912.png.txt is
// VHXH/quyet-dinh-912.png. A PDF is what a scanner makes of a page laid in sideways.
func scanned() ([]File, error) {
	names, err := fs.Glob(scans, "scans/*.txt")
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	var files []File
	for _, name := range names {
		text, err := scans.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("sample: %w", err)
		}
		page, err := drawScan(string(text))
		if err != nil {
			return nil, fmt.Errorf("sample: %s: %w", name, err)
		}
		unit, rest, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".txt"), "-")
		encode := encodePNG
		if path.Ext(rest) == ".pdf" {
			encode = encodeSideways
		}
		data, err := encode(page)
		if err != nil {
			return nil, fmt.Errorf("sample: %s: %w", name, err)
		}
		files = append(files, File{Path: path.Join(nomination.AttachedFolder, unit, rest), Data: data})
	}
	return files, nil
}

// shades are those of the scans, from ink to paper.
var shades = color.Palette{color.Gray{0}, color.Gray{85}, color.Gray{170}, color.Gray{255}}

// drawScan writes lines of text on a page, "# " before a line that is bold and centred.
func drawScan(text string) (*image.Paletted, error) {
	family, err := fonts.Tinos()
	if err != nil {
		return nil, err
	}
	var faces [2]font.Face
	for i := range faces {
		f, err := opentype.Parse(family.Faces[i].Data())
		if err != nil {
			return nil, err
		}
		if faces[i], err = opentype.NewFace(f, &opentype.FaceOptions{Size: 14, DPI: scanDPI, Hinting: font.HintingFull}); err != nil {
			return nil, err
		}
	}
	grey := image.NewGray(image.Rect(0, 0, scanWidth, scanHeight))
	for i := range grey.Pix {
		grey.Pix[i] = 255
	}
	y := scanTop
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		d := font.Drawer{Dst: grey, Src: image.Black, Face: faces[0], Dot: fixed.P(scanLeft, y)}
		if heading, ok := strings.CutPrefix(line, "# "); ok {
			line, d.Face = heading, faces[1]
			d.Dot.X = (fixed.I(scanWidth) - d.MeasureString(line)) / 2
		}
		d.DrawString(line)
		y += scanLine
	}
	page := image.NewPaletted(grey.Rect, shades)
	for i, v := range grey.Pix {
		page.Pix[i] = uint8((int(v) + 42) / 85) // the nearest shade
	}
	return page, nil
}

func encodePNG(page *image.Paletted) ([]byte, error) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	err := e.Encode(&b, page)
	return b.Bytes(), err
}

// encodeSideways writes a PDF of one page: the picture lies on its side, and the page
// says by how much it is to be turned back.
func encodeSideways(page *image.Paletted) ([]byte, error) {
	// Two bits a sample, rows from what was the left side of the page, its foot first.
	var rows bytes.Buffer
	z, err := zlib.NewWriterLevel(&rows, zlib.BestCompression)
	if err != nil {
		return nil, err
	}
	row := make([]byte, (scanHeight+3)/4)
	for x := range scanWidth {
		clear(row)
		for i := range scanHeight {
			row[i/4] |= page.ColorIndexAt(scanWidth-1-x, i) << (6 - 2*(i%4))
		}
		if _, err := z.Write(row); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	const drawing = "q 842 0 0 595 0 0 cm /Im0 Do Q"
	return encodePDF(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Rotate 90/Contents 4 0 R/Resources<</XObject<</Im0 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(drawing), drawing),
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 2/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream",
			scanHeight, scanWidth, rows.Len(), rows.String()),
	), nil
}

// encodePDF writes objects numbered from 1, the catalog first.
func encodePDF(objects ...string) []byte {
	b := []byte("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	table := []byte(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1))
	for i, o := range objects {
		table = fmt.Appendf(table, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := len(b)
	b = append(b, table...)
	return fmt.Appendf(b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
}
