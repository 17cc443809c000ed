package explain

import (
	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
)

// conditions explains 3xx: what the plan and the law ask of nominees.
var conditions = map[finding.Code]explanation{
	finding.RankTooLow: {
		meaning: "Trong năm xét, đơn vị được tính hạng không nằm trong số đơn vị dẫn đầu về Chỉ số cải cách hành chính mà Kế hoạch yêu cầu.",
		rests:   criteria(rulebook.KeyRankWithin),
		example: example(register, nomination.SheetRanks, nomination.HeadRank, 2, "Năm 2026 phường Lê Thanh Nghị xếp hạng 6/45; chỉ xét đơn vị nằm trong 5 đơn vị dẫn đầu.", "kiểm tra lại hạng đã công bố; nếu đúng, không đề nghị cấp thành phố cho tập thể trong kỳ này."),
		fix:     "Đối chiếu với văn bản công bố. Hạng được đính chính thì ghi thêm một hàng mới, không sửa hàng cũ. Hạng đúng thì tập thể chỉ được xét Giấy khen.",
		why:     "Là lỗi vì Kế hoạch dùng chữ “chỉ xét”. Nêu một lần ở ô hạng, dù có bao nhiêu hồ sơ; không cho ngoại lệ được.",
	},
	finding.YearsRankedTooFew: {
		meaning: "Khi tổng kết giai đoạn, số năm nằm trong 10 đơn vị dẫn đầu chưa đủ 03 năm, và những năm chưa có xếp hạng cũng không bù được nữa.",
		rests:   criteria(rulebook.KeyYearsRankedWithin),
		example: example(register, nomination.SheetRanks, nomination.HeadRank, 2, "Giai đoạn 2026-2030 phường Lê Thanh Nghị có 01 năm trong 10 đơn vị dẫn đầu; cần ít nhất 03.", "kiểm tra lại hạng từng năm ở trang \"Xếp hạng CCHC\"."),
		fix:     "Đối chiếu hạng từng năm với văn bản công bố; bổ sung năm còn thiếu.",
		why:     "Là lỗi vì đây là điều kiện để được xét. Nêu một lần ở ô hạng của năm gần nhất, dù có bao nhiêu hồ sơ. Phường có thể quyết định hiểu khác ở trang Cách hiểu (final-gate, flag-people-gate).",
	},
	finding.RankUnknown: {
		meaning: "Sổ theo dõi chưa ghi hạng của một năm cần để xét.",
		rests:   criteria(rulebook.KeyRankWithin, rulebook.KeyYearsRankedWithin),
		example: example(register, nomination.SheetRanks, "", 1, "Sổ theo dõi chưa có xếp hạng cải cách hành chính năm 2026 của phường Lê Thanh Nghị; chưa đủ căn cứ để xét.", "ghi hạng, văn bản công bố và ngày công bố vào trang \"Xếp hạng CCHC\"."),
		fix:     "Ghi hạng, văn bản và ngày công bố vào trang Xếp hạng CCHC khi thành phố công bố.",
		why:     "Bình thường là cảnh báo vì hạng thường công bố muộn; là lỗi khi hồ sơ đã được kết luận đề nghị cấp thành phố mà hạng quyết định kết quả.",
	},
	finding.TooFewInitiatives: {
		meaning: "Số sáng kiến dùng được (đã công nhận, đã áp dụng; với tập thể còn phải có thể nhân rộng) ít hơn mức Kế hoạch yêu cầu.",
		rests:   criteria(rulebook.KeyInitiatives),
		example: example(workbook, nomination.SheetCollectives, nomination.HeadInitiatives, 2, "Chưa có sáng kiến nào được công nhận; cần ít nhất 01.", "ghi mã sáng kiến đã có quyết định công nhận vào cột \"Mã sáng kiến\"."),
		fix:     "Ghi thêm mã sáng kiến đủ điều kiện, hoặc bổ sung quyết định công nhận, việc áp dụng, khả năng nhân rộng ở trang Sáng kiến.",
		why:     "Là lỗi vì thiếu một tiêu chuẩn bắt buộc.",
	},
	finding.NotRecognised: {
		meaning: "Sáng kiến chưa có quyết định công nhận, hoặc được công nhận sau hạn nộp hồ sơ. Khi tổng kết giai đoạn, sáng kiến còn phải do phường hoặc cấp trên công nhận, trong giai đoạn đó.",
		rests:   criteria(rulebook.KeyInitiatives),
		example: example(workbook, nomination.SheetInitiatives, nomination.HeadRecognition, 2, "Sáng kiến \"Trả kết quả tại nhà cho người cao tuổi\" chưa có quyết định công nhận.", "ghi số và ngày quyết định công nhận, hoặc dùng sáng kiến khác."),
		fix:     "Ghi số, ngày quyết định và cơ quan công nhận; hoặc dùng sáng kiến khác.",
		why:     "Là lỗi khi thiếu sáng kiến này thì không đạt; chỉ là lưu ý khi đối tượng vẫn đạt nhờ sáng kiến hoặc tiêu chuẩn khác.",
	},
	finding.NotApplied: {
		meaning: "Sáng kiến chưa được áp dụng trong thực tế, hoặc (với tập thể) chưa có khả năng nhân rộng.",
		rests:   criteria(rulebook.KeyInitiatives),
		example: example(workbook, nomination.SheetInitiatives, nomination.HeadApplied, 2, "Sáng kiến \"Trả kết quả tại nhà cho người cao tuổi\" chưa áp dụng trong thực tế.", "ghi \"Có\" khi sáng kiến đã được áp dụng, hoặc dùng sáng kiến khác."),
		fix:     "Xác minh rồi ghi Có ở cột Đã áp dụng, Khả năng nhân rộng; hoặc dùng sáng kiến khác.",
		why:     "Là lỗi khi thiếu sáng kiến này thì không đạt; chỉ là lưu ý khi vẫn đạt nhờ sáng kiến hoặc tiêu chuẩn khác.",
	},
	finding.ConductOrRating: {
		meaning: "Phẩm chất, chấp hành chủ trương, pháp luật không phải là Tốt, hoặc mức xếp loại dưới Hoàn thành xuất sắc nhiệm vụ.",
		rests:   criteria(rulebook.KeyConduct, rulebook.KeyRating),
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadConduct, 2, "Phẩm chất, chấp hành chủ trương, pháp luật không phải là \"Tốt\".", "chỉ đề nghị người đạt tiêu chuẩn này; nếu ghi nhầm thì sửa lại."),
		fix:     "Đối chiếu với kết quả đánh giá, xếp loại của năm; ghi nhầm thì sửa.",
		why:     "Là lỗi vì đây là tiêu chuẩn bắt buộc; chỉ là cảnh báo khi chưa có kết quả xếp loại hoặc người đó không thuộc diện xếp loại. Không cho ngoại lệ được.",
	},
	finding.NoDirectRole: {
		meaning: "Cá nhân không có vai trò trực tiếp nào trong công tác cải cách hành chính.",
		rests:   criteria(rulebook.KeyDirectRole),
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadRole, 2, "Chưa có vai trò trực tiếp nào trong công tác cải cách hành chính.", "ghi vai trò vào cột \"Vai trò CCHC\" nếu có."),
		fix:     "Ghi một hoặc nhiều vai trò: Trực tiếp chỉ đạo, Phụ trách, Tham mưu, Đề xuất, Tổ chức thực hiện.",
		why:     "Là lỗi vì đây là tiêu chuẩn bắt buộc đối với cá nhân.",
	},
	finding.ServiceTooShort: {
		meaning: "Khi tổng kết giai đoạn, cá nhân có chưa đủ 36 tháng trực tiếp làm công tác cải cách hành chính trong giai đoạn. Thời gian trùng nhau chỉ tính một lần; nghỉ thai sản vẫn tính; thời gian ở đơn vị khác vẫn tính. Ô Đến tháng để trống là đến ngày kiểm tra; không ghi dòng nào là chưa có tháng nào.",
		rests:   criteria(rulebook.KeyServiceMonths),
		example: example(review, nomination.SheetIndividuals, nomination.HeadFullName, 2, "Có 30 tháng trực tiếp trong giai đoạn 2026-2030; cần ít nhất 36.", "bổ sung quá trình ở trang \"Quá trình CCHC\" nếu còn thiếu."),
		fix:     "Bổ sung các khoảng thời gian và văn bản phân công ở trang Quá trình CCHC.",
		why:     "Là lỗi vì Kế hoạch yêu cầu ít nhất 03 năm.",
	},
	finding.NoStandardMet: {
		meaning: "Kế hoạch cho chọn một trong các tiêu chuẩn, nhưng đối tượng chưa đạt tiêu chuẩn nào.",
		rests:   criteria(rulebook.KeyAnyOf),
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadInitiatives, 2, "Chưa đạt tiêu chuẩn nào; cần đạt ít nhất một: \"Được phường xét chọn\" hoặc \"Sáng kiến\".", "ghi mã sáng kiến đã được công nhận và áp dụng vào cột \"Mã sáng kiến\" nếu có."),
		fix:     "Bổ sung sáng kiến; hoặc, sau khi họp, ghi kết luận xét chọn vào trang Kết quả xét.",
		why:     "Là lỗi vì phải đạt ít nhất một. Trước khi họp, nếu chỉ còn thiếu việc phường xét chọn, hồ sơ là chưa đủ căn cứ chứ chưa phải không đạt.",
	},
	finding.MatterPending: {
		meaning: "Đối tượng đang trong thời gian xem xét, thi hành kỷ luật, điều tra, thanh tra, kiểm tra khi có dấu hiệu vi phạm, hoặc có khiếu nại, tố cáo, báo chí nêu đang xác minh.",
		rests:   pending,
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadFullName, 2, "Đang có vụ việc: Xem xét kỷ luật từ ngày 01/02/2027; chưa được xét khen thưởng.", "chỉ đề nghị khi vụ việc đã kết thúc; khi đó ghi \"Đến ngày\" trong trang \"Đang xem xét, xử lý\"."),
		fix:     "Không đề nghị cho đến khi có kết luận. Vụ việc đã xong thì ghi Đến ngày.",
		why:     "Là lỗi vì pháp luật không cho xét trong thời gian này; phường không thể cho ngoại lệ.",
	},
	finding.FormNotAllowed: {
		meaning: "Danh hiệu, hình thức ghi trong hồ sơ không có trong Kế hoạch, không dành cho loại đối tượng này hoặc không xét trong kỳ này; hoặc kết luận của cuộc họp đi với nhiều hình thức mà không nói rõ hình thức nào.",
		rests:   forms,
		example: example(workbook, nomination.SheetCollectives, nomination.HeadProposedForm, 2, "\"Cờ thi đua của UBND thành phố\" chỉ xét khi tổng kết giai đoạn, không xét trong kỳ 2026.", "chọn danh hiệu, hình thức áp dụng cho tập thể trong kỳ 2026."),
		fix:     "Chọn hình thức trong danh sách của biểu mẫu.",
		why:     "Là lỗi vì không có tiêu chuẩn nào để xét hình thức đó.",
	},
	finding.LegalCondition: {
		meaning: "Hồ sơ đạt tiêu chuẩn của Kế hoạch nhưng chưa đạt điều kiện do Luật đặt ra cho hình thức đó, ví dụ phong trào phải thực hiện từ 03 năm trở lên khi tổng kết.",
		rests:   criteria(rulebook.KeyCampaignYears),
		example: example(review, nomination.SheetCollectives, nomination.HeadProposedForm, 2, "Cờ thi đua của UBND thành phố chỉ xét khi phong trào đã thực hiện từ 03 năm trở lên; đến ngày 30/6/2028 mới được 02 năm tròn.", "chọn hình thức khác, hoặc tổng kết sau khi đủ thời gian."),
		fix:     "Chọn hình thức khác, hoặc chờ đủ điều kiện.",
		why:     "Là lỗi vì phường không có quyền bỏ qua điều kiện của Luật.",
	},
	finding.ReadingUndecided: {
		meaning: "Một câu của Kế hoạch có thể hiểu theo hai cách, phường chưa quyết định, và cách hiểu kia sẽ làm thay đổi kết quả của những hồ sơ được nêu tên.",
		rests:   readings,
		example: example(register, nomination.SheetReadings, "", 1, "Chưa quyết định cách hiểu rank-subject (Thứ hạng Chỉ số cải cách hành chính của ai được dùng để xét): đang hiểu \"Thứ hạng của phường trong khối phường: Chỉ số chỉ xếp hạng các phường, không xếp hạng phòng, ban của phường\"; nếu hiểu \"Thứ hạng của chính tập thể được đề nghị, theo bảng xếp hạng mà phường ghi trong sổ\" (unit) thì 01 hồ sơ đề nghị Bằng khen của Chủ tịch UBND thành phố đổi kết quả: VHXH/TT01 Phòng Văn hóa - Xã hội (Đạt → Chưa đủ căn cứ).", "xin ý kiến người có thẩm quyền, rồi ghi lựa chọn rank-subject vào trang \"Cách hiểu\"."),
		fix:     "Xin ý kiến người có thẩm quyền, ghi vào trang Cách hiểu; sau đó lưu ý này không hiện nữa.",
		why:     "Chỉ là lưu ý: chương trình dùng cách hiểu mặc định, nhưng không giấu rằng còn cách khác.",
	},
	finding.LeadingUnconfirmed: {
		meaning: "Cờ thi đua dành cho tập thể dẫn đầu. Phường không đứng thứ nhất, hoặc tập thể được đề nghị không phải là phường, nên việc dẫn đầu cần người xác nhận.",
		rests:   criteria(rulebook.KeyLeading),
		example: example(review, nomination.SheetCollectives, nomination.HeadCollectiveName, 2, "Chưa xác nhận được tập thể này dẫn đầu về chỉ số cải cách hành chính.", "đề nghị Hội đồng xem xét và ghi rõ vào biên bản họp xét."),
		fix:     "Hội đồng xem xét và ghi rõ vào biên bản.",
		why:     "Chỉ là cảnh báo: Kế hoạch không nói dẫn đầu là hạng mấy.",
	},
}
