package zipfile

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
)

// packed makes an archive of texts.
func packed(t *testing.T, texts []string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := NewWriter(&out)
	for i, text := range texts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i), Method: zip.Deflate})
		if err != nil {
			t.Error(err)
			return nil
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Error(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Error(err)
	}
	return out.Bytes()
}

// TestNewWriter reads archives back that were packed side by side, and holds their
// bytes against those of the first.
func TestNewWriter(t *testing.T) {
	texts := []string{"", "x", strings.Repeat("Ủy ban nhân dân phường. ", 20_000), strings.Repeat("0123456789", 7)}
	want := packed(t, texts)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			packed(t, []string{strings.Repeat("khác", 1000)}) // leaves its traces in the pool
			if got := packed(t, texts); !bytes.Equal(got, want) {
				t.Error("two archives of the same texts differ")
			}
		})
	}
	all.Wait()
	z, err := zip.NewReader(bytes.NewReader(want), int64(len(want)))
	if err != nil || len(z.File) != len(texts) {
		t.Fatal(err, len(z.File))
	}
	for i, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || string(got) != texts[i] {
			t.Errorf("file %d: %d bytes, %v", i, len(got), err)
		}
	}
	if len(want) > 10_000 {
		t.Errorf("%d bytes: not deflated", len(want))
	}
}
