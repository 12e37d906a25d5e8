package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// note is what the handlers of one request tell the log and the metrics.
type note struct {
	requestID     string
	route         string
	operation     string
	operationType string
	codes         []string // of the errors in the answer
}

type noteKey struct{}

func noteOf(ctx context.Context) *note {
	if n, ok := ctx.Value(noteKey{}).(*note); ok {
		return n
	}
	return &note{}
}

// observe gives the request its id and, when it is answered, writes its log line
// and counts it.
func (h *Handler) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := &note{requestID: requestID(r.Header.Get(headerRequestID)), route: "other"}
		w.Header().Set(headerRequestID, n.requestID)
		rec := &recorder{ResponseWriter: w}
		began := time.Now()
		h.metrics.inFlight.Inc()
		defer func() {
			h.metrics.inFlight.Dec()
			took := time.Since(began)
			h.metrics.request(n, r.Method, rec.code(), took)
			h.log(r, n, rec, took)
		}()
		next.ServeHTTP(rec, r.WithContext(context.WithValue(r.Context(), noteKey{}, n)))
	})
}

// log writes the line of one request: at debug level where there is nothing to
// tell. It names no query text and no variables, which may hold what is nobody's
// business.
func (h *Handler) log(r *http.Request, n *note, rec *recorder, took time.Duration) {
	level := slog.LevelInfo
	switch {
	case rec.code() >= http.StatusInternalServerError:
		level = slog.LevelError
	case n.route == "/healthz" || n.route == "/readyz" || n.route == "/metrics":
		level = slog.LevelDebug
	case rec.code() < http.StatusBadRequest && len(n.codes) == 0 && n.operationType != "mutation":
		level = slog.LevelDebug
	}
	if !h.opts.Logger.Enabled(r.Context(), level) {
		return
	}
	attrs := []slog.Attr{
		slog.String("method", r.Method),
		slog.String("path", clip(r.URL.Path, 200)),
		slog.Int("status", rec.code()),
		slog.Int64("bytes", rec.bytes),
		slog.Float64("duration_ms", float64(took.Microseconds())/1000),
		slog.String("request_id", n.requestID),
	}
	if n.operationType != "" {
		attrs = append(attrs, slog.String("operation_type", n.operationType))
	}
	if n.operation != "" {
		attrs = append(attrs, slog.String("operation", clip(n.operation, 100)))
	}
	if len(n.codes) > 0 {
		attrs = append(attrs, slog.Any("errors", n.codes[:min(len(n.codes), 10)]))
	}
	h.opts.Logger.LogAttrs(r.Context(), level, "request", attrs...)
}

func clip(s string, n int) string {
	if len(s) > n {
		return s[:n] + "..."
	}
	return s
}

// requestID takes the caller's id if it is harmless in a log, else makes one.
func requestID(given string) string {
	if given != "" && len(given) <= 128 && plain(given) {
		return given
	}
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails: the runtime ends the process first
	return hex.EncodeToString(b[:])
}

func plain(s string) bool {
	for _, c := range []byte(s) {
		ok := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.'
		if !ok {
			return false
		}
	}
	return true
}

// survive turns a panic into an answer. What the panic said goes to the log.
func (h *Handler) survive(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			switch {
			case cause == nil:
				return
			case cause == http.ErrAbortHandler: //nolint:errorlint // a panic value
				panic(cause)
			}
			id := noteOf(r.Context()).requestID
			h.opts.Logger.ErrorContext(r.Context(), "handler panicked", "panic", cause, "request_id", id, "stack", string(debug.Stack()))
			if rec, ok := w.(*recorder); ok && rec.status != 0 {
				panic(http.ErrAbortHandler) // half an answer must not look like a whole one
			}
			w.Header().Del("Content-Encoding")
			fail(w, r, refusal(http.StatusInternalServerError, CodeInternal, "The server failed; its log tells why under the request id."))
		}()
		next.ServeHTTP(w, r)
	})
}

// secure sets the headers that every answer has, and refuses hosts and origins
// that do not belong here.
func (h *Handler) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		if e := h.access.checkHost(r); e != nil {
			fail(w, r, e)
			return
		}
		h.access.cors(w, r)
		if e := h.access.checkOrigin(r); e != nil {
			fail(w, r, e)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// recorder sees what is answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the status. Informational ones come before the answer.
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes as they are sent, compressed ones if so.
func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *recorder) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}
