package pipeline

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"
	"testing"

	"thidua/internal/bundle"
)

// TestSpool writes files of many sizes at the same time: what comes out is what went in,
// the first files stay in memory, and nothing is left behind.
func TestSpool(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("TMP", temporary)
	s := newSpool()
	s.room = 100_000
	sizes := []int{0, 10, 60_000, 1 << 20, 3<<20 + 7, 99_000, 5}
	want, got := make([][]byte, len(sizes)), make([]bundle.File, len(sizes))
	errs := make([]error, len(sizes))
	var workers sync.WaitGroup
	for i, n := range sizes {
		want[i] = bytes.Repeat([]byte{byte('a' + i)}, n)
		workers.Go(func() {
			f := s.begin()
			for rest := want[i]; len(rest) > 0 && errs[i] == nil; {
				k := min(len(rest), 70_001)
				_, errs[i] = f.Write(rest[:k])
				rest = rest[k:]
			}
			if errs[i] == nil {
				got[i], errs[i] = f.end(bundle.File{Path: fmt.Sprint(i)})
			}
		})
	}
	workers.Wait()
	kept := 0
	for i := range got {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		if got[i].Write == nil {
			kept += len(got[i].Data)
		}
		for range 2 { // as often as one likes
			data, err := content(&got[i])
			if err != nil || !bytes.Equal(data, want[i]) {
				t.Errorf("file %d: %d bytes, want %d; %v", i, len(data), len(want[i]), err)
			}
		}
		if size, _, err := got[i].Digest(); err != nil || size != int64(sizes[i]) {
			t.Errorf("file %d: digest of %d bytes, %v", i, size, err)
		}
	}
	if kept > 100_000 || kept == 0 {
		t.Errorf("%d bytes stayed in memory", kept)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if err := got[4].Write(io.Discard); err == nil {
		t.Error("a file of a closed spool can be read")
	}
	left, err := os.ReadDir(temporary)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
