package badger

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"onrecord/store"
)

// freeBytes is how much this user may still write to the disk that dir is on.
func freeBytes(dir string) (uint64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, &os.PathError{Op: "statfs", Path: dir, Err: err}
	}
	return st.Bavail * uint64(st.Bsize), nil
}

// makeDir creates the directory if need be and keeps others out: Badger's own
// files are readable by all.
func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return os.Chmod(dir, 0o700)
}

// dirLock keeps other processes out of a directory.
type dirLock struct{ file *os.File }

// release gives the lock back. Closing the file alone would not do at once: a
// process that is being started holds a copy of it until it runs.
func (l dirLock) release() error {
	return errors.Join(unix.Flock(int(l.file.Fd()), unix.LOCK_UN), l.file.Close())
}

// lockDir takes the lock of the directory. Badger has a lock too, but only
// inside Open, and we look at its files before.
func lockDir(dir string) (dirLock, error) {
	name := filepath.Join(dir, "lock")
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return dirLock{}, err
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return dirLock{}, errors.Join(&store.Error{Code: store.CodeLocked, Message: fmt.Sprintf("another process has the store in %s open: stop it, or use another directory", dir)}, f.Close())
	}
	if err != nil {
		return dirLock{}, errors.Join(&os.PathError{Op: "flock", Path: name, Err: err}, f.Close())
	}
	return dirLock{f}, nil
}
