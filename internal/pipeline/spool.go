package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"thidua/internal/bundle"
)

// A spool holds finished files until all are there and can be put in place. The first,
// of less than a megabyte each, stay in memory; what is more goes to one file of the
// system's, so that a build takes no more memory however much it makes. The file has no
// name any more where the system lets an open file go without, else it goes with the
// spool. Where the system has no place for it, all stays in memory.
type spool struct {
	mu     sync.Mutex
	room   int // bytes that may still stay in memory
	file   *os.File
	named  bool  // the file still has its name
	none   bool  // there is no place for a file
	length int64 // of file
}

// roomy is how much a spool keeps in memory: all that an office makes in an ordinary year.
const roomy = 24 << 20

func newSpool() *spool { return &spool{room: roomy} }

// close frees what the spool holds. Its files can't be read any more.
func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if s.named {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	return err
}

// open reports whether there is a file to put data into, and makes it at the first call.
func (s *spool) open() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file != nil || s.none {
		return s.file != nil
	}
	f, err := os.CreateTemp("", "thidua-*.tmp")
	if err != nil {
		s.none = true
		return false
	}
	s.file, s.named = f, os.Remove(f.Name()) != nil // Windows refuses; then close does it
	return true
}

// put appends data to the spool's file, which is open, and gives where it begins.
func (s *spool) put(data []byte) (at int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at = s.length
	n, err := s.file.WriteAt(data, at)
	s.length += int64(n)
	return at, err
}

// keep reports whether so many bytes may stay in memory.
func (s *spool) keep(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n > s.room {
		return false
	}
	s.room -= n
	return true
}

// A spooled is a file on its way into a spool. Several may be written at a time.
type spooled struct {
	spool *spool
	parts []stretch // in the spool's file
	rest  []byte    // what is not there yet
}

// A stretch is a part of the spool's file.
type stretch struct{ at, length int64 }

// begin begins a file.
func (s *spool) begin() *spooled { return &spooled{spool: s} }

// Write takes what comes next, and puts away what has gathered.
func (f *spooled) Write(b []byte) (int, error) {
	const much = 1 << 20
	if f.rest = append(f.rest, b...); len(f.rest) < much || !f.spool.open() {
		return len(b), nil
	}
	return len(b), f.putAway()
}

func (f *spooled) putAway() error {
	at, err := f.spool.put(f.rest)
	if err != nil {
		return fmt.Errorf("keep what is finished: %w", err)
	}
	f.parts = append(f.parts, stretch{at, int64(len(f.rest))})
	f.rest = f.rest[:0]
	return nil
}

// end ends the file and gives it with its content.
func (f *spooled) end(of bundle.File) (bundle.File, error) {
	if len(f.parts) == 0 && (f.spool.keep(len(f.rest)) || !f.spool.open()) {
		of.Data = f.rest
		return of, nil
	}
	if err := f.putAway(); err != nil {
		return of, err
	}
	f.rest = nil
	return bundle.Stream(of, f.copy), nil
}

// copy writes the content.
func (f *spooled) copy(w io.Writer) error {
	for _, p := range f.parts {
		if _, err := io.Copy(w, io.NewSectionReader(f.spool.file, p.at, p.length)); err != nil {
			return err
		}
	}
	return nil
}

// content gives the bytes of a finished file.
func content(f *bundle.File) ([]byte, error) {
	if f.Write == nil {
		return f.Data, nil
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("read %s again: %w", f.Path, err)
	}
	return b.Bytes(), nil
}
