// Package badger is the embedded store: one directory, one process, everything
// acknowledged is on disk.
//
// The directory holds
//
//	lock            held while a process has the store open
//	db/             Badger's files
//	witness         what db must contain: the last commit and its digest (witness.go)
//	set-aside-<n>/  copies of files that Badger would have deleted or cut
//	load/           the writes of a load, or of one that can be gone on with
//	db.new, db.old  while a load or Compact writes the database anew
//
// # Commits
//
// Badger runs in managed mode: the timestamps are ours. Each group of updates
// is written at the next one, which is also the token of the state it makes.
// One goroutine, the committer, gives the turn to the waiting updates one
// after the other. Each closure runs in its caller's goroutine over the writes
// of those before it, and what a failed one wrote is forgotten. The group is
// then written in as many Badger transactions as it needs, the last of which
// carries a record of the sequence number and of a digest that is chained over
// all groups. Badger's log is synced, and the witness at the same time; readers
// see the group; the callers are told.
//
// Meanwhile the closures of the next group run, over what is on its way to the
// disk: that takes the disk's time, theirs takes the processor's. The next group
// is written only when the one before it is acknowledged, so at most one is ever
// unfinished on the disk, and where that one fails, those that ran over it fail
// with it. No timer delays anything: a group is whoever came while the last one
// was being written, and while their closures ran.
//
// Readers read at the timestamp of the last published group, so what a crash
// left of an unfinished one is invisible; Open finds it, since its timestamps
// are above that of the last record, and writes back what was there before.
//
// # Loads
//
// A load has the committer to itself. Its writes are gathered in load/ and come
// into the database at the end, in one go: see load.go.
//
// # Trust
//
// Badger repairs silently: it cuts a write-ahead log at the first record that
// looks wrong and deletes tables that its manifest does not list. The witness
// and the chain of digests tell whether that lost anything. If it did, Open
// refuses with store.ErrCorrupt and names the copies it made beforehand.
package badger
