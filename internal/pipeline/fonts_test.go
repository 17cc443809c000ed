package pipeline

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thidua/fonts"
	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// officeFonts writes a folder of fonts under the names of Windows. The faces are those
// of Tinos, which has the widths of Times New Roman.
func officeFonts(t *testing.T) string {
	t.Helper()
	family, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i, name := range officeFiles {
		if err := os.WriteFile(filepath.Join(dir, strings.ToUpper(name)), family.Faces[i].Data(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestOfficeFonts builds with the office's own fonts, named by flag and by register: the
// papers have the same pages, and the manifest says what was embedded.
func TestOfficeFonts(t *testing.T) {
	o := workspace(t)
	own, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	o.Fonts = officeFonts(t)
	office, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]int{}
	for _, w := range own.Written {
		pages[w.Path] = w.Pages
	}
	for _, w := range office.Written {
		if pages[w.Path] != w.Pages {
			t.Errorf("%s has %d pages, with our fonts %d", w.Path, w.Pages, pages[w.Path])
		}
	}
	manifest, err := os.ReadFile(filepath.Join(o.Workspace, "output", "2026", "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"Times New Roman"`, `"timesbd.ttf"`, `"name": "fonts"`} {
		if !strings.Contains(string(manifest), want) {
			t.Errorf("the manifest lacks %s", want)
		}
	}
}

// TestUnfitFonts holds that fonts are refused for what they lack, never for their name,
// and that a folder named by the register is a finding at its cell.
func TestUnfitFonts(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(dir string) error
		why   string
	}{
		{"no folder", os.RemoveAll, "không có thư mục này"},
		{"a face missing", func(dir string) error { return os.Remove(filepath.Join(dir, "TIMESI.TTF")) }, "thiếu tệp timesi.ttf"},
		{"no font", func(dir string) error { return os.WriteFile(filepath.Join(dir, "TIMES.TTF"), []byte("rác"), 0o600) }, "không phải là phông chữ TrueType"},
		{"cut off", func(dir string) error { return os.Truncate(filepath.Join(dir, "TIMES.TTF"), 900) }, "không phải là phông chữ TrueType"},
		{"half the alphabet", func(dir string) error { return withoutTones(filepath.Join(dir, "TIMESBD.TTF")) }, "tệp timesbd.ttf thiếu chữ"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := officeFonts(t)
			if err := c.spoil(dir); err != nil {
				t.Fatal(err)
			}
			_, err := readFonts(dir)
			var fault *FontError
			if !errors.As(err, &fault) || !strings.Contains(fault.Why, c.why) {
				t.Errorf("%v, want %s", err, c.why)
			}
			s := nomination.Settings{Fonts: dir, Sheet: &nomination.Sheet{File: "so-theo-doi.xlsx", Name: nomination.SheetSettings}}
			family, found := registerFonts(&s, Options{})
			if family != nil || len(found) != 1 || found[0].Code != finding.UnreadableFile || !found[0].Blocks || found[0].Place.Sheet != nomination.SheetSettings {
				t.Errorf("of the register: %v %v", family, found)
			}
		})
	}
}

// withoutTones takes from a font the letters U+1EA0 to U+1EF9, as old versions lack them:
// the segments of its table of letters begin after them.
func withoutTones(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	u16 := func(o int) int { return int(binary.BigEndian.Uint16(data[o:])) }
	cmap := 0
	for i := range u16(4) {
		if o := 12 + 16*i; string(data[o:o+4]) == "cmap" {
			cmap = int(binary.BigEndian.Uint32(data[o+8:]))
		}
	}
	for i := range u16(cmap + 2) {
		sub := cmap + int(binary.BigEndian.Uint32(data[cmap+8+8*i:]))
		if u16(sub) != 4 {
			continue
		}
		n := u16(sub+6) / 2
		for s := range n {
			end, start := sub+14+2*s, sub+16+2*n+2*s
			if u16(end) >= 0x1EA0 && u16(start) <= 0x1EF9 {
				copy(data[start:start+2], data[end:end+2])
			}
		}
	}
	return os.WriteFile(file, data, 0o600)
}
