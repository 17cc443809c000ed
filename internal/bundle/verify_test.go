package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// written gives a folder of results as Write leaves it.
func written(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := Write(root(t, dir), period, version("1"), manifest()); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, period)
}

// said writes differences as lines.
func said(v *Verification) []string {
	out := []string{}
	for _, d := range v.Differences {
		out = append(out, d.Kind+" "+d.Path)
	}
	return out
}

func replaceIn(t *testing.T, file, from, to string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte(from)) {
		t.Fatalf("%s holds no %q", file, from)
	}
	if err := os.WriteFile(file, bytes.ReplaceAll(data, []byte(from), []byte(to)), 0o644); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, file, content string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func sumOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func TestVerifyFolder(t *testing.T) {
	const letter = "nop-thanh-pho/01-to-trinh.pdf"
	tests := []struct {
		name   string
		change func(t *testing.T, dir string)
		want   []string
	}{
		{"as written", func(*testing.T, string) {}, nil},
		{"a file gone", func(t *testing.T, dir string) { remove1(t, dir, letter) }, []string{"missing " + letter}},
		{"a byte changed", func(t *testing.T, dir string) { put(t, filepath.Join(dir, letter), "Letter 1") }, []string{"changed " + letter}},
		{"a file added", func(t *testing.T, dir string) { put(t, filepath.Join(dir, "nop-thanh-pho", "thêm.pdf"), "x") }, []string{"added nop-thanh-pho/thêm.pdf"}},
		{"the manifest edited", func(t *testing.T, dir string) {
			replaceIn(t, filepath.Join(dir, manifestName), "2027-02-10", "2027-02-11")
		}, []string{"changed manifest.json"}},
		{"a file and its line edited", func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "bang-tong-hop.xlsx"), "table 2")
			replaceIn(t, filepath.Join(dir, sumsName), sumOf("table 1"), sumOf("table 2"))
		}, []string{"disagrees bang-tong-hop.xlsx"}},
		{"file, line and manifest edited, not the zip", func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, letter), "letter 2")
			for _, list := range []string{sumsName, "nop-thanh-pho/" + sumsName, manifestName} {
				replaceIn(t, filepath.Join(dir, list), sumOf("letter 1"), sumOf("letter 2"))
			}
		}, []string{"changed manifest.json", "disagrees nop-thanh-pho.zip!/01-to-trinh.pdf", "changed nop-thanh-pho/manifest-sha256.txt"}},
		{"a line taken out", func(t *testing.T, dir string) {
			replaceIn(t, filepath.Join(dir, sumsName), sumOf("table 1")+"  bang-tong-hop.xlsx\n", "")
		}, []string{"added bang-tong-hop.xlsx", "disagrees bang-tong-hop.xlsx"}},
		{"ends of lines as Windows writes them", func(t *testing.T, dir string) { replaceIn(t, filepath.Join(dir, sumsName), "\n", "\r\n") }, nil},
		{"a line twice", func(t *testing.T, dir string) {
			replaceIn(t, filepath.Join(dir, sumsName), "  bang-tong-hop.xlsx\n", "  bang-tong-hop.xlsx\n"+sumOf("x")+"  Bang-Tong-Hop.xlsx\n")
		}, []string{"twice Bang-Tong-Hop.xlsx"}},
		{"a line that leads outside", func(t *testing.T, dir string) {
			replaceIn(t, filepath.Join(dir, sumsName), "  bang-tong-hop.xlsx\n", "  bang-tong-hop.xlsx\n"+sumOf("x")+"  ../../data/so-theo-doi.xlsx\n")
		}, []string{"outside ../../data/so-theo-doi.xlsx"}},
		{"a line that says nothing", func(t *testing.T, dir string) {
			replaceIn(t, filepath.Join(dir, sumsName), "  bang-tong-hop.xlsx\n", "  bang-tong-hop.xlsx\nkhông có gì\n")
		}, []string{"bad_line manifest-sha256.txt:2"}},
		{"a list without end", func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, sumsName), strings.Repeat(sumOf("x")+"  x\n", maxList/60))
		}, []string{"too_large manifest-sha256.txt"}},
		{"a link in place of a file", func(t *testing.T, dir string) {
			remove1(t, dir, letter)
			if err := os.Symlink("/etc/hostname", filepath.Join(dir, letter)); err != nil {
				t.Fatal(err)
			}
		}, []string{"missing " + letter, "not_plain " + letter}},
		{"the zip gone", func(t *testing.T, dir string) { remove1(t, dir, zipName) }, []string{"missing nop-thanh-pho.zip"}},
		{"the zip broken off", func(t *testing.T, dir string) {
			if err := os.Truncate(filepath.Join(dir, zipName), 300); err != nil {
				t.Fatal(err)
			}
		}, []string{"unreadable nop-thanh-pho.zip"}},
		{"a manifest that is none", func(t *testing.T, dir string) { put(t, filepath.Join(dir, manifestName), "{") }, []string{"changed manifest.json", "unreadable manifest.json"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := written(t)
			test.change(t, dir)
			v, err := Verify(root(t, dir).FS())
			if err != nil {
				t.Fatal(err)
			}
			if got := said(v); !slices.Equal(got, test.want) && len(got)+len(test.want) > 0 {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func remove1(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyNeedsList(t *testing.T) {
	if _, err := Verify(fstest.MapFS{"01-to-trinh.pdf": {}}); !errors.Is(err, ErrNoList) {
		t.Errorf("a draft: %v", err)
	}
	data := packed(t, packedFile{"x.pdf", "x", 0})
	if _, err := VerifyZip(bytes.NewReader(data), int64(len(data)), "x.zip"); !errors.Is(err, ErrNoList) {
		t.Errorf("a zip of something else: %v", err)
	}
}

type packedFile struct {
	name, content string
	mode          os.FileMode
}

func packed(t *testing.T, files ...packedFile) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		h.SetMode(0o644 | f.mode)
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestVerifyZip(t *testing.T) {
	line := func(name, content string) string { return sumOf(content) + "  " + name + "\n" }
	list := func(lines ...string) packedFile {
		return packedFile{"p/" + sumsName, strings.Join(lines, ""), 0}
	}
	a := packedFile{"p/a.pdf", "a", 0}
	whole := packed(t, a, list(line("a.pdf", "a")))
	tests := []struct {
		name string
		data []byte
		want []string
	}{
		{"whole", whole, nil},
		{"without a folder", packed(t, packedFile{"a.pdf", "a", 0}, packedFile{sumsName, line("a.pdf", "a"), 0}), nil},
		{"broken off", whole[:len(whole)-30], []string{"unreadable z.zip"}},
		{"empty", nil, []string{"unreadable z.zip"}},
		{"changed", packed(t, packedFile{"p/a.pdf", "b", 0}, list(line("a.pdf", "a"))), []string{"changed a.pdf"}},
		{"beside the folder", packed(t, a, packedFile{"q.exe", "q", 0}, list(line("a.pdf", "a"))), []string{"added q.exe"}},
		{"twice", packed(t, a, a, list(line("a.pdf", "a"))), []string{"twice p/a.pdf"}},
		{"twice but for the case", packed(t, a, packedFile{"p/A.pdf", "a", 0}, list(line("a.pdf", "a"))), []string{"twice p/A.pdf"}},
		{"outside", packed(t, a, packedFile{"../a.pdf", "a", 0}, list(line("a.pdf", "a"))), []string{"outside ../a.pdf"}},
		{"outside on Windows", packed(t, a, packedFile{`p\..\..\a.pdf`, "a", 0}, packedFile{"C:a.pdf", "a", 0}, list(line("a.pdf", "a"))), []string{"outside C:a.pdf", `outside p\..\..\a.pdf`}},
		{"a link", packed(t, a, packedFile{"p/b.pdf", "/etc/passwd", os.ModeSymlink}, list(line("a.pdf", "a"))), []string{"not_plain p/b.pdf"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v, err := VerifyZip(bytes.NewReader(test.data), int64(len(test.data)), "z.zip")
			if err != nil {
				t.Fatal(err)
			}
			if got := said(v); !slices.Equal(got, test.want) && len(got)+len(test.want) > 0 {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// stated lets every file of a zip state another size in the directory.
func stated(data []byte, size uint32) []byte {
	data = bytes.Clone(data)
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("PK\x01\x02"))
		if i < 0 {
			return data
		}
		at += i
		data[at+24], data[at+25], data[at+26], data[at+27] = byte(size), byte(size>>8), byte(size>>16), byte(size>>24)
		at += 46
	}
}

// TestVerifyBomb states sizes that no machine unpacks, or that are not true.
func TestVerifyBomb(t *testing.T) {
	var files []packedFile
	lines := ""
	for _, name := range []string{"a", "b", "c"} {
		files = append(files, packedFile{"p/" + name, name, 0})
		lines += sumOf(name) + "  " + name + "\n"
	}
	data := stated(packed(t, append([]packedFile{{"p/" + sumsName, lines, 0}}, files...)...), 0xfffffff0)
	v, err := VerifyZip(bytes.NewReader(data), int64(len(data)), "z.zip")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(v.Differences, func(d Difference) bool { return d.Kind == TooLarge }) {
		t.Errorf("three files of 4 GB: %q", said(v))
	}
	data = stated(packed(t, files[0], packedFile{"p/" + sumsName, lines, 0}), 7)
	if v, err = VerifyZip(bytes.NewReader(data), int64(len(data)), "z.zip"); err != nil || len(v.Differences) == 0 {
		t.Errorf("sizes that aren't true: %v, %v", v, err)
	}
}
