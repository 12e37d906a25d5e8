package edtf

import (
	"fmt"
	"math"
	"time"
)

// Day counts days since 1970-01-01, which is day 0.
type Day int64

// The ends of open and unknown intervals: before and after every date.
const (
	Min Day = math.MinInt64
	Max Day = math.MaxInt64
)

const secondsOfDay = 24 * 60 * 60

// DayOf gives the calendar day of an instant in the time zone it carries.
func DayOf(t time.Time) Day {
	year, month, day := t.Date()
	return dayOf(int64(year), int(month), day)
}

// Time gives the start of the day in UTC. Days that time.Time cannot hold,
// Min and Max among them, give the nearest it can format: the first day of
// year 0 and the last of 9999.
func (d Day) Time() time.Time {
	first, last := dayOf(0, 1, 1), dayOf(9999, 12, 31)
	return time.Unix(int64(min(max(d, first), last))*secondsOfDay, 0).UTC()
}

// Format gives the day as an EDTF date; Min and Max are "..", which stands
// for an open end.
func (d Day) Format() string {
	if d == Min || d == Max {
		return ".."
	}
	year, month, day := d.civil()
	switch {
	case year > 9999 || year < -9999:
		// Level 1 has no day of such a year; the year is the nearest true date.
		return fmt.Sprintf("Y%d", year)
	case year < 0:
		return fmt.Sprintf("-%04d-%02d-%02d", -year, month, day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// The Gregorian calendar repeats every 400 years of 146,097 days. Counting
// years from March puts the leap day at the end, where it shifts nothing.
const (
	daysOfEra  = 146097
	epochShift = 719468 // from 0000-03-01 to 1970-01-01
)

// dayOf gives the day number of a date of the proleptic Gregorian calendar.
func dayOf(year int64, month, day int) Day {
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	ofEra := year - era*400
	ofYear := int64((153*((month+9)%12)+2)/5 + day - 1)
	return Day(era*daysOfEra + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - epochShift)
}

// civil is the inverse of dayOf.
func (d Day) civil() (year int64, month, day int) {
	n := int64(d) + epochShift
	era := floorDiv(n, daysOfEra)
	ofEra := n - era*daysOfEra
	y := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*y + y/4 - y/100)
	shifted := (5*ofYear + 2) / 153
	day = int(ofYear-(153*shifted+2)/5) + 1
	month = int(shifted+2)%12 + 1
	year = y + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// daysIn is the number of days of a month.
func daysIn(year int64, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
