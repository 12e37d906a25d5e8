package badger

import (
	"log/slog"

	badgerdb "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

// Defaults of Options.
const (
	DefaultReserve = 256 << 20
	DefaultMemory  = 192 << 20
)

// Options says where a store is and what it may use.
type Options struct {
	// Dir is the directory, created when missing and readable by its owner only.
	Dir string
	// Reserve is how many bytes of the disk must remain free: below it updates
	// fail with store.ErrNoSpace. Badger maps its files into memory, so a full
	// disk would kill the process. 0 means DefaultReserve.
	Reserve uint64
	// Memory is roughly how many bytes the store may use for what is not yet in
	// tables; more of it means fewer and larger tables. Reading needs little:
	// tables are mapped into memory, so the system's page cache is the cache.
	// 0 means DefaultMemory.
	Memory int64
	// Logger gets what Badger has to say; nil discards it.
	Logger *slog.Logger
	// AcceptLoss opens a store that is not what its witness says, or that has
	// no witness, and takes what is there as the truth from now on. Files that
	// Badger deletes are copied aside first and the copies are kept.
	AcceptLoss bool

	// free tells the free bytes of the disk; nil asks the system.
	free func(dir string) (uint64, error)
}

func (o Options) withDefaults() Options {
	if o.Reserve == 0 {
		o.Reserve = DefaultReserve
	}
	if o.Memory == 0 {
		o.Memory = DefaultMemory
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.free == nil {
		o.free = freeBytes
	}
	return o
}

// engine is Badger's configuration. What is set and why:
func (o Options) engine(dir string) badgerdb.Options {
	table := min(max(o.Memory/3, 8<<20), 64<<20)
	return badgerdb.DefaultOptions(dir).
		// Acknowledged means on disk.
		WithSyncWrites(true).
		// Every value lies in the tables, which have checksums that are looked
		// at; the value log's are not.
		WithValueThreshold(1 << 20).
		WithValueLogFileSize(16 << 20).
		WithChecksumVerificationMode(options.OnTableRead).
		// There is one writer, and old versions serve only live snapshots.
		WithDetectConflicts(false).
		WithNumVersionsToKeep(1).
		WithMemTableSize(table).
		WithNumMemtables(2).
		// Read straight from the mapped tables: a tenth to a quarter faster than
		// compressed ones through Badger's cache, without that cache's memory,
		// and a flipped bit is a failed checksum, not a panic in a decompressor.
		WithCompression(options.None).
		WithBlockCacheSize(0).
		WithNumCompactors(2).
		WithMetricsEnabled(false)
}
