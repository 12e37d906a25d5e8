package badger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	badgerdb "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/dgraph-io/badger/v4/table"
	"github.com/dgraph-io/ristretto/v2/z"
)

// inspection is what can be known of Badger's files before Badger touches
// them.
type inspection struct {
	exists bool  // there are tables, logs or a manifest
	broken error // why Badger must not open these files as they are
	// unreadable: a table is not what was written. Badger opens none, and ends
	// the process over some, whatever loss is accepted.
	unreadable bool
	atRisk     []string // files that Badger deletes, cuts or rewrites while it opens
	logged     []record // the group records in the write-ahead logs, oldest first
	tabled     uint64   // the highest timestamp in a table
}

// damage is why the files must not be opened.
func (in *inspection) damage() error {
	if in == nil {
		return nil
	}
	return in.broken
}

// inspect looks at the files in db and changes none.
func inspect(db string, opt badgerdb.Options) (*inspection, error) {
	tables, err := filepath.Glob(filepath.Join(db, "*.sst"))
	if err != nil {
		return nil, err
	}
	logs, err := filepath.Glob(filepath.Join(db, "*.mem"))
	if err != nil {
		return nil, err
	}
	in := &inspection{exists: len(tables)+len(logs) > 0}
	manifest := filepath.Join(db, badgerdb.ManifestFilename)
	listed, whole, err := readManifest(manifest, opt)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if in.exists {
			in.broken = errors.New("MANIFEST is missing: Badger would delete every table")
			in.atRisk = slices.Concat(tables, logs)
		}
		return in, nil
	case err != nil:
		in.exists = true
		in.broken = fmt.Errorf("MANIFEST is damaged: %w", err)
		in.atRisk = slices.Concat([]string{manifest}, tables, logs)
		return in, nil
	}
	in.exists = true
	in.compareTables(tables, listed)
	in.atRisk = append(in.atRisk, logs...)
	if !whole || len(in.atRisk) > 0 {
		in.atRisk = append(in.atRisk, manifest)
	}
	if err := in.readLogs(logs); err != nil {
		return nil, err
	}
	if in.broken == nil {
		in.readTables(db, listed)
	}
	return in, nil
}

// readManifest lists the tables of the manifest; whole is false when its end
// is torn off.
func readManifest(name string, opt badgerdb.Options) (tables map[uint64]badgerdb.TableManifest, whole bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, false, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	m, end, err := badgerdb.ReplayManifestFile(f, opt.ExternalMagicVersion, opt)
	if err != nil {
		return nil, false, err
	}
	st, err := f.Stat()
	if err != nil {
		return nil, false, err
	}
	return m.Tables, end == st.Size(), nil
}

// compareTables notes the tables that are listed and missing, which nothing
// can mend, and those that are there and not listed, which Badger deletes.
func (in *inspection) compareTables(found []string, listed map[uint64]badgerdb.TableManifest) {
	there := map[uint64]bool{}
	for _, name := range found {
		id, ok := table.ParseFileID(filepath.Base(name))
		there[id] = ok
		if _, known := listed[id]; !known {
			in.atRisk = append(in.atRisk, name)
		}
	}
	for id := range listed {
		if !there[id] {
			in.broken = fmt.Errorf("the table %s is missing", filepath.Base(table.NewFilename(id, "")))
		}
	}
}

// readLogs collects the records of the logs, which must be one chain: where a
// log that is not the last was cut, groups are missing in the middle.
func (in *inspection) readLogs(logs []string) error {
	for _, name := range logs { // Glob sorts, and the numbers in the names have leading zeros
		records, err := walRecords(name)
		if err != nil {
			return err
		}
		in.logged = append(in.logged, records...)
	}
	for i := 1; i < len(in.logged); i++ {
		if in.logged[i].previous != in.logged[i-1].digest {
			in.broken = fmt.Errorf("the write-ahead logs lack the groups between %d and %d", in.logged[i-1].seq, in.logged[i].seq)
		}
	}
	return nil
}

// readTables reads the listed tables, as many at once as there are processors,
// to learn their highest timestamp, and notes one that is damaged: Badger would
// end the process over some, and not notice others.
func (in *inspection) readTables(db string, listed map[uint64]badgerdb.TableManifest) {
	type read struct {
		id      uint64
		version uint64
		err     error
	}
	free, done := make(chan struct{}, runtime.GOMAXPROCS(0)), make(chan read, len(listed))
	for id, m := range listed {
		free <- struct{}{}
		go func() {
			version, err := readTable(table.NewFilename(id, db), m)
			<-free
			done <- read{id, version, err}
		}()
	}
	for range listed {
		r := <-done
		if r.err != nil {
			in.broken = fmt.Errorf("the table %s is damaged: %w", filepath.Base(table.NewFilename(r.id, "")), r.err)
			in.unreadable = true
		}
		in.tabled = max(in.tabled, r.version)
	}
}

// readTable verifies a table and gives its highest timestamp.
func readTable(name string, m badgerdb.TableManifest) (version uint64, err error) {
	f, err := z.OpenMmapFile(name, os.O_RDONLY, 0)
	if err != nil {
		return 0, err
	}
	defer func() {
		if p := recover(); p != nil { // over bytes that are no table
			err = fmt.Errorf("it cannot be read: %v", p)
		}
	}()
	t, err := table.OpenTable(f, table.Options{ReadOnly: true, BlockSize: 4 << 10, Compression: m.Compression, ChkMode: options.NoVerification})
	if err != nil {
		return 0, err
	}
	return t.MaxVersion(), errors.Join(verifyBlocks(f.Data, m.Compression), t.Close(-1))
}
