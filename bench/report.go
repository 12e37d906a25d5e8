package main

import (
	"cmp"
	"fmt"
	"runtime"
	"strings"
	"time"

	"onrecord/bench/load"
	"onrecord/bench/rows"
)

// report is the table in Markdown.
func report(o options, sides []*measured) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d statements in %d documents, %d connections, %s a row after %s, %d processors.\n\n",
		o.statements, (o.statements+9)/10, o.connections, o.each, o.warm, runtime.NumCPU())
	if len(sides) == 1 {
		one(&b, o, sides[0])
	} else {
		both(&b, o, sides[0], sides[1])
	}
	b.WriteString("\n")
	for _, m := range sides {
		fmt.Fprintf(&b, "%s: %s of memory at the end", m.side, megabytes(m.size.memory))
		if m.size.own > 0 {
			fmt.Fprintf(&b, " (%s its own, the rest mapped files)", megabytes(m.size.own))
		}
		if m.size.peak > 0 {
			fmt.Fprintf(&b, ", %s at most", megabytes(m.size.peak))
		}
		if m.load != nil && m.load.memory > 0 {
			fmt.Fprintf(&b, ", %s while loading", megabytes(m.load.memory))
		}
		fmt.Fprintf(&b, "; %s on disk", megabytes(m.size.disk))
		if m.size.log > 0 {
			fmt.Fprintf(&b, ", of which write-ahead log %s", megabytes(m.size.log))
		}
		b.WriteString(".\n")
	}
	return b.String()
}

// one is the table of one side.
func one(b *strings.Builder, o options, m *measured) {
	b.WriteString("| | a second | p50 | p99 | bytes | server CPU each | right first | errors |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows.All() {
		got, ok := m.rows[r.Key]
		if !ok {
			continue
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %d | %s | %s | %d |\n", r.Name, count(got.PerSecond()), short(got.P50), short(got.P99),
			bytesEach(got), short(got.Each()), right(r, got), got.Errors)
	}
	if l := m.load; l != nil && o.wants("load") {
		fmt.Fprintf(b, "| bulk load, statements | %s | | | | %s | | |\n", count(perSecond(o, l)), short(l.processor/time.Duration(o.statements)))
	}
}

// both is the table of two sides, with how many times as fast the first is.
func both(b *strings.Builder, o options, us, peer *measured) {
	b.WriteString("| | onrecord a second (p50, p99) | peer a second (p50, p99) | times as many | at least, goal | CPU each: onrecord, peer | times less | bytes: onrecord, peer | right first | errors |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows.All() {
		x, ok := us.rows[r.Key]
		y := peer.rows[r.Key]
		if !ok {
			continue
		}
		fmt.Fprintf(b, "| %s | %s (%s, %s) | %s (%s, %s) | %s | %g, %g | %s, %s | %s | %d, %d | %s | %d, %d |\n", r.Name,
			count(x.PerSecond()), short(x.P50), short(x.P99), count(y.PerSecond()), short(y.P50), short(y.P99),
			ratio(x.PerSecond(), y.PerSecond()), r.Least, r.Goal, short(x.Each()), short(y.Each()), ratio(float64(y.Each()), float64(x.Each())),
			bytesEach(x), bytesEach(y), rightBoth(r, x, y), x.Errors, y.Errors)
	}
	x, y := us.load, peer.load
	if x == nil && y == nil || !o.wants("load") {
		return
	}
	// A side that was loaded before has nothing to tell.
	x, y = cmp.Or(x, &loaded{}), cmp.Or(y, &loaded{})
	fmt.Fprintf(b, "| bulk load, statements | %s | %s | %s | 1, 2 | %s, %s | %s | | | |\n", count(perSecond(o, x)), count(perSecond(o, y)),
		ratio(perSecond(o, x), perSecond(o, y)), short(x.processor/time.Duration(o.statements)), short(y.processor/time.Duration(o.statements)),
		ratio(float64(y.processor), float64(x.processor)))
}

func perSecond(o options, l *loaded) float64 {
	if l.took == 0 {
		return 0
	}
	return float64(o.statements) / l.took.Seconds()
}

// ratio tells how many times as much the first is; where it is less, that the
// peer wins.
func ratio(x, y float64) string {
	switch {
	case y == 0 || x == 0:
		return "-"
	case x < y:
		return fmt.Sprintf("**%.2f (peer wins)**", x/y)
	case x < 10*y:
		return fmt.Sprintf("%.1f", x/y)
	}
	return fmt.Sprintf("%.0f", x/y)
}

func right(r rows.Row, got load.Result) string {
	if !r.Judged || got.Requests == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f %%", 100*float64(got.Right)/float64(got.Requests))
}

func rightBoth(r rows.Row, x, y load.Result) string {
	if !r.Judged {
		return ""
	}
	return right(r, x) + ", " + right(r, y)
}

func bytesEach(r load.Result) int64 {
	if r.Requests == 0 {
		return 0
	}
	return r.Bytes / int64(r.Requests)
}

func count(n float64) string {
	if n < 100 {
		return fmt.Sprintf("%.1f", n)
	}
	return fmt.Sprintf("%.0f", n)
}

// short writes a time in the unit that suits it.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%d µs", d.Microseconds())
	case d < 100*time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1e3)
	case d < 10*time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n/1e6) }
