package bundle

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"syscall"
	"testing"
)

// TestReadOnlyFolder takes the rights of another user for its thread, because root may
// write everywhere.
func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	out := root(t, dir)
	if err := Write(out, period, version("one"), manifest()); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	err := asNobody(t, func() error { return Write(out, period, version("two"), manifest()) })
	var e *Error
	if !errors.As(err, &e) || e.Op != "create" || !errors.Is(err, fs.ErrPermission) || Full(err) {
		t.Errorf("error is %v", err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, dir); !same(got, before) {
		t.Errorf("results changed:\n%v\n%v", got, before)
	}
}

// asNobody runs f with the file rights of nobody where the test is root.
func asNobody(t *testing.T, f func() error) error {
	t.Helper()
	if os.Geteuid() != 0 {
		return f()
	}
	const nobody = 65534
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := syscall.Setfsuid(nobody); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := syscall.Setfsuid(0); err != nil {
			t.Error(err)
		}
	}()
	return f()
}
