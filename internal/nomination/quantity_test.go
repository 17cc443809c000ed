package nomination

import "testing"

func TestQuantity(t *testing.T) {
	for _, tt := range []struct {
		planned, reached string
		share            int64 // in 1/1000; -1: can't be said
		reaches, known   bool
	}{
		{"98%", "99,2%", 1012, true, true},
		{"≥ 98,5%", "98.4 %", 999, false, true},
		{"12 buổi", "12 Buổi", 1000, true, true},
		{"1.250", "625", 500, false, true},
		{"3", "1", 333, false, true},
		{"> 5", "5", 1000, false, true},
		{"≤ 2%", "1,5%", -1, true, true},
		{"< 2%", "2%", -1, false, true},
		{"0", "3", -1, true, true},
		{"12 buổi", "12", -1, false, false},
		{"12", "≥ 12", -1, false, false},
	} {
		planned, ok1 := ParseQuantity(tt.planned)
		reached, ok2 := ParseQuantity(tt.reached)
		if !ok1 || !ok2 {
			t.Errorf("%q, %q: not read", tt.planned, tt.reached)
			continue
		}
		share, ok := reached.Of(planned)
		if !ok {
			share = -1
		}
		if reaches, known := reached.Reaches(planned); share != tt.share || reaches != tt.reaches || known != tt.known {
			t.Errorf("%q of %q: %d, reaches %t, known %t", tt.reached, tt.planned, share, reaches, known)
		}
	}
	for _, s := range []string{"", "Đạt", "7/45", "12.5.2026", "1.2.3", "98,5,1", "12 3", "≥", "12345678901", "-3"} {
		if q, ok := ParseQuantity(s); ok {
			t.Errorf("%q was read as %+v", s, q)
		}
	}
}
