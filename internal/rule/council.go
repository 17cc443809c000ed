package rule

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// quorumSetting begins the item of Cài đặt with which an office sets how many of the
// council must attend, in percent. The law sets none for these forms.
const quorumSetting = "Tỷ lệ dự họp tối thiểu"

// A sitting is a meeting of the period with who attended and what was voted.
type sitting struct {
	meeting  *nomination.Meeting
	attended map[string]string // by name key; empty where no attendance was written down
	present  int
	written  int
	ballots  []*nomination.Ballot
}

// ballots are the last ones on each dossier, with the meetings where they were held.
type ballots struct {
	last map[nomination.ID]*nomination.Ballot
	of   map[*nomination.Ballot]*sitting
}

// councils holds what the council's sheets say against themselves and against the
// thresholds of the award forms, meeting by meeting.
func (k *checker) councils() {
	sittings := k.sittings()
	quorum := k.quorum()
	last := map[nomination.ID]*nomination.Ballot{}
	of := map[*nomination.Ballot]*sitting{}
	for _, s := range sittings {
		k.minutesFaults(s)
		k.quorumFault(s, quorum)
		for _, b := range s.ballots {
			k.ballotSum(s, b)
			of[b] = s
			if l := last[b.Nominee]; l == nil || of[l] != s || b.Round >= l.Round {
				last[b.Nominee] = b
			}
		}
	}
	officers := k.officers(sittings)
	for _, v := range k.verdicts {
		if v.Individual != nil && officers[vi.Key(v.Name)] {
			k.conflict(v, sittings)
		}
	}
	k.ballots = ballots{last, of}
	k.votes()
}

// votes gives every dossier that was put forward the answer of its last ballot.
func (k *checker) votes() {
	for _, v := range k.verdicts {
		if b := k.ballots.last[v.Nominee]; v.putForward() && v.Form != nil {
			k.vote(v, b, k.ballots.of[b])
		}
	}
}

// sittings gives the meetings of the period in the order in which they were held.
func (k *checker) sittings() []*sitting {
	r := &k.records.Register
	var out []*sitting
	byCode := map[string]*sitting{}
	for _, m := range r.Meetings {
		if m.Period == k.options.Period && m.Code != "" && byCode[m.Code] == nil {
			s := &sitting{meeting: m, attended: map[string]string{}}
			byCode[m.Code] = s
			out = append(out, s)
		}
	}
	for _, a := range r.Attendance {
		if s := byCode[a.Meeting]; s != nil && a.Name != "" && a.Present != "" {
			s.attended[vi.Key(a.Name)] = a.Present
		}
	}
	for _, b := range r.Ballots {
		if s := byCode[b.Meeting]; s != nil {
			s.ballots = append(s.ballots, b)
		}
	}
	for _, s := range out {
		for _, how := range s.attended {
			switch vi.Key(how) {
			case vi.Key(nomination.AttendedPresent):
				s.present++
			case vi.Key(nomination.AttendedWritten):
				s.written++
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *sitting) int { return a.meeting.Start.Compare(b.meeting.Start) })
	return out
}

// decided gives the dossiers that rest on a meeting: concluded or voted there.
func (k *checker) decided(s *sitting) []*Verdict {
	voted := map[nomination.ID]bool{}
	for _, b := range s.ballots {
		voted[b.Nominee] = true
	}
	var out []*Verdict
	for _, v := range k.verdicts {
		if c := v.Conclusion; c != nil && (c.Meeting == s.meeting.Code || c.Meeting == "" && voted[v.Nominee]) {
			out = append(out, v)
		}
	}
	return out
}

// minutesFaults reports TD704 once a meeting: what minutes can't do without.
func (k *checker) minutesFaults(s *sitting) {
	m := s.meeting
	var missing []string
	add := func(wrong bool, what string) {
		if wrong {
			missing = append(missing, what)
		}
	}
	add(m.Chair == "", "chưa ghi người chủ trì")
	add(m.Secretary == "", "chưa ghi thư ký")
	add(m.Start.IsZero(), "chưa ghi giờ bắt đầu")
	add(m.End.IsZero(), "chưa ghi giờ kết thúc")
	add(m.Chair != "" && vi.Key(m.Chair) == vi.Key(m.Secretary), "chủ trì và thư ký là cùng một người ("+m.Chair+")")
	if len(s.attended) > 0 {
		add(m.Chair != "" && !s.attends(m.Chair), "người chủ trì "+m.Chair+" không có mặt theo điểm danh")
		add(m.Secretary != "" && !s.attends(m.Secretary), "thư ký "+m.Secretary+" không có mặt theo điểm danh")
	}
	if len(missing) == 0 {
		return
	}
	f := finding.New(finding.MinutesIncomplete, m.Row.At(nomination.HeadMeeting),
		"Biên bản cuộc họp "+m.Code+" chưa đủ: "+strings.Join(missing, "; ")+".")
	f.Expected = "chủ trì và thư ký là hai người có mặt, có giờ bắt đầu và kết thúc"
	f.Got = strings.Join(missing, "; ")
	f.Basis = "mẫu biên bản (Mẫu 1.9 Phụ lục III Nghị định số 30/2020/NĐ-CP)"
	f.Fix = "ghi đủ ở trang \"" + nomination.SheetMeetings + "\" và \"" + nomination.SheetAttendance + "\", đúng như biên bản."
	k.keep(f, k.decided(s)...)
}

func (s *sitting) attends(name string) bool {
	return vi.Key(s.attended[vi.Key(name)]) == vi.Key(nomination.AttendedPresent)
}

// quorum gives the percentage that the office set; 0 where it set none, or one that can't
// be understood, which is reported.
func (k *checker) quorum() int {
	settings := k.records.Register.Settings
	for _, item := range slices.Sorted(maps.Keys(settings.Other)) {
		value := strings.TrimSpace(settings.Other[item])
		if !strings.HasPrefix(vi.Key(item), vi.Key(quorumSetting)) || value == "" {
			continue
		}
		percent, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(value, "%")))
		if err == nil && percent > 0 && percent <= 100 {
			return percent
		}
		f := finding.New(finding.BadNumber, nomination.Row{Sheet: settings.Sheet, Number: settings.Rows[item]}.At(nomination.HeadValue),
			"Mục \""+item+"\" không phải là một số phần trăm nên chưa dùng để xét số thành viên dự họp.")
		f.Expected, f.Got = "một số phần trăm từ 1 đến 100", value
		f.Fix = "ghi một số phần trăm từ 1 đến 100; hai phần ba thì ghi 66, vì 67 sẽ tính 06/09 thành viên là chưa đủ."
		k.keep(f)
	}
	return 0
}

// quorumFault reports TD703: fewer members attended than the office asks for. A
// written opinion is a vote, not attendance.
func (k *checker) quorumFault(s *sitting, percent int) {
	members := len(k.records.Register.Council)
	if percent == 0 || members == 0 || len(s.attended) == 0 || s.present*100 >= percent*members {
		return
	}
	f := finding.New(finding.QuorumNotMet, s.meeting.Row.At(nomination.HeadMeeting), fmt.Sprintf(
		"Cuộc họp %s có %s/%s thành viên Hội đồng dự, dưới mức %d%% do phường đặt.", s.meeting.Code, vi.Count(s.present), vi.Count(members), percent))
	f.Expected = fmt.Sprintf("ít nhất %d%% tổng số thành viên có mặt", percent)
	f.Got = fmt.Sprintf("%s/%s có mặt, %s có ý kiến bằng văn bản", vi.Count(s.present), vi.Count(members), vi.Count(s.written))
	f.Basis = "mục \"" + quorumSetting + "\" ở trang \"" + nomination.SheetSettings + "\""
	f.Fix = "họp lại khi đủ thành viên, hoặc sửa điểm danh nếu ghi nhầm."
	k.keep(f, k.decided(s)...)
}

// ballotSum reports TD701: the counts of a row contradict each other, the attendance
// or the number of members. A count that isn't written is not held against others.
func (k *checker) ballotSum(s *sitting, b *nomination.Ballot) {
	members := len(k.records.Register.Council)
	var wrong []string
	atMost := func(n, bound int, what, of string) {
		if n >= 0 && bound >= 0 && n > bound {
			wrong = append(wrong, fmt.Sprintf("%s %d lớn hơn %s %d", what, n, of, bound))
		}
	}
	inAll := func(a, b, sum int, what, of string) {
		if a >= 0 && b >= 0 && sum >= 0 && a+b != sum {
			wrong = append(wrong, fmt.Sprintf("%s %d + %d = %d, khác %s %d", what, a, b, a+b, of, sum))
		}
	}
	if vi.Key(b.Manner) != vi.Key(nomination.MannerWritten) && len(s.attended) > 0 {
		atMost(b.Issued, s.present, "phiếu phát ra", "số có mặt")
		atMost(max(b.WrittenFor, 0)+max(b.WrittenAgainst, 0), s.written, "ý kiến bằng văn bản", "số gửi ý kiến bằng văn bản theo điểm danh")
	}
	atMost(b.Returned, b.Issued, "phiếu thu về", "phiếu phát ra")
	inAll(b.Valid, b.Invalid, b.Returned, "hợp lệ và không hợp lệ", "phiếu thu về")
	atMost(b.Valid, b.Returned, "phiếu hợp lệ", "phiếu thu về")
	inAll(b.For, b.Against, b.Valid, "đồng ý và không đồng ý", "phiếu hợp lệ")
	atMost(b.For, b.Valid, "đồng ý", "phiếu hợp lệ")
	if members > 0 {
		atMost(max(b.For, 0)+max(b.Against, 0)+max(b.Invalid, 0)+max(b.WrittenFor, 0)+max(b.WrittenAgainst, 0), members,
			"tổng số phiếu và ý kiến", "tổng số thành viên Hội đồng")
	}
	if len(wrong) == 0 {
		return
	}
	v := k.verdictOf(b.Nominee)
	if v == nil {
		return // the dossier is unknown, which is TD210
	}
	f := finding.New(finding.BallotSum, b.Row.At(nomination.HeadFor), "Kết quả kiểm phiếu không khớp: "+strings.Join(wrong, "; ")+".")
	f.Expected = "hợp lệ + không hợp lệ = thu về; đồng ý + không đồng ý = hợp lệ; thu về không quá phát ra, phát ra không quá số có mặt"
	f.Got = strings.Join(wrong, "; ")
	f.Basis = "biên bản kiểm phiếu phải khớp với điểm danh và tổng số thành viên Hội đồng"
	f.Fix = "đối chiếu với biên bản kiểm phiếu rồi sửa số phiếu."
	k.raise(v, f)
}

// verdictOf finds the verdict on a dossier of the period; nil where there is none.
func (k *checker) verdictOf(id nomination.ID) *Verdict { return k.byID[id] }

// vote answers whether enough of the whole council, absent members and recusals
// included, agreed in the last ballot on a dossier. A threshold that nobody verified
// only warns: the answer stays open. Without a ballot there is an answer only where
// the law asks for one.
func (k *checker) vote(v *Verdict, b *nomination.Ballot, s *sitting) {
	members := len(k.records.Register.Council)
	day := k.options.Date
	if s != nil && !s.meeting.Start.IsZero() {
		day = vi.DateOf(s.meeting.Start)
	}
	r := k.book.VoteOn(v.Form.Key, day)
	if r == nil || b == nil && !r.Ballot {
		return
	}
	n := Node{Key: KeyVote, Label: "Kết quả lấy ý kiến của Hội đồng", Result: Unknown, Clause: v.Form.Clause, Basis: r.Basis}
	switch {
	case b == nil:
		n.Evidence = "Chưa ghi kết quả lấy ý kiến"
		n.Places = []finding.Place{k.records.Register.Sheets[nomination.SheetBallots].Head()}
	case members == 0 || b.For < 0:
		n.Evidence = "Chưa đủ số liệu phiếu hoặc danh sách Hội đồng"
		n.Places = []finding.Place{b.Row.At(nomination.HeadFor)}
	default:
		votes := b.For + max(b.WrittenFor, 0)
		asked, enough := "quá nửa", votes*2 > members
		if r.Percent > 0 {
			asked, enough = fmt.Sprintf("ít nhất %d%%", r.Percent), votes*100 >= r.Percent*members
		}
		asked += " tổng số thành viên Hội đồng"
		n.Evidence = fmt.Sprintf("%s/%s thành viên đồng ý; cần %s", vi.Count(votes), vi.Count(members), asked)
		n.Places = []finding.Place{b.Row.At(nomination.HeadFor)}
		openly := r.Ballot && b.Manner != "" && vi.Key(b.Manner) == vi.Key(nomination.MannerHands)
		switch {
		case enough && !openly:
			n.Result = Pass
		case !r.Unverified:
			n.Result = Fail
		}
		if n.Result != Pass {
			k.votesBelow(v, r, n, asked, enough)
		}
	}
	v.Criteria = append(v.Criteria, n)
}

// UnverifiedVotes tells which shares of votes on the verdicts' forms nobody has held
// against the law, each form once: what a reader has to know and no paper may cite as
// a legal basis.
func UnverifiedVotes(b *rulebook.Rulebook, verdicts []*Verdict, on vi.Date) []string {
	var out []string
	for _, v := range verdicts {
		if v.Form == nil {
			continue
		}
		if r := b.VoteOn(v.Form.Key, on); r != nil && r.Unverified && r.Note != "" {
			if text := v.Form.Name + ": " + r.Note; !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// votesBelow reports TD702.
func (k *checker) votesBelow(v *Verdict, r *rulebook.Vote, n Node, asked string, enough bool) {
	message := "Số phiếu đồng ý chưa đạt: " + n.Evidence + "."
	if enough {
		message = "\"" + v.Form.Name + "\" phải bỏ phiếu kín, nhưng Hội đồng đã biểu quyết."
	}
	f := finding.New(finding.VotesBelow, n.Places[0], message)
	f.Expected, f.Got, f.Clause, f.Basis = asked+" đồng ý", n.Evidence, n.Clause, n.Basis
	if r.Ballot {
		f.Expected += ", bằng phiếu kín"
	}
	f.Fix = "nếu ghi nhầm thì sửa số phiếu; nếu đúng thì bỏ phiếu lại (ghi thêm một lần) hoặc sửa kết luận."
	if r.Unverified {
		f.Severity = finding.Warning
		f.Fix = "đối chiếu tỷ lệ này với quy chế của Hội đồng; " + f.Fix
	}
	k.raise(v, f)
}

// officers gives the name keys of everybody who may have a hand in a decision, so
// that the many nominees who have none are passed over at once.
func (k *checker) officers(sittings []*sitting) map[string]bool {
	out := map[string]bool{}
	r := &k.records.Register
	for _, m := range r.Council {
		out[vi.Key(m.Name)] = true
	}
	for _, s := range sittings {
		for _, name := range append([]string{s.meeting.Chair, s.meeting.Secretary}, s.meeting.Tellers...) {
			out[vi.Key(name)] = true
		}
	}
	for _, s := range r.Signers {
		out[vi.Key(s.Name)] = true
	}
	for _, u := range r.Units {
		out[vi.Key(u.Head)] = true
	}
	delete(out, "")
	return out
}

// conflict reports TD209: the nominee has a hand in the decision. Sitting on the
// council is to be known; leading it, keeping its minutes, counting its votes,
// signing its papers or heading the office that appraises is to be looked at.
func (k *checker) conflict(v *Verdict, sittings []*sitting) {
	if v.Individual == nil || v.Name == "" {
		return
	}
	r := &k.records.Register
	nominee := k.key(v.Name)
	is := func(name string) bool { return name != "" && k.key(name) == nominee }
	var duties []string
	var related []finding.Place
	serious := false
	add := func(duty string, at finding.Place, grave bool) {
		if !slices.Contains(duties, duty) {
			duties, related = append(duties, duty), append(related, at)
		}
		serious = serious || grave
	}
	for _, m := range r.Council {
		if is(m.Name) {
			role := vi.Key(m.Role)
			add(cmp.Or(m.Role, nomination.CouncilMember)+" Hội đồng", m.Row.At(nomination.HeadFullName),
				role == vi.Key(nomination.CouncilChairman) || role == vi.Key(nomination.CouncilMemberSecr))
		}
	}
	for _, s := range sittings {
		m := s.meeting
		if is(m.Chair) {
			add("chủ trì cuộc họp "+m.Code, m.Row.At(nomination.HeadChair), true)
		}
		if is(m.Secretary) {
			add("thư ký cuộc họp "+m.Code, m.Row.At(nomination.HeadSecretary), true)
		}
		if slices.ContainsFunc(m.Tellers, is) {
			add("kiểm phiếu cuộc họp "+m.Code, m.Row.At(nomination.HeadTellers), true)
		}
	}
	for _, s := range r.Signers {
		if is(s.Name) {
			add("người ký văn bản", s.Row.At(nomination.HeadFullName), true)
		}
	}
	if _, desk := k.book.Desk(r, nomination.PaperAppraisal); desk != nil && is(desk.Head) {
		add("thủ trưởng cơ quan thẩm định", desk.Row.At(nomination.HeadUnitHead), true)
	}
	if len(duties) == 0 {
		return
	}
	f := finding.New(finding.SitsOnCouncil, v.nameCell(), v.Name+" được đề nghị khen thưởng và cũng là "+strings.Join(duties, ", ")+".")
	f.Fix = "không bỏ phiếu cho chính mình; ghi việc này vào biên bản."
	if serious {
		f.Severity = finding.Warning
		f.Fix = "cử người khác thay khi xét, kiểm phiếu hoặc ký văn bản về hồ sơ này; ghi vào biên bản."
	}
	f.Got, f.Related = strings.Join(duties, ", "), related
	k.raise(v, f)
}
