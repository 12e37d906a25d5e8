package badger

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
)

// logger passes Badger's words on, and remembers its errors: while it opens,
// Badger leaves tables with a bad checksum out and only logs that.
type logger struct {
	out *slog.Logger

	mu     sync.Mutex
	errors []string
}

func text(format string, args []any) string {
	return strings.TrimSpace(fmt.Sprintf(format, args...))
}

// Errorf implements Badger's Logger.
func (l *logger) Errorf(format string, args ...any) {
	s := text(format, args)
	l.out.Error("badger", "message", s)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.errors) < 10 {
		l.errors = append(l.errors, s)
	}
}

// Warningf implements Badger's Logger.
func (l *logger) Warningf(format string, args ...any) {
	l.out.Warn("badger", "message", text(format, args))
}

// Infof implements Badger's Logger; what Badger tells is detail to us.
func (l *logger) Infof(format string, args ...any) {
	l.out.Debug("badger", "message", text(format, args))
}

// Debugf implements Badger's Logger. Badger is chatty there, even in reads.
func (l *logger) Debugf(string, ...any) {}

// takeErrors returns the errors since the last call.
func (l *logger) takeErrors() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	got := l.errors
	l.errors = nil
	return got
}
