package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// A fileName is what the name of a nomination workbook says of it:
// "<mã đơn vị>-<kỳ>[-lan-N].xlsx".
type fileName struct {
	unit, period string
	round        int
}

var nameForm = regexp.MustCompile(`(?i)^([A-Z0-9]{1,12})-(\d{4}(?:-\d{4})?)(?:-lan-([1-9]\d?))?\.xlsx$`)

// parseName reads a file's name. It reports false where the name has another form.
func parseName(name string) (fileName, bool) {
	m := nameForm.FindStringSubmatch(name)
	if m == nil {
		return fileName{round: 1}, false
	}
	f := fileName{unit: strings.ToUpper(m[1]), period: m[2], round: 1}
	if m[3] != "" {
		f.round, _ = strconv.Atoi(m[3])
	}
	return f, true
}

// readWorkbook reads a unit's nominations. It gives nil where the workbook is none
// or doesn't say whose it is and for when.
func (r *reader) readWorkbook(base string, reg *nomination.Register) *nomination.Submission {
	if !r.looksLikeNomination() {
		r.report(finding.Finding{
			Code: finding.NotANomination, Place: r.whole(), Message: "Đây không phải tệp đề nghị: không có trang nào của biểu mẫu.",
			Expected: "các trang " + nomination.SheetUnit + ", " + nomination.SheetCollectives + ", " + nomination.SheetIndividuals,
			Got:      strings.Join(r.book.names, ", "), Fix: "chép số liệu vào biểu mẫu rồi lưu vào thư mục de-nghi; tệp khác để ngoài thư mục này",
		})
		return nil
	}
	name, named := parseName(base)
	// References in the sheet itself are to no dossier; whose the bare codes in the
	// other sheets are is known only after it is read.
	s, _ := readPairs(r, nomination.UnitSheet, nil)
	s.File, s.Round = r.file, name.round
	r.checkUnit(s, name, named, reg)
	if s.Unit == "" {
		s.Unit = name.unit
	}
	if s.Period == "" {
		s.Period = name.period
	}
	r.unit = s.Unit
	if r.unit == "" {
		r.unit = nobody
	}
	s.Collectives, _ = readTable(r, nomination.CollectiveTable)
	s.Individuals, _ = readTable(r, nomination.IndividualTable)
	s.Initiatives, _ = readTable(r, nomination.InitiativeTable)
	s.Ratings, _ = readTable(r, nomination.RatingTable)
	s.Services, _ = readTable(r, nomination.ServiceTable)
	s.Held, _ = readTable(r, nomination.HeldTable)
	s.Attachments, _ = readTable(r, nomination.AttachmentTable)
	r.reportStrangers()
	r.checkAnswer(s)
	r.checkCodes(s)
	if s.Unit == "" || s.Period == "" || len(r.findings) > mostFindings {
		return nil
	}
	return s
}

func (r *reader) looksLikeNomination() bool {
	for _, s := range nomination.WorkbookSchemas() {
		for _, name := range r.book.names {
			if vi.Clean(name) == s.Name {
				return true
			}
		}
	}
	return false
}

// checkUnit holds the sheet Đơn vị against the file's name and the register.
func (r *reader) checkUnit(s *nomination.Submission, name fileName, named bool, reg *nomination.Register) {
	if !named {
		f := finding.Finding{
			Code: finding.Disagreement, Place: r.whole(), Message: "Tên tệp không theo quy cách.",
			Expected: "<mã đơn vị>-<kỳ>.xlsx hoặc <mã đơn vị>-<kỳ>-lan-<số>.xlsx", Got: r.file, Fix: "đổi tên tệp, ví dụ VHXH-2026.xlsx",
		}
		if unitForm.MatchString(s.Unit) && s.Period != "" {
			f.Fix = fmt.Sprintf("đổi tên tệp thành %s-%s.xlsx; gửi lại lần sau thì %s-%s-lan-2.xlsx", s.Unit, s.Period, s.Unit, s.Period)
		}
		r.report(f)
	}
	disagree := func(head, content, inName string) {
		if !named || content == "" || content == inName || head == nomination.HeadUnitCode && !unitForm.MatchString(content) {
			return // a malformed code has a finding of its own
		}
		r.report(finding.Finding{
			Code: finding.Disagreement, Place: s.Row.At(head), Message: fmt.Sprintf("Mục %q ghi %q nhưng tên tệp ghi %q.", head, content, inName),
			Expected: inName, Got: content, Fix: "sửa ô này hoặc đổi tên tệp cho khớp",
		})
	}
	disagree(nomination.HeadUnitCode, s.Unit, name.unit)
	disagree(nomination.HeadNominatedPeriod, s.Period, name.period)
	switch _, known := reg.Unit(s.Unit); {
	case s.Unit == "":
	case !unitForm.MatchString(s.Unit):
		f := finding.Finding{
			Code: finding.BadCode, Place: s.Row.At(nomination.HeadUnitCode), Message: fmt.Sprintf("Mã đơn vị %q viết sai quy cách.", short(s.Unit)),
			Expected: expectUnit, Got: short(s.Unit), Fix: "ghi mã do phòng Văn hóa - Xã hội cấp",
		}
		if named {
			f.Fix = fmt.Sprintf("ghi %s như tên tệp, hoặc mã do phòng Văn hóa - Xã hội cấp", name.unit)
			s.Unit = "" // what the file's name says holds: the register's references stay good
		}
		r.report(f)
	case !known && len(reg.Units) > 0:
		r.report(unknownUnit(reg, s.Unit, s.Row.At(nomination.HeadUnitCode)))
	}
}

// checkAnswer holds "Có đề nghị" against what was nominated.
func (r *reader) checkAnswer(s *nomination.Submission) {
	if _, ok := s.Row.Sheet.Items[nomination.HeadNominates]; !ok {
		return
	}
	at := s.Row.At(nomination.HeadNominates)
	rows := len(s.Collectives) + len(s.Individuals)
	switch {
	case s.Nominates && r.sheetIndex(nomination.SheetCollectives) < 0 && r.sheetIndex(nomination.SheetIndividuals) < 0:
		r.report(finding.Finding{
			Code: finding.NotANomination, Place: r.whole(), Message: fmt.Sprintf("Thiếu trang %q và trang %q dù có đề nghị.", nomination.SheetCollectives, nomination.SheetIndividuals),
			Expected: nomination.SheetCollectives + " hoặc " + nomination.SheetIndividuals, Fix: "lấy lại biểu mẫu và điền hồ sơ; không đề nghị ai thì ghi Không ở mục Có đề nghị",
			Related: []finding.Place{at},
		})
	case s.Nominates && rows == 0 && !r.unread(nomination.SheetCollectives, nomination.SheetIndividuals):
		r.report(finding.Finding{
			Code: finding.Disagreement, Place: at, Message: "Mục \"Có đề nghị\" ghi Có nhưng không có hồ sơ nào.",
			Fix: "điền hồ sơ vào trang Tập thể hoặc Cá nhân; không đề nghị ai thì ghi Không",
		})
	case !s.Nominates && rows > 0 && !r.unreadAnswer(at):
		r.report(finding.Finding{
			Code: finding.Disagreement, Place: at, Message: fmt.Sprintf("Mục \"Có đề nghị\" ghi Không nhưng có %s hồ sơ ở trang Tập thể, Cá nhân.", vi.Count(rows)),
			Got: nomination.No, Fix: "ghi Có, hoặc xóa các hồ sơ",
		})
	}
}

// unreadAnswer reports whether the cell already has an error of its own, so that its
// No is not the unit's.
func (r *reader) unreadAnswer(at finding.Place) bool {
	return slices.ContainsFunc(r.findings, func(f finding.Finding) bool { return f.Place == at && f.Severity == finding.Error })
}

// checkCodes reports codes that stand twice in the workbook and takes out nominees
// without a code: nothing can refer to them, and TD201 has said so.
func (r *reader) checkCodes(s *nomination.Submission) {
	dossiers := map[nomination.ID]finding.Place{}
	seen := func(id nomination.ID, row nomination.Row) {
		at := row.At(nomination.HeadDossierCode)
		if earlier, ok := dossiers[id]; ok {
			f := twiceCode(codeOf(id), at, earlier)
			f.Nominee = string(id)
			r.report(f)
			return
		}
		dossiers[id] = at
	}
	collectives := s.Collectives[:0]
	for _, c := range s.Collectives {
		if c.Submission = s; c.ID != "" {
			seen(c.ID, c.Row)
			collectives = append(collectives, c)
		}
	}
	individuals := s.Individuals[:0]
	for _, p := range s.Individuals {
		if p.Submission = s; p.ID != "" {
			seen(p.ID, p.Row)
			individuals = append(individuals, p)
		}
	}
	s.Collectives, s.Individuals = collectives, individuals
	reportTwice(r, s.Initiatives, nomination.HeadInitiatives, func(i *nomination.Initiative) (nomination.Row, string) { return i.Row, codeOf(i.ID) })
}

// codeOf gives an identifier's code without its unit.
func codeOf(id nomination.ID) string {
	_, code, _ := strings.Cut(string(id), "/")
	return code
}
