package vi

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TestDateForms takes its vectors from Decree 30, annex I, part I, II.4.b: days below
// 10 and the months 1 and 2 get a nought, other months don't.
func TestDateForms(t *testing.T) {
	tests := []struct {
		d                Date
		long, short, iso string
	}{
		{Date{2026, 1, 1}, "ngày 01 tháng 01 năm 2026", "01/01/2026", "2026-01-01"},
		{Date{2026, 2, 10}, "ngày 10 tháng 02 năm 2026", "10/02/2026", "2026-02-10"},
		{Date{2026, 3, 9}, "ngày 09 tháng 3 năm 2026", "09/3/2026", "2026-03-09"},
		{Date{2026, 10, 5}, "ngày 05 tháng 10 năm 2026", "05/10/2026", "2026-10-05"},
		{Date{2020, 1, 5}, "ngày 05 tháng 01 năm 2020", "05/01/2020", "2020-01-05"},
		{Date{2019, 6, 29}, "ngày 29 tháng 6 năm 2019", "29/6/2019", "2019-06-29"},
		{Date{2026, 6, 9}, "ngày 09 tháng 6 năm 2026", "09/6/2026", "2026-06-09"},
		{Date{2027, 2, 0}, "tháng 02 năm 2027", "02/2027", "2027-02"},
		{Date{2027, 9, 0}, "tháng 9 năm 2027", "9/2027", "2027-09"},
		{Date{1985, 0, 0}, "năm 1985", "1985", "1985"},
		{Date{}, "", "", ""},
	}
	for _, test := range tests {
		if got := strings.ReplaceAll(test.d.Long(), "\u00a0", " "); got != test.long {
			t.Errorf("%v.Long() = %q, want %q", test.d, got, test.long)
		}
		if got := test.d.Short(); got != test.short {
			t.Errorf("%v.Short() = %q, want %q", test.d, got, test.short)
		}
		if got := test.d.ISO(); got != test.iso {
			t.Errorf("%v.ISO() = %q, want %q", test.d, got, test.iso)
		}
	}
	if got := (Date{2026, 3, 9}).Long(); got != "ngày\u00a009 tháng\u00a03 năm\u00a02026" {
		t.Errorf("%q: a number must not be parted from its word", got)
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct {
		typed string
		want  Date
		ok    bool
	}{
		{"5/1/1985", Date{1985, 1, 5}, true},
		{"05/01/1985", Date{1985, 1, 5}, true},
		{"5-1-1985", Date{1985, 1, 5}, true},
		{" 05.01.1985 ", Date{1985, 1, 5}, true},
		{"05 / 01 / 1985", Date{1985, 1, 5}, true},
		{"01/1985", Date{1985, 1, 0}, true},
		{"1985", Date{1985, 0, 0}, true},
		{"29/02/2028", Date{2028, 2, 29}, true},
		{"31/12/1999", Date{1999, 12, 31}, true},
		{typed: "29/02/2027"},
		{typed: "31/02/1985"},
		{typed: "12/31/1985"}, // never month first
		{typed: "5-1-85"},
		{typed: "13/2026"},
		{typed: "0/1/1985"},
		{typed: "1985-01-05"},
		{typed: "5/1/1985/"},
		{typed: "/5/1/1985"},
		{typed: "5//1985"},
		{typed: "5/1/1985 8:00"},
		{typed: "ngày 5"},
		{typed: "+5/1/1985"},
		{typed: "1899"},
		{typed: "2201"},
		{typed: "9999"},
		{typed: "-"},
		{typed: ""},
	}
	for _, test := range tests {
		got, ok := ParseDate(test.typed)
		if ok != test.ok || ok && got != test.want {
			t.Errorf("ParseDate(%q) = %v, %t, want %v, %t", test.typed, got, ok, test.want, test.ok)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	eve := Date{2027, 2, 14}
	if got := eve.AddDays(1); got != (Date{2027, 2, 15}) || !eve.Before(got) || got.Before(eve) || eve.Before(eve) {
		t.Errorf("the day after %v is %v", eve, got)
	}
	if got := (Date{2028, 2, 28}).AddDays(1); got != (Date{2028, 2, 29}) {
		t.Errorf("the day after 28/02/2028 is %v", got)
	}
	if !(Date{1985, 0, 0}).Before(Date{1985, 1, 1}) {
		t.Error("an unknown part comes before every known one")
	}
	// 17:00 UTC is midnight in Vietnam.
	if got := DateOf(time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC)); got != (Date{2027, 1, 1}) {
		t.Errorf("31/12/2026 17:00 UTC is %v in Vietnam", got)
	}
	for _, s := range []string{"2026-02-30", "2026-2-3", "03/02/2026", ""} {
		if d, err := ParseISO(s); err == nil {
			t.Errorf("ParseISO(%q) = %v, want an error", s, d)
		}
	}
	if d, err := ParseISO("2027-02-14"); err != nil || d != eve {
		t.Errorf("ParseISO: %v, %v", d, err)
	}
}

// TestOrder takes the order that CLDR gives: letters first, then tones in the order
// none, huyền, hỏi, ngã, sắc, nặng.
func TestOrder(t *testing.T) {
	c := NewCollator()
	for _, list := range []string{
		"a à ả ã á ạ ă ắ â ấ b d đ e ê o ô ơ u ư y",
		"ma mà mả mã má mạ mă mắ mâ mấ",
		"Anh Ánh Ăn Ân bình Bình Bỉnh Bính Dũng Dương Đào Đặng Em Hoa Hoài",
	} {
		want := strings.Fields(list)
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			got := make([]string, len(want))
			for i, w := range want {
				got[i] = form.String(w)
			}
			slices.Reverse(got)
			slices.SortFunc(got, c.Compare)
			if s := norm.NFC.String(strings.Join(got, " ")); s != list {
				t.Errorf("got  %s\nwant %s", s, list)
			}
		}
	}
}

func TestCompareNames(t *testing.T) {
	want := []string{"Nguyễn Văn An", "Lê Bình", "Trần Thị Bình", "Nguyễn Dũng", "Bùi Thị Đào", "Lê Thị Hòa", "Lê Văn Hòa", "Phạm Văn Hòa", "Ý"}
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortStableFunc(got, NewCollator().CompareNames)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if f, m, g := splitName("Nguyễn Thị  Thu Hà"); f != "Nguyễn" || m != "Thị Thu" || g != "Hà" {
		t.Errorf("splitName: %q, %q, %q", f, m, g)
	}
}

func TestClean(t *testing.T) {
	nfd := norm.NFD.String("Hòa thủy Nghị Phượng")
	if n := len([]rune(nfd)); n != 26 {
		t.Fatalf("the decomposed text has %d letters, want 26", n)
	}
	tests := []struct{ typed, want string }{
		{nfd, "Hòa thủy Nghị Phượng"},
		{"e\u0302\u0323", "ệ"},
		{"ê\u0323", "ệ"},
		{"ẹ\u0302", "ệ"},
		{"  Lê \t Văn\u00a0\u200bAn\ufeff ", "Lê Văn An"},
		{"Ðỗ Văn ðức", "Đỗ Văn đức"},
		{"Một\r\nHai\rBa \n\n Bốn\n", "Một\nHai\nBa\nBốn"},
		{"cải\u00adcách", "cảicách"},
		{"chuông\x07", "chuông\x07"},
		{"VHXH-2026", "VHXH-2026"},
		{"a  b", "a b"},
		{"", ""},
		{" \n ", ""},
	}
	for _, test := range tests {
		if got := Clean(test.typed); got != test.want {
			t.Errorf("Clean(%q) = %q, want %q", test.typed, got, test.want)
		}
	}
}

// TestKey folds what law.md calls two spellings of one word, and nothing else.
func TestKey(t *testing.T) {
	same := [][2]string{
		{"hòa", "hoà"},
		{"hóa", "hoá"},
		{"hỏa", "hoả"},
		{"hõa", "hoã"},
		{"họa", "hoạ"},
		{"khỏe", "khoẻ"},
		{"lòe", "loè"},
		{"thủy", "thuỷ"},
		{"Ủy ban", "Uỷ ban"},
		{"ỦY BAN", "uỷ ban"},
		{"Nguyễn Thúy Hòa", "nguyễn thuý  hoà"},
		{"Đặng", "Ðặng"},
		{"An\nBình", "An Bình"},
	}
	for _, pair := range same {
		if Key(pair[0]) != Key(pair[1]) {
			t.Errorf("%q and %q are one value: %q, %q", pair[0], pair[1], Key(pair[0]), Key(pair[1]))
		}
	}
	other := [][2]string{{"thưởng", "thường"}, {"Đặng", "Dặng"}, {"Hoàng", "Hoáng"}, {"Lý", "Lí"}, {"Bình", "Binh"}, {"hòa", "hóa"}}
	for _, pair := range other {
		if Key(pair[0]) == Key(pair[1]) {
			t.Errorf("%q and %q are different: both %q", pair[0], pair[1], Key(pair[0]))
		}
	}
}

func TestBareAndSlug(t *testing.T) {
	if got := Bare("ĐẶNG Thị Ước – hòa"); got != "dang thi uoc – hoa" {
		t.Errorf("Bare: %q", got)
	}
	tests := []struct {
		name  string
		limit int
		want  string
	}{
		{"Nguyễn Văn A", 80, "nguyen-van-a"},
		{"Trung tâm Phục vụ hành chính công", 80, "trung-tam-phuc-vu-hanh-chinh-cong"},
		{"Trung tâm Phục vụ hành chính công", 17, "trung-tam-phuc-vu"},
		{"Trung tâm Phục vụ hành chính công", 16, "trung-tam-phuc"},
		{"H'Hen Niê", 80, "h-hen-nie"},
		{"Hòa – “Một cửa”/2026", 80, "hoa-mot-cua-2026"},
		{"Đườngđườngđường", 5, "duong"},
		{"文化", 80, ""},
	}
	for _, test := range tests {
		if got := Slug(test.name, test.limit); got != test.want {
			t.Errorf("Slug(%q, %d) = %q, want %q", test.name, test.limit, got, test.want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "00", 1: "01", 9: "09", 10: "10", 12: "12", 100: "100", 999: "999", 1000: "1.000", 81500: "81.500", 1234567: "1.234.567"} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
	if got := Thousands(-1520000); got != "-1.520.000" {
		t.Errorf("Thousands: %q", got)
	}
	if got := Upper("đặng thị ước – Thuỳ"); got != "ĐẶNG THỊ ƯỚC – THUỲ" {
		t.Errorf("Upper: %q", got)
	}
}

func TestNearest(t *testing.T) {
	heads := []string{"Mã hồ sơ", "Họ và tên", "Giới tính", "Ngày sinh", "Quê quán", "Nơi thường trú", "Tóm tắt thành tích"}
	ratings := []string{"Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Không hoàn thành nhiệm vụ"}
	codes := []string{"SK01", "SK02", "SK10"}
	tests := []struct {
		typed string
		from  []string
		want  string // "" where an offer would be silly
	}{
		{"Họ tên", heads, "Họ và tên"},
		{"Ho va ten", heads, "Họ và tên"},
		{"Năm sinh", heads, "Ngày sinh"},
		{"Quê", heads, "Quê quán"},
		{"Số CCCD", heads, ""},
		{"STT", heads, ""},
		{"Xuất sắc", ratings, "Hoàn thành xuất sắc nhiệm vụ"},
		{"Hoàn thành suất sắc nhiệm vụ", ratings, "Hoàn thành xuất sắc nhiệm vụ"},
		{"Giỏi", ratings, ""},
		{"SK1", codes, "SK01"},
		{"sk10", codes, "SK10"},
		{"SK-02", codes, "SK02"},
		{"SK12", codes, ""},
		{"SK03", codes, ""},
		{"M", []string{"Nam", "Nữ"}, ""},
		{"Nử", []string{"Nam", "Nữ"}, "Nữ"},
		{"", heads, ""},
		{"Họ và tên", nil, ""},
	}
	for _, test := range tests {
		if got, ok := Nearest(test.typed, test.from); got != test.want || ok != (test.want != "") {
			t.Errorf("Nearest(%q) = %q, %t, want %q", test.typed, got, ok, test.want)
		}
	}
}

// TestPlain goes through all letters there are, between others that might compose.
func TestPlain(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if s := "e" + string(r) + "o"; plain(s) && clean(s) != s {
			t.Errorf("%q is taken for plain, yet would be %q", s, clean(s))
		}
	}
	for _, s := range []string{" a", "a ", "a  b", "a\n\nb", "a \nb", "Ðà Nẵng", norm.NFD.String("ế"), "a\u00a0b"} {
		if plain(s) {
			t.Errorf("%q is taken for plain, yet would be %q", s, clean(s))
		}
	}
	for _, s := range []string{"", "Ủy ban nhân dân phường", "đoạn một\nđoạn hai", "“trước hạn” – 98,5%"} {
		if !plain(s) {
			t.Errorf("%q is not taken for plain", s)
		}
	}
}

// FuzzClean wants Clean to be done after one run, in NFC, and never to take a letter away.
func FuzzClean(f *testing.F) {
	f.Add("  Lê\u00a0Văn\r\nAn ")
	f.Add(norm.NFD.String("Ðường Lê Thanh Nghị"))
	f.Add("a\u200b\u0301\n\u2028b")
	f.Add("Tiếp nhận 1.205 hồ sơ – “đúng hạn”,\nkhông có hồ sơ trả lại ")
	f.Fuzz(func(t *testing.T, s string) {
		once := Clean(s)
		if twice := Clean(once); twice != once {
			t.Errorf("Clean(%q) = %q, again %q", s, once, twice)
		}
		if slow := clean(s); plain(s) && slow != s {
			t.Errorf("%q is taken for plain, yet would be %q", s, slow)
		}
	})
}

// FuzzDate wants what was read to be a day of the calendar, or a month or year of one,
// and to be read the same again from the way offices write it.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"9/6/2026", "29.02.2028", "30-2-2026", "06/2026", "2026", "1/1/26", " 1 / 2 / 2026", "٣/٣/2026", "0/0/0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ParseDate(s)
		if !ok {
			return
		}
		if d.Year < 1900 || d.Year > 2200 || d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Day > 0 && !d.Whole() {
			t.Errorf("%q is read as %+v", s, d)
		}
		if again, ok := ParseDate(d.Short()); !ok || again != d {
			t.Errorf("%q is %+v, written %q, read as %+v", s, d, d.Short(), again)
		}
		if again, err := ParseISO(d.ISO()); d.Day > 0 && (err != nil || again != d) {
			t.Errorf("%q is %+v, for machines %q, read as %+v", s, d, d.ISO(), again)
		}
	})
}

// FuzzWriting wants remarks in the order of the text, at what they say stands there,
// and none about a text that follows them all.
func FuzzWriting(f *testing.F) {
	f.Add("Ngày 9 tháng 6 năm 2026 tiếp nhận 1,205 hồ sơ, đạt 98.5%./.")
	f.Add("tháng 2/2026; 01-2-2026, 1,234.5")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, r := range Writing(s) {
			if r.Start < at || r.End <= r.Start || r.End > len(s) || s[r.Start:r.End] != r.Got || r.Got == r.Want {
				t.Fatalf("%q: %+v", s, r)
			}
			at = r.End
		}
	})
}

// TestKeyLetters holds Key against what it stands for, letter by letter and pair by pair.
func TestKeyLetters(t *testing.T) {
	tonePlacement := strings.NewReplacer(
		"òa", "oà", "óa", "oá", "ỏa", "oả", "õa", "oã", "ọa", "oạ",
		"òe", "oè", "óe", "oé", "ỏe", "oẻ", "õe", "oẽ", "ọe", "oẹ",
		"ùy", "uỳ", "úy", "uý", "ủy", "uỷ", "ũy", "uỹ", "ụy", "uỵ",
	)
	slow := func(s string) string {
		return tonePlacement.Replace(strings.ToLower(strings.ReplaceAll(Clean(s), "\n", " ")))
	}
	const letters = "aAeEyYoOuUòóỏõọÒÓỎÕỌùúủũụÙÚỦŨỤàáảãạơƯđĐİıßſK 7.\n\u0301\u00ad\u200b\xff𝐀"
	for _, a := range letters {
		for _, b := range letters {
			for _, c := range "aeyAEYò \u0300" {
				s := string([]rune{a, b, c}) + "\xfe"[:int(c)&1]
				if got, want := Key(s), slow(s); got != want {
					t.Fatalf("Key(%q) = %q, want %q", s, got, want)
				}
			}
		}
	}
	for r := rune(0); r <= 0xffff; r++ {
		if s := "Hòa" + string(r) + "y"; Key(s) != slow(s) {
			t.Fatalf("Key(%q) = %q, want %q", s, Key(s), slow(s))
		}
	}
}
