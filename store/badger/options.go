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
	DefaultCache   = 128 << 20
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
	// tables; more of it means fewer and larger tables. 0 means DefaultMemory.
	Memory int64
	// Cache is how many bytes of decompressed tables the store keeps. What is
	// read from there costs what it costs uncompressed; a random read that
	// misses takes 1.7 times that. 0 means DefaultCache.
	Cache int64
	// Logger gets what Badger has to say; nil discards it.
	Logger *slog.Logger
	// AcceptLoss opens a store that is not what its witness says, or that has
	// no witness, and takes what is there as the truth from now on. Files that
	// Badger deletes are copied aside first and the copies are kept.
	AcceptLoss bool

	// free tells the free bytes of the disk; nil asks the system.
	free func(dir string) (uint64, error)
	// plain writes tables without compression, as earlier versions did.
	plain bool
}

func (o Options) withDefaults() Options {
	if o.Reserve == 0 {
		o.Reserve = DefaultReserve
	}
	if o.Memory == 0 {
		o.Memory = DefaultMemory
	}
	if o.Cache == 0 {
		o.Cache = DefaultCache
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
		// Acknowledged means on disk, by logs.go and at a lower price.
		WithSyncWrites(false).
		// Every value lies in the tables, which have checksums that are looked
		// at; the value log's are not.
		WithValueThreshold(1 << 20).
		WithValueLogFileSize(16 << 20).
		// They are looked at before Badger opens the tables: blocks.go.
		WithChecksumVerificationMode(options.NoVerification).
		// There is one writer, and old versions serve only live snapshots.
		WithDetectConflicts(false).
		WithNumVersionsToKeep(1).
		WithMemTableSize(table).
		WithNumMemtables(2).
		// A third of the disk, and of what the system's page cache has to hold,
		// at the same cost of writing. Hot blocks are kept decompressed; tables
		// that were written without compression are read as they are.
		WithCompression(o.compression()).
		WithBlockCacheSize(o.Cache).
		WithNumCompactors(2).
		WithMetricsEnabled(false)
}

func (o Options) compression() options.CompressionType {
	if o.plain {
		return options.None
	}
	return options.Snappy
}
