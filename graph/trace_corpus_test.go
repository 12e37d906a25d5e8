package graph_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"onrecord/bench/corpus"
	"onrecord/graph"
	"onrecord/store"
	"onrecord/store/badger"
	"onrecord/store/mem"
)

// scaleDir keeps what takes minutes to write: a million statements need to be
// loaded only once. What lies there is of the program that wrote it; after a
// change of what is stored, remove it.
var (
	scaleDir     = flag.String("trace.dir", "", "folder to keep loaded corpora in, and to find them in again; empty: they are removed")
	scaleReindex = flag.Bool("trace.reindex", false, "make the search index of a corpus that was kept anew")
)

// loadCorpus gives a graph with a corpus of so many statements, on disk or in
// memory: one kept in -trace.dir where there is one of this size and seed.
func loadCorpus(tb testing.TB, statements int, disk bool) (*corpus.Corpus, store.Store, *graph.Graph, corpus.Loaded) {
	tb.Helper()
	c := corpus.New(*scaleSeed, statements)
	dir, kept := "", ""
	var s store.Store = mem.New()
	switch {
	case disk && *scaleDir != "":
		dir = filepath.Join(*scaleDir, fmt.Sprintf("%d-seed-%d", statements, *scaleSeed))
		kept = filepath.Join(dir, "loaded.json")
	case disk:
		dir = tb.TempDir()
	}
	loaded, there := keptCorpus(tb, kept)
	if dir != "" {
		if !there { // nothing, or a load that was cut short
			if err := os.RemoveAll(filepath.Join(dir, "store")); err != nil {
				tb.Fatal(err)
			}
		}
		s = onDisk(tb, filepath.Join(dir, "store"))
	}
	g, err := graph.Open(s)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := g.Close(); err != nil {
			tb.Error(err)
		}
	})
	if there {
		if *scaleReindex {
			if err := g.RebuildIndex(tb.Context()); err != nil {
				tb.Fatal(err)
			}
		}
		if err := g.MergeSegments(tb.Context()); err != nil {
			tb.Fatal(err)
		}
		return c, s, g, loaded
	}
	if loaded, err = c.Load(tb.Context(), g, corpus.Batch); err != nil {
		tb.Fatal(err)
	}
	if err := g.MergeSegments(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	if kept != "" {
		keepCorpus(tb, kept, loaded)
	}
	return c, s, g, loaded
}

// keptCorpus reads what an earlier run says of the corpus it kept.
func keptCorpus(tb testing.TB, path string) (loaded corpus.Loaded, there bool) {
	tb.Helper()
	if path == "" {
		return loaded, false
	}
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return loaded, false
	}
	if err == nil {
		err = json.Unmarshal(raw, &loaded)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return loaded, true
}

// keepCorpus says that a corpus is whole.
func keepCorpus(tb testing.TB, path string, loaded corpus.Loaded) {
	tb.Helper()
	raw, err := json.Marshal(loaded)
	if err == nil {
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

func onDisk(tb testing.TB, dir string) store.Store {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		tb.Fatal(err)
	}
	s, err := badger.Open(badger.Options{Dir: dir})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}
