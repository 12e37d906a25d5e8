package graph

import (
	"errors"

	"onrecord/store"
)

// storeMessages says what a client may learn of a failing store.
var storeMessages = map[store.Code]string{
	store.CodeConflict:    "the write lost against others too often; try again",
	store.CodeTooLarge:    "the write is larger than the store takes; split it",
	store.CodeNoSpace:     "the disk is nearly full: reads go on, writes resume when there is space",
	store.CodeCorrupt:     "what is stored is not what was written; run `onrecord check`",
	store.CodeClosed:      "the store is closed",
	store.CodeUnavailable: "the store failed; whether a write was kept is not known",
}

// StoreFailure gives the code and a message without inner details for an error
// that the store made; ok is false for any other.
func StoreFailure(err error) (code, message string, ok bool) {
	var e *store.Error
	if !errors.As(err, &e) {
		return "", "", false
	}
	message, ok = storeMessages[e.Code]
	return string(e.Code), message, ok
}
