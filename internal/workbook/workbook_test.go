package workbook

import (
	"archive/zip"
	"bytes"
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
	if err := Write(&b, f, method, nil); err != nil {
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
