package badger

import (
	"log/slog"
	"os"
	"testing"

	"go.uber.org/goleak"

	"onrecord/store"
	"onrecord/store/storetest"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		child(dir)
		return
	}
	goleak.VerifyTestMain(m)
}

// small is a store with small tables, so that few writes reach the disk's
// levels.
func small(dir string) Options {
	return Options{Dir: dir, Memory: 24 << 20, Reserve: 1, Logger: slog.New(slog.DiscardHandler)}
}

func mustOpen(t testing.TB, o Options) *Store {
	t.Helper()
	s, err := Open(o)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return s
}

func TestConformance(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) store.Store { return mustOpen(t, small(t.TempDir())) })
}

func TestConformanceRerun(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the suite a second time")
	}
	storetest.Run(t, func(t *testing.T) store.Store { return storetest.Rerun(mustOpen(t, small(t.TempDir()))) })
}
