package form

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"thidua/internal/nomination"
)

// guide fills the first sheet: what to do, a line a row.
func (b *builder) guide(title string, lines []string) error {
	const width = 110
	sheet := nomination.SheetGuide
	if err := b.file.SetColWidth(sheet, "A", "A", width); err != nil {
		return err
	}
	if err := b.text(sheet, 1, 1, title, b.styles.title); err != nil {
		return err
	}
	for i, line := range lines {
		if err := b.text(sheet, 1, 3+i, line, b.styles.item); err != nil {
			return err
		}
		if err := b.file.SetRowHeight(sheet, 3+i, 6+16.5*float64(1+utf8.RuneCountInString(line)/width)); err != nil {
			return err
		}
	}
	if err := landscape(b.file, sheet, 1); err != nil {
		return err
	}
	return b.protect(sheet)
}

// unitGuide tells a unit how to fill its form in and where to send it.
func unitGuide(r Request) []string {
	return []string{
		fmt.Sprintf("Tệp này của %s (mã %s), kỳ %s. Lưu và gửi với đúng tên %s.", r.Unit.Name, r.Unit.Code, r.Period, FileName(r.Unit.Code, r.Period)),
		"1. Trang «Đơn vị»: ghi «Có» hoặc «Không» ở mục «Có đề nghị». Không đề nghị ai thì ghi «Không», để trống các trang khác và vẫn gửi tệp.",
		"2. Trang «Tập thể», «Cá nhân»: mỗi tập thể, mỗi người một hàng, có một «Mã hồ sơ» riêng do đơn vị đặt, ví dụ TT01, CN01.",
		"3. Trang «Sáng kiến»: ghi sáng kiến làm căn cứ, mỗi sáng kiến một mã, ví dụ SK01; rồi ghi mã đó vào cột «Mã sáng kiến» của hồ sơ.",
		"4. Các trang còn lại: ghi theo «Mã hồ sơ» đã đặt ở trang «Tập thể», «Cá nhân». Không có gì để ghi thì để trống.",
		"5. Cột, mục có dấu * bắt buộc ghi. Rê chuột vào góc đỏ của tiêu đề để xem cách ghi; bấm vào ô để chọn trong danh sách.",
		"6. Ngày ghi ngày/tháng/năm, ví dụ 09/6/2026. Nhiều giá trị trong một ô cách nhau bằng dấu chấm phẩy (;). Xuống dòng trong ô bằng Alt+Enter.",
		"7. Không đổi tên trang, không sửa tiêu đề, không gộp ô. Có thể chèn thêm hàng. Hàng ví dụ (chữ nghiêng) xóa hay để lại đều được.",
		"8. Gõ bằng bảng mã Unicode (Times New Roman), không dùng phông .VnTime hay VNI.",
		"9. Gửi bổ sung lần sau: chỉ ghi các hồ sơ cần sửa, đặt tên tệp " + strings.TrimSuffix(FileName(r.Unit.Code, r.Period), ".xlsx") + "-lan-2.xlsx.",
	}
}

// registerGuide tells the office what to fill in first.
var registerGuide = []string{
	"1. Trang «Cài đặt»: ghi tên cơ quan, tên phường và «Năm xét thành tích»; mục chưa có thì để trống.",
	"2. Trang «Đơn vị»: mỗi đơn vị một hàng, có mã riêng (chữ in hoa không dấu, số). Phường là một hàng, loại «Phường».",
	"3. Trang «Người ký», «Hội đồng», «Xếp hạng CCHC»: ghi khi có. Các trang khác ghi dần theo việc.",
	"4. Cột có dấu * bắt buộc ghi trong mỗi hàng. Rê chuột vào góc đỏ của tiêu đề để xem cách ghi; bấm vào ô để chọn trong danh sách.",
	"5. Không đổi tên trang, không sửa tiêu đề, không gộp ô. Trang không dùng thì để trống.",
	"6. Lưu, đóng tệp, rồi chạy: thidua form (lập biểu mẫu cho các đơn vị), thidua check (kiểm tra).",
}

// FileName gives the name under which a unit's workbook is sent.
func FileName(unit, period string) string { return unit + "-" + period + ".xlsx" }

// examples say what an example row shows under a heading; the rest follows the kind.
var examples = map[string]string{
	nomination.HeadCollectiveName: "Bộ phận Một cửa",
	nomination.HeadFullName:       "Nguyễn Văn A",
	nomination.HeadLeader:         "Nguyễn Văn A",
	nomination.HeadLeaderPost:     "Trưởng bộ phận",
	nomination.HeadPartyPost:      "Chuyên viên",
	nomination.HeadWorkplace:      "Phòng Văn hóa - Xã hội",
	nomination.HeadInitiativeName: "Đặt lịch hẹn trả kết quả qua tin nhắn",
	nomination.HeadRecognition:    "214/QĐ-UBND",
	nomination.HeadDecision:       "105/QĐ-UBND",
	nomination.HeadSummary:        "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 99,2%, tăng 3,1% so với năm trước.",
	nomination.HeadInitiatives:    "SK01",
	nomination.HeadFile:           "VHXH/bao-cao-cn01.docx",
}

// exampleOf gives what the example row shows in a column.
func (b *builder) exampleOf(s nomination.Schema, i int, c nomination.Column) string {
	if i == 0 {
		return nomination.ExamplePrefix
	}
	if text, ok := examples[c.Head]; ok {
		return text
	}
	switch c.Kind {
	case nomination.AwardForm:
		if c.Head == nomination.HeadAlternative {
			return ""
		}
		if s.Name == nomination.SheetIndividuals && len(b.individual) > 0 {
			return b.individual[0]
		}
		if len(b.collective) > 0 {
			return b.collective[0]
		}
	case nomination.Choice, nomination.Choices:
		return c.Values[0]
	case nomination.YesNo:
		return nomination.Yes
	case nomination.Date:
		return "09/6/2026"
	case nomination.BirthDate:
		return "15/8/1985"
	case nomination.Month:
		return "03/2026"
	case nomination.Year:
		return "2026"
	case nomination.Whole:
		return "12"
	case nomination.Authors:
		return "Nguyễn Văn A (60%); Trần Thị B (40%)"
	}
	return ""
}
