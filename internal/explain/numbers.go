package explain

import (
	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// numbers explains 4xx and 6xx: how many, and until when.
var numbers = map[finding.Code]explanation{
	finding.OverCityQuota: {
		meaning: "Số hồ sơ được kết luận đề nghị Bằng khen của Chủ tịch UBND thành phố hằng năm vượt số lượng Kế hoạch cho phép.",
		rests:   quota("city-merit"),
		example: example(register, nomination.SheetConclusions, nomination.HeadConclusion, 4, "Đã kết luận 02 cá nhân đề nghị Bằng khen của Chủ tịch UBND thành phố, vượt 01; bớt 01 trong 02.", "sửa kết luận của 01 hồ sơ trong trang \"Kết quả xét\"."),
		fix:     "Chọn lại và sửa cột Kết luận của những hồ sơ vượt.",
		why:     "Sau khi họp là lỗi; trước khi họp chỉ là lưu ý (“chọn 01 trong 08”) vì đơn vị được đề nghị nhiều hơn số lượng. Không cho ngoại lệ được.",
	},
	finding.OverFlagQuota: {
		meaning: "Nhiều hơn 01 tập thể được kết luận đề nghị Cờ thi đua của UBND thành phố.",
		rests:   together(quota("city-flag"), standard("city-flag")),
		example: example(register, nomination.SheetConclusions, nomination.HeadConclusion, 3, "Đã kết luận 02 tập thể đề nghị Cờ thi đua của UBND thành phố, vượt 01; bớt 01 trong 02.", "sửa kết luận của 01 hồ sơ trong trang \"Kết quả xét\"."),
		fix:     "Giữ 01 tập thể; tập thể còn lại chuyển sang hình thức khác.",
		why:     "Sau khi họp là lỗi vì đây là giới hạn của thành phố, phường không thể vượt; trước khi họp chỉ là lưu ý.",
	},
	finding.OverBesideFlag: {
		meaning: "Khi phường có tập thể được đề nghị Cờ thi đua, số hồ sơ đề nghị Bằng khen kèm theo vượt mức: không quá 02 cá nhân và không thêm tập thể nào; nếu phường hiểu là cộng thêm (flag-quota: flag-adds) thì không quá 03 cá nhân.",
		rests:   quotas(besideAnother),
		example: example(register, nomination.SheetConclusions, nomination.HeadConclusion, 5, "Đã kết luận 03 cá nhân đề nghị Bằng khen của Chủ tịch UBND thành phố cùng với Cờ thi đua của UBND thành phố, vượt 01; bớt 01 trong 03.", "sửa kết luận của 01 hồ sơ trong trang \"Kết quả xét\"."),
		fix:     "Bớt cá nhân; hoặc, nếu phường quyết định hiểu khác, ghi flag-quota vào trang Cách hiểu.",
		why:     "Sau khi họp là lỗi vì vượt giới hạn của thành phố; trước khi họp chỉ là lưu ý.",
	},
	finding.OverFinalQuota: {
		meaning: "Số hồ sơ được kết luận đề nghị Bằng khen của Chủ tịch UBND thành phố khi tổng kết giai đoạn vượt 01 tập thể hoặc 01 cá nhân.",
		rests:   quota("city-merit-final"),
		example: example(register, nomination.SheetConclusions, nomination.HeadConclusion, 3, "Đã kết luận 02 tập thể đề nghị Bằng khen của Chủ tịch UBND thành phố, vượt 01; bớt 01 trong 02.", "sửa kết luận của 01 hồ sơ trong trang \"Kết quả xét\"."),
		fix:     "Chọn lại và sửa cột Kết luận của những hồ sơ vượt.",
		why:     "Sau khi họp là lỗi; trước khi họp chỉ là lưu ý.",
	},
	finding.NoAllocation: {
		meaning: "Hồ sơ được kết luận đề nghị cấp Nhà nước nhưng trang Phân bổ không có số lượng cho hình thức đó.",
		rests:   quotas(allocated),
		example: example(register, nomination.SheetConclusions, nomination.HeadConclusion, 2, "Trang \"Phân bổ\" chưa có phân bổ \"Bằng khen của Thủ tướng Chính phủ\" cho cá nhân trong kỳ 2026-2030.", "ghi số lượng và văn bản phân bổ vào trang \"Phân bổ\" khi có; chưa có thì đổi kết luận."),
		fix:     "Ghi số lượng và văn bản phân bổ vào trang Phân bổ khi có; chưa có thì đổi kết luận.",
		why:     "Sau khi họp là lỗi vì cấp Nhà nước chỉ xét theo phân bổ; trước khi họp chỉ là lưu ý vì phân bổ có thể đến sau. Nêu riêng từng hồ sơ.",
	},
	finding.OverAllocation: {
		meaning: "Số hồ sơ được kết luận đề nghị cấp Nhà nước vượt số lượng được phân bổ. Các dòng phân bổ của cùng kỳ, cùng hình thức, cùng loại đối tượng được cộng lại.",
		rests:   quotas(allocated),
		example: example(register, nomination.SheetConclusions, nomination.HeadConclusion, 4, "Đã kết luận 02 cá nhân đề nghị Bằng khen của Thủ tướng Chính phủ, vượt 01; bớt 01 trong 02.", "sửa kết luận của 01 hồ sơ trong trang \"Kết quả xét\"."),
		fix:     "Chọn lại cho đúng số lượng được phân bổ.",
		why:     "Sau khi họp là lỗi vì cấp trên không nhận hồ sơ vượt phân bổ; trước khi họp chỉ là lưu ý.",
	},
	finding.Late: {
		meaning: "Hồ sơ của đơn vị nhận vào đúng ngày hết hạn hoặc sau đó. “Trước ngày 15/02” được hiểu là muộn nhất ngày 14/02, trừ khi phường quyết định hiểu khác.",
		rests:   deadlines,
		example: example(register, nomination.SheetReceipts, nomination.HeadReceived, 3, "Hồ sơ cấp thành phố nhận ngày 15/02/2027 là quá hạn; hạn cuối 14/02/2027 (trước ngày 15/02/2027).", "nếu ghi nhầm thì sửa ngày nhận; nếu có thông báo đổi hạn thì ghi vào trang \"Gia hạn\"."),
		fix:     "Sửa ngày nhận nếu ghi nhầm; có thông báo đổi hạn thì ghi vào trang Gia hạn.",
		why:     "Là lỗi vì Kế hoạch ấn định thời hạn. Lần nhận đầu tiên được tính; hồ sơ được yêu cầu bổ sung có hạn riêng.",
	},
	finding.NoReceipt: {
		meaning: "Đã có tệp đề nghị nhưng trang Tiếp nhận chưa ghi ngày nhận.",
		rests:   deadlines,
		example: example(register, nomination.SheetReceipts, "", 1, "Chưa ghi ngày nhận hồ sơ cấp thành phố của Phòng Văn hóa - Xã hội.", "ghi ngày nhận và số đến vào trang \"Tiếp nhận\"."),
		fix:     "Ghi ngày nhận và số đến.",
		why:     "Chỉ là cảnh báo: chưa biết có đúng hạn không.",
	},
	finding.DeadlineOnDayOff: {
		meaning: "Hạn nộp hoặc ngày liền trước rơi vào ngày nghỉ. Chương trình nêu ngày làm việc cuối cùng trước hạn, không dời hạn.",
		rests:   deadlines,
		example: example(register, nomination.SheetReceipts, "", 1, "Hạn gửi hồ sơ cấp thành phố: 14/02/2027 là Chủ nhật; ngày làm việc cuối cùng còn trong hạn là thứ Sáu, 12/02/2027. Hạn không lùi.", "nhắc các đơn vị gửi hồ sơ chậm nhất ngày 12/02/2027."),
		fix:     "Nhắc các đơn vị gửi sớm. Muốn dời hạn phải có thông báo, ghi vào trang Gia hạn.",
		why:     "Chỉ là lưu ý: Kế hoạch không nói hạn được dời khi gặp ngày nghỉ.",
	},
	finding.DatesOutOfOrder: {
		meaning: "Các ngày không theo thứ tự hợp lý, ví dụ hồ sơ được nhận trước ngày tờ trình của đơn vị.",
		example: example(register, nomination.SheetReceipts, nomination.HeadReceived, 3, "Ngày nhận 12/01/2027 trước ngày tờ trình của đơn vị 13/01/2027.", "đối chiếu với văn bản rồi sửa ngày ghi nhầm."),
		fix:     "Đối chiếu với văn bản gốc rồi sửa.",
		why:     "Chỉ là cảnh báo: thường là gõ nhầm, nhưng chương trình không biết ngày nào sai.",
	},
	finding.UnitHasNotAnswered: {
		meaning: "Đơn vị có trong sổ theo dõi nhưng chưa gửi tệp đề nghị. Đơn vị không đề nghị ai vẫn phải gửi tệp ghi Không.",
		rests:   deadlines,
		example: example(register, nomination.SheetReceipts, "", 1, "Phòng Kinh tế, Hạ tầng và Đô thị chưa gửi tệp đề nghị kỳ 2026.", "đôn đốc đơn vị gửi tệp đề nghị."),
		fix:     "Đôn đốc đơn vị; xem cả danh sách bằng thidua status.",
		why:     "Chỉ là lưu ý: một đơn vị chưa gửi không cản trở hồ sơ của đơn vị khác.",
	},
}
