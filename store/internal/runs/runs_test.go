package runs_test

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/store"
	"onrecord/store/internal/runs"
	"onrecord/store/mem"
)

// below is a store with some entries, and a reader of it.
func below(t *rapid.T, entries map[string]string) store.Snapshot {
	s := mem.New()
	_, err := s.Update(t.Context(), func(tx store.Tx) error {
		for k, v := range entries {
			if err := tx.Set([]byte(k), []byte(v)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

var (
	someKey   = rapid.StringMatching(`[a-c]{1,4}`)
	someValue = rapid.StringN(0, 40, 40)
)

// Writes in tables and runs of a few entries each answer as a map does, at any
// moment, over what lies beneath; and a load that is taken up at its last mark
// is what it was there.
func TestAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "runs")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir) //nolint:errcheck // the system clears it
		o := runs.Options{Dir: dir + "/load", Budget: 1<<18 + rapid.IntRange(0, 600).Draw(t, "budget"), State: "x"}
		model := map[string]string{}
		if rapid.Bool().Draw(t, "over something") {
			model = rapid.MapOf(someKey, someValue).Draw(t, "beneath")
			o.Base = below(t, model)
		}
		beneath := maps.Clone(model)
		w, err := runs.Begin(o, nil)
		if err != nil {
			t.Fatal(err)
		}
		kept := map[string]map[string]string{} // the model at each mark
		for step := range rapid.IntRange(0, 300).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "op") {
			case 0:
				note := strings.Repeat("n", step+1)
				kept[note] = maps.Clone(model)
				if err := w.Mark([]byte(note)); err != nil {
					t.Fatal(err)
				}
			case 1:
				compare(t, w, model)
			case 2, 3:
				k := someKey.Draw(t, "key")
				delete(model, k)
				err = w.Delete([]byte(k))
			default:
				k, v := someKey.Draw(t, "key"), someValue.Draw(t, "value")
				model[k] = v
				err = w.Set([]byte(k), []byte(v))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		compare(t, w, model)
		if rapid.Bool().Draw(t, "interrupted") {
			w = again(t, w, o, kept, &model)
		}
		if err := w.End(); err != nil {
			t.Fatal(err)
		}
		all := maps.Clone(beneath)
		err = w.Each(func(key, value []byte, deleted bool) error {
			if delete(all, string(key)); !deleted {
				all[string(key)] = string(value)
			}
			return nil
		})
		if diff := cmp.Diff(model, all); diff != "" || err != nil {
			t.Fatalf("Each: %v (-want +got):\n%s", err, diff)
		}
		if err := w.Close(false); err != nil {
			t.Fatal(err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Fatalf("%v is left, %v", left, err)
		}
	})
}

// again leaves a load and takes it up at its last mark on disk.
func again(t *rapid.T, w *runs.Writes, o runs.Options, kept map[string]map[string]string, model *map[string]string) *runs.Writes {
	if err := errors.Join(w.End(), w.Close(true)); err != nil {
		t.Fatal(err)
	}
	asked := ""
	w, err := runs.Begin(o, func(note []byte) bool { asked = string(note); return true })
	if err != nil {
		t.Fatal(err)
	}
	if string(w.Resumed()) != asked {
		t.Fatalf("asked about %q, resumed at %q", asked, w.Resumed())
	}
	if asked == "" {
		*model = map[string]string{}
		if o.Base != nil {
			err = o.Base.Scan(store.Range{}, func(k, v []byte) bool { (*model)[string(k)] = string(v); return true })
		}
	} else {
		*model = kept[asked]
	}
	if err != nil {
		t.Fatal(err)
	}
	compare(t, w, *model)
	return w
}

func compare(t *rapid.T, w *runs.Writes, model map[string]string) {
	r := store.Range{Reverse: rapid.Bool().Draw(t, "reverse"), Limit: rapid.IntRange(0, 6).Draw(t, "limit")}
	if rapid.Bool().Draw(t, "bounded") {
		r.Start, r.End = []byte(someKey.Draw(t, "from")), []byte(someKey.Draw(t, "to"))
	}
	want := []string{}
	for _, k := range slices.Sorted(maps.Keys(model)) {
		if k >= string(r.Start) && (len(r.End) == 0 || k < string(r.End)) {
			want = append(want, k+"="+model[k])
		}
	}
	if r.Reverse {
		slices.Reverse(want)
	}
	if r.Limit > 0 {
		want = want[:min(len(want), r.Limit)]
	}
	got := []string{}
	err := w.Scan(r, func(k, v []byte) bool { got = append(got, string(k)+"="+string(v)); return true })
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Fatalf("Scan %+v: %v (-want +got):\n%s", r, err, diff)
	}
	k := someKey.Draw(t, "asked")
	v, err := w.Get([]byte(k))
	if wanted, ok := model[k]; ok != (err == nil) || string(v) != wanted || err != nil && !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("Get %q: %q, %v; want %q", k, v, err, wanted)
	}
}
