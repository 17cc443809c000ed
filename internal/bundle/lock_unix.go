//go:build linux || darwin || freebsd || netbsd || openbsd

package bundle

import (
	"errors"
	"os"
	"syscall"
)

// hold makes this the only program that changes the results until release is called;
// the system lets go of a program that is killed. With wait it waits for its turn,
// else held is false while another has it. The folder itself is locked, so that no file
// is left behind. A network drive may know no locks: there everybody goes on.
func hold(out *os.Root, wait bool) (release func(), held bool, err error) {
	d, err := out.Open(".")
	if err != nil {
		return nil, false, &Error{"read", ".", cause(err)}
	}
	how := syscall.LOCK_EX
	if !wait {
		how |= syscall.LOCK_NB
	}
	for {
		if err = syscall.Flock(int(d.Fd()), how); !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	release = func() { _ = d.Close() } // which unlocks as well
	if errors.Is(err, syscall.EWOULDBLOCK) {
		release()
		return nil, false, nil
	}
	return release, true, nil
}
