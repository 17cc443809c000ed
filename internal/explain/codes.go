package explain

import (
	"maps"
	"slices"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// explanations holds every code, by its group.
var explanations = joined(files, records, conditions, numbers, doubles, councils)

func joined(groups ...map[finding.Code]explanation) map[finding.Code]explanation {
	out := map[finding.Code]explanation{}
	for _, g := range groups {
		maps.Copy(out, g)
	}
	return out
}

// The files of the examples.
const (
	workbook = "VHXH-2026.xlsx"
	review   = "VHXH-2026-2030.xlsx"
	register = nomination.RegisterName
)

// warned is an example of a code that weighs more elsewhere.
func warned(f finding.Finding) finding.Finding {
	f.Severity = finding.Warning
	return f
}

// example makes a finding as check prints it for the cases of its tests, at the cell
// below a heading where the forms have it; no heading is the first one, no row the whole
// file. Of a sheet of two columns the row is that of the item.
func example(file, sheet, head string, row int, message, fix string) finding.Finding {
	f := finding.Finding{Place: finding.Place{File: file, Sheet: sheet, Row: row}, Message: message, Fix: fix}
	schemas := nomination.WorkbookSchemas()
	if file == register {
		schemas = nomination.RegisterSchemas()
	}
	for _, s := range schemas {
		if s.Name != sheet {
			continue
		}
		f.Place.Col = 1 + max(0, slices.IndexFunc(s.Columns, func(c nomination.Column) bool { return c.Head == head }))
		if s.Pairs {
			f.Place.Col, f.Place.Row = 2, f.Place.Col+1
		}
	}
	return f
}

// files explains 1xx: what keeps a file from being read, or read rightly.
var files = map[finding.Code]explanation{
	finding.NothingHere: {
		meaning: "Không có gì để đọc: thư mục này không phải thư mục làm việc, thiếu sổ theo dõi, hoặc chưa có tệp đề nghị nào.",
		example: example(register, "", "", 0, "Thiếu sổ theo dõi data/so-theo-doi.xlsx.", "chép lại sổ theo dõi, hoặc chạy thidua init ở thư mục khác để lấy sổ trống; xem bộ mẫu bằng thidua demo."),
		fix:     "Chạy lệnh trong thư mục có data/, hoặc ghi đường dẫn sau --workspace. Muốn bắt đầu mới thì dùng thidua init; muốn xem mẫu thì dùng thidua demo.",
		why:     "Là lỗi vì không có dữ liệu thì không xét được hồ sơ nào.",
	},
	finding.UnreadableFile: {
		meaning: "Tệp không mở được: hỏng, rỗng, có mật khẩu, là tệp Excel kiểu cũ (.xls) hoặc đang bị khóa. Thông báo nói rõ trường hợp nào.",
		example: example(workbook, "", "", 0, "Đây không phải tệp Excel (.xlsx), hoặc tệp đã hỏng.", "lấy lại tệp gốc; nếu là tệp kiểu khác, mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu Excel Workbook (*.xlsx)."),
		fix:     "Lấy lại tệp gốc từ đơn vị; bỏ mật khẩu; lưu lại theo kiểu Excel Workbook (*.xlsx).",
		why:     "Là lỗi và chặn việc lập hồ sơ: trong tệp chưa đọc được có thể có hồ sơ đã được kết luận.",
	},
	finding.NotANomination: {
		meaning: "Tệp trong thư mục đề nghị không phải tệp đề nghị, hoặc thiếu trang bắt buộc: trang Đơn vị; trang Tập thể hoặc Cá nhân khi mục Có đề nghị ghi Có.",
		example: example(workbook, "", "", 0, "Thiếu trang \"Đơn vị\".", "có phải trang \"Don vi\"? Nếu đúng, đổi tên trang thành \"Đơn vị\"."),
		fix:     "Đặt lại đúng tên trang như trong biểu mẫu; tệp khác thì chuyển ra ngoài thư mục data/de-nghi.",
		why:     "Là lỗi vì không biết tệp của đơn vị nào, kỳ nào, đề nghị ai.",
	},
	finding.MissingHeading: {
		meaning: "Trang thiếu một cột (hoặc một mục) bắt buộc, hoặc một tiêu đề đứng hai lần. Chương trình tìm cột theo đúng chữ của tiêu đề, có dấu, không theo vị trí.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadDossierCode, 1, "Trang \"Cá nhân\" thiếu cột \"Họ và tên\".", "có phải cột \"Họ tên\"? Nếu đúng, sửa tiêu đề thành \"Họ và tên\"."),
		fix:     "Sửa chữ trên hàng tiêu đề cho đúng biểu mẫu; bỏ cột trùng.",
		why:     "Là lỗi vì chương trình không đoán cột nào chứa số liệu gì.",
	},
	finding.UnknownHeading: {
		meaning: "Cột hoặc trang này không có trong biểu mẫu, hoặc tệp trong templates/ không mang tên của mẫu nào, nên nội dung của nó không được dùng.",
		example: finding.Finding{Place: finding.Place{File: workbook, Sheet: nomination.SheetIndividuals, Row: 1, Col: 22}, Message: "Cột \"Quê\" không có trong biểu mẫu nên không dùng.", Fix: "có phải cột \"Quê quán\"? Nếu đúng, sửa lại tiêu đề."},
		fix:     "Nếu viết nhầm thì sửa tiêu đề, tên trang hoặc tên tệp; nếu là cột riêng của đơn vị thì để nguyên.",
		why:     "Chỉ là cảnh báo: đơn vị được thêm cột riêng, nhưng cần biết nội dung đó không vào hồ sơ.",
	},
	finding.BadDate: {
		meaning: "Ngày viết không đọc được hoặc không có trong lịch.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadBorn, 2, "Cột \"Ngày sinh\": \"31/02/1985\" không có trong lịch.", "ghi lại theo dạng ngày/tháng/năm, ví dụ 09/6/2026; hoặc chỉ năm, ví dụ 1985."),
		fix:     "Ghi ngày/tháng/năm với năm đủ bốn chữ số. Ngày sinh có thể chỉ ghi năm.",
		why:     "Là lỗi vì ngày quyết định thời hạn, căn cứ pháp lý và việc nhận ra cùng một người.",
	},
	finding.BadNumber: {
		meaning: "Ô cần một con số nhưng có nội dung khác.",
		example: example(workbook, nomination.SheetCollectives, nomination.HeadStaff, 2, "Cột \"Tổng số CBCCVC\": \"12 người\" không phải là số nguyên từ 0 trở lên.", "chỉ ghi chữ số, không ghi kèm chữ hay đơn vị tính."),
		fix:     "Chỉ ghi chữ số.",
		why:     "Là lỗi vì số ghi sai sẽ đi thẳng vào văn bản hoặc làm sai phép tính.",
	},
	finding.NotInList: {
		meaning: "Giá trị không có trong danh sách cho phép của cột. Dấu thanh đặt khác chỗ (hòa, hoà) và chữ hoa, chữ thường không tính là khác.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadRating, 2, "Cột \"Mức độ hoàn thành nhiệm vụ\": \"Hoàn thành xuất sắc\" không có trong danh sách.", "có phải \"Hoàn thành xuất sắc nhiệm vụ\"? Nếu không, chọn một giá trị trong danh sách."),
		fix:     "Chọn một giá trị trong danh sách thả xuống của biểu mẫu. Ở trang Ngoại lệ, chỉ được ghi các mã mà phường có quyền cho ngoại lệ.",
		why:     "Là lỗi vì tiêu chuẩn của Kế hoạch được xét theo chính giá trị này; chương trình gợi ý giá trị gần nhất nhưng không tự thay.",
	},
	finding.LegacyEncoding: {
		meaning: "Chữ trong ô gõ bằng phông cũ (TCVN3 như .VnTime, hoặc VNI) nên trên máy khác thành chữ lạ. Chương trình đã nhận ra và đề nghị cách đọc.",
		rests:   law("Nghị định số 30/2020/NĐ-CP", "Phụ lục I Nghị định số 30/2020/NĐ-CP (phông chữ tiếng Việt Times New Roman, bộ mã ký tự Unicode theo Tiêu chuẩn TCVN 6909:2001)", ""),
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadFullName, 2, "Ô \"Họ và tên\" gõ theo bảng mã TCVN3 (ABC), không phải Unicode: \"TrÇn ThÞ Hßa\" → \"Trần Thị Hòa\".", "gõ lại bằng Unicode; hoặc nếu chữ sau mũi tên đúng thì chạy lại với --accept-encoding để dùng chữ đó."),
		fix:     "So chữ trước và sau; đúng thì thêm --accept-encoding vào lệnh, hoặc đơn vị gõ lại bằng Unicode.",
		why:     "Chỉ là cảnh báo, nhưng chữ được đổi chỉ khi công chức đồng ý: đọc sai một dấu là sai tên người.",
	},
	finding.BrokenCell: {
		meaning: "Ô đang báo lỗi của Excel (#REF!, #N/A …), hoặc là công thức chưa có kết quả lưu trong tệp.",
		example: example(workbook, nomination.SheetCollectives, nomination.HeadStaff, 2, "Ô \"Tổng số CBCCVC\" đang báo lỗi #REF! của Excel.", "sửa công thức, hoặc ghi thẳng giá trị vào ô."),
		fix:     "Sửa công thức, hoặc ghi thẳng giá trị. Công thức chưa có kết quả thì mở tệp bằng Excel rồi lưu lại.",
		why:     "Là lỗi vì chương trình không tính thay Excel: không biết giá trị thật của ô.",
	},
	finding.BadCharacter: {
		meaning: "Ô có ký tự mà phông chữ của văn bản không in được, hoặc ký tự điều khiển mà không văn bản nào được chứa.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadSummary, 2, "Ô \"Tóm tắt thành tích\" có ký tự không in được: 👍 (U+1F44D).", "xóa ký tự đó, hoặc thay bằng chữ, dấu thường dùng."),
		fix:     "Xóa hoặc thay ký tự được nêu.",
		why:     "Là lỗi vì in ra sẽ thành chỗ trống mà không ai thấy.",
	},
	finding.RowSkipped: {
		meaning: "Hàng này chỉ là dòng cộng, chân trang hoặc hàng ví dụ của biểu mẫu nên không đọc. Hàng có tên mà thiếu mã thì không bị bỏ qua: đó là TD201.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadDossierCode, 3, "Hàng ví dụ của biểu mẫu, không đọc.", ""),
		fix:     "Không cần sửa. Nếu đây là hồ sơ thật thì ghi mã hồ sơ.",
		why:     "Chỉ là lưu ý, để không có hàng nào bị bỏ qua mà không ai biết.",
	},
	finding.BeyondLimits: {
		meaning: "Tệp vượt giới hạn: quá lớn, quá nhiều hàng, quá nhiều cột, hoặc bung ra lớn bất thường.",
		example: example(workbook, "", "", 0, "Tệp lớn hơn 50 MB.", "xóa ảnh và trang thừa rồi lưu lại, hoặc chia thành nhiều tệp."),
		fix:     "Xóa hàng, cột, ảnh thừa rồi lưu lại; hoặc chép số liệu sang biểu mẫu mới.",
		why:     "Là lỗi: đọc tiếp có thể làm treo máy, và một tệp đề nghị không bao giờ lớn như vậy.",
	},
	finding.BadDefinition: {
		meaning: "Tệp kế hoạch (ke-hoach.yaml) hoặc một mẫu văn bản riêng của cơ quan viết sai; thông báo nêu dòng:cột và điều cần có ở đó.",
		example: finding.Finding{Place: finding.Place{File: nomination.RulebookName, Row: 5, Col: 3}, Message: "Khóa \"campain\" không có trong mục plan.", Fix: "sửa tại dòng 5, cột 3 của tệp ke-hoach.yaml: cần khóa \"campaign\"."},
		fix:     "Sửa đúng chỗ được nêu; hoặc bỏ tệp đó đi để dùng bản đi kèm chương trình.",
		why:     "Là lỗi vì không xét hồ sơ theo một kế hoạch đọc dở.",
	},
	finding.Disagreement: {
		meaning: "Tên tệp, mục Mã đơn vị và mục Kỳ đề nghị không khớp nhau; hai tệp của một đơn vị cho cùng một lần gửi; hoặc đơn vị ghi Không đề nghị mà vẫn có hồ sơ.",
		example: example(workbook, nomination.SheetUnit, nomination.HeadUnitCode, 0, "Mục \"Mã đơn vị\" ghi \"KTHTDT\" nhưng tên tệp ghi \"VHXH\".", "sửa ô này hoặc đổi tên tệp cho khớp."),
		fix:     "Sửa ô hoặc đổi tên tệp; lần gửi sau thêm -lan-2 vào tên tệp; sửa mục Có đề nghị.",
		why:     "Là lỗi vì không được đoán hồ sơ là của đơn vị nào hay bản nào là bản đúng.",
	},
}

// records explains 2xx: values that are missing or do not fit one another.
var records = map[finding.Code]explanation{
	finding.RequiredEmpty: {
		meaning: "Ô bắt buộc (tiêu đề có dấu *) để trống.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadBorn, 2, "Ô \"Ngày sinh\" bắt buộc nhưng để trống.", "điền \"Ngày sinh\"."),
		fix:     "Điền giá trị. Hàng không dùng nữa thì xóa cả hàng.",
		why:     "Là lỗi vì văn bản in ra sẽ thiếu; chỉ chặn hồ sơ của đối tượng đó.",
	},
	finding.UnknownUnit: {
		meaning: "Mã đơn vị không có trong trang Đơn vị của sổ theo dõi.",
		example: example(register, nomination.SheetReceipts, nomination.HeadUnitCode, 3, "Mã đơn vị \"TUPHAP\" không có ở trang \"Đơn vị\" của sổ theo dõi.", "sửa lại mã, hoặc thêm đơn vị vào sổ theo dõi."),
		fix:     "Sửa mã, hoặc thêm đơn vị vào sổ theo dõi.",
		why:     "Là lỗi vì không biết hồ sơ của ai gửi và ai được trả lời.",
	},
	finding.NomineeTwice: {
		meaning: "Một người (trùng họ tên và ngày sinh) hoặc một tập thể được đề nghị hai lần trong một kỳ mà không ghi là hình thức thay thế.",
		rests:   oneAward,
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadFullName, 3, "Cá nhân này được đề nghị hai lần trong kỳ 2026: VHXH/CN01 và VHXH/CN02.", "bỏ một hồ sơ, hoặc ghi hình thức kia vào cột \"Hình thức thay thế\"."),
		fix:     "Giữ một hồ sơ; hình thức còn lại ghi vào cột Hình thức thay thế của hồ sơ đó.",
		why:     "Là lỗi vì một người không thể được xét hai lần trong cùng một kỳ.",
	},
	finding.ImplausibleBirth: {
		meaning: "Ngày sinh khó có thể đúng: dưới 18 tuổi, trên 70 tuổi hoặc ở tương lai.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadBorn, 2, "Ngày sinh 21/02/2009 cho thấy người này mới 17 tuổi.", "xem lại ngày sinh; nếu đúng thì để nguyên."),
		fix:     "Đối chiếu với hồ sơ cán bộ rồi sửa; nếu đúng thì để nguyên.",
		why:     "Chỉ là cảnh báo: Kế hoạch không đặt điều kiện về tuổi, nhưng đây thường là lỗi gõ.",
	},
	finding.BadPersonalNumber: {
		meaning: "Số định danh cá nhân không đủ 12 chữ số, hoặc không khớp với năm sinh, giới tính đã ghi.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadPersonalID, 2, "Số định danh không khớp năm sinh 1986.", "xem lại năm sinh và số định danh."),
		fix:     "Sửa số hoặc ngày sinh; biểu mẫu không yêu cầu cột này nên có thể để trống.",
		why:     "Chỉ là cảnh báo: số định danh không được in ở đâu và không phải điều kiện xét.",
	},
	finding.PaperMissing: {
		meaning: "Thiếu một giấy tờ mà hình thức khen thưởng này cần: báo cáo thành tích, biên bản họp xét, kết quả bỏ phiếu, văn bản công bố xếp hạng. Tệp kế hoạch (mục dossiers) ghi hình thức nào cần giấy tờ nào.",
		rests:   dossiers,
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadAchievement, 3, "Chưa có báo cáo thành tích của Lê Văn An: cột \"Thành tích cá nhân\" để trống và không có tệp báo cáo gửi kèm.", "ghi thành tích vào cột \"Thành tích cá nhân\", hoặc ghi tệp báo cáo vào trang \"Tài liệu kèm theo\"."),
		fix:     "Báo cáo thành tích do đơn vị bổ sung; cuộc họp, phiếu bình xét và văn bản công bố xếp hạng thì ghi vào sổ theo dõi.",
		why:     "Là lỗi vì hồ sơ thiếu thành phần sẽ bị cấp trên trả lại; chỉ chặn hồ sơ của đối tượng đó.",
	},
	finding.BadAttachment: {
		meaning: "Tệp kèm theo không có, không đọc được, không đúng loại (PDF, PNG, JPG, DOCX) hoặc nằm ngoài thư mục làm việc. Là cảnh báo khi báo cáo bằng Word có phần không đưa được vào văn bản: ảnh, hộp chữ, chú thích, công thức.",
		example: example(workbook, nomination.SheetAttachments, nomination.HeadFile, 2, "Tệp \"bao-cao-cn1.pdf\" không có trong thư mục data/dinh-kem.", "có phải \"bao-cao-cn01.pdf\"? Nếu không, chép tệp vào thư mục data/dinh-kem, hoặc sửa lại tên."),
		fix:     "Chép tệp vào data/dinh-kem và ghi đường dẫn từ đó, dùng dấu gạch chéo /.",
		why:     "Là lỗi vì tài liệu được dẫn ra phải có thật trong hồ sơ nộp.",
	},
	finding.UnknownInitiative: {
		meaning: "Mã sáng kiến ghi ở hồ sơ không có trong trang Sáng kiến.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadInitiatives, 2, "Mã sáng kiến \"SK12\" không có ở trang \"Sáng kiến\".", "sửa lại mã, hoặc thêm sáng kiến vào trang \"Sáng kiến\"."),
		fix:     "Sửa mã; sáng kiến của đơn vị khác thì ghi kèm mã đơn vị, ví dụ VHXH/SK01.",
		why:     "Là lỗi vì không kiểm tra được một sáng kiến không có thông tin.",
	},
	finding.SitsOnCouncil: {
		meaning: "Người được đề nghị là thành viên Hội đồng xét.",
		rests:   votes,
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadFullName, 2, "Trần Thị Hòa được đề nghị khen thưởng và cũng là Ủy viên Hội đồng.", "không bỏ phiếu cho chính mình; ghi việc này vào biên bản."),
		fix:     "Bố trí người khác chủ trì, ghi biên bản, kiểm phiếu hoặc ký khi xét hồ sơ này.",
		why:     "Thường chỉ là lưu ý; là cảnh báo khi người đó chủ trì, làm thư ký, ký văn bản, kiểm phiếu hoặc đứng đầu cơ quan thẩm định. Số thành viên để tính tỷ lệ không giảm.",
	},
	finding.UnknownReference: {
		meaning: "Sổ theo dõi hoặc tệp đề nghị nhắc đến một hồ sơ, cuộc họp hoặc người không có ở đâu.",
		example: example(register, nomination.SheetConclusions, nomination.HeadDossier, 3, "Hồ sơ \"VHXH/CN09\" không có trong tệp đề nghị nào.", "sửa lại mã, dạng <mã đơn vị>/<mã hồ sơ>."),
		fix:     "Sửa mã, hoặc ghi bổ sung hồ sơ, cuộc họp, người được nhắc đến.",
		why:     "Là lỗi vì một kết luận hay lá phiếu không gắn được với hồ sơ nào sẽ bị mất.",
	},
	finding.BadCode: {
		meaning: "Mã viết sai quy cách hoặc dùng hai lần trong một tệp.",
		example: example(workbook, nomination.SheetIndividuals, nomination.HeadDossierCode, 3, "Mã \"TT01\" đã dùng ở ô Tập thể › A2.", "đặt mã khác cho một trong hai."),
		fix:     "Mã hồ sơ, mã sáng kiến gồm 1 đến 16 chữ không dấu, chữ số hoặc gạch nối, không trùng trong một tệp.",
		why:     "Là lỗi vì phiếu bầu, kết luận và lần gửi sau đều tìm hồ sơ theo mã.",
	},
}
