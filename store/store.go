package store

import (
	"context"
	"fmt"
)

// The limits every engine accepts. They lie below what Badger and PostgreSQL
// allow, so that a graph written with one engine can be held by another.
const (
	// MaxKey is the longest key, in bytes. A key has at least one byte.
	MaxKey = 4 << 10
	// MaxValue is the largest value, in bytes. Larger things are cut into
	// chunks by those who own the keys. (Badger's value log would hold larger
	// ones, but it does not notice flipped bits.)
	MaxValue = 512 << 10
	// MaxUpdate bounds what one update may write: keys and values, in bytes.
	MaxUpdate = 64 << 20
	// MaxUpdateKeys bounds how many keys one update may touch.
	MaxUpdateKeys = 1 << 20
)

// Store is an ordered map from byte strings to byte strings, in lexical order
// of the keys, with snapshots and serialised updates. All methods may be
// called from several goroutines at once.
type Store interface {
	// Snapshot opens a view of the committed state. It holds resources until
	// Release. A snapshot sees every update that was acknowledged before
	// Snapshot was called.
	Snapshot() (Snapshot, error)

	// Update runs fn and commits what it wrote. Updates are serial: fn sees
	// the writes of every update acknowledged before and of no unfinished one,
	// and no other update's writes fall between its reads and its commit.
	//
	// fn may run more than once (an engine repeats it after a conflict, or
	// alone when the group it was tried with is too large), so it must set
	// anything it reports afresh on every run. When fn returns an error,
	// nothing it wrote remains and Update returns that error unchanged.
	//
	// When Update returns nil the writes are on stable storage and the token
	// names a state that contains them. When it returns an error, nothing was
	// written; the one exception is ErrUnavailable, after which the caller
	// cannot know and must look. A cancelled ctx ends the wait before the
	// update has begun, never in the middle of it; Update then returns
	// ctx.Err().
	//
	// An update that wrote nothing changes nothing; its token is that of the
	// state it read. When fn panics, nothing it wrote remains and the panic
	// goes on in the caller's goroutine; other updates are not touched. fn must
	// not call Update of the same store, which would wait for itself, and must
	// not use its Tx after it returned.
	Update(ctx context.Context, fn func(Tx) error) (Token, error)

	// Load is Update for more than an update may hold, or memory. All that fn
	// writes becomes visible and durable together, or none of it does, whenever
	// the process ends. Readers go on meanwhile and see the state before; other
	// updates wait. fn runs once.
	//
	// A load that was interrupted, or whose fn failed, changes nothing that can
	// be read; an engine may keep its writes up to a mark for a load that goes
	// on there (see LoadOptions), until the state has changed.
	Load(ctx context.Context, o LoadOptions, fn func(Load) error) (Token, error)

	// Close waits for the running update, refuses new ones with ErrClosed and
	// releases the engine. Snapshots must have been released before.
	Close() error
}

// Reader is what snapshots and updates have in common. Keys given are not
// retained. Slices returned belong to the caller: they are never changed by
// the engine and may be kept after Release.
//
// A Reader is used by one goroutine at a time.
type Reader interface {
	// Get returns the value at key, or ErrNotFound. An empty value is a value:
	// it comes back as an empty slice that is not nil.
	Get(key []byte) ([]byte, error)

	// GetMany returns one value a key, in the order of the keys; a missing
	// key's value is nil. Keys may repeat. It is one round trip however many
	// keys there are.
	GetMany(keys [][]byte) ([][]byte, error)

	// Scan calls yield for the entries of r in the order r asks for, until
	// yield returns false. The slices passed to yield are only good until it
	// returns. Within an update, a scan sees the update's own writes as they
	// were when Scan was called.
	Scan(r Range, yield func(key, value []byte) bool) error

	// ScanMany reads several ranges in one round trip and returns one list of
	// entries a range, in the order of the ranges. Each range must have a
	// Limit.
	ScanMany(rs []Range) ([][]Entry, error)
}

// Snapshot is a Reader over one committed state.
type Snapshot interface {
	Reader
	// Token names the state this snapshot shows.
	Token() Token
	// Release ends the snapshot: reading from it then is ErrClosed. It may be
	// called more than once.
	Release()
}

// Tx is the Reader and writer of one update. It sees its own writes.
type Tx interface {
	Reader
	// Set writes value at key; the engine copies both. A nil value is written
	// as an empty one.
	Set(key, value []byte) error
	// Delete removes key. Removing what is not there is not an error.
	Delete(key []byte) error
}

// Token names a committed state of one store. The zero token is the state of
// a store that nothing was ever written to.
type Token uint64

// Range is a stretch of keys: Start is inclusive, End is exclusive; an empty
// Start means the first key, an empty End means beyond the last.
type Range struct {
	Start, End []byte
	// Reverse walks from the end to the start.
	Reverse bool
	// Limit is the most entries to return; 0 is no limit (Scan only).
	Limit int
	// KeysOnly leaves the values out: they are nil.
	KeysOnly bool
}

// Entry is one key and its value.
type Entry struct{ Key, Value []byte }

// Prefix is the range of all keys that begin with p.
func Prefix(p []byte) Range { return Range{Start: p, End: PrefixEnd(p)} }

// PrefixEnd is the first key after all keys that begin with p; empty when
// there is none.
func PrefixEnd(p []byte) []byte {
	end := append([]byte(nil), p...)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return end[:i+1]
		}
	}
	return nil
}

// CheckKey says whether key may be stored, as an error of code TOO_LARGE or
// BAD_KEY.
func CheckKey(key []byte) error {
	switch {
	case len(key) == 0:
		return &Error{Code: CodeBadKey, Message: "a key has at least one byte"}
	case len(key) > MaxKey:
		return &Error{Code: CodeTooLarge, Message: fmt.Sprintf("the key has %d bytes; the limit is %d", len(key), MaxKey)}
	}
	return nil
}

// CheckEntry says whether the key and value may be stored together.
func CheckEntry(key, value []byte) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if len(value) > MaxValue {
		return &Error{Code: CodeTooLarge, Message: fmt.Sprintf("the value at key %q has %d bytes; the limit is %d: cut it into chunks", abbreviate(key), len(value), MaxValue)}
	}
	return nil
}

// CheckRange says whether r may be scanned, as an error of code BAD_RANGE;
// needsLimit is true for ScanMany.
func CheckRange(r Range, needsLimit bool) error {
	switch {
	case r.Limit < 0:
		return &Error{Code: CodeBadRange, Message: fmt.Sprintf("the range from %q has the limit %d; a limit is positive, or 0 for none", abbreviate(r.Start), r.Limit)}
	case r.Limit == 0 && needsLimit:
		return &Error{Code: CodeBadRange, Message: fmt.Sprintf("the range from %q has no limit; in ScanMany each must have one", abbreviate(r.Start))}
	}
	return nil
}

func abbreviate(key []byte) []byte {
	if len(key) > 48 {
		return key[:48]
	}
	return key
}
