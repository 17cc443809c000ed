package typeset

import (
	"fmt"
	"sync"
	"testing"

	"thidua/fonts"
	"thidua/internal/font"
	"thidua/internal/paper"
)

var tinos = sync.OnceValues(fonts.Tinos)

func family(t testing.TB) *font.Family {
	t.Helper()
	f, err := tinos()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// set sets blocks as a paper of one section.
func set(t testing.TB, blocks ...paper.Block) *Document {
	t.Helper()
	return setPaper(t, &paper.Paper{Name: "thu", Sections: []paper.Section{{Blocks: blocks}}})
}

func setPaper(t testing.TB, p *paper.Paper) *Document {
	t.Helper()
	d, err := Set(p, family(t), DefaultLayout())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func body(s string) paper.Paragraph { return paper.Text(paper.Body, s) }

// prose is natural text of an office; number picks the first sentence.
func prose(number, sentences int) string {
	all := []string{
		"Thực hiện Kế hoạch của Ủy ban nhân dân phường về phong trào thi đua đẩy mạnh cải cách hành chính giai đoạn 2026-2030, đơn vị đã xây dựng kế hoạch riêng, phân công rõ người, rõ việc, rõ thời hạn và kết quả phải đạt.",
		"Trong năm 2026, bộ phận một cửa đã tiếp nhận 12.846 hồ sơ, trong đó 9.315 hồ sơ trực tuyến toàn trình, đạt tỷ lệ 72,51%; số hồ sơ giải quyết đúng và trước hạn là 12.801, đạt 99,65%.",
		"Người dân và doanh nghiệp không phải đi lại nhiều lần, thời gian chờ trung bình giảm từ 25 phút xuống còn 11 phút.",
		"Đơn vị đã rà soát, kiến nghị cắt giảm thời hạn giải quyết của 14 thủ tục thuộc các lĩnh vực hộ tịch, chứng thực, đất đai và bảo trợ xã hội.",
		"Kết quả khảo sát mức độ hài lòng đạt 96,2%, tăng 3,1 điểm phần trăm so với năm trước; không có đơn thư khiếu nại, tố cáo vượt cấp.",
		"Tập thể đoàn kết, giữ nghiêm kỷ luật, kỷ cương; 100% công chức, viên chức hoàn thành tốt nhiệm vụ trở lên, không có trường hợp nào vi phạm pháp luật.",
		"Sáng kiến “Tổ hỗ trợ dịch vụ công lưu động” được công nhận theo Quyết định số 118/QĐ-UBND ngày 12 tháng 10 năm 2026 và đang được nhân rộng ở các tổ dân phố.",
	}
	s := ""
	for i := range sentences {
		if i > 0 {
			s += " "
		}
		s += all[(number+i)%len(all)]
	}
	return s
}

// letter is a letter to the city with its list in landscape: one of nearly everything.
func letter() *paper.Paper {
	copies := []string{"- Như trên;", "- Thường trực Đảng ủy, HĐND phường (để b/c);", "- Chủ tịch, các PCT UBND phường;", "- Lưu: VT, VHXH (03 bản)."}
	list := paper.Table{Columns: []paper.Column{{Width: 50, Align: paper.AlignCentre}, {Width: 200}, {Width: 90, Align: paper.AlignCentre}, {Width: 90, Align: paper.AlignCentre}, {Width: 420, Align: paper.AlignJustify}, {Width: 150}}}
	h := func(s string, span, deep int) paper.Cell {
		return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, s)}, Span: span, RowSpan: deep}
	}
	list.Header = []paper.Row{
		{Cells: []paper.Cell{h("STT", 1, 2), h("Họ và tên, chức vụ", 1, 2), h("Xếp hạng", 2, 1), h("Tóm tắt thành tích", 1, 2), h("Hình thức đề nghị", 1, 2)}},
		{Cells: []paper.Cell{h("2025", 1, 1), h("2026", 1, 1)}},
	}
	c := func(s string) paper.Cell {
		return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, s)}}
	}
	list.Rows = append(list.Rows, paper.Row{Group: true, Cells: []paper.Cell{c("I. TẬP THỂ")}})
	for i := range 9 {
		if i == 4 {
			list.Rows = append(list.Rows, paper.Row{Group: true, Cells: []paper.Cell{c("II. CÁ NHÂN")}})
		}
		list.Rows = append(list.Rows, paper.Row{Cells: []paper.Cell{
			c(fmt.Sprint(i + 1)), c("Trung tâm Phục vụ hành chính công phường Lê Thanh Nghị"), c("4"), c("2"), c(prose(i, 2+i%3)), c("Bằng khen của Chủ tịch UBND thành phố"),
		}})
	}
	return &paper.Paper{
		Kind: "to-trinh", Name: "01-to-trinh", Title: "Tờ trình đề nghị tặng Bằng khen", Author: "Ủy ban nhân dân phường Lê Thanh Nghị", Draft: true,
		Sections: []paper.Section{
			{Blocks: []paper.Block{
				paper.Letterhead{Issuer: []string{"ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ THANH NGHỊ"}, Number: "Số:      /TTr-UBND", Place: "Phường Lê Thanh Nghị, ngày      tháng 02 năm 2027"},
				paper.Title{Type: []string{"TỜ TRÌNH"}, Subject: []string{"Đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân thành phố cho các tập thể, cá nhân có thành tích xuất sắc trong phong trào thi đua cải cách hành chính năm 2026"}},
				paper.Recipients{To: []string{"Chủ tịch Ủy ban nhân dân thành phố Hải Phòng;", "Sở Nội vụ (Ban Thi đua - Khen thưởng)."}},
				paper.Text(paper.Basis, "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"),
				paper.Text(paper.Basis, "Căn cứ Kế hoạch số 85/KH-UBND ngày 09 tháng 6 năm 2026 của Ủy ban nhân dân phường Lê Thanh Nghị về việc tổ chức Phong trào thi đua cải cách hành chính giai đoạn 2026-2030."),
				body(prose(0, 3)),
				paper.Text(paper.Heading1, "I. KẾT QUẢ THỰC HIỆN"),
				paper.Text(paper.Heading2, "1. Công tác chỉ đạo, điều hành"),
				body(prose(3, 5)),
				paper.Paragraph{Runs: []paper.Run{{Text: "Đồng chí "}, {Text: "Nguyễn Thị Ánh Tuyết", Bold: true}, {Text: ", chủ trì sáng kiến "}, {Text: "Tổ hỗ trợ dịch vụ công lưu động", Italic: true}, {Text: ", được "}, {Text: "tập thể phường suy tôn", Underline: true}, {Text: " là gương điển hình tiên tiến năm 2026 trong toàn phường; kết quả bỏ phiếu đạt tỷ lệ 13/14 = 92,86%."}}},
				paper.Text(paper.Heading2, "2. Danh sách đề nghị"),
				body(prose(1, 4)),
				body("Ủy ban nhân dân phường Lê Thanh Nghị trân trọng đề nghị Chủ tịch Ủy ban nhân dân thành phố xem xét, quyết định./."),
				paper.Closing{Copies: copies, Signature: paper.Signature{Capacity: []string{"TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"}, Name: "Trần Quốc Khánh"}},
			}},
			{Landscape: true, Stamp: true, Blocks: []paper.Block{
				paper.Letterhead{Issuer: []string{"ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ THANH NGHỊ"}, Bare: true},
				paper.Title{Type: []string{"DANH SÁCH"}, Subject: []string{"Tập thể, cá nhân đề nghị tặng Bằng khen"}, Note: "(Kèm theo Tờ trình số      /TTr-UBND ngày      tháng 02 năm 2027 của Ủy ban nhân dân phường Lê Thanh Nghị)"},
				list,
				paper.Text(paper.Remark, "Ghi chú: Thứ hạng theo Quyết định công bố chỉ số cải cách hành chính của thành phố."),
				paper.Signatures{Left: &paper.Signature{Capacity: []string{"NGƯỜI LẬP DANH SÁCH"}, Hint: "(Ký, ghi rõ họ và tên)", Name: "Phạm Minh Châu"}, Right: &paper.Signature{Capacity: []string{"THỦ TRƯỞNG ĐƠN VỊ"}, Hint: "(Ký, đóng dấu)", Name: "Lê Hoài Nam"}, Below: &paper.Signature{Capacity: []string{"XÁC NHẬN CỦA ỦY BAN NHÂN DÂN PHƯỜNG"}}},
			}},
		},
	}
}

// report is a report of achievement of about four pages.
func report() *paper.Paper {
	c := func(s string) paper.Cell {
		return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, s)}}
	}
	results := paper.Table{
		Columns: []paper.Column{{Align: paper.AlignCentre}, {}, {}, {Align: paper.AlignCentre}, {Align: paper.AlignRight}},
		Header:  []paper.Row{{Cells: []paper.Cell{c("Năm"), c("Danh hiệu, hình thức khen thưởng"), c("Số, ngày, tháng, năm của quyết định; cơ quan ban hành"), c("Hạng"), c("Điểm")}}},
	}
	for i := range 5 {
		results.Rows = append(results.Rows, paper.Row{Cells: []paper.Cell{c(fmt.Sprint(2021 + i)), c("Tập thể Lao động xuất sắc"), c(fmt.Sprintf("Quyết định số %d/QĐ-UBND ngày 15/01/%d của Chủ tịch Ủy ban nhân dân thành phố Hải Phòng", 120+i, 2022+i)), c(fmt.Sprint(i + 1)), c("95,57")}})
	}
	blocks := []paper.Block{
		paper.Letterhead{Superior: []string{"ỦY BAN NHÂN DÂN PHƯỜNG LÊ THANH NGHỊ"}, Issuer: []string{"TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"}, Number: "Số: 12/BC-TTPVHCC", Place: "Phường Lê Thanh Nghị, ngày 20 tháng 01 năm 2027"},
		paper.Title{Type: []string{"BÁO CÁO THÀNH TÍCH"}, Subject: []string{"ĐỀ NGHỊ TẶNG BẰNG KHEN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ"}},
		paper.Recipients{To: []string{"Ủy ban nhân dân phường Lê Thanh Nghị."}},
	}
	n := 0
	for _, h := range []string{"I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH", "II. THÀNH TÍCH ĐẠT ĐƯỢC", "III. BIỆN PHÁP, GIẢI PHÁP", "IV. VIỆC CHẤP HÀNH CHỦ TRƯƠNG, PHÁP LUẬT"} {
		blocks = append(blocks, paper.Text(paper.Heading1, h))
		for range 5 {
			blocks = append(blocks, body(prose(n, 2+n%4)))
			n++
		}
	}
	blocks = append(blocks, paper.Text(paper.Heading1, "V. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"), results,
		paper.Signatures{Left: &paper.Signature{Capacity: []string{"XÁC NHẬN CỦA ỦY BAN NHÂN DÂN PHƯỜNG"}}, Right: &paper.Signature{Capacity: []string{"GIÁM ĐỐC"}, Name: "Vũ Đức Thịnh"}})
	return &paper.Paper{Kind: "bao-cao", Name: "04-bao-cao", Title: "Báo cáo thành tích", Sections: []paper.Section{{Blocks: blocks}}}
}
