package storetest

import (
	"context"

	"onrecord/store"
	"onrecord/store/internal/overlay"
)

// Rerun wraps a store so that every closure runs twice in its update: first
// with its writes thrown away, then for real. A closure that leaves something
// behind in its first run, outside its Tx, gives itself away. One that fails
// in its first run is not run again.
func Rerun(s store.Store) store.Store { return rerun{s} }

type rerun struct{ store.Store }

// Update implements store.Store.
func (r rerun) Update(ctx context.Context, fn func(store.Tx) error) (store.Token, error) {
	return r.Store.Update(ctx, func(tx store.Tx) error {
		var none overlay.Writes
		discarded := overlay.Begin(tx, &none)
		defer discarded.End()
		if err := fn(discarded); err != nil {
			return err
		}
		discarded.End()
		return fn(tx)
	})
}
