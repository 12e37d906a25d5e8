package commitments

import (
	"fmt"
	"strconv"
)

// deadline reads by when the deed is due, from the preposition at i: "by the
// end of 2026", "within 30 days", "before June". It gives where it ends; i
// where there is none.
func (r *reader) deadline(c *Commitment, i, end int) int {
	k := i + 1
	switch it := r.At(i); {
	case it.Is("no", "not"):
		if !r.At(k).Is("later") || !r.At(k+1).Is("than") {
			return i
		}
		k += 2
	case it.Is("this", "next"):
		k = i
	}
	b, when := k, false
	for b < end {
		it := r.At(b)
		switch {
		case it.Time || year(it.Lower) || r.counts(b) || month[it.Lower] > 0:
			when = when || it.Time || year(it.Lower) || month[it.Lower] > 0
		case it.Tag == "DT" || it.Is("the", "end", "start", "beginning", "middle", "mid", "of", "next", "coming", "least", "at", "same", "few", "couple", "several", "six-month", "fiscal", "decade", "half", "first", "second", "century"):
			if it.Is("decade", "century") {
				when = true
			}
		case it.Comma() && year(r.At(b+1).Lower) && b > k:
		default:
			goto done
		}
		b++
	}
done:
	for b > k && r.At(b-1).Is("of", "the", "at", "a") {
		b--
	}
	if !when || b <= k || r.conditional(i) {
		return i
	}
	if c.Deadline.Len() == 0 {
		c.Deadline = r.Span(i, b)
		c.DeadlineEDTF = r.edtf(k, b)
	}
	return b
}

// edtf gives the date of items [a, b), where they name a year.
func (r *reader) edtf(a, b int) string {
	y, m, d, season := "", 0, 0, 0
	for i := a; i < b; i++ {
		it := r.At(i)
		switch n := it.Lower; {
		case year(n):
			if y != "" {
				return ""
			}
			y = n
		case month[n] > 0 && m == 0:
			m = month[n]
		case seasons[n] > 0:
			season = seasons[n]
		case it.Is("quarter", "half", "week", "weeks", "days", "months", "years", "decade"):
			return y
		case it.Tag == "CD" && len(n) <= 2:
			if v, err := strconv.Atoi(n); err == nil && v >= 1 && v <= 31 {
				d = v
			}
		}
	}
	switch {
	case y == "":
		return ""
	case m > 0 && d > 0 && d <= days(m, y):
		return fmt.Sprintf("%s-%02d-%02d", y, m, d)
	case m > 0:
		return fmt.Sprintf("%s-%02d", y, m)
	case season > 0:
		return fmt.Sprintf("%s-%d", y, season)
	}
	return y
}

func days(m int, y string) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		n, err := strconv.Atoi(y)
		if err == nil && n%4 == 0 && (n%100 != 0 || n%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

var month = func() map[string]int {
	m := map[string]int{}
	for i, w := range [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		m[w] = i + 1
		m[w[:3]+"."] = i + 1
	}
	m["sept."] = 9
	return m
}()

// seasons as EDTF numbers them.
var seasons = map[string]int{"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
