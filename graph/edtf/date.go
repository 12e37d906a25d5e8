package edtf

import (
	"cmp"
	"encoding/binary"
)

// CodeBadDate is the code of every error of this package.
const CodeBadDate = "BAD_DATE"

// Error says why a string is no date, with an example of a right one.
type Error struct {
	Code    string // CodeBadDate
	Message string
}

// Error gives the message.
func (e *Error) Error() string { return e.Message }

// Is makes errors.Is compare by code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Date is an EDTF date, date-time or interval. The zero Date is no date:
// IsZero tells. Dates are values; == compares their strings.
type Date struct {
	original               string
	earliest, latest       Day
	approximate, uncertain bool
}

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d.original == "" }

// String gives the date as it was written.
func (d Date) String() string { return d.original }

// Earliest is the first day the date can mean; Min when the start is open or
// unknown.
func (d Date) Earliest() Day { return d.earliest }

// Latest is the last day the date can mean, inclusive; Max when the end is
// open or unknown.
func (d Date) Latest() Day { return d.latest }

// Approximate reports ~ or % on the date or on an end of the interval.
func (d Date) Approximate() bool { return d.approximate }

// Uncertain reports ? or % on the date or on an end of the interval.
func (d Date) Uncertain() bool { return d.uncertain }

// Contains reports whether the date covers a day.
func (d Date) Contains(day Day) bool { return d.earliest <= day && day <= d.latest }

// Overlaps reports whether some day is covered by both: how filters match.
func Overlaps(a, b Date) bool { return a.earliest <= b.latest && b.earliest <= a.latest }

// Compare orders dates by their earliest day, then by the latest, then by how
// they are written, so that only equal strings are equal.
func Compare(a, b Date) int {
	return cmp.Or(
		cmp.Compare(a.earliest, b.earliest),
		cmp.Compare(a.latest, b.latest),
		cmp.Compare(a.original, b.original),
	)
}

// SortKey gives bytes that sort as the earliest days do.
func (d Date) SortKey() [8]byte { return d.earliest.SortKey() }

// SortKey gives bytes that sort as days do: big-endian, the sign bit turned.
func (d Day) SortKey() [8]byte {
	var key [8]byte
	binary.BigEndian.PutUint64(key[:], uint64(d)^(1<<63))
	return key
}

// MarshalText gives the date as it was written.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.original), nil }

// UnmarshalText parses the date; no bytes give the zero Date, which marshals
// to none.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(b))
	if err == nil {
		*d = parsed
	}
	return err
}
