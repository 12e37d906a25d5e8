package load

import (
	"math"
	"slices"
	"syscall"
	"time"
)

// Quantile gives the smallest of the times that so large a share of them does
// not exceed. It sorts them.
func Quantile(times []time.Duration, share float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	at := int(math.Ceil(share*float64(len(times)))) - 1
	return times[min(max(at, 0), len(times)-1)]
}

// ownTime is the processor time that this process has used.
func ownTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
