package nomination

// The sheets of a nomination workbook (contract with the units).

// UnitSheet is the sheet Đơn vị of a workbook: who nominates, for which period.
var UnitSheet = Table[Submission]{
	Name: SheetUnit, Mandatory: true, Pairs: true,
	At: func(s *Submission) *Row { return &s.Row },
	Fields: []Field[Submission]{
		{required(HeadUnitCode, UnitReference, 40, "Mã do phòng Văn hóa - Xã hội cấp, ví dụ VHXH"), func(s *Submission, v Value) { s.Unit = v.Text }},
		{optional(HeadUnitName, Text, 40, "Tên đầy đủ"), func(s *Submission, v Value) { s.UnitName = v.Text }},
		{required(HeadNominatedPeriod, Period, 40, hintPeriod), func(s *Submission, v Value) { s.Period = v.Text }},
		{required(HeadNominates, YesNo, 40, "Không có đề nghị thì ghi Không và vẫn gửi tệp"), func(s *Submission, v Value) { s.Nominates = v.Yes }},
		{optional(HeadLetterNumber, Text, 40, "Ví dụ 12/TTr-VHXH"), func(s *Submission, v Value) { s.Number = v.Text }},
		{optional(HeadLetterDate, Date, 40, hintDate), func(s *Submission, v Value) { s.Date = v.Date }},
		{optional(HeadUnitMinutes, Text, 40, "Ví dụ 05/BB-VHXH ngày 12/01/2027"), func(s *Submission, v Value) { s.Minutes = v.Text }},
		{optional(HeadAgreement, Text, 40, "Ví dụ 15/16 phiếu (93,75%)"), func(s *Submission, v Value) { s.Agreement = v.Text }},
		{optional(HeadAuthor, Text, 40, "Họ và tên người lập tệp này"), func(s *Submission, v Value) { s.Author = v.Text }},
		{optional(HeadPhone, Text, 40, ""), func(s *Submission, v Value) { s.Phone = v.Text }},
		{optional(HeadUnitHead, Text, 40, "Họ và tên"), func(s *Submission, v Value) { s.Head = v.Text }},
		{optional(HeadUnitHeadPost, Text, 40, "Ví dụ Trưởng phòng"), func(s *Submission, v Value) { s.HeadPost = v.Text }},
	},
}

// CollectiveTable is the sheet Tập thể.
var CollectiveTable = Table[Collective]{
	Name: SheetCollectives,
	At:   func(c *Collective) *Row { return &c.Row },
	Fields: []Field[Collective]{
		{required(HeadDossierCode, DossierCode, 10, hintCode), func(c *Collective, v Value) { c.ID = v.ID }},
		{required(HeadCollectiveName, Text, 32, "Tên đầy đủ, đúng như in trên giấy khen"), func(c *Collective, v Value) { c.Name = v.Text }},
		{required(HeadProposedForm, AwardForm, 32, hintList, awardForms...), func(c *Collective, v Value) { c.Form = v.Text }},
		{optional(HeadAlternative, AwardForm, 32, "Chỉ ghi khi chấp nhận hình thức khác nếu không được hình thức trên", awardForms...), func(c *Collective, v Value) { c.Alternative = v.Text }},
		{optional(HeadClass, Choice, 22, hintList, classes...), func(c *Collective, v Value) { c.Class = v.Text }},
		{optional(HeadLeader, Text, 24, "Họ và tên"), func(c *Collective, v Value) { c.Head = v.Text }},
		{optional(HeadLeaderPost, Text, 24, ""), func(c *Collective, v Value) { c.HeadPost = v.Text }},
		{optional(HeadAddress, Text, 30, ""), func(c *Collective, v Value) { c.Address = v.Text }},
		{optional(HeadStaff, Whole, 10, "Số người"), func(c *Collective, v Value) { c.Staff = v.Number }},
		{optional(HeadWomen, Whole, 10, "Số người"), func(c *Collective, v Value) { c.Women = v.Number }},
		{optional(HeadRating, Choice, 26, hintList, ratings...), func(c *Collective, v Value) { c.Rating = v.Text }},
		{optional(HeadSituation, LongText, 50, hintParagraphs), func(c *Collective, v Value) { c.Situation = v.Text }},
		{optional(HeadFunctions, LongText, 50, hintParagraphs), func(c *Collective, v Value) { c.Functions = v.Text }},
		{optional(HeadOutstanding, LongText, 70, "Thành tích cải cách hành chính, có số liệu so với năm trước"), func(c *Collective, v Value) { c.Achievements = v.Text }},
		{optional(HeadMeasures, LongText, 60, hintParagraphs), func(c *Collective, v Value) { c.Measures = v.Text }},
		{optional(HeadEmulation, LongText, 50, hintParagraphs), func(c *Collective, v Value) { c.Emulation = v.Text }},
		{optional(HeadCompliance, LongText, 50, hintParagraphs), func(c *Collective, v Value) { c.Compliance = v.Text }},
		{optional(HeadParty, LongText, 50, hintParagraphs), func(c *Collective, v Value) { c.Party = v.Text }},
		{required(HeadSummary, LongText, 50, "Hai đến bốn câu, dùng cho danh sách trích ngang"), func(c *Collective, v Value) { c.Summary = v.Text }},
		{optional(HeadInitiatives, InitiativeReferences, 16, hintInitiative), func(c *Collective, v Value) { c.Initiatives = v.IDs }},
		{optional(HeadNote, Text, 24, ""), func(c *Collective, v Value) { c.Note = v.Text }},
	},
}

// IndividualTable is the sheet Cá nhân.
var IndividualTable = Table[Individual]{
	Name: SheetIndividuals,
	At:   func(p *Individual) *Row { return &p.Row },
	Fields: []Field[Individual]{
		{required(HeadDossierCode, DossierCode, 10, hintCode), func(p *Individual, v Value) { p.ID = v.ID }},
		{required(HeadFullName, Text, 24, "Không ghi ông, bà, học vị"), func(p *Individual, v Value) { p.Name = v.Text }},
		{required(HeadSex, Choice, 9, "", Male, Female), func(p *Individual, v Value) { p.Sex = v.Text }},
		{required(HeadBorn, BirthDate, 12, "ngày/tháng/năm; chỉ biết năm thì ghi năm"), func(p *Individual, v Value) { p.Born = v.Date }},
		{required(HeadPartyPost, Text, 30, "Ghi cả chức vụ kiêm nhiệm"), func(p *Individual, v Value) { p.Post = v.Text }},
		{required(HeadWorkplace, Text, 30, "Tên đầy đủ"), func(p *Individual, v Value) { p.Workplace = v.Text }},
		{optional(HeadStatus, Choice, 18, hintList, StatusServing, StatusMoved, StatusRetired, StatusDied), func(p *Individual, v Value) { p.Status = v.Text }},
		{optional(HeadHometown, Text, 28, "Phường, xã; tỉnh, thành phố"), func(p *Individual, v Value) { p.Hometown = v.Text }},
		{optional(HeadResidence, Text, 28, ""), func(p *Individual, v Value) { p.Residence = v.Text }},
		{optional(HeadEducation, Text, 28, ""), func(p *Individual, v Value) { p.Education = v.Text }},
		{optional(HeadLeads, YesNo, 12, hintYesNo, Yes, No), func(p *Individual, v Value) { p.Leads = v.Yes }},
		{required(HeadProposedForm, AwardForm, 32, hintList, awardForms...), func(p *Individual, v Value) { p.Form = v.Text }},
		{optional(HeadAlternative, AwardForm, 32, "Chỉ ghi khi chấp nhận hình thức khác nếu không được hình thức trên", awardForms...), func(p *Individual, v Value) { p.Alternative = v.Text }},
		{optional(HeadRole, Choices, 24, "Nhiều vai trò cách nhau bằng dấu ; (không có thì để trống)", roles...), func(p *Individual, v Value) { p.Roles = v.List }},
		{optional(HeadConduct, Choice, 12, hintList, ConductGood, ConductNotGood), func(p *Individual, v Value) { p.Conduct = v.Text }},
		{optional(HeadRating, Choice, 26, hintList, ratings...), func(p *Individual, v Value) { p.Rating = v.Text }},
		{optional(HeadDuties, LongText, 50, hintParagraphs), func(p *Individual, v Value) { p.Duties = v.Text }},
		{optional(HeadAchievement, LongText, 70, "Thành tích cải cách hành chính, có số liệu so với năm trước"), func(p *Individual, v Value) { p.Achievements = v.Text }},
		{required(HeadSummary, LongText, 50, "Hai đến bốn câu, dùng cho danh sách trích ngang"), func(p *Individual, v Value) { p.Summary = v.Text }},
		{optional(HeadInitiatives, InitiativeReferences, 16, hintInitiative), func(p *Individual, v Value) { p.Initiatives = v.IDs }},
		{optional(HeadNote, Text, 24, ""), func(p *Individual, v Value) { p.Note = v.Text }},
		{Column{Head: HeadPersonalID, Kind: Text, Width: 16, Unasked: true}, func(p *Individual, v Value) { p.PersonalID = v.Text }},
	},
}

// InitiativeTable is the sheet Sáng kiến.
var InitiativeTable = Table[Initiative]{
	Name: SheetInitiatives,
	At:   func(i *Initiative) *Row { return &i.Row },
	Fields: []Field[Initiative]{
		{required(HeadInitiatives, InitiativeCode, 10, hintCode), func(i *Initiative, v Value) { i.ID = v.ID }},
		{required(HeadInitiativeName, Text, 50, ""), func(i *Initiative, v Value) { i.Name = v.Text }},
		{required(HeadAuthors, Authors, 36, "Nguyễn Văn A (60%); Trần Thị B (40%), hoặc tên tập thể"), func(i *Initiative, v Value) { i.Authors = v.Authors }},
		{optional(HeadRecognition, Text, 22, "Ví dụ 214/QĐ-UBND"), func(i *Initiative, v Value) { i.Decision = v.Text }},
		{optional(HeadDecisionDate, Date, 12, hintDate), func(i *Initiative, v Value) { i.DecisionDate = v.Date }},
		{optional(HeadRecogniser, Text, 30, ""), func(i *Initiative, v Value) { i.Recogniser = v.Text }},
		{optional(HeadApplied, YesNo, 10, hintYesNo, Yes, No), func(i *Initiative, v Value) { i.Applied = v.Yes }},
		{optional(HeadScope, Text, 30, ""), func(i *Initiative, v Value) { i.Scope = v.Text }},
		{optional(HeadReplicable, YesNo, 12, hintYesNo, Yes, No), func(i *Initiative, v Value) { i.Replicable = v.Yes }},
		{optional(HeadEffect, LongText, 50, hintParagraphs), func(i *Initiative, v Value) { i.Effect = v.Text }},
	},
}

// RatingTable is the sheet Kết quả xếp loại: ratings of several years, for the final review.
var RatingTable = Table[YearRating]{
	Name: SheetRatings,
	At:   func(r *YearRating) *Row { return &r.Row },
	Fields: []Field[YearRating]{
		{required(HeadDossierCode, DossierReference, 10, hintOwnDossier), func(r *YearRating, v Value) { r.Nominee = v.ID }},
		{required(HeadYear, Year, 8, ""), func(r *YearRating, v Value) { r.Year = v.Number }},
		{required(HeadRating, Choice, 30, hintList, ratings...), func(r *YearRating, v Value) { r.Rating = v.Text }},
		{optional(HeadRatingDocument, Text, 28, ""), func(r *YearRating, v Value) { r.Document = v.Text }},
		{optional(HeadIssuer, Text, 28, ""), func(r *YearRating, v Value) { r.Issuer = v.Text }},
	},
}

// ServiceTable is the sheet Quá trình CCHC.
var ServiceTable = Table[Service]{
	Name: SheetServices,
	At:   func(s *Service) *Row { return &s.Row },
	Fields: []Field[Service]{
		{required(HeadDossierCode, DossierReference, 10, hintOwnDossier), func(s *Service, v Value) { s.Nominee = v.ID }},
		{required(HeadFromMonth, Month, 10, hintMonth), func(s *Service, v Value) { s.From = v.Date }},
		{optional(HeadToMonth, Month, 10, "tháng/năm; đến nay thì để trống"), func(s *Service, v Value) { s.To = v.Date }},
		{required(HeadRole, Choices, 24, hintList, roles...), func(s *Service, v Value) { s.Roles = v.List }},
		{optional(HeadServicePost, Text, 36, ""), func(s *Service, v Value) { s.Post = v.Text }},
		{optional(HeadAssignment, Text, 28, ""), func(s *Service, v Value) { s.Assignment = v.Text }},
	},
}

// HeldTable is the sheet Khen thưởng đã có.
var HeldTable = Table[AwardHeld]{
	Name: SheetHeld,
	At:   func(a *AwardHeld) *Row { return &a.Row },
	Fields: []Field[AwardHeld]{
		{required(HeadDossierCode, DossierReference, 10, hintOwnDossier), func(a *AwardHeld, v Value) { a.Nominee = v.ID }},
		{required(HeadYear, Year, 8, ""), func(a *AwardHeld, v Value) { a.Year = v.Number }},
		{required(HeadForm, AwardForm, 36, "Tên đầy đủ của danh hiệu, hình thức"), func(a *AwardHeld, v Value) { a.Form = v.Text }},
		{optional(HeadDecision, Text, 22, ""), func(a *AwardHeld, v Value) { a.Decision = v.Text }},
		{optional(HeadDecisionDate, Date, 12, hintDate), func(a *AwardHeld, v Value) { a.Date = v.Date }},
		{optional(HeadDecidedBy, Text, 28, ""), func(a *AwardHeld, v Value) { a.Issuer = v.Text }},
		{optional(HeadInitiatives, InitiativeReference, 14, "Sáng kiến đã được khen, nếu có"), func(a *AwardHeld, v Value) { a.Initiative = v.ID }},
	},
}

// AttachmentTable is the sheet Tài liệu kèm theo.
var AttachmentTable = Table[Attachment]{
	Name: SheetAttachments,
	At:   func(a *Attachment) *Row { return &a.Row },
	Fields: []Field[Attachment]{
		{required(HeadDossierCode, DossierReference, 10, hintOwnDossier), func(a *Attachment, v Value) { a.Nominee = v.ID }},
		{required(HeadPaperKind, Choice, 30, hintList, AttachedReport, AttachedRecognition, AttachedRating, AttachedAssignment, AttachedConfirmation, AttachedMinutes, AttachedOther), func(a *Attachment, v Value) { a.Kind = v.Text }},
		{required(HeadFile, FilePath, 44, "Tên tệp trong thư mục dinh-kem, ví dụ VHXH/bao-cao-cn01.docx"), func(a *Attachment, v Value) { a.File = v.Text }},
	},
}
