package rulebook

import (
	"testing"

	"thidua/internal/nomination"
)

func TestOfficeKey(t *testing.T) {
	b := &Rulebook{Plan: Plan{Ward: "phường Lê Thanh Nghị"}}
	r := &nomination.Register{Settings: nomination.Settings{Ward: "Phường Lê Thanh Nghị"}}
	tests := []struct {
		a, b string
		same bool
	}{
		{"Trạm Y tế phường", "Trạm Y tế phường Lê Thanh Nghị", true},
		{"Phòng Văn hóa - Xã hội", "phòng văn hoá - xã hội, phường Lê Thanh Nghị", true},
		{"Công an phường", "Trạm Y tế phường", false},
		{"Trường Tiểu học Hoa Phượng", "Trường Tiểu học", false},
	}
	for _, test := range tests {
		if same := b.OfficeKey(r, test.a) == b.OfficeKey(r, test.b); same != test.same {
			t.Errorf("%q and %q are one: %t", test.a, test.b, same)
		}
	}
}

// The office that the register's signers name for a paper goes before the plan's.
func TestDesk(t *testing.T) {
	b := &Rulebook{Plan: Plan{Desk: "Phòng Văn hóa - Xã hội"}}
	culture, economy := &nomination.Unit{Code: "VHXH", Name: "Phòng văn hoá - Xã hội"}, &nomination.Unit{Code: "KTHTDT", Name: "Phòng Kinh tế"}
	r := &nomination.Register{
		Units:   []*nomination.Unit{culture, economy},
		Signers: []*nomination.Signer{{Paper: nomination.PaperAppraisal, Issuer: "Phòng Kinh tế"}, {Paper: nomination.PaperNotice}},
	}
	for paper, want := range map[string]*nomination.Unit{nomination.PaperAppraisal: economy, nomination.PaperNotice: culture, nomination.PaperMeeting: culture} {
		if name, unit := b.Desk(r, paper); unit != want {
			t.Errorf("%s is issued by %q", paper, name)
		}
	}
	b.Plan.Desk = "Văn phòng"
	if name, unit := b.Desk(r, nomination.PaperNotice); name != "Văn phòng" || unit != nil {
		t.Errorf("an office that is no unit: %q, %v", name, unit)
	}
}
