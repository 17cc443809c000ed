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

	// deeds are sentences with a count, drawn between bounds that make sense of it,
	// and a field of work.
	deeds = []struct {
		text      string
		low, high int
	}{
		{"Trong năm 2026 đã tiếp nhận, giải quyết %d hồ sơ lĩnh vực %s, không có hồ sơ quá hạn.", 180, 2400},
		{"Phối hợp hướng dẫn %d lượt người nộp hồ sơ trực tuyến, phần lớn là thủ tục %s.", 90, 1900},
		{"Rà soát %d quy trình nội bộ về %s, đề nghị bỏ những giấy tờ đã có trong cơ sở dữ liệu.", 4, 36},
		{"Số hóa %d kết quả thủ tục %s còn lưu trên giấy để người dân không phải nộp lại bản sao.", 300, 4800},
		{"Tổ chức %d buổi tiếp nhận lưu động vào buổi tối, tập trung vào lĩnh vực %s.", 3, 26},
		{"Biên soạn, cấp phát %d tờ hướng dẫn về %s bằng lời ngắn gọn, dễ hiểu.", 200, 3000},
		{"Trả lời %d phản ánh, kiến nghị về %s, không để phản ánh nào quá thời hạn.", 5, 90},
		{"Sau khi sắp xếp lại công việc, mỗi tuần giải quyết thêm được %d hồ sơ %s so với năm trước.", 6, 45},
		{"Qua lấy ý kiến %d người dân đến làm thủ tục %s, đa số đánh giá hài lòng và rất hài lòng.", 60, 900},
		{"Đã tham gia %d cuộc họp tổ dân phố để giải thích quy định mới về %s.", 2, 18},
		{"Kịp thời phát hiện, sửa %d trường hợp dữ liệu %s không khớp với hồ sơ gốc.", 10, 240},
		{"Cùng đồng nghiệp trực %d buổi ngoài giờ trong các đợt cao điểm của lĩnh vực %s.", 4, 30},
	}
)
