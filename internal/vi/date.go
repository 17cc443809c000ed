package vi

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Date is a civil date in Vietnam. A zero Day means that only month and year are
// known, a zero Month as well that only the year is: a year alone is legal for a
// birth date. The zero Date is no date at all.
type Date struct {
	Year, Month, Day int
}

// Zone is Vietnam's time, which knows no summer time.
var Zone = time.FixedZone("+07", 7*60*60)

// DateOf gives the civil date of an instant in Vietnam.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Zone).Date()
	return Date{y, int(m), d}
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Whole reports whether year, month and day are known and name a day of the calendar.
func (d Date) Whole() bool {
	return d.Year > 0 && d.Month > 0 && d.Day > 0 && DateOf(d.Time()) == d
}

// Time gives the start of the day in Vietnam; unknown parts count as the first.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(max(1, d.Month)), max(1, d.Day), 0, 0, 0, 0, Zone)
}

// Compare orders dates; an unknown part comes before every known one.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// AddDays gives the date n days later. It needs a whole date.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// twoDigits writes a day or month as Decree 30 asks: days below 10 and the months 1
// and 2 get a leading zero, other months don't (annex I, part I, II.4.b).
func twoDigits(day, month int) (string, string) {
	m := strconv.Itoa(month)
	if month < 3 {
		m = "0" + m
	}
	return fmt.Sprintf("%02d", day), m
}

// Short gives "09/6/2026", "02/2027" or "1985", padded as Decree 30 asks.
func (d Date) Short() string {
	day, month := twoDigits(d.Day, d.Month)
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s/%d", month, d.Year)
	}
	return fmt.Sprintf("%s/%s/%d", day, month, d.Year)
}

// Long gives "ngày 09 tháng 6 năm 2026", "tháng 6 năm 2026" or "năm 2026", the
// words tied to their numbers by no-break spaces.
func (d Date) Long() string {
	day, month := twoDigits(d.Day, d.Month)
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("năm\u00a0%d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("tháng\u00a0%s năm\u00a0%d", month, d.Year)
	}
	return fmt.Sprintf("ngày\u00a0%s tháng\u00a0%s năm\u00a0%d", day, month, d.Year)
}

// ISO gives "2026-06-09", "2026-06" or "2026", for machines.
func (d Date) ISO() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// ParseISO reads "2026-06-09".
func ParseISO(s string) (Date, error) {
	t, err := time.ParseInLocation("2006-01-02", s, Zone)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date yyyy-mm-dd", s)
	}
	return DateOf(t), nil
}

// ParseDate reads what people type: dd/mm/yyyy, d-m-yyyy, d.m.yyyy, mm/yyyy, yyyy.
// Day comes first, always. It reports false for anything else, for a two-digit year
// and for a day that the calendar doesn't have.
func ParseDate(s string) (Date, bool) {
	parts := strings.Split(strings.NewReplacer("-", "/", ".", "/").Replace(s), "/")
	if len(parts) > 3 {
		return Date{}, false
	}
	n := make([]int, len(parts))
	for i, p := range parts {
		p = strings.TrimSpace(p)
		last := i == len(parts)-1
		if strings.Trim(p, "0123456789") != "" || last && len(p) != 4 || !last && len(p) > 2 {
			return Date{}, false
		}
		if n[i], _ = strconv.Atoi(p); n[i] == 0 {
			return Date{}, false
		}
	}
	if n[len(n)-1] < 1900 || n[len(n)-1] > 2200 {
		return Date{}, false
	}
	switch len(n) {
	case 1:
		return Date{Year: n[0]}, true
	case 2:
		return Date{Year: n[1], Month: n[0]}, n[0] <= 12
	}
	d := Date{Year: n[2], Month: n[1], Day: n[0]}
	return d, d.Whole()
}
