package evidence

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"thidua/fonts"
	"thidua/internal/casetest"
	"thidua/internal/pdfa"
)

// onePage is a page of A4 with some drawing, and with what a page or catalog says besides.
func onePage(page, content string) []byte {
	return casetest.PDF("",
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595.276 841.89]>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R"+page+">>",
		casetest.Stream("", content))
}

func TestBrokenPDF(t *testing.T) {
	good := onePage("", "0 0 100 100 re f")
	if s, err := openPDF(good); err != nil || s.Pages != 1 || s.Plain != "" {
		t.Fatalf("a plain page: %+v, %v", s, err)
	}
	many := func(n int) []byte {
		objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
		var kids []string
		for i := range n {
			objects = append(objects, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>")
			kids = append(kids, fmt.Sprintf("%d 0 R", i+3))
		}
		objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), n)
		return casetest.PDF("", objects...)
	}
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"cut off", good[:len(good)/3], "bị hỏng"},
		{"a header alone", []byte("%PDF-1.7\n"), "bị hỏng"},
		{"no pages", casetest.PDF("", "<</Type/Catalog>>"), "bị hỏng"},
		{"encrypted", casetest.PDF("/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<"+strings.Repeat("41", 32)+">/U<"+strings.Repeat("42", 32)+">>>/ID[<00><00>]",
			"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), "có mật khẩu"},
		{"a page tree in a circle", casetest.PDF("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"), "quá nhiều trang"},
		{"the same page a thousand times", casetest.PDF("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids["+strings.Repeat("3 0 R ", 1000)+"]/Count 1000>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"), "quá nhiều trang"},
		{"10,000 pages", many(10_000), "quá nhiều trang"},
		{"no page size", casetest.PDF("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R>>"), "bị hỏng"},
	} {
		s, err := openPDF(tt.data)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %+v, %v, want %q", tt.name, s, err, tt.want)
		}
	}
	if s, err := openPDF(many(200)); err != nil || s.Pages != 200 {
		t.Errorf("200 pages: %v", err)
	}
}

// boundPDF takes over the pages of a file and gives the file that they make.
func boundPDF(t *testing.T, s *Sheets) []byte {
	t.Helper()
	f, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	b, err := pdfa.NewBinder(&out, pdfa.NewFinisher(f), pdfa.Binding{Title: "Minh chứng", Created: time.Date(2027, 2, 15, 0, 0, 0, 0, time.UTC), Archival: s.Plain == "", Total: s.Pages})
	if err == nil {
		err = s.Bind(b)
	}
	if err == nil {
		err = b.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	api.DisableConfigDir()
	ctx, err := api.ReadValidateAndOptimize(bytes.NewReader(out.Bytes()), model.NewDefaultConfiguration())
	if err != nil || ctx.PageCount != s.Pages {
		t.Fatalf("another reader: %v, want %d pages", err, s.Pages)
	}
	return out.Bytes()
}

// TestOnlyPagesComeAlong gives a file all that may hide in a PDF besides its pages.
func TestOnlyPagesComeAlong(t *testing.T) {
	data := casetest.PDF("",
		"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R/AA<</WC 5 0 R>>/Names<</JavaScript<</Names[(a) 5 0 R]>>/EmbeddedFiles<</Names[(b) 8 0 R]>>>>/AcroForm<</Fields[7 0 R]/XFA 9 0 R>>/Outlines 10 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 842 595]/Rotate 90/Resources<</XObject<</X0 11 0 R/Evil 5 0 R>>/Properties<</MC0 8 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents[4 0 R 4 0 R]/AA<</O 5 0 R>>/Annots[6 0 R 7 0 R 12 0 R 14 0 R]/CropBox[0 0 800 500]/Thumb 11 0 R>>",
		casetest.Stream("", "q /X0 Do /OC /MC0 BDC 0 0 9 9 re f EMC Q"),
		"<</S/JavaScript/JS(app.alert\\('x'\\))>>",
		"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://example.com)>>>>",
		"<</Type/Annot/Subtype/Widget/FT/Sig/F 132/Rect[100 100 300 160]/T(Chu ky)/AP<</N 13 0 R>>/AA<</E 5 0 R>>>>",
		"<</Type/Filespec/F(evil.exe)/EF<</F 9 0 R>>>>",
		casetest.Stream("/Type/EmbeddedFile", "MZ evil"),
		"<</Type/Outlines>>",
		casetest.Stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Interpolate true/Metadata 9 0 R/OPI 5 0 R", "a"),
		"<</Type/Annot/Subtype/FreeText/F 2/Rect[0 0 50 50]/AP<</N 13 0 R>>>>",
		casetest.Stream("/Type/XObject/Subtype/Form/BBox[0 0 100 30]/Matrix[2 0 0 2 5 5]/Resources<<>>", "1 0 0 rg 0 0 100 30 re f"),
		"<</Type/Annot/Subtype/FileAttachment/F 4/Rect[0 0 9 9]/FS 8 0 R/AP<</N 13 0 R>>>>")
	s, err := openPDF(data)
	if err != nil {
		t.Fatal(err)
	}
	out := boundPDF(t, s)
	if again := boundPDF(t, s); !bytes.Equal(out, again) {
		t.Error("other bytes the second time")
	}
	for _, evil := range []string{"JavaScript", "/JS", "app.alert", "OpenAction", "/AA", "/Annot", "Widget", "URI", "Filespec", "EmbeddedFile", "MZ evil", "evil.exe", "AcroForm", "XFA", "Interpolate", "OPI", "Thumb"} {
		if bytes.Contains(out, []byte(evil)) {
			t.Errorf("%s came along", evil)
		}
	}
	for _, want := range []string{"/MediaBox[0 0 800 500]/Rotate 90", "/Properties<</MC0<<>>>>", "/X0 ", "q 1 0 0 1 95 95 cm /An1 Do Q\n"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("lacks %q", want)
		}
	}
	if n := bytes.Count(out, []byte("/Rotate 90")); n != 1 {
		t.Errorf("%d pages are turned", n)
	}
}

// TestPlain holds what can be kept as PDF/A-2b and what can't.
func TestPlain(t *testing.T) {
	page := func(resources, content string, more ...string) []byte {
		return casetest.PDF("", append([]string{
			"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R>>",
			"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
			"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<" + resources + ">>>>",
			casetest.Stream("", content),
		}, more...)...)
	}
	const noXMP = "null"
	xmp := casetest.Stream("/Type/Metadata/Subtype/XML", "<rdf:Description pdfaid:part='1' pdfaid:conformance='B'/>")
	image := func(dict string) string {
		return casetest.Stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"+dict, "abcd")
	}
	const font = "/Font<</F1 6 0 R>>"
	embedded := []string{"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 7 0 R>>", "<</Type/FontDescriptor/FontName/A/FontFile2 8 0 R>>", casetest.Stream("/Length1 4", "font")}
	for _, tt := range []struct {
		name string
		data []byte
		want string // empty: it can
	}{
		{"a scan", page("/XObject<</I 6 0 R>>", "q 1 0 0 1 0 0 cm /I Do Q", noXMP, image("/ColorSpace/DeviceGray")), ""},
		{"a scan in CMYK", page("/XObject<</I 6 0 R>>", "/I Do", noXMP, image("/ColorSpace/DeviceCMYK")), "CMYK"},
		{"a profile of four inks", page("/ColorSpace<</C[/ICCBased 6 0 R]>>", "", noXMP, casetest.Stream("/N 4", "icc")), "CMYK"},
		{"LZW", page("/XObject<</I 6 0 R>>", "/I Do", noXMP, image("/ColorSpace/DeviceGray/Filter/LZWDecode")), "LZWDecode"},
		{"JPEG 2000", page("/XObject<</I 6 0 R>>", "/I Do", noXMP, image("/Filter/JPXDecode")), "JPXDecode"},
		{"an ink of four", page("", "0 0 0 1 k 0 0 9 9 re f"), "CMYK"},
		{"an image among operators", page("", "BI /W 1 /H 1 /BPC 8 /CS /G ID a\nEI Q"), "ảnh đặt giữa"},
		{"an unknown operator", page("", "0 0 foo"), "lệnh vẽ lạ"},
		{"states not closed by whom they were opened", page("", "Q q"), "không khớp"},
		{"strings that look like operators", page("", "[(k \\( BI ) <6B>] pop", noXMP), "lệnh vẽ lạ"},
		{"letters without a claim", page(font, "BT /F1 9 Tf (k) Tj ET", append([]string{noXMP}, embedded...)...), "không phải PDF/A"},
		{"letters of a PDF/A", page(font, "BT /F1 9 Tf (k) Tj ET", append([]string{xmp}, embedded...)...), ""},
		{"a claim without fonts embedded", page(font, "BT /F1 9 Tf (k) Tj ET", xmp, embedded[0], "<</Type/FontDescriptor/FontName/A>>"), "không nhúng"},
		{"a transfer curve", page("/ExtGState<</G<</TR/Identity>>>>", ""), "máy in"},
	} {
		s, err := openPDF(tt.data)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if s.Plain == "" != (tt.want == "") || !strings.Contains(s.Plain, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, s.Plain, tt.want)
		}
		boundPDF(t, s)
	}
}

// TestPacked refuses a small file whose structure unpacks to more than the machine has.
func TestPacked(t *testing.T) {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	for range maxPacked>>20 + 1 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data := casetest.PDF("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", casetest.Stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", z.String()))
	if _, err := openPDF(data); err == nil || !strings.Contains(err.Error(), "quá nhiều") {
		t.Errorf("%d bytes that unpack to %d: %v", len(data), maxPacked, err)
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(onePage("/Annots[]", "0 0 9 9 re f"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := openPDF(data)
		if err != nil {
			return
		}
		family, err := fonts.Tinos()
		if err != nil {
			t.Fatal(err)
		}
		b, err := pdfa.NewBinder(io.Discard, pdfa.NewFinisher(family), pdfa.Binding{})
		if err != nil {
			t.Fatal(err)
		}
		_ = s.Bind(b) // an error is all right, a panic is not
	})
}
