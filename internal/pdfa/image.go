package pdfa

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // an office's emblem comes as either
	_ "image/png"
)

// largestSide bounds a picture, in pixels: an emblem of 40 mm printed at 2400 dpi.
const largestSide = 4000

// A picture is an image as it goes into a file: rows of red, green and blue, deflated.
type picture struct {
	source        []byte
	width, height int
	pixels        []byte
}

// Pictures are the images of a file, each once.
type pictures []picture

// append writes the images of a page as the beginning of its content.
func (p *pictures) append(b []byte, page *Page) ([]byte, error) {
	for _, i := range page.Images {
		n, err := p.index(i.Data)
		if err != nil {
			return nil, err
		}
		if i.Width <= 0 || i.Height <= 0 {
			return nil, fmt.Errorf("image of %d × %d", i.Width, i.Height)
		}
		b = append(b, "q "...)
		for _, v := range []int64{i.Width, 0, 0, i.Height, i.X, page.Height - i.Y - i.Height} {
			b = append(appendMilli(b, v), ' ')
		}
		b = fmt.Appendf(b, "cm /I%d Do Q\n", n)
	}
	return b, nil
}

// index gives the number of an image, read where it is new.
func (p *pictures) index(data []byte) (int, error) {
	for i := range *p {
		if bytes.Equal((*p)[i].source, data) {
			return i, nil
		}
	}
	one, err := readPicture(data)
	if err != nil {
		return 0, err
	}
	*p = append(*p, one)
	return len(*p) - 1, nil
}

// readPicture reads a PNG or JPEG. What shows through becomes white, the paper's
// colour: the file then needs no transparency.
func readPicture(data []byte) (picture, error) {
	c, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return picture{}, fmt.Errorf("read image: %w", err)
	}
	if kind != "png" && kind != "jpeg" {
		return picture{}, errors.New("image is neither PNG nor JPEG")
	}
	if min(c.Width, c.Height) < 1 || max(c.Width, c.Height) > largestSide {
		return picture{}, fmt.Errorf("image of %d × %d pixels, at most %d a side", c.Width, c.Height, largestSide)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return picture{}, fmt.Errorf("read image: %w", err)
	}
	area := img.Bounds()
	rows := make([]byte, 0, 3*area.Dx()*area.Dy())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			red, green, blue, alpha := img.At(x, y).RGBA() // multiplied by alpha
			white := 0xFFFF - alpha
			rows = append(rows, byte((red+white)>>8), byte((green+white)>>8), byte((blue+white)>>8))
		}
	}
	return picture{source: data, width: area.Dx(), height: area.Dy(), pixels: contentDeflaters.append(nil, rows)}, nil
}
