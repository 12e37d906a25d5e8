package badger

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// flushData syncs the bytes of a file, and of what is known about it only what
// it takes to read them again: not when it was written.
func flushData(f *os.File) error {
	for {
		err := unix.Fdatasync(int(f.Fd()))
		if err == nil {
			return nil
		}
		if !errors.Is(err, unix.EINTR) {
			return &os.PathError{Op: "fdatasync", Path: f.Name(), Err: err}
		}
	}
}
