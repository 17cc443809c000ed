package bundle

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// lockName is a file that nobody else can open while it is there, and that the system
// removes with the program that made it.
const lockName = ".dang-ghi"

const deleteOnClose = 0x04000000 // FILE_FLAG_DELETE_ON_CLOSE

// hold makes this the only program that changes the results until release is called;
// the system lets go of a program that is killed. With wait it waits for its turn,
// else held is false while another has it.
func hold(out *os.Root, wait bool) (release func(), held bool, err error) {
	name, err := syscall.UTF16PtrFromString(filepath.Join(out.Name(), lockName))
	if err != nil {
		return nil, false, &Error{"create", lockName, err}
	}
	for {
		h, err := syscall.CreateFile(name, syscall.GENERIC_WRITE, 0, nil, syscall.CREATE_ALWAYS,
			syscall.FILE_ATTRIBUTE_HIDDEN|deleteOnClose, 0)
		switch {
		case err == nil:
			return func() { _ = syscall.CloseHandle(h) }, true, nil
		case !errors.Is(err, windowsSharingViolation):
			return nil, false, &Error{"create", lockName, err}
		case !wait:
			return nil, false, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
}
