package segments_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/graph/segments"
	"onrecord/store"
	"onrecord/store/badger"
)

// TestBadgerReopensInAMerge copies the folder of the engine before each write of
// a merge, as a crash there would leave it, and opens the copy: it has all
// words at their places, and the next merge ends what was begun.
func TestBadgerReopensInAMerge(t *testing.T) {
	dir := t.TempDir()
	s, err := badger.Open(badger.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	z := newZipf(5, 2000)
	n := &naive{texts: map[uint64]string{}}
	for ref := uint64(1); ref <= 9; ref++ {
		n.texts[ref] = strings.Join(z.words(20_000), " ")
		b := segments.NewBatch()
		b.AddDocument(ref, n.texts[ref])
		write(t, s, b)
	}
	var copies []string
	watched := &copying{Store: s, before: func() {
		to := filepath.Join(t.TempDir(), "copy")
		if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
			t.Error(err)
		}
		copies = append(copies, to)
	}}
	if err := segments.Merge(t.Context(), watched); err != nil {
		t.Fatal(err)
	}
	if len(copies) < 4 {
		t.Fatalf("the merge wrote %d times: nothing was cut", len(copies))
	}
	inspect(t, s, n)
	for _, dir := range copies {
		reopened, err := badger.Open(badger.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		inspect(t, reopened, n)
		if err := segments.Merge(t.Context(), reopened); err != nil {
			t.Error(err)
		}
		inspect(t, reopened, n)
		if err := reopened.Close(); err != nil {
			t.Error(err)
		}
	}
}

// copying tells before each write.
type copying struct {
	store.Store
	before func()
}

func (c *copying) Update(ctx context.Context, fn func(store.Tx) error) (store.Token, error) {
	c.before()
	return c.Store.Update(ctx, fn)
}
