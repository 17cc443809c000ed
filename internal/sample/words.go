package sample

// Words of which generated workspaces are made: common ones, so that texts break
// into lines as real ones do.
var (
	familyNames = []string{
		"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh",
		"Trịnh", "Lương", "Mai", "Cao", "Tạ", "Phùng", "Khúc", "Mạc", "Giáp", "Nghiêm", "Quách", "Doãn",
	}
	middleNames = map[string][]string{
		"Nam": {"Văn", "Đức", "Quốc", "Xuân", "Minh", "Công", "Đình", "Thế", "Trọng", "Quang", "Bá", "Mạnh"},
		"Nữ":  {"Thị", "Thị Thu", "Thị Bích", "Thị Hồng", "Thanh", "Phương", "Thị Ngọc", "Thùy", "Kim", "Thị Thúy"},
	}
	givenNames = map[string][]string{
		"Nam": {"Hùng", "Dũng", "Tuấn", "Thắng", "Cường", "Sơn", "Hải", "Long", "Khánh", "Nghĩa", "Thuận", "Vinh", "Đạt", "Huy", "Khoa", "Thịnh", "Toàn", "Trường", "Kỷ", "Hưởng"},
		"Nữ":  {"Hương", "Lan", "Hằng", "Nga", "Thủy", "Yến", "Phượng", "Trang", "Hạnh", "Nhung", "Oanh", "Thảo", "Uyên", "Vân", "Ánh", "Hiền", "Huệ", "Liên", "Thơ", "Quỳnh"},
	}
	hometowns = []string{"Xã Tứ Kỳ", "Xã Gia Lộc", "Xã Nam Sách", "Xã Thanh Hà", "Xã Kim Thành", "Xã Ninh Giang", "Xã Bình Giang", "Xã Vĩnh Bảo"}
	degrees   = []string{"Cử nhân Luật", "Cử nhân Hành chính học", "Kỹ sư Công nghệ thông tin", "Cử nhân Công tác xã hội", "Thạc sĩ Quản lý công", "Cử nhân Kế toán"}
	posts     = []string{"Chuyên viên", "Chuyên viên, Ủy viên Ban Chấp hành Công đoàn", "Văn thư", "Phó Trưởng bộ phận", "Nhân viên hỗ trợ dịch vụ công trực tuyến"}

	// kindsOfUnit go round; a unit's number makes its name its own.
	kindsOfUnit = []struct{ name, class, post string }{
		{"Tổ dân phố số", "Tổ dân phố", "Tổ trưởng"},
		{"Trường Tiểu học số", "Đơn vị sự nghiệp", "Hiệu trưởng"},
		{"Trường Mầm non số", "Đơn vị sự nghiệp", "Hiệu trưởng"},
		{"Bộ phận chuyên môn số", "Cơ quan, phòng", "Trưởng bộ phận"},
		{"Chi hội Phụ nữ số", "Tổ chức chính trị - xã hội", "Chi hội trưởng"},
	}
	kindsOfGroup = []string{"Tổ công nghệ số cộng đồng", "Tổ rà soát thủ tục", "Tổ truyền thông", "Tổ tiếp nhận lưu động", "Tổ số hóa hồ sơ", "Tổ hòa giải"}

	fields = []string{
		"hộ tịch", "chứng thực", "đất đai", "xây dựng", "đăng ký hộ kinh doanh", "bảo trợ xã hội",
		"người có công", "giáo dục", "văn hóa cơ sở", "môi trường đô thị",
	}
	ideas = []string{
		"Phiếu hướng dẫn một trang cho thủ tục %s", "Lịch hẹn điện tử trong lĩnh vực %s", "Sổ theo dõi hồ sơ %s theo màu",
		"Bộ mẫu điền sẵn cho thủ tục %s", "Kho dữ liệu dùng chung về %s",
	}

	// A sentence says when or with whom, what was done, and with what outcome. Any
	// three go together.
	openings = []string{
		"Trong năm", "Từ đầu năm", "Sáu tháng đầu năm", "Sáu tháng cuối năm", "Trong quý III", "Vào các đợt cao điểm",
		"Sau khi sắp xếp lại công việc", "Theo kế hoạch của phường", "Theo phân công của lãnh đạo", "Cùng đồng nghiệp",
		"Cùng tổ công nghệ số cộng đồng", "Qua đợt rà soát tháng 9", "Từ khi có hướng dẫn mới", "Phối hợp với các tổ dân phố",
	}
	// deeds have a count, drawn between bounds that make sense of it, and a field of work.
	deeds = []struct {
		text      string
		low, high int
	}{
		{"đã tiếp nhận, giải quyết %d hồ sơ lĩnh vực %s", 180, 2400},
		{"đã hướng dẫn %d lượt người nộp hồ sơ trực tuyến, phần lớn là thủ tục %s", 90, 1900},
		{"đã rà soát %d quy trình nội bộ về %s", 4, 36},
		{"đã số hóa %d kết quả thủ tục %s còn lưu trên giấy", 300, 4800},
		{"đã tổ chức %d buổi tiếp nhận lưu động về %s vào buổi tối", 3, 26},
		{"đã biên soạn, cấp phát %d tờ hướng dẫn về %s bằng lời ngắn gọn", 200, 3000},
		{"đã trả lời %d phản ánh, kiến nghị về %s", 5, 90},
		{"đã giải quyết thêm mỗi tuần %d hồ sơ %s", 6, 45},
		{"đã lấy ý kiến %d người dân đến làm thủ tục %s", 60, 900},
		{"đã dự %d cuộc họp dân để giải thích quy định mới về %s", 2, 18},
		{"đã phát hiện, sửa %d trường hợp dữ liệu %s không khớp với hồ sơ gốc", 10, 240},
		{"đã trực %d buổi ngoài giờ để nhận hồ sơ %s", 4, 30},
		{"đã gọi điện báo trước cho %d người có hồ sơ %s sắp đến hạn trả", 40, 700},
		{"đã lập %d bộ hồ sơ mẫu về %s đặt tại nơi tiếp nhận", 5, 40},
		{"đã tập huấn cho %d lượt người của các tổ dân phố về %s", 30, 400},
		{"đã đối chiếu %d hồ sơ %s với cơ sở dữ liệu quốc gia về dân cư", 100, 2600},
	}
	outcomes = []string{
		"không để xảy ra sai sót", "được người dân ghi nhận", "nhanh hơn năm trước", "vượt mức đã đăng ký từ tháng 10",
		"không phát sinh khiếu nại", "người dân bớt được ít nhất một lần đi lại", "kết quả được ghi vào sổ theo dõi hằng tuần",
		"cách làm đã được hai đơn vị khác áp dụng", "được lãnh đạo phường biểu dương", "không phải bố trí thêm người",
		"tiết kiệm khoảng một phần ba thời gian", "có số liệu kèm theo", "báo cáo đúng hạn", "số liệu được cập nhật ngay trong ngày",
		"phần việc nào cũng có người phụ trách", "tăng rõ so với cùng kỳ", "việc tồn đọng từ năm trước đã hết",
		"đa số người được hỏi hài lòng và rất hài lòng",
	}
)
