package bundle

import (
	"errors"
	"io/fs"
	"os"
	"testing"
)

func TestReplaceTouchesOneFolder(t *testing.T) {
	out, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := out.MkdirAll("2026/nop-thanh-pho", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := out.WriteFile("2026/manifest.json", []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"VP", "VHXH"} {
		files := []File{{Path: unit + "/Đề nghị (sửa).xlsx", Data: []byte(unit)}}
		if err := Replace(out, "2026", "tra-don-vi", files); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := out.ReadFile("2026/tra-don-vi/VHXH/Đề nghị (sửa).xlsx"); err != nil || string(b) != "VHXH" {
		t.Errorf("%q %v", b, err)
	}
	for _, gone := range []string{"2026/tra-don-vi/VP", "2026/.tra-don-vi.new", "2026/.tra-don-vi.old"} {
		if _, err := out.Lstat(gone); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there (%v)", gone, err)
		}
	}
	for _, kept := range []string{"2026/manifest.json", "2026/nop-thanh-pho"} {
		if _, err := out.Lstat(kept); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"../x.xlsx", "VHXH/a:b.xlsx", "VHXH/con.xlsx", "VHXH/.x.xlsx", "vhxh/Đ.xlsx"} {
		if err := Replace(out, "2026", "tra-don-vi", []File{{Path: bad}}); !errors.Is(err, ErrName) {
			t.Errorf("%s: error %v", bad, err)
		}
	}
}
