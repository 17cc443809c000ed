package nomination

// The sheets of a nomination workbook.
const (
	SheetUnit        = "Đơn vị" // two columns: Mục, Nội dung
	SheetCollectives = "Tập thể"
	SheetIndividuals = "Cá nhân"
	SheetInitiatives = "Sáng kiến"
	SheetRatings     = "Kết quả xếp loại"
	SheetServices    = "Quá trình CCHC"
	SheetHeld        = "Khen thưởng đã có"
	SheetAttachments = "Tài liệu kèm theo"
)

// The sheets of the register.
const (
	SheetSettings    = "Cài đặt" // two columns: Mục, Nội dung
	SheetSigners     = "Người ký"
	SheetUnits       = "Đơn vị" // in the register a list; in a workbook SheetUnit
	SheetRanks       = "Xếp hạng CCHC"
	SheetHistory     = "Khen thưởng"
	SheetReceipts    = "Tiếp nhận"
	SheetExtensions  = "Gia hạn"
	SheetCouncil     = "Hội đồng"
	SheetMeetings    = "Cuộc họp"
	SheetAttendance  = "Điểm danh cuộc họp"
	SheetBallots     = "Phiếu bình xét"
	SheetConclusions = "Kết quả xét"
	SheetAllocations = "Phân bổ"
	SheetIssued      = "Văn bản phát hành"
	SheetResults     = "Kết quả trình"
	SheetFigures     = "Kết quả phong trào"
	SheetExceptions  = "Ngoại lệ"
	SheetPending     = "Đang xem xét, xử lý"
	SheetReadings    = "Cách hiểu"
)

// The headings, and the items of the two sheets that have two columns, as the
// forms write them and Row.At takes them. A heading that several sheets share
// stands once.
const (
	HeadItem  = "Mục"
	HeadValue = "Nội dung" // also of a meeting, a figure and a pending matter

	// Codes, periods, references.
	HeadUnitCode    = "Mã đơn vị"
	HeadDossierCode = "Mã hồ sơ"
	HeadDossier     = "Hồ sơ" // in the register: "<mã đơn vị>/<mã hồ sơ>"
	HeadInitiatives = "Mã sáng kiến"
	HeadMeeting     = "Mã cuộc họp"
	HeadCode        = "Mã" // of a finding or a reading
	HeadPeriod      = "Kỳ"
	HeadRound       = "Lần"
	HeadLevel       = "Cấp"
	HeadYear        = "Năm"
	HeadNote        = "Ghi chú"
	HeadReason      = "Lý do"
	HeadDocument    = "Văn bản"
	HeadForm        = "Danh hiệu, hình thức"

	// Sheet Đơn vị of a workbook.
	HeadUnitName        = "Tên đơn vị"
	HeadNominatedPeriod = "Kỳ đề nghị"
	HeadNominates       = "Có đề nghị"
	HeadLetterNumber    = "Số, ký hiệu tờ trình"
	HeadLetterDate      = "Ngày tờ trình"
	HeadUnitMinutes     = "Biên bản họp xét (số, ngày)"
	HeadAgreement       = "Tỷ lệ đồng ý"
	HeadAuthor          = "Người lập"
	HeadPhone           = "Điện thoại"
	HeadUnitHead        = "Thủ trưởng"
	HeadUnitHeadPost    = "Chức vụ thủ trưởng"

	// Nominees of either kind.
	HeadProposedForm = "Danh hiệu, hình thức đề nghị"
	HeadAlternative  = "Hình thức thay thế"
	HeadRating       = "Mức độ hoàn thành nhiệm vụ"
	HeadSummary      = "Tóm tắt thành tích"

	// Sheet Tập thể.
	HeadCollectiveName = "Tên tập thể"
	HeadClass          = "Phân loại tập thể"
	HeadLeader         = "Người đứng đầu"
	HeadLeaderPost     = "Chức vụ người đứng đầu"
	HeadAddress        = "Địa chỉ, điện thoại"
	HeadStaff          = "Tổng số CBCCVC"
	HeadWomen          = "Số nữ"
	HeadSituation      = "Đặc điểm, tình hình"
	HeadFunctions      = "Chức năng, nhiệm vụ"
	HeadOutstanding    = "Thành tích nổi bật"
	HeadMeasures       = "Biện pháp, giải pháp"
	HeadEmulation      = "Phong trào thi đua"
	HeadCompliance     = "Chấp hành chủ trương, pháp luật"
	HeadParty          = "Hoạt động đảng, đoàn thể"

	// Sheet Cá nhân.
	HeadFullName    = "Họ và tên"
	HeadSex         = "Giới tính"
	HeadBorn        = "Ngày sinh"
	HeadPartyPost   = "Chức vụ (Đảng, chính quyền, đoàn thể)"
	HeadWorkplace   = "Đơn vị công tác"
	HeadStatus      = "Tình trạng" // also of a receipt
	HeadHometown    = "Quê quán"
	HeadResidence   = "Nơi thường trú"
	HeadEducation   = "Trình độ chuyên môn, nghiệp vụ"
	HeadLeads       = "Giữ chức vụ lãnh đạo, quản lý"
	HeadRole        = "Vai trò CCHC" // also of a stretch of service
	HeadConduct     = "Phẩm chất, chấp hành chủ trương, pháp luật"
	HeadDuties      = "Quyền hạn, nhiệm vụ được giao"
	HeadAchievement = "Thành tích cá nhân"
	HeadPersonalID  = "Số định danh"

	// Sheet Sáng kiến.
	HeadInitiativeName = "Tên sáng kiến"
	HeadAuthors        = "Tác giả"
	HeadRecognition    = "Số quyết định công nhận"
	HeadDecisionDate   = "Ngày quyết định"
	HeadRecogniser     = "Cơ quan công nhận"
	HeadApplied        = "Đã áp dụng"
	HeadScope          = "Phạm vi áp dụng"
	HeadReplicable     = "Khả năng nhân rộng"
	HeadEffect         = "Hiệu quả"

	// Sheets Kết quả xếp loại, Quá trình CCHC, Khen thưởng đã có, Tài liệu kèm theo.
	HeadRatingDocument = "Số, ngày văn bản"
	HeadIssuer         = "Cơ quan"
	HeadFromMonth      = "Từ tháng"
	HeadToMonth        = "Đến tháng"
	HeadServicePost    = "Chức vụ, đơn vị"
	HeadAssignment     = "Văn bản phân công"
	HeadDecision       = "Số quyết định"
	HeadDecidedBy      = "Cơ quan quyết định"
	HeadPaperKind      = "Loại giấy tờ"
	HeadFile           = "Tệp"

	// Sheet Cài đặt.
	HeadIssuingBody = "Cơ quan ban hành" // also of a signer
	HeadSuperior    = "Cơ quan chủ quản"
	HeadWard        = "Tên phường"
	HeadWardNames   = "Tên khác của phường"
	HeadPlaceName   = "Địa danh"
	HeadSymbol      = "Ký hiệu cơ quan"
	HeadRecipients  = "Kính gửi"
	HeadAwardYear   = "Năm xét thành tích"
	HeadRankBlock   = "Khối xếp hạng"
	HeadFonts       = "Phông chữ"
	HeadEmblem      = "Quốc huy (tệp)"
	HeadSets        = "Số bộ hồ sơ"
	HeadConfirmed   = "Hệ số tiền thưởng đã xác nhận"
	HeadShiftX      = "Giấy khen in phôi: lệch ngang (mm)"
	HeadShiftY      = "Giấy khen in phôi: lệch dọc (mm)"

	// Sheets Người ký, Đơn vị, Xếp hạng CCHC and Khen thưởng of the register.
	HeadPaper       = "Loại văn bản"
	HeadCapacity    = "Quyền hạn"
	HeadPost        = "Chức vụ"
	HeadUnitClass   = "Loại"
	HeadFormerNames = "Tên cũ"
	HeadValidFrom   = "Hiệu lực từ"
	HeadValidTo     = "Hiệu lực đến"
	HeadSuccessor   = "Đơn vị kế thừa"
	HeadOrder       = "Thứ tự"
	HeadRankYear    = "Năm đánh giá"
	HeadBlock       = "Khối"
	HeadUnit        = "Đơn vị"
	HeadRank        = "Hạng"
	HeadScore       = "Điểm"
	HeadUnitsRanked = "Tổng số đơn vị"
	HeadPublication = "Văn bản công bố"
	HeadPublished   = "Ngày công bố"
	HeadSubject     = "Đối tượng" // who is meant: of an award, a matter; Tập thể / Cá nhân of an allocation
	HeadAwardedFor  = "Thành tích"

	// Sheets Tiếp nhận and Gia hạn.
	HeadReceived      = "Ngày nhận"
	HeadArrivalNumber = "Số đến"
	HeadDue           = "Hạn bổ sung"
	HeadNewDeadline   = "Hạn mới"
	HeadNotice        = "Văn bản thông báo"
	HeadNoticeDate    = "Ngày thông báo"
	HeadUnitsNotified = "Đơn vị được thông báo"

	// Sheets Hội đồng, Cuộc họp, Điểm danh cuộc họp, Phiếu bình xét.
	HeadCouncilRole    = "Vai trò"
	HeadStart          = "Bắt đầu"
	HeadEnd            = "Kết thúc"
	HeadVenue          = "Địa điểm"
	HeadChair          = "Chủ trì"
	HeadSecretary      = "Thư ký"
	HeadMinutesNumber  = "Số biên bản"
	HeadMinutesDate    = "Ngày biên bản"
	HeadTellers        = "Tổ kiểm phiếu"
	HeadPresent        = "Có mặt"
	HeadManner         = "Cách lấy ý kiến"
	HeadVotesIssued    = "Phiếu phát ra"
	HeadVotesReturned  = "Thu về"
	HeadVotesValid     = "Hợp lệ"
	HeadVotesInvalid   = "Không hợp lệ"
	HeadFor            = "Đồng ý"
	HeadAgainst        = "Không đồng ý"
	HeadWrittenFor     = "Văn bản đồng ý"
	HeadWrittenAgainst = "Văn bản không đồng ý"

	// Sheets Kết quả xét, Phân bổ, Văn bản phát hành, Kết quả trình.
	HeadConclusion         = "Kết luận"
	HeadConcludedForm      = "Hình thức"
	HeadQuantity           = "Số lượng"
	HeadAllocationDocument = "Văn bản phân bổ"
	HeadNumber             = "Số, ký hiệu"
	HeadDate               = "Ngày"
	HeadSigner             = "Người ký"
	HeadSignedFile         = "Tệp đã ký"
	HeadLetter             = "Số tờ trình"
	HeadSent               = "Ngày trình"
	HeadOutcome            = "Kết quả" // also the figure reached (Kết quả phong trào)

	// Sheets Kết quả phong trào, Ngoại lệ, Đang xem xét xử lý, Cách hiểu.
	HeadReportPeriod = "Kỳ báo cáo"
	HeadFigure       = "Chỉ tiêu"
	HeadPlanned      = "Kế hoạch"
	HeadExceptionBy  = "Người quyết định" // also of a reading
	HeadFrom         = "Từ ngày"
	HeadTo           = "Đến ngày"
	HeadChoice       = "Lựa chọn"
)
