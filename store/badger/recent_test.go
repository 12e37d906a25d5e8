package badger

import (
	"bytes"
	"fmt"
	"testing"

	"onrecord/store/internal/overlay"
)

// sum is what the kept entries take, counted anew.
func (c *recent) sum() (bytes int) {
	for key, v := range c.values {
		bytes += v.size([]byte(key))
	}
	return bytes
}

// However much is read, what is kept stays within its bound, and what is used all
// the time stays kept.
func TestRecentIsBounded(t *testing.T) {
	var c recent
	value := bytes.Repeat([]byte{1}, 1<<10)
	c.keep([]byte("used"), value)
	for i := range 4 * recentBytes / len(value) {
		c.keep(fmt.Appendf(nil, "once %d", i), value)
		if c.bytes > recentBytes || i%1000 == 0 && c.sum() != c.bytes {
			t.Fatalf("%d bytes are kept, %d are counted, of %d", c.sum(), c.bytes, recentBytes)
		}
		if _, ok := c.get([]byte("used")); !ok {
			t.Fatalf("what is used is gone after %d others", i)
		}
	}
	if c.round < 4 {
		t.Errorf("room was made %d times", c.round)
	}
	if c.keep([]byte("large"), make([]byte, recentLargest+1)); c.values["large"] != nil {
		t.Error("a large value is kept")
	}
}

// What a group wrote takes the place of what was kept, and nothing else is taken
// in.
func TestRecentFollowsGroups(t *testing.T) {
	var c recent
	for _, k := range []string{"changed", "gone", "grown", "left"} {
		c.keep([]byte(k), []byte("was"))
	}
	var group overlay.Writes
	group.Put([]byte("changed"), []byte("is now"), false)
	group.Put([]byte("unasked"), []byte("is"), false)
	group.Put([]byte("gone"), nil, true)
	group.Put([]byte("grown"), make([]byte, recentLargest+1), false)
	c.follow(&group)
	for k, want := range map[string]string{"changed": "is now", "left": "was", "unasked": "", "gone": "", "grown": ""} {
		if got, ok := c.get([]byte(k)); string(got) != want || ok != (want != "") {
			t.Errorf("%s: %q, %v", k, got, ok)
		}
	}
	if c.sum() != c.bytes {
		t.Errorf("%d bytes are counted, there are %d", c.bytes, c.sum())
	}
}
