package badger

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// logs brings Badger's write-ahead logs to stable storage. Badger would do that
// itself (SyncWrites), after every transaction of a group, and sync its value
// log before, into which nothing is ever written: a sync of nothing still has the
// disk empty its cache. Here a group costs one sync, of the log that it is in.
//
// Badger writes through a mapping of the file; a sync of the file by any
// descriptor takes the pages of all mappings along.
type logs struct {
	dir    *os.File // Badger's folder
	newest string   // the log that was the newest at the last sync ...
	open   *os.File // ... open
	flush  func(*os.File) error
}

func openLogs(db string) (*logs, error) {
	dir, err := os.Open(db)
	if err != nil {
		return nil, err
	}
	return &logs{dir: dir, flush: flushData}, nil
}

// sync brings everything that was written since the last time to the disk. What
// is older than the log that was the newest then was brought there, and a log
// that is gone is in a table, which Badger syncs before it removes the log.
func (l *logs) sync() error {
	if l.dir == nil {
		return fs.ErrClosed
	}
	names, err := l.list()
	if err != nil {
		return err
	}
	for _, name := range names {
		if name < l.newest {
			continue
		}
		if err := l.syncLog(name); err != nil {
			return err
		}
	}
	return nil
}

// list lists the logs, the oldest first: the numbers in their names have leading
// zeros.
func (l *logs) list() ([]string, error) {
	if _, err := l.dir.Seek(0, 0); err != nil {
		return nil, err
	}
	all, err := l.dir.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	names := slices.DeleteFunc(all, func(name string) bool { return filepath.Ext(name) != ".mem" })
	slices.Sort(names)
	return names, nil
}

func (l *logs) syncLog(name string) error {
	if l.open == nil || name != l.newest {
		f, err := os.Open(filepath.Join(l.dir.Name(), name))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := errors.Join(l.close(), l.dir.Sync()); err != nil { // a new name, too, must be there
			return errors.Join(err, f.Close())
		}
		l.newest, l.open = name, f
	}
	return l.flush(l.open)
}

func (l *logs) close() error {
	if l.open == nil {
		return nil
	}
	f := l.open
	l.open = nil
	return f.Close()
}

// end closes the files; once is enough.
func (l *logs) end() error {
	if l.dir == nil {
		return nil
	}
	dir := l.dir
	l.dir = nil
	return errors.Join(l.close(), dir.Close())
}
