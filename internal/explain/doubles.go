package explain

import (
	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// doubles explains 5xx: one achievement, one award.
var doubles = map[finding.Code]explanation{
	finding.NotAuthor: {
		meaning: "Cá nhân dùng một sáng kiến mà mình không phải tác giả; hoặc tập thể dùng một sáng kiến mà cả tác giả lẫn nơi áp dụng đều không liên quan.",
		rests:   oneAward,
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadInitiatives, 3, "Lê Văn An không phải là tác giả của sáng kiến \"Sổ tay thủ tục một trang\".", "bỏ mã sáng kiến này; nếu là đồng tác giả thì ghi đủ tác giả ở trang \"Sáng kiến\"."),
		fix:     "Sửa mã sáng kiến; hoặc sửa cột Tác giả cho đúng quyết định công nhận.",
		why:     "Là lỗi vì thành tích của người khác không phải căn cứ khen thưởng.",
	},
	finding.AlreadyRewarded: {
		meaning: "Chính thành tích này của đối tượng đã được khen ở cùng cấp hoặc cấp cao hơn.",
		rests:   oneAward,
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadProposedForm, 2, "Trần Thị Hòa đã được tặng \"Bằng khen của Chủ tịch UBND thành phố\" năm 2026 cho thành tích năm 2026 (Quyết định số 10/QĐ-UBND).", "bỏ đề nghị này, hoặc nêu thành tích khác chưa được khen."),
		fix:     "Dùng thành tích khác chưa được khen.",
		why:     "Là lỗi vì không khen nhiều lần cho một thành tích. Là cảnh báo khi lần trước ở cấp thấp hơn, hoặc là khen hằng năm trước khi tổng kết giai đoạn. Không cho ngoại lệ được.",
	},
	finding.TextsAlike: {
		meaning: "Phần thành tích của hai đối tượng gần như trùng nguyên văn. Người đứng đầu không bị so với tập thể của mình.",
		rests:   oneAward,
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadAchievement, 2, "Thành tích của Trần Thị Hòa giống 82% thành tích của Phòng Văn hóa - Xã hội (VHXH/TT01).", "viết lại thành tích riêng của từng hồ sơ."),
		fix:     "Đề nghị đơn vị viết lại theo việc mỗi người đã làm.",
		why:     "Chỉ là cảnh báo: hai người cùng làm một việc có thể viết giống nhau, người thẩm định quyết định.",
	},
	finding.TwoForms: {
		meaning: "Một đối tượng được đề nghị hai hình thức cho cùng một thành tích trong một kỳ mà không ghi là hình thức thay thế.",
		rests:   oneAward,
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadProposedForm, 3, "Trần Thị Hòa được đề nghị hai hình thức cho một thành tích trong kỳ 2026: \"Bằng khen của Chủ tịch UBND thành phố\" và \"Giấy khen của Chủ tịch UBND phường\".", "chọn một hình thức, ghi hình thức kia vào cột \"Hình thức thay thế\"."),
		fix:     "Giữ một hình thức; hình thức kia ghi vào cột Hình thức thay thế.",
		why:     "Là lỗi vì Kế hoạch không cho nhiều hình thức cho một thành tích.",
	},
	finding.InitiativeShared: {
		meaning: "Một sáng kiến được dùng ở hai hồ sơ: tập thể và người của tập thể đó, hoặc các đồng tác giả.",
		rests:   oneAward,
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadInitiatives, 2, "Sáng kiến \"Trả kết quả tại nhà cho người cao tuổi\" được cả Phòng Văn hóa - Xã hội và Trần Thị Hòa dùng để đề nghị khen thưởng.", "cân nhắc khi xét: một sáng kiến được tính cho nhiều hồ sơ."),
		fix:     "Không bắt buộc sửa. Nên ghi tỷ lệ đóng góp của từng tác giả.",
		why:     "Thường chỉ là lưu ý; là cảnh báo khi đồng tác giả không ghi tỷ lệ, hoặc hai tập thể cùng dùng.",
	},
}

// councils explains 7xx, 8xx and 9xx: votes, papers at odds, and writing.
var councils = map[finding.Code]explanation{
	finding.BallotSum: {
		meaning: "Số phiếu không khớp: phát ra, thu về, hợp lệ, không hợp lệ, đồng ý và không đồng ý không cộng đúng, hoặc nhiều hơn số thành viên.",
		rests:   votes,
		example: example(register, nomination.SheetBallots, nomination.HeadFor, 2, "Kết quả kiểm phiếu không khớp: phiếu phát ra 3 lớn hơn số có mặt 2.", "đối chiếu với biên bản kiểm phiếu rồi sửa số phiếu."),
		fix:     "Đối chiếu với biên bản kiểm phiếu.",
		why:     "Là lỗi vì kết quả phiếu là căn cứ của kết luận.",
	},
	finding.VotesBelow: {
		meaning: "Số phiếu đồng ý dưới tỷ lệ cần có. Tỷ lệ tính trên tổng số thành viên Hội đồng, kể cả người vắng và người không tham gia bỏ phiếu cho hồ sơ này.",
		rests:   votes,
		example: warned(example(register, nomination.SheetBallots, nomination.HeadFor, 3, "Số phiếu đồng ý chưa đạt: 01/03 thành viên đồng ý; cần quá nửa tổng số thành viên Hội đồng.", "đối chiếu tỷ lệ này với quy chế của Hội đồng; nếu ghi nhầm thì sửa số phiếu; nếu đúng thì bỏ phiếu lại (ghi thêm một lần) hoặc sửa kết luận.")),
		fix:     "Kiểm tra số phiếu; đúng thì sửa kết luận thành Không đề nghị, hoặc họp lại.",
		why:     "Là lỗi khi tỷ lệ do pháp luật quy định; chỉ là cảnh báo khi tỷ lệ đó chưa đối chiếu được với văn bản gốc.",
	},
	finding.QuorumNotMet: {
		meaning: "Số thành viên dự họp không đủ mức mà cơ quan đặt ra trong trang Cài đặt.",
		example: example(register, nomination.SheetMeetings, nomination.HeadMeeting, 2, "Cuộc họp H1 có 02/03 thành viên Hội đồng dự, dưới mức 80% do phường đặt.", "họp lại khi đủ thành viên, hoặc sửa điểm danh nếu ghi nhầm."),
		fix:     "Kiểm tra điểm danh; ghi đúng mà vẫn thiếu thì họp lại khi đủ thành viên. Ý kiến bằng văn bản không tính là có mặt.",
		why:     "Chỉ là cảnh báo: mức này do cơ quan đặt ra.",
	},
	finding.MinutesIncomplete: {
		meaning: "Thông tin cuộc họp chưa đủ để lập biên bản: thiếu chủ trì, thư ký, giờ bắt đầu, giờ kết thúc; chủ trì đồng thời là thư ký; chủ trì vắng mặt.",
		rests:   law("Nghị định số 30/2020/NĐ-CP", "Mẫu 1.9 Phụ lục III Nghị định số 30/2020/NĐ-CP (biên bản)", ""),
		example: example(register, nomination.SheetMeetings, nomination.HeadMeeting, 2, "Biên bản cuộc họp H1 chưa đủ: chủ trì và thư ký là cùng một người (Phạm Minh Hoàng).", "ghi đủ ở trang \"Cuộc họp\" và \"Điểm danh cuộc họp\", đúng như biên bản."),
		fix:     "Bổ sung ở trang Cuộc họp và Điểm danh cuộc họp.",
		why:     "Là lỗi vì biên bản thiếu các yếu tố này không có giá trị làm căn cứ.",
	},
	finding.CountsDiffer: {
		meaning: "Số lượng giữa văn bản, sổ theo dõi và tệp đề nghị không bằng nhau; kể cả số tập thể, cá nhân ghi sẵn trong mẫu riêng của cơ quan.",
		example: example(register, nomination.SheetBallots, nomination.HeadVotesIssued, 2, "Phát ra 4 phiếu nhưng Hội đồng chỉ có 3 thành viên.", "đối chiếu với văn bản gốc rồi sửa nơi ghi sai."),
		fix:     "Đối chiếu rồi sửa nơi sai.",
		why:     "Là lỗi vì hồ sơ tự mâu thuẫn sẽ bị trả lại.",
	},
	finding.WrittenTwoWays: {
		meaning: "Một tên người, tên đơn vị hoặc chức vụ được viết theo hai cách ở hai nơi.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadFullName, 2, "Tên \"Trần Thị Hòa\" ở nơi khác viết là \"Trần Thị Hoà\".", "thống nhất một cách viết, theo giấy tờ của người đó."),
		fix:     "Thống nhất theo quyết định bổ nhiệm hoặc tên gọi chính thức.",
		why:     "Chỉ là cảnh báo: có thể cả hai đều đúng, nhưng trên văn bản phải viết một cách.",
	},
	finding.WritingStyle: {
		meaning: "Ngày, số hoặc chữ kết thúc trong phần đơn vị viết chưa theo cách trình bày của Nghị định 30. Chỉ kiểm tra khi được yêu cầu.",
		rests:   law("Nghị định số 30/2020/NĐ-CP", "Phụ lục I, Phụ lục II Nghị định số 30/2020/NĐ-CP", ""),
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadSummary, 2, "Ô \"Tóm tắt thành tích\" có 01 chỗ viết chưa đúng thể thức: \"92.67%\" → \"92,67%\".", "sửa lại theo chữ sau mũi tên nếu đúng ý; văn bản in nguyên như đơn vị viết."),
		fix:     "Sửa nếu cần; chương trình không tự sửa chữ của đơn vị.",
		why:     "Chỉ là lưu ý: không ảnh hưởng đến kết quả xét.",
	},
}
