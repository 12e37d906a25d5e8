package graph

import "onrecord/graph/segments"

// behind is what a draft that was applied leaves to do: its entry of the log is
// encoded, hashed and compressed, and its words are gathered, beside the
// application of the next draft, which needs neither.
type behind struct {
	done  chan struct{} // closed when the rest is there
	entry packedEntry
	err   error
}

// makeReady begins with it. The transaction and the batch are not to be touched
// until it is done.
func makeReady(t *txn, e *Entry, words *segments.Batch) *behind {
	b := &behind{done: make(chan struct{})}
	go func() {
		defer close(b.done)
		for _, s := range t.wordy {
			if b.err = t.gather(s, words); b.err != nil {
				return
			}
		}
		b.entry, b.err = e.pack()
	}()
	return b
}
