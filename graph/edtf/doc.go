// Package edtf reads Extended Date/Time Format dates, levels 0 and 1 (the
// Library of Congress profile that became part of ISO 8601-2): the dates of
// documents, events, deadlines and validity, as exact as a source gives them.
// It is written here because no Go library for it is served by the module proxy
// (sfomuseum/go-edtf is not).
//
//	2026-01-06              a day            2026-01, 2026        a month, a year
//	2026-01-06T14:30:00Z    an instant       2022-02-24/2026-01   an interval
//	2026-01~ 2026? 2026%    approximate, uncertain, both
//	2026-21                 spring 2026 (22 summer, 23 autumn, 24 winter)
//	201X 20XX 2026-XX 2026-01-XX 2026-XX-XX  digits that are not known
//	2022/.. ../2022         open: no end, no start
//	2022/ /2022             an end, a start that is not known
//	-0044 Y-17000           years before 1, years of more than four digits
//
// A Date is compared by the days it covers: Earliest and Latest, both
// inclusive. Two dates match when those ranges overlap; order is by the
// earliest day. Dates are proleptic Gregorian, without time zones: a date-time
// covers the day it names where it was written, so that what happened late in
// the evening in Kyiv stays on the day the article gives.
package edtf
