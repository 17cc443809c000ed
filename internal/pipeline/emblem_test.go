package pipeline

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/compose"
	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// TestEmblem: the office's emblem stands in the whole certificate alone, the manifest
// names its file, and a file that isn't there is an error at the cell that names it.
func TestEmblem(t *testing.T) {
	o := workspace(t)
	const name = "data/quoc-huy.png"
	setting(t, filepath.Join(o.Workspace, "data", "so-theo-doi.xlsx"), nomination.HeadEmblem, name)
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	var said []finding.Finding
	for _, f := range c.Findings {
		if f.Code == finding.BadAttachment {
			said = append(said, f)
		}
	}
	if len(said) != 1 || said[0].Place.Sheet != nomination.SheetSettings || !strings.HasPrefix(said[0].Place.Cell(), "B") || !c.Outcome.WardBlocked {
		t.Errorf("no such file: %+v, ward blocked %t", said, c.Outcome.WardBlocked)
	}

	var emblem bytes.Buffer
	if err := png.Encode(&emblem, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.Workspace, filepath.FromSlash(name)), emblem.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.FromSlash(b.Output + "/manifest.json"))
	if err != nil || !bytes.Contains(manifest, []byte(`"`+name+`"`)) {
		t.Errorf("the manifest doesn't name %s: %v", name, err)
	}
	for _, w := range b.Written {
		if !strings.HasPrefix(w.Path, compose.WardFolder+"/") || !strings.HasSuffix(w.Path, ".pdf") {
			continue
		}
		file, err := os.ReadFile(filepath.FromSlash(b.Output + "/" + w.Path))
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(file, []byte("/Subtype/Image")); got != (w.Kind == "giay-khen") {
			t.Errorf("%s holds a picture: %t", w.Path, got)
		}
	}
}

// setting adds an item to the register's settings, or gives it another value.
func setting(t *testing.T, file, item, value string) {
	t.Helper()
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(nomination.SheetSettings)
	if err != nil {
		t.Fatal(err)
	}
	at := len(rows) + 1
	for i, row := range rows {
		if len(row) > 0 && strings.HasPrefix(row[0], item) {
			at = i + 1
		}
	}
	if err := book.SetSheetRow(nomination.SheetSettings, fmt.Sprintf("A%d", at), &[]any{item, value}); err != nil {
		t.Fatal(err)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}
