package explain

import "thidua/internal/finding"

// doubles explains 5xx: one achievement, one award.
var doubles = map[finding.Code]explanation{
	finding.NotAuthor: {
		meaning: "Cá nhân dùng một sáng kiến mà mình không phải tác giả; hoặc tập thể dùng một sáng kiến mà cả tác giả lẫn nơi áp dụng đều không liên quan.",
		rests:   oneAward,
		example: example(workbook, "Cá nhân", 22, 2, "Nguyễn Văn Bảy không phải tác giả của sáng kiến VHXH/SK01.", "sửa mã sáng kiến, hoặc bổ sung tên vào cột \"Tác giả\" theo quyết định công nhận."),
		fix:     "Sửa mã sáng kiến; hoặc sửa cột Tác giả cho đúng quyết định công nhận.",
		why:     "Là lỗi vì thành tích của người khác không phải căn cứ khen thưởng.",
	},
	finding.AlreadyRewarded: {
		meaning: "Chính thành tích này của đối tượng đã được khen ở cùng cấp hoặc cấp cao hơn.",
		rests:   oneAward,
		example: example(workbook, "Cá nhân", 22, 2, "Sáng kiến VHXH/SK01 đã được khen: Bằng khen của Chủ tịch UBND thành phố, năm 2026.", "dùng thành tích khác, hoặc không đề nghị."),
		fix:     "Dùng thành tích khác chưa được khen.",
		why:     "Là lỗi vì không khen nhiều lần cho một thành tích. Là cảnh báo khi lần trước ở cấp thấp hơn, hoặc là khen hằng năm trước khi tổng kết giai đoạn. Không cho ngoại lệ được.",
	},
	finding.TextsAlike: {
		meaning: "Phần thành tích của hai đối tượng gần như trùng nguyên văn. Người đứng đầu không bị so với tập thể của mình.",
		rests:   oneAward,
		example: example(workbook, "Cá nhân", 20, 3, "Thành tích giống 92 % với VHXH/CN01.", "viết lại thành tích riêng của từng người."),
		fix:     "Đề nghị đơn vị viết lại theo việc mỗi người đã làm.",
		why:     "Chỉ là cảnh báo: hai người cùng làm một việc có thể viết giống nhau, người thẩm định quyết định.",
	},
	finding.TwoForms: {
		meaning: "Một đối tượng được đề nghị hai hình thức cho cùng một thành tích trong một kỳ mà không ghi là hình thức thay thế.",
		rests:   oneAward,
		example: example(workbook, "Cá nhân", 13, 3, "VHXH/CN01 và VHXH/CN02 là một người, đề nghị hai hình thức cho cùng thành tích.", "giữ một hồ sơ; ghi hình thức kia vào cột \"Hình thức thay thế\"."),
		fix:     "Giữ một hình thức; hình thức kia ghi vào cột Hình thức thay thế.",
		why:     "Là lỗi vì Kế hoạch không cho nhiều hình thức cho một thành tích.",
	},
	finding.InitiativeShared: {
		meaning: "Một sáng kiến được dùng ở hai hồ sơ: tập thể và người của tập thể đó, hoặc các đồng tác giả.",
		rests:   oneAward,
		example: example(workbook, "Cá nhân", 22, 2, "Sáng kiến VHXH/SK01 cũng được dùng ở VHXH/TT01.", ""),
		fix:     "Không bắt buộc sửa. Nên ghi tỷ lệ đóng góp của từng tác giả.",
		why:     "Thường chỉ là lưu ý; là cảnh báo khi đồng tác giả không ghi tỷ lệ, hoặc hai tập thể cùng dùng.",
	},
}

// councils explains 7xx, 8xx and 9xx: votes, papers at odds, and writing.
var councils = map[finding.Code]explanation{
	finding.BallotSum: {
		meaning: "Số phiếu không khớp: phát ra, thu về, hợp lệ, không hợp lệ, đồng ý và không đồng ý không cộng đúng, hoặc nhiều hơn số thành viên.",
		rests:   votes,
		example: example(register, "Phiếu bình xét", 9, 2, "Thu về 8 phiếu nhưng đồng ý 7 và không đồng ý 2.", "đối chiếu với biên bản kiểm phiếu rồi sửa."),
		fix:     "Đối chiếu với biên bản kiểm phiếu.",
		why:     "Là lỗi vì kết quả phiếu là căn cứ của kết luận.",
	},
	finding.VotesBelow: {
		meaning: "Số phiếu đồng ý dưới tỷ lệ cần có. Tỷ lệ tính trên tổng số thành viên Hội đồng, kể cả người vắng và người không tham gia bỏ phiếu cho hồ sơ này.",
		rests:   votes,
		example: example(register, "Phiếu bình xét", 9, 2, "Đồng ý 4/9 thành viên; cần quá nửa.", "kiểm tra lại số phiếu, hoặc sửa kết luận."),
		fix:     "Kiểm tra số phiếu; đúng thì sửa kết luận thành Không đề nghị, hoặc họp lại.",
		why:     "Là lỗi khi tỷ lệ do pháp luật quy định; chỉ là cảnh báo khi tỷ lệ đó chưa đối chiếu được với văn bản gốc.",
	},
	finding.QuorumNotMet: {
		meaning: "Số thành viên dự họp không đủ mức mà cơ quan đặt ra trong trang Cài đặt.",
		example: example(register, "Cuộc họp", 1, 2, "Cuộc họp HD01 có 05/09 thành viên Hội đồng dự, dưới mức 67% do phường đặt.", "họp lại khi đủ thành viên, hoặc sửa điểm danh nếu ghi nhầm."),
		fix:     "Kiểm tra điểm danh; ghi đúng mà vẫn thiếu thì họp lại khi đủ thành viên. Ý kiến bằng văn bản không tính là có mặt.",
		why:     "Chỉ là cảnh báo: mức này do cơ quan đặt ra.",
	},
	finding.MinutesIncomplete: {
		meaning: "Thông tin cuộc họp chưa đủ để lập biên bản: thiếu chủ trì, thư ký, giờ bắt đầu, giờ kết thúc; chủ trì đồng thời là thư ký; chủ trì vắng mặt.",
		rests:   law("Nghị định số 30/2020/NĐ-CP", "Mẫu 1.9 Phụ lục III Nghị định số 30/2020/NĐ-CP (biên bản)", ""),
		example: example(register, "Cuộc họp", 1, 2, "Cuộc họp HD01 chưa ghi thư ký.", "ghi thư ký vào trang \"Cuộc họp\"."),
		fix:     "Bổ sung ở trang Cuộc họp và Điểm danh cuộc họp.",
		why:     "Là lỗi vì biên bản thiếu các yếu tố này không có giá trị làm căn cứ.",
	},
	finding.CountsDiffer: {
		meaning: "Số lượng giữa văn bản, sổ theo dõi và tệp đề nghị không bằng nhau; kể cả số tập thể, cá nhân ghi sẵn trong mẫu riêng của cơ quan.",
		example: example(register, "Phiếu bình xét", 5, 2, "Phát ra 10 phiếu nhưng Hội đồng có 9 thành viên.", "đối chiếu hai nơi rồi sửa nơi sai."),
		fix:     "Đối chiếu rồi sửa nơi sai.",
		why:     "Là lỗi vì hồ sơ tự mâu thuẫn sẽ bị trả lại.",
	},
	finding.WrittenTwoWays: {
		meaning: "Một tên người, tên đơn vị hoặc chức vụ được viết theo hai cách ở hai nơi.",
		example: example(workbook, "Đơn vị", 2, 12, "\"Trưởng phòng\" ở đây, \"Trưởng Phòng VHXH\" ở sổ theo dõi.", "thống nhất một cách viết."),
		fix:     "Thống nhất theo quyết định bổ nhiệm hoặc tên gọi chính thức.",
		why:     "Chỉ là cảnh báo: có thể cả hai đều đúng, nhưng trên văn bản phải viết một cách.",
	},
	finding.WritingStyle: {
		meaning: "Ngày, số hoặc chữ kết thúc trong phần đơn vị viết chưa theo cách trình bày của Nghị định 30. Chỉ kiểm tra khi được yêu cầu.",
		rests:   law("Nghị định số 30/2020/NĐ-CP", "Phụ lục I, Phụ lục II Nghị định số 30/2020/NĐ-CP", ""),
		example: example(workbook, "Cá nhân", 20, 2, "\"ngày 9/2/2026\" nên viết \"ngày 09 tháng 02 năm 2026\" hoặc \"09/02/2026\".", "sửa theo Nghị định 30 nếu cần."),
		fix:     "Sửa nếu cần; chương trình không tự sửa chữ của đơn vị.",
		why:     "Chỉ là lưu ý: không ảnh hưởng đến kết quả xét.",
	},
}
