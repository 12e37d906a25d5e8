package badger

import (
	"bytes"
	"fmt"
	"testing"

	"onrecord/store/internal/overlay"
)

// However much is read, what is kept stays within its bound, and what is used all
// the time stays kept.
func TestRecentIsBounded(t *testing.T) {
	var c recent
	value := bytes.Repeat([]byte{1}, 1<<10)
	c.keep([]byte("used"), value)
	for i := range 4 * recentBytes / len(value) {
		c.keep(fmt.Appendf(nil, "once %d", i), value)
		if _, ok := c.get([]byte("used")); !ok {
			t.Fatalf("what is used is gone after %d others", i)
		}
	}
	kept := 0
	for _, generation := range []map[string][]byte{c.young, c.old} {
		for k, v := range generation {
			kept += len(k) + len(v) + recentEntry
		}
	}
	if kept > 2*recentBytes {
		t.Errorf("%d bytes are kept, more than twice %d", kept, recentBytes)
	}
	if c.keep([]byte("large"), make([]byte, recentLargest+1)); c.young["large"] != nil {
		t.Error("a large value is kept")
	}
}

// What a group wrote takes the place of what was kept, in either generation, and
// nothing else is taken in.
func TestRecentFollowsGroups(t *testing.T) {
	var c recent
	for _, k := range []string{"old", "old gone"} {
		c.keep([]byte(k), []byte("was"))
	}
	c.old, c.young, c.bytes = c.young, map[string][]byte{}, 0
	for _, k := range []string{"young", "young gone", "left"} {
		c.keep([]byte(k), []byte("was"))
	}
	var group overlay.Writes
	for _, k := range []string{"old", "young", "unasked"} {
		group.Put([]byte(k), []byte("is"), false)
	}
	for _, k := range []string{"old gone", "young gone"} {
		group.Put([]byte(k), nil, true)
	}
	c.follow(&group)
	for k, want := range map[string]string{"old": "is", "young": "is", "left": "was", "old gone": "", "young gone": "", "unasked": ""} {
		if got, ok := c.get([]byte(k)); string(got) != want || ok != (want != "") {
			t.Errorf("%s: %q, %v", k, got, ok)
		}
	}
	held := 0
	for k, v := range c.young {
		held += len(k) + len(v) + recentEntry
	}
	if held != c.bytes {
		t.Errorf("%d bytes are counted, there are %d", c.bytes, held)
	}
}
