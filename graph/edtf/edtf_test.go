package edtf

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for s, want := range map[string][2]string{
		"2026-01-06":                {"2026-01-06", "2026-01-06"},
		"2026-02":                   {"2026-02-01", "2026-02-28"},
		"2024-02":                   {"2024-02-01", "2024-02-29"},
		"2026":                      {"2026-01-01", "2026-12-31"},
		"0000-02-29":                {"0000-02-29", "0000-02-29"},
		"-0044-03-15":               {"-0044-03-15", "-0044-03-15"},
		"-0044":                     {"-0044-01-01", "-0044-12-31"},
		"2026-01-06T14:30:00Z":      {"2026-01-06", "2026-01-06"},
		"2026-01-06T23:30:00+02:00": {"2026-01-06", "2026-01-06"},
		"2026-01-06T24:00:00":       {"2026-01-06", "2026-01-06"},
		"2026-01-06T14:30:00-05":    {"2026-01-06", "2026-01-06"},
		"2022-02-24/2026-01":        {"2022-02-24", "2026-01-31"},
		"2022~/2026-01-06?":         {"2022-01-01", "2026-01-06"},
		"Y-17000":                   {"Y-17000", "Y-17000"},
		"Y170000002":                {"Y170000002", "Y170000002"},
		"2026-21":                   {"2026-03-01", "2026-05-31"},
		"2026-22":                   {"2026-06-01", "2026-08-31"},
		"2026-23":                   {"2026-09-01", "2026-11-30"},
		"2023-24":                   {"2023-12-01", "2024-02-29"},
		"201X":                      {"2010-01-01", "2019-12-31"},
		"20XX":                      {"2000-01-01", "2099-12-31"},
		"-01XX":                     {"-0199-01-01", "-0100-12-31"},
		"2004-XX":                   {"2004-01-01", "2004-12-31"},
		"1985-04-XX":                {"1985-04-01", "1985-04-30"},
		"1985-XX-XX":                {"1985-01-01", "1985-12-31"},
		"2022/..":                   {"2022-01-01", ".."},
		"2022/":                     {"2022-01-01", ".."},
		"../2022":                   {"..", "2022-12-31"},
		"/2022":                     {"..", "2022-12-31"},
		"2026-01~":                  {"2026-01-01", "2026-01-31"},
		"2026%":                     {"2026-01-01", "2026-12-31"},
		"2026-XX~":                  {"2026-01-01", "2026-12-31"},
	} {
		d, err := Parse(s)
		if err != nil {
			t.Errorf("Parse(%q): %v", s, err)
			continue
		}
		if got := [2]string{d.Earliest().Format(), d.Latest().Format()}; got != want {
			t.Errorf("Parse(%q) covers %v, want %v", s, got, want)
		}
		if d.String() != s {
			t.Errorf("Parse(%q).String() = %q", s, d.String())
		}
	}
	open, _ := Parse("2022/..")
	unknown, _ := Parse("/2022")
	if open.Latest() != Max || unknown.Earliest() != Min {
		t.Error("open ends are not the sentinels")
	}
}

func TestParseRefuses(t *testing.T) {
	for _, s := range []string{
		"", " ", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13", "2026-00", "2026-01-00", "2026-01-32", "2026-20", "2026-25",
		"26", "20260106", "2026-1-6", "2026-01-06-01", "Y2026", "Y", "Y-0170000", "Y9999999999999", "y17000", "2XXX", "20X6",
		"201X-01", "2026-XX-06", "2026-21-06", "2026-21-XX", "2026-X1", "XXXX", "2026-13-XX", "2026-00-XX",
		"/", "..", "../..", "/..", "2026/2022", "2022/2023/2024", "2026-01-06/2026-01-05",
		"2026-01-06T", "2026-01-06T25:00:00Z", "2026-01-06T14:60:00Z", "2026-01-06T14:30Z", "2026-01-06T14:30:00.5Z", "2026-01-06T24:00:01Z",
		"2026-01-06T14:30:00+15:00", "2026-01-06T14:30:00+14:01", "2026-01-06T14:30:00z", "2026-01T10:00:00Z", "2026-02-30T10:00:00Z",
		"2026-01-06T14:30:00Z?", "2026?~", "?", "2026-01-06 ", " 2026", "-0000", "-0000-01-01", "--2026", "+2026", "２０２６",
		"2026-01?-06", "~2026", strings.Repeat("2", 100),
	} {
		d, err := Parse(s)
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeBadDate || !strings.Contains(e.Message, "for instance") {
			t.Errorf("Parse(%q) = %v, %v; want a BAD_DATE with an example", s, d, err)
		}
	}
	for s, want := range map[string]string{
		"2026-02-30": `"2026-02-30" is not a date: February of that year has 28 days (right is, for instance, "2026-02-28")`,
		"2026/2022":  `"2026/2022" is not a date: the interval ends before it starts (right is, for instance, "2022/2026")`,
	} {
		if _, err := Parse(s); err == nil || err.Error() != want {
			t.Errorf("Parse(%q): %v, want %s", s, err, want)
		}
	}
}

func TestQualification(t *testing.T) {
	for s, want := range map[string][2]bool{
		"2026": {false, false}, "2026~": {true, false}, "2026?": {false, true}, "2026-01-06%": {true, true},
		"2022~/2026?": {true, true}, "2022/2026~": {true, false}, "2022?/..": {false, true}, "201X~": {true, false},
	} {
		d, err := Parse(s)
		if got := [2]bool{d.Approximate(), d.Uncertain()}; err != nil || got != want {
			t.Errorf("%q: approximate, uncertain = %v, %v; want %v", s, got, err, want)
		}
	}
}

func TestDaysAgreeWithPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-719528, 2932896).Draw(t, "day") // years 0000 to 9999
		want := time.Unix(n*secondsOfDay, 0).UTC()
		d := Day(n)
		if !d.Time().Equal(want) || DayOf(want) != d || d.Format() != want.Format(time.DateOnly) {
			t.Fatalf("day %d: %v %v %s, want %v", n, d.Time(), DayOf(want), d.Format(), want)
		}
		parsed, err := Parse(d.Format())
		if err != nil || parsed.Earliest() != d || parsed.Latest() != d {
			t.Fatalf("Parse(%s) = %v, %v", d.Format(), parsed, err)
		}
		month, err := Parse(want.Format("2006-01"))
		first := time.Date(want.Year(), want.Month(), 1, 0, 0, 0, 0, time.UTC)
		if err != nil || month.Earliest() != DayOf(first) || month.Latest() != DayOf(first.AddDate(0, 1, -1)) {
			t.Fatalf("month %v: %v", month, err)
		}
	})
}

func TestParseAcceptsExactlyTheDaysOfTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digit := rapid.SampledFrom([]byte("0123456789"))
		year := rapid.SampledFrom([]string{"2024", "2025", "2000", "1900", "0000", "0001", "9999"}).Draw(t, "year")
		s := year + "-" + string([]byte{rapid.SampledFrom([]byte("01")).Draw(t, "m"), digit.Draw(t, "m"), '-', rapid.SampledFrom([]byte("0123")).Draw(t, "d"), digit.Draw(t, "d")})
		_, want := time.Parse(time.DateOnly, s)
		if _, got := Parse(s); (got == nil) != (want == nil) {
			t.Fatalf("%s: %v, package time says %v", s, got, want)
		}
	})
}

func TestDaysBeyondPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.Int64Range(-999_999_999_999, 999_999_999_999).Draw(t, "year")
		d := dayOf(year, 1, 1)
		if y, m, day := d.civil(); y != year || m != 1 || day != 1 {
			t.Fatalf("civil = %d-%d-%d", y, m, day)
		}
		if y, m, day := (d - 1).civil(); y != year-1 || m != 12 || day != 31 {
			t.Fatalf("the day before is %d-%d-%d", y, m, day)
		}
	})
	if Min.Format() != ".." || Max.Time().Year() != 9999 || Min.Time().Year() != 0 {
		t.Error("sentinels do not format")
	}
}

func TestDayOfKeepsTheLocalDay(t *testing.T) {
	kyiv := time.FixedZone("Kyiv", 2*60*60)
	if got := DayOf(time.Date(2026, 1, 7, 0, 30, 0, 0, kyiv)).Format(); got != "2026-01-07" {
		t.Errorf("half past midnight in Kyiv is %s", got)
	}
}

// anyDate draws dates of all forms.
func anyDate() *rapid.Generator[Date] {
	one := rapid.SampledFrom([]string{
		"2026-01-06", "2026-01", "2026", "2026-21", "202X", "19XX", "-0044", "Y-17000", "Y20000", "2026-01-07T10:00:00Z",
		"2022-02-24", "2022/2026", "2022/..", "../2022", "2026-01/", "/1999", "2026~", "0000", "1969-12-31", "1970-01-01",
	})
	return rapid.Custom(func(t *rapid.T) Date {
		d, err := Parse(one.Draw(t, "date"))
		if err != nil {
			t.Fatal(err)
		}
		return d
	})
}

func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDate().Draw(t, "a"), anyDate().Draw(t, "b")
		ka, kb := a.SortKey(), b.SortKey()
		byKey, byDay := bytes.Compare(ka[:], kb[:]), 0
		switch {
		case a.Earliest() < b.Earliest():
			byDay = -1
		case a.Earliest() > b.Earliest():
			byDay = 1
		}
		if byKey != byDay || byDay != 0 && Compare(a, b) != byDay {
			t.Fatalf("%v and %v: keys %d, days %d, Compare %d", a, b, byKey, byDay, Compare(a, b))
		}
		if (Compare(a, b) == 0) != (a == b) || Compare(a, b) != -Compare(b, a) {
			t.Fatalf("Compare(%v, %v) is no order", a, b)
		}
		if Overlaps(a, b) != Overlaps(b, a) || Overlaps(a, b) != (a.Contains(b.Earliest()) || b.Contains(a.Earliest())) {
			t.Fatalf("Overlaps(%v, %v) = %v", a, b, Overlaps(a, b))
		}
	})
	days := []Day{Min, -1, 0, 1, Max}
	if !slices.IsSortedFunc(days, func(a, b Day) int {
		ka, kb := a.SortKey(), b.SortKey()
		return bytes.Compare(ka[:], kb[:])
	}) {
		t.Error("sort keys do not sort")
	}
}

func TestOverlapsAtTheEdge(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2026-01-06", "2026-01", true},
		{"2026-01-31", "2026-02", false},
		{"2022/2026-01-06", "2026-01-06/..", true},
		{"../2021", "2022", false},
	} {
		a, errA := Parse(c.a)
		b, errB := Parse(c.b)
		if errA != nil || errB != nil || Overlaps(a, b) != c.want {
			t.Errorf("Overlaps(%s, %s) = %v, want %v", c.a, c.b, Overlaps(a, b), c.want)
		}
	}
}

func TestMarshalText(t *testing.T) {
	d, err := Parse("2026-01~")
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.MarshalText()
	var back Date
	if err != nil || back.UnmarshalText(b) != nil || back != d {
		t.Errorf("%s gives %v", b, back)
	}
	if err := back.UnmarshalText([]byte("x")); !errors.Is(err, &Error{Code: CodeBadDate}) || back != d {
		t.Errorf("a bad date gives %v and %v", back, err)
	}
	if back.UnmarshalText(nil) != nil || !back.IsZero() {
		t.Errorf("no bytes give %v", back)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-01-06", "-0044-XX", "Y-17000", "201X?", "2022/..", "/2022~", "2026-01-06T14:30:00+02:00", "2026-24", "-99XX", "Y999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			if !errors.Is(err, &Error{Code: CodeBadDate}) || !d.IsZero() {
				t.Fatalf("Parse(%q) = %v, %v", s, d, err)
			}
			return
		}
		if d.String() != s || d.Earliest() > d.Latest() || d.IsZero() {
			t.Fatalf("Parse(%q) = %q from %d to %d", s, d, d.Earliest(), d.Latest())
		}
		again, err := Parse(d.String())
		if err != nil || again != d || !Overlaps(d, again) || Compare(d, again) != 0 {
			t.Fatalf("%q read again is %v, %v", s, again, err)
		}
	})
}
