package signed

import (
	"errors"
	"strings"
	"testing"

	"thidua/internal/casetest"
)

// drawn gives a PDF of one page with some content, a font F of two bytes a code in
// which code 1 is "Ộ" written as two letters and 2 to 4 are a range from "a", and a
// form X that draws code 3.
func drawn(content string) []byte {
	cmap := "1 beginbfchar <0001> <01A00323> endbfchar 1 beginbfrange <0002> <0004> <0061> endbfrange"
	return casetest.PDF("",
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Count 1 /Kids [3 0 R] /Resources << /Font << /F 5 0 R /G 8 0 R >> /XObject << /X 7 0 R >> >> >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>",
		casetest.Stream("", content),
		"<< /Type /Font /Subtype /Type0 /ToUnicode 6 0 R >>",
		casetest.Stream("", cmap),
		casetest.Stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "/F 9 Tf <0003> Tj"),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	)
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, content, text string
		readable            bool
	}{
		{"codes and ranges", "BT /F 12 Tf <00010002> Tj ET", "Ợa", true},
		{"an array with room between", "BT /F 12 Tf [<0002> -250 <0004>] TJ ET", "ac", true},
		{"a literal string with escapes", `BT /F 12 Tf (\000\002\0\003) Tj ET`, "ab", true},
		{"another line", "BT /F 12 Tf <0002> Tj 0 -14 Td <0003> Tj ET", "a b", true},
		{"a form", "BT /F 12 Tf <0002> Tj ET /X Do", "ab", true},
		{"a picture in the content", "BI /W 1 ID (((( EI BT /F 12 Tf <0002> Tj ET", "a", true},
		{"a code without meaning", "BT /F 12 Tf <0009> Tj ET", "", false},
		{"a font without a map", "BT /G 12 Tf (a) Tj ET", "", false},
		{"no text, as on a scan", "0 0 9 9 re f", "", false},
		{"brackets without end", "BT /F 12 Tf <0002> Tj (((", "a", true},
	}
	for _, test := range tests {
		p, err := Read(drawn(test.content))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if p.Pages != 1 || p.Text != test.text || p.Readable != test.readable {
			t.Errorf("%s: got %+v, want %q, readable %v", test.name, p, test.text, test.readable)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	whole := string(drawn("BT /F 12 Tf <0002> Tj ET"))
	tests := map[string]struct {
		data string
		want error
	}{
		"empty":            {"", ErrNotPDF},
		"a picture":        {"\x89PNG\r\n", ErrNotPDF},
		"broken off":       {whole[:200], ErrBroken},
		"a loop of pages":  {strings.Replace(whole, "/Kids [3 0 R]", "/Kids [2 0 R]", 1), ErrBroken},
		"no pages":         {strings.Replace(whole, "/Kids [3 0 R]", "/Kids [     ]", 1), ErrPages},
		"a page too often": {strings.Replace(whole, "/Kids [3 0 R]", "/Kids [3 0 R 3 0 R]", 1), ErrBroken},
	}
	for name, test := range tests {
		if p, err := Read([]byte(test.data)); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, %v, want %v", name, p, err, test.want)
		}
	}
}

// TestRangeWithATextForEachCode reads the two forms of a range of codes: texts that count
// up from the first, and one text for each code (ISO 32000-1, 9.10.3).
func TestRangeWithATextForEachCode(t *testing.T) {
	f := &font{unicode: map[string]string{}}
	f.read([]byte("2 beginbfrange\n<01> <02> [<0041> <0058>]\n<05> <06> <0061>\nendbfrange"))
	for code, want := range map[string]string{"\x01": "A", "\x02": "X", "\x05": "a", "\x06": "b"} {
		if got := f.unicode[code]; got != want {
			t.Errorf("code %q is %q, want %q", code, got, want)
		}
	}
}
