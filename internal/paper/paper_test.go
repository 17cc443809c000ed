package paper

import (
	"slices"
	"testing"
)

// Several recipients are a list whose lines end as the decree's models end them; what
// the caller ended himself stays, and a single recipient is no list.
func TestRecipientLines(t *testing.T) {
	tests := []struct{ to, want []string }{
		{nil, []string{}},
		{[]string{"Sở Nội vụ"}, []string{"Sở Nội vụ"}},
		{[]string{"Sở Nội vụ", "Văn phòng "}, []string{"- Sở Nội vụ;", "- Văn phòng."}},
		{[]string{"- Sở Nội vụ,", "Văn phòng.", "Công an;"}, []string{"- Sở Nội vụ,", "- Văn phòng.", "- Công an;"}},
	}
	for _, test := range tests {
		if got := (Recipients{To: test.to}).Lines(); !slices.Equal(got, test.want) {
			t.Errorf("Lines of %q: %q, want %q", test.to, got, test.want)
		}
	}
}

func TestEmptySignature(t *testing.T) {
	if s := (Signature{}); !s.Empty() {
		t.Error("a signature of nobody isn't empty")
	}
	for _, s := range []Signature{{Capacity: []string{"CHỦ TỊCH"}}, {Hint: "(Ký)"}, {Name: "Hoàng Đình Khải"}} {
		if s.Empty() {
			t.Errorf("%+v is empty", s)
		}
	}
}

// Spaces go over the borders of runs, and so do the ends of lines.
func TestSqueeze(t *testing.T) {
	tests := []struct{ runs, want []string }{
		{[]string{"  một   hai "}, []string{"một hai "}},
		{[]string{"một ", " hai"}, []string{"một ", "hai"}},
		{[]string{"một ", "  ", "\n hai"}, []string{"một", "", "\nhai"}},
		{[]string{"một", " \n ", " hai"}, []string{"một", "\n", "hai"}},
	}
	for _, test := range tests {
		var runs []Run
		for _, s := range test.runs {
			runs = append(runs, Run{Text: s})
		}
		Squeeze(runs)
		var got []string
		for _, r := range runs {
			got = append(got, r.Text)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("Squeeze of %q: %q, want %q", test.runs, got, test.want)
		}
	}
}
