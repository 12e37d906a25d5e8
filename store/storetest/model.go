package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/store"
)

// testModel draws updates and snapshots at random and compares every answer
// with a map. All draws share one store, so each works below a prefix of its
// own.
func testModel(t *testing.T, s store.Store) {
	draw := 0
	rapid.Check(t, func(t *rapid.T) {
		draw++
		m := &model{t: t, s: s, prefix: fmt.Sprintf("%06d/", draw), now: map[string]string{}}
		defer m.releaseAll()
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				m.snapshot()
			default:
				m.update()
			}
			for _, sn := range m.snapshots {
				m.compare(sn.Snapshot, sn.state)
			}
		}
		m.snapshot()
		last := m.snapshots[len(m.snapshots)-1]
		m.compare(last.Snapshot, last.state)
	})
}

type model struct {
	t         *rapid.T
	s         store.Store
	prefix    string
	now       map[string]string
	snapshots []modelled
}

type modelled struct {
	store.Snapshot
	state map[string]string
}

func (m *model) releaseAll() {
	for _, sn := range m.snapshots {
		sn.Release()
	}
}

func (m *model) snapshot() {
	sn, err := m.s.Snapshot()
	if err != nil {
		m.t.Fatalf("Snapshot: %v", err)
	}
	m.snapshots = append(m.snapshots, modelled{sn, maps.Clone(m.now)})
}

// change is one write; an update is drawn beforehand because its closure may
// run again.
type change struct {
	key, value string
	deletes    bool
}

var (
	modelKey  = rapid.StringMatching(`[a-c\x00\xff]{1,3}`)
	errWanted = errors.New("this update was to fail")
)

func (m *model) update() {
	changes := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) change {
		return change{modelKey.Draw(t, "key"), rapid.StringN(0, 4, -1).Draw(t, "value"), rapid.IntRange(0, 2).Draw(t, "deletes") == 0}
	}), 0, 8).Draw(m.t, "changes")
	fails := rapid.IntRange(0, 4).Draw(m.t, "fails") == 0
	loads := rapid.IntRange(0, 3).Draw(m.t, "loads") == 0
	var after map[string]string
	fn := func(tx store.Tx) error {
		after = maps.Clone(m.now)
		for _, c := range changes {
			if err := m.apply(tx, after, c); err != nil {
				return err
			}
		}
		m.compare(tx, after)
		if fails {
			return errWanted
		}
		return nil
	}
	var err error
	if loads {
		_, err = load(m.s, func(l store.Load) error { return fn(l) })
	} else {
		_, err = m.s.Update(context.Background(), fn)
	}
	switch {
	case fails && !errors.Is(err, errWanted), !fails && err != nil:
		m.t.Fatalf("Update: %v", err)
	case !fails:
		m.now = after
	}
}

func (m *model) apply(tx store.Tx, state map[string]string, c change) error {
	key := []byte(m.prefix + c.key)
	if c.deletes {
		delete(state, c.key)
		return tx.Delete(key)
	}
	state[c.key] = c.value
	return tx.Set(key, []byte(c.value))
}

// compare holds every kind of read against the model.
func (m *model) compare(r store.Reader, state map[string]string) {
	rg, want := m.draw(state)
	got := []string{}
	err := r.Scan(rg, func(key, value []byte) bool {
		got = append(got, entry(key, value))
		return true
	})
	m.equal(fmt.Sprintf("Scan(%+v)", rg), want, got, err)

	rg.Limit = max(rg.Limit, 1)
	want = want[:min(rg.Limit, len(want))]
	lists, err := r.ScanMany([]store.Range{rg, rg})
	for _, list := range lists {
		got := []string{}
		for _, e := range list {
			got = append(got, entry(e.Key, e.Value))
		}
		m.equal(fmt.Sprintf("ScanMany(%+v)", rg), want, got, err)
	}
	if len(lists) != 2 {
		m.t.Fatalf("ScanMany gave %d lists, %v; want 2", len(lists), err)
	}
	m.compareGets(r, state)
}

// draw draws a range and says what it shows.
func (m *model) draw(state map[string]string) (store.Range, []string) {
	rg := store.Prefix([]byte(m.prefix))
	if rapid.Bool().Draw(m.t, "start") {
		rg.Start = []byte(m.prefix + modelKey.Draw(m.t, "from"))
	}
	if rapid.Bool().Draw(m.t, "end") {
		rg.End = []byte(m.prefix + modelKey.Draw(m.t, "to"))
	}
	rg.Reverse = rapid.Bool().Draw(m.t, "reverse")
	rg.KeysOnly = rapid.Bool().Draw(m.t, "keysOnly")
	rg.Limit = rapid.IntRange(0, 5).Draw(m.t, "limit")
	want := []string{}
	for _, k := range slices.Sorted(maps.Keys(state)) {
		key := m.prefix + k
		if key < string(rg.Start) || key >= string(rg.End) {
			continue
		}
		if !rg.KeysOnly {
			key += "=" + state[k]
		}
		want = append(want, key)
	}
	if rg.Reverse {
		slices.Reverse(want)
	}
	if rg.Limit > 0 {
		want = want[:min(rg.Limit, len(want))]
	}
	return rg, want
}

func (m *model) compareGets(r store.Reader, state map[string]string) {
	keys := rapid.SliceOfN(modelKey, 0, 5).Draw(m.t, "keys")
	asked, want := [][]byte{}, [][]byte{}
	for _, k := range keys {
		asked = append(asked, []byte(m.prefix+k))
		v, ok := state[k]
		var value []byte
		if ok {
			value = []byte(v)
		}
		want = append(want, value)
		got, err := r.Get([]byte(m.prefix + k))
		if ok != (err == nil) || (err != nil && !errors.Is(err, store.ErrNotFound)) || string(got) != v {
			m.t.Fatalf("Get(%q) = %q, %v; want %q (there: %v)", k, got, err, v, ok)
		}
	}
	got, err := r.GetMany(asked)
	m.equal("GetMany", want, got, err)
}

func (m *model) equal(what string, want, got any, err error) {
	if err != nil {
		m.t.Fatalf("%s: %v", what, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		m.t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}
