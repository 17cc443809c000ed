package zipfile

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// TestPartIsAsIfPutAtOnce holds parts of all sizes against what an archive makes of them that is written at once.
func TestPartIsAsIfPutAtOnce(t *testing.T) {
	text := func(lines int) string {
		var b strings.Builder
		for i := range lines {
			fmt.Fprintf(&b, "Hàng %d: hoàn thành xuất sắc nhiệm vụ\n", i*i%977)
		}
		return b.String()
	}
	for _, lines := range []int{0, 1, 1000, 60_000} {
		for _, method := range []uint16{zip.Store, zip.Deflate} {
			data := text(lines)
			var got, want bytes.Buffer
			z := NewWriter(&want)
			w, err := z.CreateHeader(&zip.FileHeader{Name: "word/document.xml", Method: method, Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(w, data); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			p := NewPart("word/document.xml", method)
			for rest := data; rest != ""; {
				n := min(len(rest), 30_011)
				if _, err := io.WriteString(p, rest[:n]); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			z = NewWriter(&got)
			if err := p.Put(z); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			if packed := p.deflater != nil; packed != (len(data) > large && method == zip.Deflate) {
				t.Errorf("%d lines, method %d: deflated on the way %t", lines, method, packed)
			}
			if !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Errorf("%d lines, method %d: %d bytes, differ from %d", lines, method, got.Len(), want.Len())
			}
		}
	}
}
