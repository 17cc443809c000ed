package pipeline

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
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

// TestSpoolWithoutPlace holds that a build needs no folder for temporary files.
func TestSpoolWithoutPlace(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	t.Setenv("TMPDIR", missing)
	t.Setenv("TMP", missing)
	s := newSpool()
	s.room = 10
	want := bytes.Repeat([]byte("abc"), 1<<20)
	f := s.begin()
	for rest := want; len(rest) > 0; {
		n, err := f.Write(rest[:min(len(rest), 70_001)])
		if err != nil {
			t.Fatal(err)
		}
		rest = rest[n:]
	}
	got, err := f.end(bundle.File{Path: "a"})
	if err != nil || got.Write != nil || !bytes.Equal(got.Data, want) {
		t.Errorf("%d bytes of %d, on disk %v; %v", len(got.Data), len(want), got.Write != nil, err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}

// TestSpoolLeavesOthersAlone holds that closing a spool removes no file that got the name
// which the spool's own no longer has.
func TestSpoolLeavesOthersAlone(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("TMP", temporary)
	s := newSpool()
	if !s.open() {
		t.Fatal("no file")
	}
	if !s.named {
		if err := os.WriteFile(s.file.Name(), []byte("another's"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	named := s.named
	if err := s.close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(s.file.Name()); (err != nil) != named {
		t.Errorf("named %v, after close: %v", named, err)
	}
}
