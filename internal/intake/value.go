package intake

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// A misreading says why a cell can't be understood.
type misreading struct {
	code     finding.Code
	message  string
	expected string
	fix      string
}

// parse understands a cell as its column asks. The text of a misreading names no
// column: the reader puts that before it.
func (r *reader) parse(col nomination.Column, c *cell) (nomination.Value, *misreading) {
	switch col.Kind {
	case nomination.Date, nomination.BirthDate, nomination.Month:
		return r.parseDate(col.Kind, c)
	case nomination.Moment:
		return r.parseMoment(c)
	case nomination.Year:
		return parseYear(c)
	case nomination.Whole:
		return r.parseWhole(c, 0)
	case nomination.Ordinal:
		return r.parseWhole(c, 1)
	case nomination.YesNo:
		return parseYesNo(c)
	}
	text := r.display(c)
	if bad := onlySeparators(col.Kind, text); bad != nil {
		return nomination.Value{}, bad
	}
	switch col.Kind {
	case nomination.Texts:
		return nomination.Value{List: split(text)}, nil
	case nomination.Choice:
		return parseChoices(col, []string{text}, "chọn một giá trị trong danh sách")
	case nomination.Choices:
		return parseSeveral(col, text)
	case nomination.Period:
		return parsePeriod(text)
	case nomination.Decimal:
		return parseDecimal(text)
	case nomination.Offset:
		return parseOffset(text)
	case nomination.Authors:
		return parseAuthors(text)
	case nomination.UnitCode, nomination.DossierCode, nomination.InitiativeCode, nomination.MeetingCode:
		return r.parseOwnCode(col.Kind, text)
	case nomination.DossierReference, nomination.InitiativeReference, nomination.InitiativeReferences:
		return r.parseReferences(col.Kind, text)
	case nomination.FilePath:
		return parsePath(col.Head, text)
	case nomination.UnitReferences:
		return nomination.Value{List: split(text)}, nil
	}
	return nomination.Value{Text: text}, nil
}

// display gives a cell as text, about as Excel shows it: a date as a date, a share
// with its percent sign, a decimal with a comma.
func (r *reader) display(c *cell) string {
	switch c.kind {
	case boolCell:
		if c.text == "1" {
			return "TRUE"
		}
		return "FALSE"
	case isoDateCell:
		if d, ok := isoDate(c.text); ok {
			return d.Short()
		}
	case numberCell:
		n, err := strconv.ParseFloat(c.text, 64)
		if err != nil {
			return c.text
		}
		switch r.book.style(c.style).pattern {
		case dateNumber:
			if d, ok := r.serialDate(n); ok {
				return d.Short()
			}
		case percentNumber:
			return decimal(math.Round(n*1e6)/1e4) + "%"
		}
		return decimal(n)
	}
	return c.text
}

// decimal writes a number with as few digits as say it, after the Vietnamese comma.
func decimal(n float64) string {
	return strings.Replace(strconv.FormatFloat(n, 'f', -1, 64), ".", ",", 1)
}

// split parts a cell that holds several values.
func split(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// onlySeparators says of a cell for several values that nothing stands between its
// semicolons, nil where something does.
func onlySeparators(kind nomination.Kind, text string) *misreading {
	switch kind {
	case nomination.Texts, nomination.Choices, nomination.Authors, nomination.InitiativeReferences, nomination.UnitReferences:
		if len(split(text)) == 0 {
			return &misreading{
				code: finding.NotInList, message: fmt.Sprintf("%q chỉ có dấu chấm phẩy, không có giá trị nào.", short(text)),
				fix: "ghi giá trị, hoặc để trống ô",
			}
		}
	}
	return nil
}

const (
	expectDay    = "ngày/tháng/năm, ví dụ 09/6/2026"
	expectMonth  = "tháng/năm, ví dụ 03/2026"
	expectMoment = "giờ:phút ngày/tháng/năm, ví dụ 08:00 20/01/2027"
	expectBirth  = expectDay + "; hoặc chỉ năm, ví dụ 1985"
)

func badDate(kind nomination.Kind, message string) *misreading {
	switch kind {
	case nomination.Month:
		return &misreading{finding.BadDate, message, expectMonth, "ghi lại theo dạng " + expectMonth}
	case nomination.BirthDate:
		return &misreading{finding.BadDate, message, expectBirth, "ghi lại theo dạng " + expectBirth}
	case nomination.Moment:
		return &misreading{finding.BadDate, message, expectMoment, "ghi lại theo dạng " + expectMoment}
	}
	return &misreading{finding.BadDate, message, expectDay, "ghi lại theo dạng " + expectDay}
}

var shortYear = regexp.MustCompile(`^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$`)

// noDate says why a text is no date; d is how far it could be read.
func noDate(kind nomination.Kind, text string, d vi.Date) *misreading {
	switch {
	case !d.IsZero():
		return badDate(kind, fmt.Sprintf("%q không có trong lịch.", text))
	case shortYear.MatchString(text):
		return badDate(kind, fmt.Sprintf("%q: năm phải ghi đủ bốn chữ số.", text))
	case kind == nomination.Month:
		bad := badDate(kind, fmt.Sprintf("không đọc được tháng %q.", short(text)))
		bad.fix += "; đến nay thì để trống ô Đến tháng"
		return bad
	}
	return badDate(kind, fmt.Sprintf("không đọc được ngày %q.", short(text)))
}

// parseDate reads a date cell: Excel's own date, or what people type.
func (r *reader) parseDate(kind nomination.Kind, c *cell) (nomination.Value, *misreading) {
	var d vi.Date
	switch c.kind {
	case numberCell:
		n, err := strconv.ParseFloat(c.text, 64)
		isDate := err == nil && r.book.style(c.style).pattern == dateNumber
		isYear := err == nil && n == math.Trunc(n) && plausibleYear(n)
		shown, ok := r.serialDate(n)
		switch {
		case isDate && isYear && !r.book.epoch:
			// 1985 typed into a cell that shows dates: Excel shows 07/6/1905 and
			// nobody means that.
			bad := badDate(kind, fmt.Sprintf("ô ghi số %s nhưng Excel đang hiện thành ngày %s.", c.text, shown.Short()))
			bad.fix = "định dạng ô kiểu Văn bản (Text) rồi ghi lại"
			return nomination.Value{}, bad
		case isDate && ok:
			d = shown
		case isYear:
			d = vi.Date{Year: int(n)}
		default:
			bad := badDate(kind, fmt.Sprintf("%q là một con số, không phải ngày.", c.text))
			if err == nil && ok && !isDate {
				bad.fix = fmt.Sprintf("nếu là ngày %s thì định dạng ô kiểu Ngày (Date)", shown.Short())
			}
			return nomination.Value{}, bad
		}
	case isoDateCell:
		var ok bool
		if d, ok = isoDate(c.text); !ok {
			return nomination.Value{}, badDate(kind, fmt.Sprintf("không đọc được ngày %q.", c.text))
		}
	default:
		var ok bool
		if d, ok = vi.ParseDate(c.text); !ok {
			return nomination.Value{}, noDate(kind, c.text, d)
		}
		if kind == nomination.Month && d.Day != 0 {
			return nomination.Value{}, badDate(kind, fmt.Sprintf("%q có cả ngày; cột này chỉ ghi tháng và năm.", c.text))
		}
	}
	switch {
	case kind == nomination.Month && d.Month != 0:
		d.Day = 0
	case kind == nomination.Month:
		return nomination.Value{}, badDate(kind, fmt.Sprintf("%q thiếu tháng.", c.text))
	case kind == nomination.Date && !d.Whole():
		return nomination.Value{}, badDate(kind, fmt.Sprintf("%q thiếu ngày hoặc tháng.", c.text))
	case kind == nomination.BirthDate && d.Month != 0 && d.Day == 0:
		return nomination.Value{}, badDate(kind, fmt.Sprintf("%q thiếu ngày.", c.text))
	}
	return nomination.Value{Date: d}, nil
}

func plausibleYear(n float64) bool { return n >= 1900 && n <= 2200 }

// serialDate gives the day that Excel shows for a number.
func (r *reader) serialDate(n float64) (vi.Date, bool) {
	t, err := excelize.ExcelDateToTime(n, r.book.epoch)
	if err != nil || !plausibleYear(float64(t.Year())) || math.IsNaN(n) {
		return vi.Date{}, false
	}
	return vi.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}, true
}

func isoDate(s string) (vi.Date, bool) {
	day, _, _ := strings.Cut(s, "T")
	d, err := vi.ParseISO(day)
	return d, err == nil && plausibleYear(float64(d.Year))
}

var clock = regexp.MustCompile(`(?i)\b(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?(?::\d{2}|\s*phút|p)?`)

// parseMoment reads day and time: "08:00 20/01/2027", "20/01/2027 8h30",
// "8 giờ 30 phút, ngày 20/01/2027", or an Excel date with a time.
func (r *reader) parseMoment(c *cell) (nomination.Value, *misreading) {
	if c.kind == numberCell {
		n, err := strconv.ParseFloat(c.text, 64)
		d, ok := r.serialDate(n)
		if err != nil || !ok || r.book.style(c.style).pattern != dateNumber {
			return nomination.Value{}, badDate(nomination.Moment, fmt.Sprintf("%q là một con số, không phải giờ và ngày.", c.text))
		}
		if n == math.Trunc(n) {
			return nomination.Value{}, badDate(nomination.Moment, fmt.Sprintf("có ngày %s nhưng thiếu giờ.", d.Short()))
		}
		minutes := int(math.Round((n - math.Trunc(n)) * 24 * 60))
		return nomination.Value{Time: d.Time().Add(time.Duration(minutes) * time.Minute)}, nil
	}
	bad := badDate(nomination.Moment, fmt.Sprintf("không đọc được giờ và ngày %q.", short(c.text)))
	if c.kind == isoDateCell {
		t, err := time.ParseInLocation("2006-01-02T15:04:05", strings.TrimSuffix(c.text, "Z"), vi.Zone)
		if err != nil {
			return nomination.Value{}, bad
		}
		return nomination.Value{Time: t}, nil
	}
	m := clock.FindStringSubmatchIndex(c.text)
	if m == nil {
		return nomination.Value{}, bad
	}
	rest := strings.NewReplacer("ngày", "", "Ngày", "", ",", "").Replace(c.text[:m[0]] + " " + c.text[m[1]:])
	d, ok := vi.ParseDate(strings.TrimSpace(rest))
	hour, _ := strconv.Atoi(c.text[m[2]:m[3]])
	minute := 0
	if m[4] >= 0 {
		minute, _ = strconv.Atoi(c.text[m[4]:m[5]])
	}
	if !ok || !d.Whole() || hour > 23 || minute > 59 {
		return nomination.Value{}, bad
	}
	return nomination.Value{Time: d.Time().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)}, nil
}

func parseYear(c *cell) (nomination.Value, *misreading) {
	if n, err := strconv.ParseFloat(c.text, 64); err == nil && n == math.Trunc(n) && plausibleYear(n) && (c.kind == numberCell || len(c.text) == 4) {
		return nomination.Value{Number: int(n)}, nil
	}
	return nomination.Value{}, &misreading{finding.BadNumber, fmt.Sprintf("%q không phải là năm.", short(c.text)), "năm gồm bốn chữ số, ví dụ 2026", "ghi năm gồm bốn chữ số, ví dụ 2026"}
}

// thousands is how people part a great whole number; with two decimals it would be
// a decimal and is refused.
var thousands = regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`)

func (r *reader) parseWhole(c *cell, least float64) (nomination.Value, *misreading) {
	text := c.text
	if c.kind != numberCell && thousands.MatchString(text) {
		text = strings.ReplaceAll(text, ".", "")
	}
	n, err := strconv.ParseFloat(text, 64)
	digits := c.kind == numberCell || strings.Trim(text, "0123456789") == ""
	if err != nil || !digits || n != math.Trunc(n) || n < least || n > 1e9 {
		asked := fmt.Sprintf("số nguyên từ %g trở lên", least)
		fix := "chỉ ghi chữ số, không ghi kèm chữ hay đơn vị tính"
		if digits && err == nil {
			fix = "ghi " + asked
		}
		return nomination.Value{}, &misreading{finding.BadNumber, fmt.Sprintf("%q không phải là %s.", short(r.display(c)), asked), asked, fix}
	}
	return nomination.Value{Number: int(n)}, nil
}

var decimalForm = regexp.MustCompile(`^\d+([.,]\d+)?$`)

func parseDecimal(text string) (nomination.Value, *misreading) {
	if !decimalForm.MatchString(text) {
		return nomination.Value{}, &misreading{finding.BadNumber, fmt.Sprintf("%q không phải là số.", short(text)), "số, ví dụ 92,67", "ghi số, phần thập phân sau dấu phẩy, ví dụ 92,67"}
	}
	return nomination.Value{Text: text}, nil
}

var offsetForm = regexp.MustCompile(`^([+-]?)(\d{1,2})(?:[.,](\d))?$`)

// parseOffset reads millimetres to a tenth, up to 99,9 either way.
func parseOffset(text string) (nomination.Value, *misreading) {
	m := offsetForm.FindStringSubmatch(strings.ReplaceAll(text, "−", "-"))
	if m == nil {
		return nomination.Value{}, &misreading{finding.BadNumber, fmt.Sprintf("%q không phải là số mi-li-mét.", short(text)), "số có tối đa một chữ số thập phân, ví dụ 1,5 hoặc -2", "ghi số mi-li-mét cần dịch, ví dụ 1,5 hoặc -2"}
	}
	tenths, _ := strconv.Atoi(m[2] + cmp.Or(m[3], "0")) // digits
	if m[1] == "-" {
		tenths = -tenths
	}
	return nomination.Value{Number: tenths}, nil
}

func parseYesNo(c *cell) (nomination.Value, *misreading) {
	switch key := nomination.ValueKey(c.text); {
	case c.kind == boolCell && c.text == "1", key == vi.Key(nomination.Yes), key == "x":
		return nomination.Value{Yes: true, Text: nomination.Yes}, nil
	case c.kind == boolCell, key == vi.Key(nomination.No):
		return nomination.Value{Text: nomination.No}, nil
	}
	bad := notInList(short(c.text), []string{nomination.Yes, nomination.No}, "ghi Có hoặc Không")
	bad.expected = "Có / Không / x / để trống"
	return nomination.Value{}, bad
}

func notInList(got string, values []string, fix string) *misreading {
	if near, ok := vi.Nearest(got, values); ok {
		fix = fmt.Sprintf("có phải %q? Nếu không, %s", near, fix)
	}
	return &misreading{finding.NotInList, fmt.Sprintf("%q không có trong danh sách.", got), strings.Join(values, " / "), fix}
}

// parseChoices matches texts with the list; what comes out is spelled as the list.
func parseChoices(col nomination.Column, texts []string, fix string) (nomination.Value, *misreading) {
	var v nomination.Value
	for _, text := range texts {
		i := slices.Index(col.Values, text) // as the form offers it: the usual case
		if i < 0 {
			key := nomination.ValueKey(text)
			i = slices.IndexFunc(col.Values, func(allowed string) bool { return nomination.ValueKey(allowed) == key })
		}
		if i < 0 {
			return nomination.Value{}, notInList(short(text), col.Values, fix)
		}
		v.Text = col.Values[i]
		v.List = append(v.List, v.Text)
	}
	return v, nil
}

// parseSeveral reads a list of choices, and helps who parts them by commas or lines.
func parseSeveral(col nomination.Column, text string) (nomination.Value, *misreading) {
	const fix = "chọn trong danh sách; nhiều giá trị cách nhau bằng dấu chấm phẩy"
	v, bad := parseChoices(col, split(text), fix)
	if bad == nil || !strings.ContainsAny(text, ",\n") {
		return v, bad
	}
	if w, worse := parseChoices(col, split(strings.NewReplacer(",", ";", "\n", ";").Replace(text)), fix); worse == nil {
		bad.fix = fmt.Sprintf("cách nhau bằng dấu chấm phẩy: %s", strings.Join(w.List, "; "))
	}
	return v, bad
}

var periodForm = regexp.MustCompile(`^(\d{4})(?:\s*[-–]\s*(\d{4}))?$`)

func parsePeriod(text string) (nomination.Value, *misreading) {
	m := periodForm.FindStringSubmatch(text)
	switch {
	case m == nil:
	case m[2] == "":
		return nomination.Value{Text: m[1]}, nil
	case m[1] < m[2]:
		return nomination.Value{Text: m[1] + "-" + m[2]}, nil
	}
	return nomination.Value{}, notPeriod(text)
}

func notPeriod(text string) *misreading {
	return &misreading{finding.NotInList, fmt.Sprintf("%q không phải là kỳ xét.", short(text)), "2026 hoặc 2026-2030", "ghi năm xét thành tích, ví dụ 2026; tổng kết giai đoạn thì ghi 2026-2030"}
}

var share = regexp.MustCompile(`^(.*\S)\s*\(\s*(\d{1,3})\s*%\s*\)$`)

// parseAuthors reads "Nguyễn Văn A (60%); Trần Thị B (40%)".
func parseAuthors(text string) (nomination.Value, *misreading) {
	const expected = "Nguyễn Văn A (60%); Trần Thị B (40%)"
	var v nomination.Value
	total := 0
	for _, part := range split(text) {
		author := nomination.Author{Name: part}
		if m := share.FindStringSubmatch(part); m != nil {
			author.Name = m[1]
			author.Share, _ = strconv.Atoi(m[2])
			total += author.Share
		} else if strings.Contains(part, "%") {
			return nomination.Value{}, &misreading{finding.BadNumber, fmt.Sprintf("không đọc được tỷ lệ đóng góp trong %q.", short(part)), expected, "ghi tỷ lệ bằng số nguyên trong ngoặc đơn sau tên, các tác giả cách nhau bằng dấu chấm phẩy: " + expected}
		}
		v.Authors = append(v.Authors, author)
	}
	if total > 100 {
		return nomination.Value{}, &misreading{finding.BadNumber, fmt.Sprintf("tỷ lệ đóng góp của các tác giả cộng lại là %d%%.", total), "không quá 100%", "ghi lại tỷ lệ của từng tác giả"}
	}
	return v, nil
}

var (
	unitForm = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)
	codeForm = regexp.MustCompile(`^[A-Za-z0-9-]{1,16}$`)
)

const (
	expectUnit      = "1 đến 12 chữ in hoa không dấu hoặc chữ số"
	expectCode      = "1 đến 16 chữ không dấu, chữ số hoặc dấu gạch nối"
	expectReference = "<mã đơn vị>/<mã>, ví dụ VHXH/CN01"
)

// parseOwnCode reads the code that a row gives itself.
func (r *reader) parseOwnCode(kind nomination.Kind, text string) (nomination.Value, *misreading) {
	v := nomination.Value{Text: text}
	form, expected := codeForm, expectCode
	switch kind {
	case nomination.UnitCode:
		form, expected = unitForm, expectUnit
	case nomination.DossierCode, nomination.InitiativeCode:
		v.ID = nomination.ID(r.unit + "/" + text)
	}
	if !form.MatchString(text) {
		return v, &misreading{finding.BadCode, fmt.Sprintf("mã %q viết sai quy cách.", short(text)), expected, "ghi mã gồm " + expected}
	}
	return v, nil
}

// parseReferences reads codes of other rows: bare ones mean the unit's own, and in
// the register, which is nobody's own, there are none.
func (r *reader) parseReferences(kind nomination.Kind, text string) (nomination.Value, *misreading) {
	parts := []string{text}
	if kind == nomination.InitiativeReferences {
		parts = split(text)
	}
	var v nomination.Value
	for _, part := range parts {
		unit, code, full := strings.Cut(part, "/")
		expected := expectCode
		ok := !full && codeForm.MatchString(part)
		if full || r.unit == "" {
			expected = expectReference
			ok = full && unitForm.MatchString(unit) && codeForm.MatchString(code)
		}
		if !ok {
			return nomination.Value{}, &misreading{finding.BadCode, fmt.Sprintf("mã %q viết sai quy cách.", short(part)), expected, "ghi mã theo dạng " + expected + r.severalHint(kind, part)}
		}
		v.ID = nomination.NewID(r.unit, part)
		v.IDs = append(v.IDs, v.ID)
	}
	return v, nil
}

// severalHint helps who parts codes by commas or spaces.
func (r *reader) severalHint(kind nomination.Kind, part string) string {
	if kind == nomination.InitiativeReferences && strings.ContainsAny(part, ", \n") {
		return "; nhiều mã cách nhau bằng dấu chấm phẩy (;)"
	}
	return ""
}

// short keeps a value quotable in a message.
func short(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	const limit = 60
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return s
}
