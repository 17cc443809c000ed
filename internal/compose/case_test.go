package compose

import (
	"fmt"
	"time"

	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A scene builds an Input by hand. All people in it are invented.
type scene struct {
	in  Input
	sub *nomination.Submission
}

func newScene() *scene {
	merit := rulebook.Form{Key: "city-merit", Name: "Bằng khen của Chủ tịch UBND thành phố", Kind: rulebook.CommendationForm}
	sub := &nomination.Submission{
		Unit: "PVHCC", UnitName: "Trung tâm Phục vụ hành chính công", Period: "2026", Head: "Đỗ Thị Minh Châu",
		Initiatives: []*nomination.Initiative{{
			ID: "PVHCC/SK01", Name: "Quầy hỗ trợ số lưu động", Decision: "905/QĐ-UBND", DecisionDate: vi.Date{Year: 2026, Month: 6, Day: 30},
			Recogniser: "Chủ tịch Ủy ban nhân dân phường Lê Thanh Nghị", Applied: true, Replicable: true,
			Scope: "12 tổ dân phố", Effect: "Tỷ lệ hồ sơ trực tuyến tăng từ 61,2 % lên 88,4 %.",
		}},
		Held: []*nomination.AwardHeld{
			{Nominee: "PVHCC/TT01", Year: 2025, Form: "Tập thể lao động xuất sắc", Decision: "85/QĐ-UBND", Date: vi.Date{Year: 2026, Month: 1, Day: 20}, Issuer: "Chủ tịch Ủy ban nhân dân thành phố"},
			{Nominee: "PVHCC/TT01", Year: 2025, Form: "Giấy khen của Chủ tịch UBND phường", Decision: "2217/QĐ-UBND", Date: vi.Date{Year: 2025, Month: 12, Day: 26}, Issuer: "Chủ tịch Ủy ban nhân dân phường Lê Thanh Nghị"},
			{Nominee: "PVHCC/CN01", Year: 2025, Form: "Chiến sĩ thi đua cơ sở", Decision: "89/QĐ-UBND", Date: vi.Date{Year: 2026, Month: 1, Day: 22}},
		},
	}
	c := &nomination.Case{Submissions: []*nomination.Submission{sub}}
	c.Register = nomination.Register{
		Settings: nomination.Settings{
			Issuer: "Ủy ban nhân dân phường Lê Thanh Nghị", Ward: "phường Lê Thanh Nghị",
			PlaceName: "Phường Lê Thanh Nghị", Symbol: "UBND",
			Recipients: []string{"- Chủ tịch Ủy ban nhân dân thành phố;", "- Sở Nội vụ (Ban Thi đua - Khen thưởng)."},
		},
		Signers: []*nomination.Signer{
			{Paper: "Tờ trình", Capacity: "TM.", Post: "Chủ tịch", Name: "Hoàng Đình Khải"},
			{Paper: "Tờ trình", Capacity: "KT.", Post: "Phó Chủ tịch", Name: "Vũ Thị Thanh Hà"},
		},
		Units: []*nomination.Unit{{Code: "PVHCC", Name: "Trung tâm Phục vụ hành chính công", Head: "Đỗ Thị Minh Châu"}},
		Council: []*nomination.Member{
			{Name: "Hoàng Đình Khải", Post: "Chủ tịch UBND phường", Role: nomination.CouncilChairman},
			{Name: "Vũ Thị Thanh Hà", Post: "Phó Chủ tịch UBND phường", Role: nomination.CouncilStanding},
			{Name: "Lương Xuân Đạt", Post: "Trưởng phòng Văn hóa - Xã hội", Role: nomination.CouncilViceChair},
			{Name: "Đỗ Thị Minh Châu", Post: "Giám đốc Trung tâm Phục vụ hành chính công", Role: nomination.CouncilMember},
			{Name: "Đoàn Thị Minh Nguyệt", Post: "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam phường", Role: nomination.CouncilMember},
			{Name: "Phùng Đức Thịnh", Post: "Chánh Văn phòng", Role: nomination.CouncilMember},
			{Name: "Khúc Văn Hiệp", Post: "Trưởng phòng Kinh tế, Hạ tầng và Đô thị", Role: nomination.CouncilMember},
			{Name: "Bùi Thế Anh", Post: "Bí thư Đoàn Thanh niên Cộng sản Hồ Chí Minh phường", Role: nomination.CouncilMember},
			{Name: "Cao Thị Bích Thảo", Post: "Chuyên viên Phòng Văn hóa - Xã hội", Role: nomination.CouncilMemberSecr},
		},
		Meetings: []*nomination.Meeting{{
			Code: "H1", Period: "2026", MinutesNumber: "01/BB-HĐTĐKT", MinutesDate: vi.Date{Year: 2027, Month: 2, Day: 5},
			Start: clock(8, 0), End: clock(10, 45), Place: "Phòng họp số 1", Chair: "Hoàng Đình Khải", Secretary: "Cao Thị Bích Thảo",
			Tellers: []string{"Lương Xuân Đạt", "Đỗ Thị Minh Châu"},
		}},
		Attendance: []*nomination.Attendance{
			{Meeting: "H1", Name: "Hoàng Đình Khải", Present: nomination.AttendedPresent},
			{Meeting: "H1", Name: "Vũ Thị Thanh Hà", Present: nomination.AttendedPresent},
			{Meeting: "H1", Name: "Lương Xuân Đạt", Present: nomination.AttendedPresent},
			{Meeting: "H1", Name: "Đỗ Thị Minh Châu", Present: nomination.AttendedWritten},
			{Meeting: "H1", Name: "Đoàn Thị Minh Nguyệt", Present: nomination.AttendedPresent},
			{Meeting: "H1", Name: "Phùng Đức Thịnh", Present: nomination.AttendedPresent},
			{Meeting: "H1", Name: "Khúc Văn Hiệp", Present: nomination.AttendedPresent},
			{Meeting: "H1", Name: "Bùi Thế Anh", Present: nomination.AttendedPresent},
			{Meeting: "H1", Name: "Cao Thị Bích Thảo", Present: nomination.AttendedPresent},
		},
		Ballots: []*nomination.Ballot{
			ballot("PVHCC/TT01", 1, 8, 8, 0, -1),
			ballot("PVHCC/CN01", 1, 8, 8, 0, 1),
		},
		History: []*nomination.PastAward{{Year: 2024, Holder: "Trần Quốc Bảo", Born: vi.Date{Year: 1985, Month: 3, Day: 9}, Form: "Lao động tiên tiến", Decision: "311/QĐ-UBND"}},
	}
	book := &rulebook.Rulebook{
		Plan: rulebook.Plan{
			Campaign: "Đẩy mạnh cải cách hành chính trên địa bàn phường Lê Thanh Nghị giai đoạn 2026 - 2030",
			Ward:     "phường Lê Thanh Nghị",
			Desk:     "Phòng Văn hóa - Xã hội",
			Documents: []string{
				"Quyết định số 2162/QĐ-UBND ngày 09 tháng 6 năm 2026 của Chủ tịch Ủy ban nhân dân thành phố Hải Phòng",
				"Quyết định số 634/QĐ-UBND ngày 24 tháng 4 năm 2026 ban hành Kế hoạch cải cách hành chính của phường Lê Thanh Nghị",
			},
		},
		Periods: []rulebook.Period{{Key: "2026", Kind: "year", First: 2026, Last: 2026}},
		Forms:   []rulebook.Form{merit},
		LegalBases: []rulebook.LegalBasis{
			{Text: "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", Papers: []string{"to-trinh"}, From: vi.Date{Year: 2024, Month: 1, Day: 1}},
			{Text: "Nghị định số 98/2023/NĐ-CP", Papers: []string{"to-trinh"}, From: vi.Date{Year: 2024, Month: 1, Day: 1}, To: vi.Date{Year: 2025, Month: 6, Day: 30}},
			{Text: "Thông tư số 15/2025/TT-BNV", Papers: []string{"quyet-dinh"}, From: vi.Date{Year: 2025, Month: 8, Day: 5}},
			{Text: "Quyết định số 2162/QĐ-UBND ngày 09 tháng 6 năm 2026 của Chủ tịch Ủy ban nhân dân thành phố Hải Phòng", Papers: []string{"to-trinh"}, From: vi.Date{Year: 2026, Month: 6, Day: 9}},
		},
	}
	return &scene{
		in:  Input{Case: c, Rulebook: book, Outcome: &rule.Outcome{Period: "2026"}, Period: "2026", Date: vi.Date{Year: 2027, Month: 2, Day: 8}, Parts: []Part{City}},
		sub: sub,
	}
}

// clock gives a time on the day of the scene's meeting.
func clock(hour, minute int) time.Time { return time.Date(2027, 2, 5, hour, minute, 0, 0, time.UTC) }

// ballot is a secret ballot in the scene's meeting, all of it valid; written is the
// written opinions in favour, -1 where none were written down.
func ballot(id nomination.ID, round, issued, yes, no, written int) *nomination.Ballot {
	return &nomination.Ballot{
		Meeting: "H1", Nominee: id, Round: round, Manner: nomination.MannerBallot,
		Issued: issued, Returned: issued, Valid: issued, For: yes, Against: no, WrittenFor: written, WrittenAgainst: -1,
	}
}

func (s *scene) collective(c nomination.Collective) *scene {
	c.ID, c.Submission, c.Form = nomination.NewID("PVHCC", "TT01"), s.sub, s.in.Rulebook.Forms[0].Name
	s.in.Outcome.City = append(s.in.Outcome.City, &rule.Verdict{
		Nominee: c.ID, Name: c.Name, Collective: &c, Form: &s.in.Rulebook.Forms[0],
		Conclusion: &nomination.Conclusion{Meeting: "H1", Decision: nomination.ConcludedCity},
	})
	return s
}

func (s *scene) individual(code string, p nomination.Individual) *scene {
	p.ID, p.Submission, p.Form = nomination.NewID("PVHCC", code), s.sub, s.in.Rulebook.Forms[0].Name
	s.in.Outcome.City = append(s.in.Outcome.City, &rule.Verdict{
		Nominee: p.ID, Name: p.Name, Individual: &p, Form: &s.in.Rulebook.Forms[0],
		Conclusion: &nomination.Conclusion{Meeting: "H1", Decision: nomination.ConcludedCity},
	})
	return s
}

func centre() nomination.Collective {
	return nomination.Collective{
		Nominee: nomination.Nominee{
			Name: "Trung tâm Phục vụ hành chính công", Rating: "Hoàn thành xuất sắc nhiệm vụ",
			Summary: "Tiếp nhận 21.460 hồ sơ, trước hạn 99,3 %.", Initiatives: []nomination.ID{"PVHCC/SK01"},
		},
		Class: "Đơn vị sự nghiệp", Head: "Đỗ Thị Minh Châu", HeadPost: "Giám đốc", Address: "Số 12 đường Thanh Niên",
		Staff: 14, Women: 9,
		Situation: "Trung tâm hoạt động từ tháng 7 năm 2025.\n\nCó 06 quầy giao dịch.", Functions: "Tiếp nhận, trả kết quả thủ tục hành chính.",
		Achievements: "Trong năm 2026, Trung tâm tiếp nhận 21.460 hồ sơ.", Measures: "Phân công rõ người, rõ việc.",
		Emulation: "Phát động 03 đợt thi đua.", Compliance: "Chấp hành tốt.", Party: "Chi bộ hoàn thành tốt nhiệm vụ.",
	}
}

func officer() nomination.Individual {
	return nomination.Individual{
		Nominee: nomination.Nominee{
			Name: "Trần Quốc Bảo", Rating: "Hoàn thành xuất sắc nhiệm vụ",
			Summary: "Tham mưu 38 văn bản chỉ đạo.", Initiatives: []nomination.ID{"PVHCC/SK01"},
		},
		Sex: "Nam", Born: vi.Date{Year: 1985, Month: 3, Day: 9}, Post: "Đảng viên, Chuyên viên", Workplace: "Trung tâm Phục vụ hành chính công",
		Status: "Đang công tác", Hometown: "Xã Tứ Kỳ, thành phố Hải Phòng", Education: "Cử nhân Luật",
		Roles: []string{"Tham mưu", "Đề xuất"}, Duties: "Theo dõi cải cách hành chính.",
		Achievements: "Từ ngày 01 tháng 3 năm 2026, tôi phụ trách 02 quầy.\nTỷ lệ đúng hạn đạt 99,3 %.",
	}
}

// annual is the usual year: one collective and one individual.
func annual() *scene {
	return newScene().collective(centre()).individual("CN01", officer())
}

// crowd nominates more people than a letter names in its text.
func crowd() *scene {
	s := newScene().collective(centre())
	for i, name := range []string{"Trần Quốc Bảo", "Lê Thị Mai", "Ngô Văn Hùng", "Bùi Thu Hằng", "Đinh Công Tráng"} {
		p := officer()
		p.Name = name
		s.individual(fmt.Sprintf("CN%02d", i+1), p)
	}
	return s
}

// alone nominates the Chairman alone, by a letter that has gone out, before the
// minutes have a number.
func alone() *scene {
	p := officer()
	p.Name, p.Post, p.Workplace = "Hoàng Đình Khải", "Phó Bí thư Đảng ủy, Chủ tịch UBND phường", "Ủy ban nhân dân phường"
	s := newScene().individual("CN01", p)
	s.in.Case.Register.Meetings[0].MinutesNumber = ""
	s.in.Case.Register.Issued = []*nomination.Issued{{Paper: "Tờ trình", Period: "2026", Number: "12/TTr-UBND", Date: vi.Date{Year: 2027, Month: 2, Day: 10}}}
	return s
}

// mourned nominates the ward itself and somebody who has died.
func mourned() *scene {
	ward := centre()
	ward.Name, ward.Class, ward.Initiatives = "Phường Lê Thanh Nghị", nomination.ClassWard, nil
	p := officer()
	p.Name, p.Sex, p.Status, p.Born, p.Hometown, p.Achievements = "Nguyễn Thị Lụa", "Nữ", nomination.StatusDied, vi.Date{Year: 1971}, "", ""
	s := newScene().collective(ward).individual("CN02", p)
	s.in.Draft = true
	return s
}
