package nomination

import "thidua/internal/finding"

// The sheets of the office's register (sổ theo dõi).

// SettingsSheet is the sheet Cài đặt. Items that it doesn't name are kept in
// Settings.Other.
var SettingsSheet = Table[Settings]{
	Name: SheetSettings, Mandatory: true, Pairs: true,
	Fields: []Field[Settings]{
		{optional(HeadIssuingBody, Text, 60, "Ủy ban nhân dân phường …"), func(s *Settings, v Value) { s.Issuer = v.Text }},
		{optional(HeadSuperior, Text, 60, ""), func(s *Settings, v Value) { s.Superior = v.Text }},
		{optional(HeadWard, Text, 60, "Như viết trong câu: phường …"), func(s *Settings, v Value) { s.Ward = v.Text }},
		{optional(HeadWardNames, Texts, 60, "Tên trong bảng xếp hạng, tên trước sáp nhập; cách nhau bằng dấu ;"), func(s *Settings, v Value) { s.WardNames = v.List }},
		{optional(HeadPlaceName, Text, 60, "Như ghi trước ngày, tháng của văn bản"), func(s *Settings, v Value) { s.PlaceName = v.Text }},
		{optional(HeadSymbol, Text, 60, "Ví dụ UBND"), func(s *Settings, v Value) { s.Symbol = v.Text }},
		{optional(HeadRecipients, Texts, 60, "Nơi nhận tờ trình gửi lên; cách nhau bằng dấu ;"), func(s *Settings, v Value) { s.Recipients = v.List }},
		{optional(HeadAwardYear, Period, 60, hintPeriod), func(s *Settings, v Value) { s.Year = v.Text }},
		{optional(HeadRankBlock, Text, 60, "Khối trong bảng xếp hạng cải cách hành chính"), func(s *Settings, v Value) { s.Block = v.Text }},
		{optional(HeadFonts, Text, 60, "Thư mục phông chữ của cơ quan; để trống là dùng phông kèm theo"), func(s *Settings, v Value) { s.Fonts = v.Text }},
		{optional(HeadEmblem, FilePath, 60, "Tệp ảnh PNG hoặc JPG do cơ quan cung cấp, ví dụ data/dinh-kem/quoc-huy.png"), func(s *Settings, v Value) { s.Emblem = v.Text }},
		{optional(HeadSets, Whole, 60, "Số bộ hồ sơ nộp thành phố"), func(s *Settings, v Value) { s.Sets = v.Number }},
		{optional(HeadConfirmed, Texts, 60, "Tên hình thức mà cơ quan đã xác nhận hệ số; cách nhau bằng dấu ;"), func(s *Settings, v Value) { s.Confirmed = v.List }},
		{optional(HeadShiftX, Offset, 60, "Số dương: dịch sang phải; số âm: dịch sang trái"), func(s *Settings, v Value) { s.ShiftX = v.Number }},
		{optional(HeadShiftY, Offset, 60, "Số dương: dịch xuống; số âm: dịch lên"), func(s *Settings, v Value) { s.ShiftY = v.Number }},
	},
}

// SignerTable is the sheet Người ký.
var SignerTable = Table[Signer]{
	Name: SheetSigners,
	At:   func(s *Signer) *Row { return &s.Row },
	Fields: []Field[Signer]{
		{required(HeadPaper, Text, 28, ""), func(s *Signer, v Value) { s.Paper = v.Text }},
		{optional(HeadIssuingBody, Text, 36, ""), func(s *Signer, v Value) { s.Issuer = v.Text }},
		{optional(HeadCapacity, Choice, 12, "", CapacityOnBehalf, CapacityDeputy, CapacityByOrder, CapacityDelegate, CapacityActing), func(s *Signer, v Value) { s.Capacity = v.Text }},
		{required(HeadPost, Text, 28, ""), func(s *Signer, v Value) { s.Post = v.Text }},
		{required(HeadFullName, Text, 28, ""), func(s *Signer, v Value) { s.Name = v.Text }},
	},
}

// UnitTable is the sheet Đơn vị of the register.
var UnitTable = Table[Unit]{
	Name: SheetUnits, Mandatory: true,
	At: func(u *Unit) *Row { return &u.Row },
	Fields: []Field[Unit]{
		{required(HeadUnitCode, UnitCode, 12, "Chữ in hoa không dấu và số, tối đa 12 ký tự"), func(u *Unit, v Value) { u.Code = v.Text }},
		{required(HeadUnitName, Text, 40, "Tên đầy đủ"), func(u *Unit, v Value) { u.Name = v.Text }},
		{optional(HeadUnitClass, Choice, 26, hintList, classes...), func(u *Unit, v Value) { u.Class = v.Text }},
		{optional(HeadUnitHead, Text, 26, ""), func(u *Unit, v Value) { u.Head = v.Text }},
		{optional(HeadUnitHeadPost, Text, 26, ""), func(u *Unit, v Value) { u.HeadPost = v.Text }},
		{optional(HeadFormerNames, Texts, 30, "Cách nhau bằng dấu ;"), func(u *Unit, v Value) { u.FormerNames = v.List }},
		{optional(HeadValidFrom, Date, 12, hintDate), func(u *Unit, v Value) { u.From = v.Date }},
		{optional(HeadValidTo, Date, 12, hintDate), func(u *Unit, v Value) { u.To = v.Date }},
		{optional(HeadSuccessor, Text, 14, "Mã của đơn vị kế thừa"), func(u *Unit, v Value) { u.Successor = v.Text }},
		{optional(HeadOrder, Whole, 8, "Thứ tự in trong danh sách"), func(u *Unit, v Value) { u.Order = v.Number }},
	},
}

// RankTable is the sheet Xếp hạng CCHC.
var RankTable = Table[Rank]{
	Name: SheetRanks,
	At:   func(r *Rank) *Row { return &r.Row },
	Fields: []Field[Rank]{
		{required(HeadRankYear, Year, 10, ""), func(r *Rank, v Value) { r.Year = v.Number }},
		{required(HeadBlock, Text, 24, ""), func(r *Rank, v Value) { r.Block = v.Text }},
		{required(HeadUnit, Text, 36, "Như trong văn bản công bố"), func(r *Rank, v Value) { r.Unit = v.Text }},
		{required(HeadRank, Ordinal, 8, ""), func(r *Rank, v Value) { r.Rank = v.Number }},
		{optional(HeadScore, Decimal, 10, ""), func(r *Rank, v Value) { r.Score = v.Text }},
		{optional(HeadUnitsRanked, Whole, 12, ""), func(r *Rank, v Value) { r.Total = v.Number }},
		{optional(HeadPublication, Text, 30, "Số, ký hiệu, cơ quan"), func(r *Rank, v Value) { r.Document = v.Text }},
		{optional(HeadPublished, Date, 12, hintDate), func(r *Rank, v Value) { r.Published = v.Date }},
		{optional(HeadNote, Text, 24, ""), func(r *Rank, v Value) { r.Note = v.Text }},
	},
}

// HistoryTable is the sheet Khen thưởng.
var HistoryTable = Table[PastAward]{
	Name: SheetHistory,
	At:   func(a *PastAward) *Row { return &a.Row },
	Fields: []Field[PastAward]{
		{required(HeadYear, Year, 8, ""), func(a *PastAward, v Value) { a.Year = v.Number }},
		{required(HeadSubject, Text, 32, "Tên tập thể hoặc họ và tên"), func(a *PastAward, v Value) { a.Holder = v.Text }},
		{optional(HeadBorn, BirthDate, 12, ""), func(a *PastAward, v Value) { a.Born = v.Date }},
		{optional(HeadUnit, Text, 30, ""), func(a *PastAward, v Value) { a.Unit = v.Text }},
		{required(HeadForm, AwardForm, 36, "", awardForms...), func(a *PastAward, v Value) { a.Form = v.Text }},
		{optional(HeadAwardedFor, LongText, 40, ""), func(a *PastAward, v Value) { a.Achievement = v.Text }},
		{optional(HeadInitiatives, InitiativeReference, 16, "VHXH/SK01"), func(a *PastAward, v Value) { a.Initiative = v.ID }},
		{required(HeadDecision, Text, 22, ""), func(a *PastAward, v Value) { a.Decision = v.Text }},
		{optional(HeadDecisionDate, Date, 12, hintDate), func(a *PastAward, v Value) { a.Date = v.Date }},
		{optional(HeadDecidedBy, Text, 28, ""), func(a *PastAward, v Value) { a.Issuer = v.Text }},
	},
}

// ReceiptTable is the sheet Tiếp nhận.
var ReceiptTable = Table[Receipt]{
	Name: SheetReceipts,
	At:   func(r *Receipt) *Row { return &r.Row },
	Fields: []Field[Receipt]{
		{required(HeadUnitCode, UnitReference, 12, ""), func(r *Receipt, v Value) { r.Unit = v.Text }},
		{required(HeadPeriod, Period, 12, hintPeriod), func(r *Receipt, v Value) { r.Period = v.Text }},
		{required(HeadLevel, Choice, 12, hintList, levels...), func(r *Receipt, v Value) { r.Level = v.Text }},
		{required(HeadRound, Ordinal, 8, "Lần gửi: 1, 2, …"), func(r *Receipt, v Value) { r.Round = v.Number }},
		{required(HeadReceived, Date, 12, hintDate), func(r *Receipt, v Value) { r.Date = v.Date }},
		{optional(HeadArrivalNumber, Text, 12, ""), func(r *Receipt, v Value) { r.Number = v.Text }},
		{optional(HeadDue, Date, 12, hintDate), func(r *Receipt, v Value) { r.DueDate = v.Date }},
		{optional(HeadStatus, Choice, 18, hintList, ReceiptAccepted, ReceiptSupplement, ReceiptReturned, ReceiptWithdrawn), func(r *Receipt, v Value) { r.Status = v.Text }},
	},
}

// ExtensionTable is the sheet Gia hạn.
var ExtensionTable = Table[Extension]{
	Name: SheetExtensions,
	At:   func(e *Extension) *Row { return &e.Row },
	Fields: []Field[Extension]{
		{required(HeadPeriod, Period, 12, hintPeriod), func(e *Extension, v Value) { e.Period = v.Text }},
		{required(HeadLevel, Choice, 12, hintList, levels...), func(e *Extension, v Value) { e.Level = v.Text }},
		{required(HeadNewDeadline, Date, 12, hintDate), func(e *Extension, v Value) { e.Deadline = v.Date }},
		{required(HeadNotice, Text, 28, "Số, ký hiệu"), func(e *Extension, v Value) { e.Notice = v.Text }},
		{optional(HeadNoticeDate, Date, 12, hintDate), func(e *Extension, v Value) { e.Date = v.Date }},
		{optional(HeadUnitsNotified, UnitReferences, 24, "Mã đơn vị, cách nhau bằng dấu ;; để trống là tất cả"), func(e *Extension, v Value) { e.Units = v.List }},
	},
}

// CouncilTable is the sheet Hội đồng.
var CouncilTable = Table[Member]{
	Name: SheetCouncil,
	At:   func(m *Member) *Row { return &m.Row },
	Fields: []Field[Member]{
		{required(HeadFullName, Text, 26, ""), func(m *Member, v Value) { m.Name = v.Text }},
		{required(HeadPost, Text, 40, ""), func(m *Member, v Value) { m.Post = v.Text }},
		{required(HeadCouncilRole, Choice, 24, hintList, CouncilChairman, CouncilStanding, CouncilViceChair, CouncilMember, CouncilMemberSecr), func(m *Member, v Value) { m.Role = v.Text }},
	},
}

// MeetingTable is the sheet Cuộc họp.
var MeetingTable = Table[Meeting]{
	Name: SheetMeetings,
	At:   func(m *Meeting) *Row { return &m.Row },
	Fields: []Field[Meeting]{
		{required(HeadMeeting, MeetingCode, 12, hintCode), func(m *Meeting, v Value) { m.Code = v.Text }},
		{required(HeadPeriod, Period, 12, hintPeriod), func(m *Meeting, v Value) { m.Period = v.Text }},
		{optional(HeadValue, Text, 36, ""), func(m *Meeting, v Value) { m.Subject = v.Text }},
		{required(HeadStart, Moment, 18, "giờ:phút ngày/tháng/năm, ví dụ 08:00 20/01/2027"), func(m *Meeting, v Value) { m.Start = v.Time }},
		{required(HeadEnd, Moment, 18, "giờ:phút ngày/tháng/năm"), func(m *Meeting, v Value) { m.End = v.Time }},
		{optional(HeadVenue, Text, 30, ""), func(m *Meeting, v Value) { m.Place = v.Text }},
		{required(HeadChair, Text, 24, "Họ và tên như ở trang Hội đồng"), func(m *Meeting, v Value) { m.Chair = v.Text }},
		{required(HeadSecretary, Text, 24, "Họ và tên như ở trang Hội đồng"), func(m *Meeting, v Value) { m.Secretary = v.Text }},
		{optional(HeadMinutesNumber, Text, 18, ""), func(m *Meeting, v Value) { m.MinutesNumber = v.Text }},
		{optional(HeadMinutesDate, Date, 12, hintDate), func(m *Meeting, v Value) { m.MinutesDate = v.Date }},
		{optional(HeadTellers, Texts, 36, "Cách nhau bằng dấu ;"), func(m *Meeting, v Value) { m.Tellers = v.List }},
	},
}

// AttendanceTable is the sheet Điểm danh cuộc họp.
var AttendanceTable = Table[Attendance]{
	Name: SheetAttendance,
	At:   func(a *Attendance) *Row { return &a.Row },
	Fields: []Field[Attendance]{
		{required(HeadMeeting, MeetingReference, 12, ""), func(a *Attendance, v Value) { a.Meeting = v.Text }},
		{required(HeadFullName, Text, 26, "Như ở trang Hội đồng"), func(a *Attendance, v Value) { a.Name = v.Text }},
		{required(HeadPresent, Choice, 20, hintList, AttendedPresent, AttendedAbsent, AttendedWritten), func(a *Attendance, v Value) { a.Present = v.Text }},
	},
}

// BallotTable is the sheet Phiếu bình xét. A count that isn't written stays -1,
// because none and nought are different answers.
var BallotTable = Table[Ballot]{
	Name: SheetBallots,
	At:   func(b *Ballot) *Row { return &b.Row },
	Blank: func() *Ballot {
		return &Ballot{Round: 1, Issued: -1, Returned: -1, Valid: -1, Invalid: -1, For: -1, Against: -1, WrittenFor: -1, WrittenAgainst: -1}
	},
	Fields: []Field[Ballot]{
		{required(HeadMeeting, MeetingReference, 12, ""), func(b *Ballot, v Value) { b.Meeting = v.Text }},
		{required(HeadDossier, DossierReference, 16, hintDossier), func(b *Ballot, v Value) { b.Nominee = v.ID }},
		{optional(HeadRound, Ordinal, 8, ""), func(b *Ballot, v Value) { b.Round = v.Number }},
		{optional(HeadManner, Choice, 22, hintList, MannerBallot, MannerHands, MannerWritten), func(b *Ballot, v Value) { b.Manner = v.Text }},
		{optional(HeadVotesIssued, Whole, 10, ""), func(b *Ballot, v Value) { b.Issued = v.Number }},
		{optional(HeadVotesReturned, Whole, 10, ""), func(b *Ballot, v Value) { b.Returned = v.Number }},
		{optional(HeadVotesValid, Whole, 10, ""), func(b *Ballot, v Value) { b.Valid = v.Number }},
		{optional(HeadVotesInvalid, Whole, 10, ""), func(b *Ballot, v Value) { b.Invalid = v.Number }},
		{required(HeadFor, Whole, 10, ""), func(b *Ballot, v Value) { b.For = v.Number }},
		{optional(HeadAgainst, Whole, 10, ""), func(b *Ballot, v Value) { b.Against = v.Number }},
		{optional(HeadWrittenFor, Whole, 10, ""), func(b *Ballot, v Value) { b.WrittenFor = v.Number }},
		{optional(HeadWrittenAgainst, Whole, 10, ""), func(b *Ballot, v Value) { b.WrittenAgainst = v.Number }},
	},
}

// ConclusionTable is the sheet Kết quả xét.
var ConclusionTable = Table[Conclusion]{
	Name: SheetConclusions,
	At:   func(c *Conclusion) *Row { return &c.Row },
	Fields: []Field[Conclusion]{
		{required(HeadPeriod, Period, 12, hintPeriod), func(c *Conclusion, v Value) { c.Period = v.Text }},
		{required(HeadDossier, DossierReference, 16, hintDossier), func(c *Conclusion, v Value) { c.Nominee = v.ID }},
		{optional(HeadMeeting, MeetingReference, 12, ""), func(c *Conclusion, v Value) { c.Meeting = v.Text }},
		{required(HeadConclusion, Choice, 26, hintList, Conclusions...), func(c *Conclusion, v Value) { c.Decision = v.Text }},
		{optional(HeadConcludedForm, AwardForm, 32, "Để trống là hình thức đơn vị đề nghị", awardForms...), func(c *Conclusion, v Value) { c.Form = v.Text }},
		{optional(HeadDocument, Text, 24, ""), func(c *Conclusion, v Value) { c.Document = v.Text }},
		{optional(HeadReason, LongText, 40, "In trong văn bản trả lời đơn vị"), func(c *Conclusion, v Value) { c.Reason = v.Text }},
	},
}

// AllocationTable is the sheet Phân bổ.
var AllocationTable = Table[Allocation]{
	Name: SheetAllocations,
	At:   func(a *Allocation) *Row { return &a.Row },
	Fields: []Field[Allocation]{
		{required(HeadPeriod, Period, 12, hintPeriod), func(a *Allocation, v Value) { a.Period = v.Text }},
		{required(HeadForm, AwardForm, 36, "", awardForms...), func(a *Allocation, v Value) { a.Form = v.Text }},
		{required(HeadSubject, Choice, 12, hintList, KindCollective, KindIndividual), func(a *Allocation, v Value) { a.Kind = v.Text }},
		{required(HeadQuantity, Whole, 10, ""), func(a *Allocation, v Value) { a.Number = v.Number }},
		{required(HeadAllocationDocument, Text, 30, "Số, ký hiệu, ngày"), func(a *Allocation, v Value) { a.Document = v.Text }},
	},
}

// IssuedTable is the sheet Văn bản phát hành.
var IssuedTable = Table[Issued]{
	Name:  SheetIssued,
	At:    func(i *Issued) *Row { return &i.Row },
	Blank: func() *Issued { return &Issued{Round: 1} },
	Fields: []Field[Issued]{
		{required(HeadPaper, Text, 28, ""), func(i *Issued, v Value) { i.Paper = v.Text }},
		{required(HeadPeriod, Period, 12, hintPeriod), func(i *Issued, v Value) { i.Period = v.Text }},
		{optional(HeadRound, Ordinal, 8, "Lần trình; để trống là lần 1"), func(i *Issued, v Value) { i.Round = v.Number }},
		{optional(HeadNumber, Text, 20, "Ví dụ 15/TTr-UBND"), func(i *Issued, v Value) { i.Number = v.Text }},
		{optional(HeadDate, Date, 12, hintDate), func(i *Issued, v Value) { i.Date = v.Date }},
		{optional(HeadSigner, Text, 26, ""), func(i *Issued, v Value) { i.Signer = v.Text }},
		{optional(HeadSignedFile, FilePath, 36, "Tên tệp trong thư mục da-ky"), func(i *Issued, v Value) { i.File = v.Text }},
	},
}

// ResultTable is the sheet Kết quả trình.
var ResultTable = Table[Result]{
	Name: SheetResults,
	At:   func(r *Result) *Row { return &r.Row },
	Fields: []Field[Result]{
		{required(HeadPeriod, Period, 12, hintPeriod), func(r *Result, v Value) { r.Period = v.Text }},
		{required(HeadDossier, DossierReference, 16, hintDossier), func(r *Result, v Value) { r.Nominee = v.ID }},
		{optional(HeadLetter, Text, 18, ""), func(r *Result, v Value) { r.Letter = v.Text }},
		{optional(HeadSent, Date, 12, hintDate), func(r *Result, v Value) { r.Sent = v.Date }},
		{required(HeadOutcome, Choice, 18, hintList, OutcomeOpen, OutcomeAwarded, OutcomeRefused, OutcomeReturned), func(r *Result, v Value) { r.Outcome = v.Text }},
		{optional(HeadDecision, Text, 20, ""), func(r *Result, v Value) { r.Decision = v.Text }},
		{optional(HeadDecisionDate, Date, 12, hintDate), func(r *Result, v Value) { r.DecisionDate = v.Date }},
		{optional(HeadReason, LongText, 36, ""), func(r *Result, v Value) { r.Reason = v.Text }},
	},
}

// FigureTable is the sheet Kết quả phong trào, for the periodic report (plan IV.2).
var FigureTable = Table[Figure]{
	Name: SheetFigures,
	At:   func(f *Figure) *Row { return &f.Row },
	Fields: []Field[Figure]{
		{required(HeadReportPeriod, Period, 16, hintPeriod), func(f *Figure, v Value) { f.Period = v.Text }},
		{optional(HeadUnit, Text, 30, ""), func(f *Figure, v Value) { f.Unit = v.Text }},
		{required(HeadValue, Choice, 10, "Mục của Kế hoạch", campaignContents...), func(f *Figure, v Value) { f.Content = v.Text }},
		{required(HeadFigure, Text, 40, ""), func(f *Figure, v Value) { f.Name = v.Text }},
		{optional(HeadPlanned, Text, 14, "Số, kèm đơn vị tính: 98,5%, 12 buổi"), func(f *Figure, v Value) { f.Planned = v.Text }},
		{optional(HeadOutcome, Text, 14, "Viết như cột Kế hoạch"), func(f *Figure, v Value) { f.Reached = v.Text }},
		{optional(HeadNote, Text, 30, ""), func(f *Figure, v Value) { f.Note = v.Text }},
	},
}

// ExceptionTable is the sheet Ngoại lệ. Its codes are those that may be waived at
// all: never the law, never the city's limits.
var ExceptionTable = Table[Exception]{
	Name: SheetExceptions,
	At:   func(e *Exception) *Row { return &e.Row },
	Fields: []Field[Exception]{
		{required(HeadCode, Choice, 10, hintList, waivable()...), func(e *Exception, v Value) { e.Code = v.Text }},
		{required(HeadDossier, DossierReference, 16, hintDossier), func(e *Exception, v Value) { e.Nominee = v.ID }},
		{optional(HeadPeriod, Period, 12, hintPeriod+"; để trống là mọi kỳ"), func(e *Exception, v Value) { e.Period = v.Text }},
		{required(HeadReason, LongText, 40, "In trong báo cáo thẩm định và biên bản"), func(e *Exception, v Value) { e.Reason = v.Text }},
		{required(HeadExceptionBy, Text, 26, ""), func(e *Exception, v Value) { e.By = v.Text }},
		{optional(HeadDocument, Text, 24, ""), func(e *Exception, v Value) { e.Document = v.Text }},
	},
}

func waivable() []string {
	var out []string
	for _, code := range finding.Waivable() {
		out = append(out, string(code))
	}
	return out
}

// PendingTable is the sheet Đang xem xét, xử lý.
var PendingTable = Table[PendingMatter]{
	Name: SheetPending,
	At:   func(m *PendingMatter) *Row { return &m.Row },
	Fields: []Field[PendingMatter]{
		{required(HeadSubject, Text, 30, "Tên tập thể hoặc họ và tên"), func(m *PendingMatter, v Value) { m.Subject = v.Text }},
		{optional(HeadBorn, BirthDate, 12, ""), func(m *PendingMatter, v Value) { m.Born = v.Date }},
		{required(HeadValue, Choice, 34, hintList, MatterDiscipline, MatterServing, MatterInvestigation, MatterInspection, MatterComplaint, MatterPress), func(m *PendingMatter, v Value) { m.Matter = v.Text }},
		{required(HeadFrom, Date, 12, hintDate), func(m *PendingMatter, v Value) { m.From = v.Date }},
		{optional(HeadTo, Date, 12, "Chưa kết thúc thì để trống"), func(m *PendingMatter, v Value) { m.To = v.Date }},
	},
}

// ReadingTable is the sheet Cách hiểu: who decided how an ambiguous clause is read.
var ReadingTable = Table[ReadingChoice]{
	Name: SheetReadings,
	At:   func(r *ReadingChoice) *Row { return &r.Row },
	Fields: []Field[ReadingChoice]{
		{required(HeadCode, Choice, 20, hintList, "rank-subject", "city-collective", "final-gate", "deadline-before", "flag-quota", "flag-people-gate"), func(r *ReadingChoice, v Value) { r.Code = v.Text }},
		{required(HeadChoice, Choice, 20, "Một lựa chọn của mã ấy", "ward", "unit", "either", "office", "gate-and-one-of", "one-of-three", "strict", "inclusive", "flag-replaces", "flag-adds", "same-gate", "no-gate"), func(r *ReadingChoice, v Value) { r.Choice = v.Text }},
		{optional(HeadExceptionBy, Text, 26, ""), func(r *ReadingChoice, v Value) { r.By = v.Text }},
		{optional(HeadDocument, Text, 24, ""), func(r *ReadingChoice, v Value) { r.Document = v.Text }},
		{optional(HeadDate, Date, 12, hintDate), func(r *ReadingChoice, v Value) { r.Date = v.Date }},
	},
}
