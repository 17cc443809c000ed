package bundle

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"syscall"
)

// cause takes the path out of an error of the system: Error has its own, and the
// inner one names a folder that is gone when the officer reads it. An error that says
// more than that stays as it is.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) && p.Error() == err.Error() {
		return p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) && l.Error() == err.Error() {
		return l.Err
	}
	return err
}

// Codes of Windows that Go has no name for on every system.
const (
	windowsSharingViolation = syscall.Errno(32)
	windowsLockViolation    = syscall.Errno(33)
	windowsHandleDiskFull   = syscall.Errno(39)
	windowsDiskFull         = syscall.Errno(112)
)

// Full reports whether the disk, or the user's part of it, is full.
func Full(err error) bool {
	if runtime.GOOS == "windows" {
		return errors.Is(err, windowsDiskFull) || errors.Is(err, windowsHandleDiskFull)
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// InUse reports whether another program holds the file. Windows says for a folder
// with an open file in it only that access is denied, so InUse may be true where
// permission is what lacks: the officer is told to look at both.
func InUse(err error) bool {
	if runtime.GOOS == "windows" {
		return errors.Is(err, windowsSharingViolation) || errors.Is(err, windowsLockViolation) ||
			errors.Is(err, fs.ErrPermission)
	}
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY)
}
