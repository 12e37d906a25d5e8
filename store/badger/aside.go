package badger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// setAside copies files into a new folder set-aside-<n> of dir and returns
// that; none for no files.
func setAside(dir string, files []string) (folder string, err error) {
	if len(files) == 0 {
		return "", nil
	}
	for n := 1; ; n++ {
		folder = filepath.Join(dir, fmt.Sprintf("set-aside-%d", n))
		err := os.Mkdir(folder, 0o700)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", err
		}
	}
	for _, name := range files {
		if err := copySparse(filepath.Join(folder, filepath.Base(name)), name); err != nil {
			return "", err
		}
	}
	return folder, syncPath(folder)
}

// copySparse copies a file and leaves holes where it has long runs of zeros:
// a write-ahead log is many times larger than what it holds.
func copySparse(to, from string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	block, zeros := make([]byte, 256<<10), make([]byte, 256<<10)
	var size int64
	for {
		n, err := io.ReadFull(in, block)
		if n > 0 && !bytes.Equal(block[:n], zeros[:n]) {
			if _, err := out.WriteAt(block[:n], size); err != nil {
				return err
			}
		}
		size += int64(n)
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			break
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(out.Truncate(size), out.Sync())
}
