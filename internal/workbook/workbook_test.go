package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

// made writes a workbook with several sheets: enough parts for a map's order to show.
func made(t *testing.T, method uint16) []byte {
	t.Helper()
	f := excelize.NewFile()
	for _, name := range []string{"Một", "Hai", "Ba", "Bốn"} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellStr("Ba", "B2", "Tập thể"); err != nil {
		t.Fatal(err)
	}
	if err := f.AddChart("Hai", "A1", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Ba!$A$1:$A$3"}}}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, f, method); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteIsFixed(t *testing.T) {
	for _, method := range []uint16{zip.Store, zip.Deflate} {
		want := made(t, method)
		for range 8 {
			if !bytes.Equal(made(t, method), want) {
				t.Fatalf("method %d: two writes differ", method)
			}
		}
		z, err := zip.NewReader(bytes.NewReader(want), int64(len(want)))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range z.File {
			if f.Modified.UTC().Year() != 1980 || f.Method != method {
				t.Errorf("%s: written %s with method %d", f.Name, f.Modified, f.Method)
			}
			names = append(names, f.Name)
		}
		if names[0] != contentTypes || names[1] != "_rels/.rels" || !slices.IsSorted(names[2:]) {
			t.Errorf("parts in the order %q", names)
		}
	}
}

func TestWrittenOpens(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(made(t, zip.Deflate)))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.GetCellValue("Ba", "B2"); err != nil || got != "Tập thể" {
		t.Errorf("read back %q, %v", got, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

// TestLargePart holds that a sheet which is deflated on the way reads back whole, as any
// reader of zip files finds it.
func TestLargePart(t *testing.T) {
	f := excelize.NewFile()
	sw, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	const rows = 30_000
	for i := range rows {
		if err := sw.SetRow(fmt.Sprintf("A%d", i+1), []any{"Hoàn thành xuất sắc nhiệm vụ", i}); err != nil {
			t.Fatal(err)
		}
	}
	if err := sw.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, f, zip.Deflate); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	was := 0
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r) // the reader holds it against its sum
		if err != nil || part.Modified.UTC().Year() != 1980 {
			t.Errorf("%s of %s: %v", part.Name, part.Modified, err)
		}
		was = max(was, len(data))
	}
	if was < 1<<20 {
		t.Fatalf("the largest part has %d bytes", was)
	}
	read, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := read.GetCellValue("Sheet1", fmt.Sprintf("B%d", rows)); err != nil || got != fmt.Sprint(rows-1) {
		t.Errorf("last row reads %q, %v", got, err)
	}
	if err := read.Close(); err != nil {
		t.Error(err)
	}
}
