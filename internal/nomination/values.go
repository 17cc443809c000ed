package nomination

// Yes and No are the words of a yes/no cell; x stands for Có and blank for Không.
const (
	Yes = "Có"
	No  = "Không"
)

// Sexes (Giới tính).
const (
	Male   = "Nam"
	Female = "Nữ"
)

// Classes of collectives and units (Phân loại tập thể, Loại).
const (
	ClassWard      = "Phường"
	ClassOffice    = "Cơ quan, phòng"
	ClassService   = "Đơn vị sự nghiệp"
	ClassSteering  = "Ban chỉ đạo, tổ liên ngành"
	ClassPolitical = "Tổ chức chính trị - xã hội"
	ClassQuarter   = "Tổ dân phố"
	ClassOther     = "Khác"
)

// States of an individual (Tình trạng).
const (
	StatusServing = "Đang công tác"
	StatusMoved   = "Đã chuyển công tác"
	StatusRetired = "Đã nghỉ hưu"
	StatusDied    = "Đã từ trần"
)

// Direct roles in administrative reform (Vai trò CCHC).
const (
	RoleDirects    = "Trực tiếp chỉ đạo"
	RoleInCharge   = "Phụ trách"
	RoleAdvises    = "Tham mưu"
	RoleProposes   = "Đề xuất"
	RoleImplements = "Tổ chức thực hiện"
)

// Conduct (Phẩm chất, chấp hành chủ trương, pháp luật).
const (
	ConductGood    = "Tốt"
	ConductNotGood = "Chưa tốt"
)

// Ratings (Mức độ hoàn thành nhiệm vụ).
const (
	RatingExcellent  = "Hoàn thành xuất sắc nhiệm vụ"
	RatingGood       = "Hoàn thành tốt nhiệm vụ"
	RatingDone       = "Hoàn thành nhiệm vụ"
	RatingNotDone    = "Không hoàn thành nhiệm vụ"
	RatingPending    = "Chưa có kết quả"
	RatingNotSubject = "Không thuộc diện xếp loại"
)

// Kinds of attachment (Loại giấy tờ).
const (
	AttachedReport       = "Báo cáo thành tích"
	AttachedRecognition  = "Quyết định công nhận sáng kiến"
	AttachedRating       = "Kết quả xếp loại"
	AttachedAssignment   = "Văn bản phân công"
	AttachedConfirmation = "Xác nhận của đơn vị cũ"
	AttachedMinutes      = "Biên bản họp xét"
	AttachedOther        = "Khác"
)

// Levels at which files are taken in (Cấp).
const (
	LevelWard  = "Phường"
	LevelCity  = "Thành phố"
	LevelFinal = "Tổng kết"
)

// States of a receipt (Tình trạng in Tiếp nhận).
const (
	ReceiptAccepted   = "Đã tiếp nhận"
	ReceiptSupplement = "Yêu cầu bổ sung"
	ReceiptReturned   = "Trả lại"
	ReceiptWithdrawn  = "Đơn vị xin rút"
)

// Papers that the office issues (Loại văn bản in Người ký and Văn bản phát hành). The
// city's letter, list and minutes of one kind of award among several carry that kind
// in brackets: "Tờ trình (danh hiệu thi đua)".
const (
	PaperLetter         = "Tờ trình"
	PaperList           = "Danh sách"
	PaperMinutes        = "Biên bản"
	PaperTally          = "Biên bản kiểm phiếu"
	PaperBrief          = "Danh sách trích ngang"
	PaperReport         = "Báo cáo thành tích"
	PaperOfficeLetter   = "Tờ trình của phòng"
	PaperDecision       = "Quyết định khen thưởng"
	PaperCertificate    = "Giấy khen"
	PaperReceipts       = "Danh sách ký nhận tiền thưởng"
	PaperNotice         = "Thông báo kết quả"
	PaperMeeting        = "Báo cáo phục vụ họp lãnh đạo"
	PaperAppraisal      = "Báo cáo thẩm định"
	PaperRequest        = "Phiếu yêu cầu bổ sung"
	PaperAnswer         = "Văn bản trả lời"
	PaperCampaignReport = "Báo cáo kết quả phong trào"
)

// Papers are the names of all papers that the office issues.
var Papers = []string{
	PaperLetter, PaperList, PaperMinutes, PaperTally, PaperBrief, PaperReport, PaperOfficeLetter, PaperDecision,
	PaperCertificate, PaperReceipts, PaperNotice, PaperMeeting, PaperAppraisal, PaperRequest, PaperAnswer, PaperCampaignReport,
}

// Capacities in which a paper is signed (Quyền hạn).
const (
	CapacityOnBehalf = "TM."
	CapacityDeputy   = "KT."
	CapacityByOrder  = "TL."
	CapacityDelegate = "TUQ."
	CapacityActing   = "Q."
)

// Roles in the council (Vai trò in Hội đồng).
const (
	CouncilChairman   = "Chủ tịch"
	CouncilStanding   = "Phó Chủ tịch Thường trực"
	CouncilViceChair  = "Phó Chủ tịch"
	CouncilMember     = "Ủy viên"
	CouncilMemberSecr = "Ủy viên thư ký"
)

// Attendance at a meeting (Có mặt).
const (
	AttendedPresent = "Có mặt"
	AttendedAbsent  = "Vắng"
	AttendedWritten = "Ý kiến bằng văn bản"
)

// Manners of taking votes (Cách lấy ý kiến).
const (
	MannerBallot  = "Bỏ phiếu kín"
	MannerHands   = "Biểu quyết"
	MannerWritten = "Lấy ý kiến bằng văn bản"
)

// Conclusions on a dossier (Kết luận).
const (
	ConcludedCity        = "Đề nghị cấp thành phố"
	ConcludedState       = "Đề nghị cấp Nhà nước"
	ConcludedCertificate = "Tặng Giấy khen"
	ConcludedNone        = "Không đề nghị"
	ConcludedSupplement  = "Yêu cầu bổ sung"
	ConcludedWithdrawn   = "Đơn vị xin rút"
)

// Conclusions are all of them, as the register's list offers them.
var Conclusions = []string{ConcludedCity, ConcludedState, ConcludedCertificate, ConcludedNone, ConcludedSupplement, ConcludedWithdrawn}

// Kinds of nominee (Đối tượng in Phân bổ).
const (
	KindCollective = "Tập thể"
	KindIndividual = "Cá nhân"
)

// Outcomes of a dossier sent up (Kết quả in Kết quả trình).
const (
	OutcomeOpen     = "Đang xét"
	OutcomeAwarded  = "Được khen"
	OutcomeRefused  = "Không được khen"
	OutcomeReturned = "Trả lại bổ sung"
)

// Pending matters (Nội dung in Đang xem xét, xử lý).
const (
	MatterDiscipline    = "Xem xét kỷ luật"
	MatterServing       = "Đang chấp hành kỷ luật"
	MatterInvestigation = "Điều tra"
	MatterInspection    = "Thanh tra, kiểm tra khi có dấu hiệu vi phạm"
	MatterComplaint     = "Khiếu nại, tố cáo đang xác minh"
	MatterPress         = "Báo chí nêu đang xác minh"
)

// What figures of the periodic report are about, by the plan's numbers (Nội dung).
const (
	ContentExemplars = "IV.3" // gương điển hình tiên tiến, người tốt việc tốt: told in words
	ContentCentre    = "IV.4" // Trung tâm Phục vụ hành chính công
)

// campaignContents are the contents of the campaign, and what the plan asks of units.
var campaignContents = []string{"II.1", "II.2", "II.3", "II.4", "II.5", ContentExemplars, ContentCentre}
