package store

// Load is the transaction of Store.Load: what a Tx does, without the limits of
// an update.
//
// Unlike a Tx it may be read from other goroutines while the closure writes.
// They see each write either not at all or whole, and no promise is made of
// which; Scan is for the closure's own goroutine.
type Load interface {
	Tx

	// Resumed is the note of the last mark of an earlier load, whose writes up
	// to that mark are here again; nil when the load begins from nothing.
	Resumed() []byte

	// Due says that the next Mark writes down what is held in memory, so that
	// whoever keeps something back for a later write had better write it first.
	Due() bool

	// Mark says that what was written so far belongs together, and what to
	// remember with it. An interrupted load may be taken up at a mark; which
	// one, and whether at all, is the engine's choice. It is cheap, and is
	// meant to be called often: an engine bounds its memory at marks.
	Mark(note []byte) error
}

// LoadOptions says how a load goes on where another one was interrupted.
type LoadOptions struct {
	// Accept is asked whether the load may go on after a mark with this note,
	// which an earlier load into the same state left. Without it a load begins
	// from nothing.
	Accept func(note []byte) bool
}
