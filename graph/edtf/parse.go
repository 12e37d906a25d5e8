package edtf

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// longest is more than any date of levels 0 and 1 needs.
const longest = 80

// Parse reads a date of EDTF level 0 or 1. White space is no part of one.
func Parse(s string) (Date, error) {
	if len(s) > longest {
		return Date{}, bad(s[:20]+"...", "it is too long", "2026-01-06")
	}
	start, end, interval := strings.Cut(s, "/")
	if !interval {
		p, why := parseOne(s)
		if why != nil {
			return Date{}, bad(s, why.what, why.example)
		}
		return Date{s, p.earliest, p.latest, p.approximate, p.uncertain}, nil
	}
	return parseInterval(s, start, end)
}

// part is what one date, or one end of an interval, means.
type part struct {
	earliest, latest       Day
	approximate, uncertain bool
}

// reason says what is wrong with a date and what would be right.
type reason struct{ what, example string }

func bad(s, what, example string) error {
	return &Error{CodeBadDate, fmt.Sprintf("%q is not a date: %s (right is, for instance, %q)", s, what, example)}
}

// parseInterval reads what stands on both sides of the slash; ".." or nothing
// is an open or unknown end.
func parseInterval(s, start, end string) (Date, error) {
	from, to := part{earliest: Min, latest: Min}, part{earliest: Max, latest: Max}
	known := 0
	for _, side := range []struct {
		text string
		into *part
	}{{start, &from}, {end, &to}} {
		if side.text == "" || side.text == ".." {
			continue
		}
		p, why := parseOne(side.text)
		if why != nil {
			return Date{}, bad(s, why.what, why.example)
		}
		*side.into = p
		known++
	}
	switch {
	case known == 0:
		return Date{}, bad(s, "an interval needs a date on one side", "2022/..")
	case from.earliest > to.latest:
		return Date{}, bad(s, "the interval ends before it starts", end+"/"+start)
	}
	return Date{
		s, from.earliest, to.latest,
		from.approximate || to.approximate, from.uncertain || to.uncertain,
	}, nil
}

// parseOne reads a date that is no interval.
func parseOne(s string) (part, *reason) {
	if s == "" {
		return part{}, &reason{"it is empty", "2026-01-06"}
	}
	if strings.Contains(s, "T") {
		return parseDateTime(s)
	}
	var p part
	switch s[len(s)-1] {
	case '?':
		p.uncertain = true
	case '~':
		p.approximate = true
	case '%':
		p.uncertain, p.approximate = true, true
	}
	if p.uncertain || p.approximate {
		s = s[:len(s)-1]
	}
	var why *reason
	if strings.HasPrefix(s, "Y") {
		p.earliest, p.latest, why = parseLongYear(s[1:])
	} else {
		p.earliest, p.latest, why = parseCalendar(s)
	}
	return p, why
}

// parseLongYear reads what follows the letter Y: a year of more than four
// digits, without leading zeros.
func parseLongYear(s string) (earliest, latest Day, why *reason) {
	digits := strings.TrimPrefix(s, "-")
	// Twelve digits are older than anything was and leave room in a Day.
	if len(digits) < 5 || len(digits) > 12 || !allDigits(digits) || digits[0] == '0' {
		return 0, 0, &reason{"after Y comes a year of 5 to 12 digits without leading zeros", "Y-17000"}
	}
	year, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, 0, &reason{"after Y comes a year", "Y-17000"}
	}
	return dayOf(year, 1, 1), dayOf(year, 12, 31), nil
}

// parseCalendar reads year, year-month and year-month-day, seasons, and X for
// unknown digits.
func parseCalendar(s string) (earliest, latest Day, why *reason) {
	unsigned := strings.TrimPrefix(s, "-")
	fields := strings.Split(unsigned, "-")
	if len(fields) > 3 {
		return 0, 0, &reason{"it has more than year, month and day", "2026-01-06"}
	}
	first, last, why := yearRange(fields[0], unsigned != s)
	if why != nil {
		return 0, 0, why
	}
	partial := strings.HasSuffix(fields[0], "X")
	switch {
	case len(fields) == 1:
		return dayOf(first, 1, 1), dayOf(last, 12, 31), nil
	case partial:
		return 0, 0, &reason{"a year with unknown digits stands alone", "201X"}
	case len(fields) == 2:
		return parseMonth(first, fields[1])
	}
	return parseDay(first, fields[1], fields[2])
}

// yearRange reads four digits, of which the last one or two may be X.
func yearRange(s string, negative bool) (first, last int64, why *reason) {
	known := strings.TrimRight(s, "X")
	unknown := len(s) - len(known)
	if len(s) != 4 || !allDigits(known) {
		return 0, 0, &reason{"a year has four digits", "0476"}
	}
	if unknown > 2 {
		return 0, 0, &reason{"at most the last two digits of a year can be X", "20XX"}
	}
	first, last = digits(known), digits(known)
	for range unknown {
		first, last = first*10, last*10+9
	}
	if negative {
		if last == 0 {
			return 0, 0, &reason{"the year before 0001 is 0000, without a sign", "0000"}
		}
		first, last = -last, -first
	}
	return first, last, nil
}

// parseMonth reads a month, a season, or XX.
func parseMonth(year int64, s string) (earliest, latest Day, why *reason) {
	if s == "XX" {
		return dayOf(year, 1, 1), dayOf(year, 12, 31), nil
	}
	month, why := number(s, "month", "2026-01")
	if why != nil {
		return 0, 0, why
	}
	if month >= 21 && month <= 24 {
		return season(year, month)
	}
	if month < 1 || month > 12 {
		return 0, 0, &reason{fmt.Sprintf("there is no month %s; seasons are 21 to 24", s), "2026-12"}
	}
	return dayOf(year, month, 1), dayOf(year, month, daysIn(year, month)), nil
}

// season gives the three months of a season of the north: spring is March to
// May; winter begins in December of the year it is named by.
func season(year int64, code int) (earliest, latest Day, why *reason) {
	switch code {
	case 21:
		return dayOf(year, 3, 1), dayOf(year, 5, 31), nil
	case 22:
		return dayOf(year, 6, 1), dayOf(year, 8, 31), nil
	case 23:
		return dayOf(year, 9, 1), dayOf(year, 11, 30), nil
	}
	return dayOf(year, 12, 1), dayOf(year+1, 2, daysIn(year+1, 2)), nil
}

// parseDay reads month and day, of which the day or both may be XX.
func parseDay(year int64, month, day string) (earliest, latest Day, why *reason) {
	if day == "XX" {
		if m, why := number(month, "month", "2026-01-XX"); month != "XX" && (why != nil || m > 12) {
			return 0, 0, &reason{fmt.Sprintf("%q is no month", month), "2026-01-XX"}
		}
		return parseMonth(year, month)
	}
	if month == "XX" {
		return 0, 0, &reason{"a day of an unknown month is level 2", "2026-XX-XX"}
	}
	m, why := number(month, "month", "2026-01-06")
	if why != nil {
		return 0, 0, why
	}
	d, why := number(day, "day", "2026-01-06")
	if why != nil {
		return 0, 0, why
	}
	if m < 1 || m > 12 {
		return 0, 0, &reason{fmt.Sprintf("there is no month %s", month), "2026-12-31"}
	}
	if most := daysIn(year, m); d < 1 || d > most {
		return 0, 0, &reason{fmt.Sprintf("%s of that year has %d days", time.Month(m), most), fmt.Sprintf("%04d-%s-%d", max(year, 0), month, daysIn(max(year, 0), m))}
	}
	at := dayOf(year, m, d)
	return at, at, nil
}

// parseDateTime reads a date with a time of day and, if given, a zone.
func parseDateTime(s string) (part, *reason) {
	const example = "2026-01-06T14:30:00Z"
	date, clock, _ := strings.Cut(s, "T")
	if len(date) != len("2026-01-06") || strings.ContainsAny(s, "X?~%") {
		return part{}, &reason{"a time of day needs a full date with nothing unknown or qualified", example}
	}
	earliest, latest, why := parseCalendar(date)
	if why != nil {
		return part{}, why
	}
	if !validClock(clock) {
		return part{}, &reason{"a time of day is hh:mm:ss, with Z or an offset of at most 14 hours where the zone is known", example}
	}
	return part{earliest: earliest, latest: latest}, nil
}

// validClock checks hh:mm:ss and a zone. EDTF has no fractions of a second.
func validClock(s string) bool {
	if len(s) < 8 {
		return false
	}
	clock, zone := s[:8], s[8:]
	if s[2] != ':' || s[5] != ':' || !below(clock[:2], 24) || !below(clock[3:5], 60) || !below(clock[6:], 60) {
		return clock == "24:00:00" && validZone(zone)
	}
	return validZone(zone)
}

// validZone checks Z, +hh, +hh:mm or nothing.
func validZone(s string) bool {
	if s == "" || s == "Z" {
		return true
	}
	if s[0] != '+' && s[0] != '-' {
		return false
	}
	switch s = s[1:]; len(s) {
	case 2:
		return below(s, 15)
	case 5:
		return s[2] == ':' && (below(s[:2], 14) && below(s[3:], 60) || s == "14:00")
	}
	return false
}

// below reports whether s is a two-digit number less than limit.
func below(s string, limit int64) bool {
	return len(s) == 2 && allDigits(s) && digits(s) < limit
}

// number reads a field of two digits.
func number(s, name, example string) (int, *reason) {
	if len(s) != 2 || !allDigits(s) {
		return 0, &reason{fmt.Sprintf("a %s has two digits", name), example}
	}
	return int(digits(s)), nil
}

// digits gives the value of a string of digits.
func digits(s string) int64 {
	var n int64
	for i := range len(s) {
		n = n*10 + int64(s[i]-'0')
	}
	return n
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
