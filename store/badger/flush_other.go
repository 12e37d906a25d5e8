//go:build !linux

package badger

import "os"

// flushData syncs a file.
func flushData(f *os.File) error { return f.Sync() }
