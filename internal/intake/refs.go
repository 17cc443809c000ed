package intake

import (
	"fmt"
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// A referee knows what references may point to, in all workbooks and the register.
type referee struct {
	c           *nomination.Case
	readers     map[string]*reader // by file
	dossiers    map[nomination.ID]bool
	initiatives map[nomination.ID]bool
	nominating  map[string]bool // periods of which there are workbooks
	units       map[string]bool // units of which there are workbooks
	meetings    []string        // their codes, in the register's order
	held        map[string]*nomination.Meeting
	// Units of whose dossiers or initiatives some could not be read at all: a file or
	// a sheet has an error of its own, and what isn't found may stand there.
	dossiersUnread, initiativesUnread map[string]bool
}

// checkReferences holds every reference to a dossier, an initiative, a meeting or a
// person against what there is.
func checkReferences(c *nomination.Case, readers []*reader, submissions []*nomination.Submission, register *reader, period string) {
	ref := &referee{
		c: c, readers: map[string]*reader{}, dossiers: map[nomination.ID]bool{}, initiatives: map[nomination.ID]bool{},
		nominating: map[string]bool{}, units: map[string]bool{},
		held: map[string]*nomination.Meeting{}, dossiersUnread: map[string]bool{}, initiativesUnread: map[string]bool{},
	}
	for i, r := range readers {
		unit := r.unit
		if submissions[i] != nil {
			ref.readers[r.file] = r
		} else if name, ok := parseName(r.file); ok {
			unit = name.unit
		}
		if submissions[i] == nil || r.unread(nomination.SheetCollectives, nomination.SheetIndividuals) {
			ref.dossiersUnread[unit] = true
		}
		if submissions[i] == nil || r.unread(nomination.SheetInitiatives) {
			ref.initiativesUnread[unit] = true
		}
	}
	for _, s := range c.Submissions {
		ref.nominating[s.Period], ref.units[s.Unit] = true, true
		for _, id := range dossiersOf(s) {
			ref.dossiers[id] = true
		}
		for _, i := range s.Initiatives {
			ref.initiatives[i.ID] = true
		}
	}
	for _, m := range c.Register.Meetings {
		if m.Code != "" {
			ref.meetings, ref.held[m.Code] = append(ref.meetings, m.Code), m
		}
	}
	for _, s := range c.Submissions {
		ref.checkSubmission(s)
		ref.nameCiting(s)
	}
	ref.checkRegister(register, period)
}

// unread reports whether an error left one of the sheets unread, or without a column
// that its rows can't do without.
func (r *reader) unread(sheets ...string) bool {
	return slices.ContainsFunc(r.findings, func(f finding.Finding) bool {
		switch f.Code {
		case finding.UnreadableFile, finding.BeyondLimits, finding.MissingHeading:
			return slices.Contains(sheets, f.Place.Sheet)
		}
		return false
	})
}

// dossiersOf gives the identifiers of a submission's nominees, in the order of rows.
func dossiersOf(s *nomination.Submission) []nomination.ID {
	var out []nomination.ID
	for _, n := range nominees(s) {
		out = append(out, n.ID)
	}
	return out
}

func nominees(s *nomination.Submission) []*nomination.Nominee {
	var out []*nomination.Nominee
	for _, c := range s.Collectives {
		out = append(out, &c.Nominee)
	}
	for _, p := range s.Individuals {
		out = append(out, &p.Nominee)
	}
	return out
}

// report puts a finding into the file where it stands.
func (ref *referee) report(f finding.Finding) {
	if r, ok := ref.readers[f.Place.File]; ok {
		r.report(f)
	}
}

// checkSubmission checks what the sheets of a workbook say of each other.
func (ref *referee) checkSubmission(s *nomination.Submission) {
	own := map[nomination.ID]bool{}
	var codes []string
	for _, id := range dossiersOf(s) {
		own[id] = true
		codes = append(codes, codeOf(id))
	}
	for _, n := range nominees(s) {
		for _, id := range n.Initiatives {
			ref.checkInitiative(s, id, n.ID, n.Row.At(nomination.HeadInitiatives), finding.Error)
		}
	}
	dossier := func(id nomination.ID, row nomination.Row) {
		if id == "" || own[id] || ref.dossiersUnread[s.Unit] {
			return
		}
		code := strings.TrimPrefix(string(id), s.Unit+"/")
		f := finding.Finding{
			Code: finding.UnknownReference, Place: row.At(nomination.HeadDossierCode), Nominee: string(id), Got: code,
			Message: fmt.Sprintf("Mã hồ sơ %q không có ở trang Tập thể, Cá nhân.", code), Fix: "sửa lại mã hồ sơ, hoặc bỏ hàng này",
		}
		ref.report(offer(f, code, codes))
	}
	for _, r := range s.Ratings {
		dossier(r.Nominee, r.Row)
	}
	for _, x := range s.Services {
		dossier(x.Nominee, x.Row)
	}
	for _, a := range s.Held {
		dossier(a.Nominee, a.Row)
		// A former award may be for an initiative that no sheet lists any more; but a
		// slip of the pen here would hide that the same initiative was rewarded.
		ref.checkInitiative(s, a.Initiative, a.Nominee, a.Row.At(nomination.HeadInitiatives), finding.Warning)
	}
	for _, a := range s.Attachments {
		dossier(a.Nominee, a.Row)
	}
}

// offer names the nearest of what there is.
func offer(f finding.Finding, got string, candidates []string) finding.Finding {
	if near, ok := vi.Nearest(got, candidates); ok {
		f.Expected = near
		f.Fix = fmt.Sprintf("có phải %q? Nếu không, %s", near, f.Fix)
	}
	return f
}

func (ref *referee) checkInitiative(s *nomination.Submission, id, nominee nomination.ID, at finding.Place, severity finding.Severity) {
	if id == "" || ref.initiatives[id] || ref.initiativesUnread[id.Unit()] {
		return
	}
	code := strings.TrimPrefix(string(id), s.Unit+"/")
	f := finding.Finding{Code: finding.UnknownInitiative, Severity: severity, Place: at, Nominee: string(nominee), Got: code}
	unit := id.Unit()
	switch {
	case unit == s.Unit:
		f.Message = fmt.Sprintf("Mã sáng kiến %q không có ở trang %q.", code, nomination.SheetInitiatives)
		f.Fix = fmt.Sprintf("sửa lại mã, hoặc thêm sáng kiến vào trang %q", nomination.SheetInitiatives)
	case !ref.units[unit]:
		f.Message = fmt.Sprintf("Không có tệp đề nghị nào của đơn vị %q nên không biết sáng kiến %q.", unit, code)
		f.Fix = fmt.Sprintf("xin tệp của đơn vị %s (có đề nghị hay không đều gửi), hoặc sửa lại mã", unit)
	default:
		f.Message = fmt.Sprintf("Tệp của đơn vị %s không có sáng kiến %q.", unit, codeOf(id))
		f.Fix = "sửa lại mã, hoặc hỏi lại đơn vị đó"
	}
	var codes []string
	for _, other := range ref.c.Submissions {
		for _, i := range other.Initiatives {
			if other.Unit == unit {
				codes = append(codes, strings.TrimPrefix(string(i.ID), s.Unit+"/"))
			}
		}
	}
	ref.report(offer(f, code, codes))
}

// nameCiting gives an error in an initiative's row the nominee who cites it, where
// there is one only: the initiative's faults are that dossier's.
func (ref *referee) nameCiting(s *nomination.Submission) {
	for _, i := range s.Initiatives {
		r := ref.readers[i.Row.Sheet.File]
		if r == nil {
			continue
		}
		for k := range r.findings {
			f := &r.findings[k]
			if f.Place.Sheet == nomination.SheetInitiatives && f.Place.Row == i.Row.Number && f.Nominee == "" {
				if citing := ref.c.Citing(i.ID); len(citing) == 1 {
					f.Nominee = string(citing[0])
				}
			}
		}
	}
}

// checkRegister checks what the register says of dossiers, meetings and people.
// Rows of a period that isn't checked and of which there are no workbooks any more
// are history.
func (ref *referee) checkRegister(r *reader, period string) {
	reg := &ref.c.Register
	current := func(p string) bool { return p != "" && (p == period || ref.nominating[p]) }
	for _, x := range reg.Conclusions {
		if current(x.Period) {
			ref.checkDossier(r, x.Nominee, x.Row)
			ref.checkMeeting(r, x.Meeting, x.Row)
		}
	}
	for _, x := range reg.Results {
		if current(x.Period) {
			ref.checkDossier(r, x.Nominee, x.Row)
		}
	}
	for _, x := range reg.Ballots {
		ref.checkMeeting(r, x.Meeting, x.Row)
		if m := ref.held[x.Meeting]; m == nil || current(m.Period) {
			ref.checkDossier(r, x.Nominee, x.Row)
		}
	}
	for _, x := range reg.Exceptions {
		if x.Period != "" {
			if current(x.Period) {
				ref.checkDossier(r, x.Nominee, x.Row)
			}
			continue
		}
		// One that names no period may be a former one, of a unit that doesn't nominate
		// now.
		_, known := reg.Unit(x.Nominee.Unit())
		if (ref.units[x.Nominee.Unit()] || !known) && ref.nominating[period] {
			ref.checkDossier(r, x.Nominee, x.Row)
		}
	}
	ref.checkCouncil(r, current)
	ref.checkPeople(r, period, current)
}

// checkMeeting reports the code of a meeting that the register doesn't hold.
func (ref *referee) checkMeeting(r *reader, code string, row nomination.Row) {
	if code == "" || ref.held[code] != nil || r.unread(nomination.SheetMeetings) {
		return
	}
	r.report(offer(finding.Finding{
		Code: finding.UnknownReference, Place: row.At(nomination.HeadMeeting), Got: code,
		Message: fmt.Sprintf("Mã cuộc họp %q không có ở trang %q.", code, nomination.SheetMeetings), Fix: "sửa lại mã, hoặc ghi cuộc họp vào sổ",
	}, code, ref.meetings))
}

// checkPeople holds who leads and attends meetings against the council, and what papers
// are signed and issued against ours.
func (ref *referee) checkPeople(r *reader, period string, current func(period string) bool) {
	reg := &ref.c.Register
	for _, m := range reg.Meetings {
		if current(m.Period) {
			ref.checkMember(r, m.Chair, m.Row.At(nomination.HeadChair))
			ref.checkMember(r, m.Secretary, m.Row.At(nomination.HeadSecretary))
		}
	}
	for _, x := range reg.Signers {
		checkPaper(r, x.Paper, x.Row)
	}
	for _, x := range reg.Issued {
		if x.Period == period {
			checkPaper(r, x.Paper, x.Row)
		}
	}
	for _, x := range reg.Attendance {
		ref.checkMeeting(r, x.Meeting, x.Row)
		if m := ref.held[x.Meeting]; m == nil || current(m.Period) {
			ref.checkMember(r, x.Name, x.Row.At(nomination.HeadFullName))
		}
	}
}

// checkPaper warns of a paper whose name is almost that of one of ours: its signer or
// its number would stand nowhere. Other papers may be kept in the register as well.
func checkPaper(r *reader, name string, row nomination.Row) {
	kind, set, several := strings.Cut(name, "(")
	near, ok := vi.Nearest(kind, nomination.Papers)
	if !ok || slices.ContainsFunc(nomination.Papers, func(p string) bool { return vi.Key(p) == vi.Key(kind) }) {
		return
	}
	if several {
		near += " (" + set
	}
	f := finding.New(finding.NotInList, row.At(nomination.HeadPaper), fmt.Sprintf("Chương trình không lập văn bản nào tên là %q; dòng này không dùng đến.", name))
	f.Severity, f.Got, f.Expected = finding.Warning, name, near
	f.Fix = fmt.Sprintf("có phải %q? Nếu đúng, sửa lại tên; nếu là văn bản khác của phường thì để nguyên", near)
	r.report(f)
}

// checkDossier checks a dossier that the register names. It stands in nobody's
// papers, so nothing but the register can be built on it: the error blocks.
func (ref *referee) checkDossier(r *reader, id nomination.ID, row nomination.Row) {
	if id == "" || ref.dossiers[id] || ref.dossiersUnread[id.Unit()] || len(ref.units) == 0 {
		return
	}
	f := finding.Finding{
		Code: finding.UnknownReference, Place: row.At(nomination.HeadDossier), Got: string(id),
		Message: fmt.Sprintf("Hồ sơ %q không có trong tệp đề nghị nào.", id), Fix: "sửa lại mã, dạng <mã đơn vị>/<mã hồ sơ>",
	}
	var ids []string
	for _, s := range ref.c.Submissions {
		if s.Unit != id.Unit() {
			continue
		}
		for _, d := range dossiersOf(s) {
			ids = append(ids, string(d))
		}
	}
	if !ref.units[id.Unit()] {
		f.Message = fmt.Sprintf("Hồ sơ %q: không có tệp đề nghị nào của đơn vị %q.", id, id.Unit())
	}
	r.report(offer(f, string(id), ids))
}

// checkCouncil reports once that no member of the council is written down, where
// meetings name them: every name would be unknown.
func (ref *referee) checkCouncil(r *reader, current func(period string) bool) {
	reg := &ref.c.Register
	if len(reg.Council) > 0 || r.unread(nomination.SheetCouncil) {
		return
	}
	for _, m := range reg.Meetings {
		if current(m.Period) && m.Chair != "" {
			r.report(finding.Finding{
				Code: finding.UnknownReference, Place: reg.Sheets[nomination.SheetCouncil].Head(), Got: m.Chair,
				Message:  fmt.Sprintf("Trang %q chưa ghi thành viên nào, nên không tra được những người nêu ở cuộc họp %s.", nomination.SheetCouncil, m.Code),
				Expected: "họ tên, chức vụ, vai trò của từng thành viên Hội đồng",
				Fix:      "ghi đủ thành viên Hội đồng theo quyết định thành lập",
				Related:  []finding.Place{m.Row.At(nomination.HeadChair)},
			})
			return
		}
	}
}

func (ref *referee) checkMember(r *reader, name string, at finding.Place) {
	if name == "" || len(ref.c.Register.Council) == 0 || r.unread(nomination.SheetCouncil) {
		return
	}
	var names []string
	for _, m := range ref.c.Register.Council {
		if vi.Key(m.Name) == vi.Key(name) {
			return
		}
		names = append(names, m.Name)
	}
	r.report(offer(finding.Finding{
		Code: finding.UnknownReference, Place: at, Got: name,
		Message: fmt.Sprintf("%s không có tên ở trang %q.", name, nomination.SheetCouncil), Fix: "sửa lại họ tên, hoặc ghi người này vào trang Hội đồng",
	}, name, names))
}
