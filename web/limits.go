package web

import (
	"context"
	"net/http"
)

// limit bounds how many requests that read the graph run at a time, and for how
// long each may. One too many is refused rather than queued: whoever waits in
// line has often gone when its turn comes.
func (h *Handler) limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case h.slots <- struct{}{}:
			defer func() { <-h.slots }()
		default:
			fail(w, r, refusal(http.StatusServiceUnavailable, CodeOverloaded, "Too many requests are running; ask again in a moment."))
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), h.opts.RequestTimeout)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
