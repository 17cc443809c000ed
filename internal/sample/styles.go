package sample

import "github.com/xuri/excelize/v2"

// The face of every paper of the office.
const (
	face     = "Times New Roman"
	faceSize = 12
)

// styles are the numbers by which excelize knows the looks of cells.
type styles struct {
	title, head, text, number, decimal, date, moment int
}

// newStyles makes the styles, numbers and dates aligned as told.
func newStyles(f *excelize.File, short string) (styles, error) {
	var s styles
	for _, one := range []struct {
		into  *int
		style *excelize.Style
	}{
		{&s.title, &excelize.Style{
			Font:      &excelize.Font{Family: face, Size: 14, Bold: true},
			Alignment: &excelize.Alignment{Vertical: "center"},
		}},
		{&s.head, &excelize.Style{
			Font:      &excelize.Font{Family: face, Size: faceSize, Bold: true},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7EEF7"}},
			Border:    borders(),
		}},
		{&s.text, body("left", "@")},
		{&s.number, body(short, "0")},
		{&s.decimal, body(short, "0.00")},
		{&s.date, body(short, "dd/mm/yyyy")},
		{&s.moment, body(short, "dd/mm/yyyy hh:mm")},
	} {
		id, err := f.NewStyle(one.style)
		if err != nil {
			return styles{}, err
		}
		*one.into = id
	}
	return s, nil
}

// body is the look of a value: bordered, wrapped, at the top of its row.
func body(horizontal, format string) *excelize.Style {
	return &excelize.Style{
		Font:         &excelize.Font{Family: face, Size: faceSize},
		Alignment:    &excelize.Alignment{Horizontal: horizontal, Vertical: "top", WrapText: true},
		Border:       borders(),
		CustomNumFmt: &format,
	}
}

func borders() []excelize.Border {
	var b []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		b = append(b, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	return b
}
