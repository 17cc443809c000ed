package rulebook

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"thidua/internal/finding"
	"thidua/internal/vi"
)

func source(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile("../../data/ke-hoach.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func parsed(t *testing.T) *Rulebook {
	t.Helper()
	b, faults := Parse("ke-hoach.yaml", []byte(source(t)))
	for _, f := range faults {
		t.Errorf("%s: %s (%s)", f.Place, f.Message, f.Expected)
	}
	if b == nil {
		t.FailNow()
	}
	return b
}

// The ward's own rulebook is read whole, and holds the numbers of the plan.
func TestWardsRulebook(t *testing.T) {
	b := parsed(t)
	if b.File != "ke-hoach.yaml" || b.Plan.Key != "cchc-2026-2030" {
		t.Errorf("file %q, plan %q", b.File, b.Plan.Key)
	}
	merit := b.FormByKey("city-merit")
	if merit == nil || len(merit.Collective.AllOf) != 2 || len(merit.Individual.AllOf) != 4 {
		t.Fatalf("city-merit: %+v", merit)
	}
	first, rank := merit.Collective.AllOf[0], merit.Collective.AllOf[1]
	if first.Initiatives == nil || first.Initiatives.Count != 1 || !first.Initiatives.Replicable {
		t.Errorf("initiatives of collectives: %+v", first.Initiatives)
	}
	if want := "điểm a khoản 2 Mục III Kế hoạch (đề nghị khen thưởng cấp thành phố, tập thể, gạch đầu dòng thứ nhất)"; first.Basis != want {
		t.Errorf("basis %q, want %q", first.Basis, want)
	}
	if rank.RankWithin == nil || rank.RankWithin.Rank != 5 {
		t.Errorf("rank: %+v", rank.RankWithin)
	}
	nothing := func(string) bool { return false }
	undecided := func(string) string { return "" }
	if q := b.QuotaInForce("city-merit", true, nothing, undecided); q == nil || q.Collective != 1 || q.Individual != 1 {
		t.Errorf("quota: %+v", q)
	}
	if b.QuotaInForce("ward-certificate", true, nothing, undecided) != nil {
		t.Error("the ward's certificate has a quota")
	}
	p, ok := b.PeriodByKey("2026")
	if !ok {
		t.Fatal("no period 2026")
	}
	if got, want := b.DeadlineOf("Thành phố", Year).On(p), (vi.Date{Year: 2027, Month: 2, Day: 15}); got != want {
		t.Errorf("deadline %v, want %v", got, want)
	}
	if b.DeadlineOf("Phường", Year) != nil {
		t.Error("the ward's certificate has a deadline")
	}
	for key, want := range map[string]string{
		RankSubject: "ward", CityCollective: "either", FinalGate: "gate-and-one-of",
		DeadlineBefore: "strict", FlagQuota: "flag-replaces", FlagPeopleGate: "same-gate",
	} {
		if r := b.ReadingByKey(key); r == nil || r.Choices[0].Key != want {
			t.Errorf("default of %s: %+v, want %s", key, r, want)
		}
	}
	for _, name := range []string{
		"bằng khen của chủ tịch ubnd thành phố", "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố", "Bằng khen của Chủ tịch UBND thành phố Hải Phòng",
	} {
		if got := b.FormsNamed(name); len(got) != 2 {
			t.Errorf("%d forms are called %s, want the annual and the final one", len(got), name)
		}
	}
	for _, name := range []string{"Bằng khen của Chủ tịch UBND tỉnh Hải Dương", "Giấy khen của Chủ tịch UBND thành phố", ""} {
		if got := b.FormsNamed(name); len(got) != 0 {
			t.Errorf("%d forms are called %q", len(got), name)
		}
	}
	if len(b.FormByKey("city-merit-final").Collective.ByReading.Cases) != 2 {
		t.Error("the final gate has not both readings")
	}
	for _, r := range b.Rewards {
		if r.Form == "ward-certificate" && (r.Collective != 60 || r.Individual != 30 || !r.Unverified) {
			t.Errorf("reward %+v", r)
		}
		if r.Form == "city-merit" && (r.Collective != 300 || r.Individual != 150 || r.Unverified) {
			t.Errorf("reward %+v", r)
		}
	}
}

// A paper cites what is in force on its own date.
func TestBasesInForce(t *testing.T) {
	b := parsed(t)
	has := func(day vi.Date, key string) bool {
		for _, l := range b.Bases(PaperLetter, day) {
			if l.Key == key {
				return true
			}
		}
		return false
	}
	for _, c := range []struct {
		day  vi.Date
		key  string
		want bool
	}{
		{vi.Date{Year: 2025, Month: 6, Day: 30}, "nd-98-2023", true},
		{vi.Date{Year: 2025, Month: 7, Day: 1}, "nd-98-2023", false},
		{vi.Date{Year: 2025, Month: 6, Day: 30}, "nd-152-2025", false},
		{vi.Date{Year: 2025, Month: 7, Day: 1}, "nd-152-2025", true},
		{vi.Date{Year: 2026, Month: 9, Day: 30}, "luat-tdkt-sua-doi-2026", false},
		{vi.Date{Year: 2026, Month: 10, Day: 1}, "luat-tdkt-sua-doi-2026", true},
	} {
		if got := has(c.day, c.key); got != c.want {
			t.Errorf("%s cited on %s: %v, want %v", c.key, c.day.ISO(), got, c.want)
		}
	}
}

// Each case changes one place of the ward's rulebook; § marks where the fault has to
// be reported, several times where there are several.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []string // parts of the messages and of what was expected, in order of place
	}{
		{"unknown key", "rank_within: {rank: 5}", "rank_within: {rank: 5, §ranks: 3}", []string{"Khóa \"ranks\" không có trong mục rank_within|\"rank\""}},
		{"standard of no form", "        - same_as: city-merit-final\n\n", "        - same_as: §nothing\n\n", []string{"\"nothing\" không có trong forms (same_as)|"}},
		{"own standard", "        - same_as: city-merit-final\n\n", "        - same_as: §city-flag\n\n", []string{"cũng dựa vào same_as|"}},
		{"standard that borrows", "        - same_as: city-merit-final\n\n", "        - same_as: §state-labour-first\n\n", []string{"cũng dựa vào same_as|"}},
		{"standard for others", "    individual: {same_as: city-merit-final}", "    individual: {same_as: §city-flag}", []string{"không có tiêu chuẩn đối với cá nhân|"}},
		{"more than a standard", "    individual: {same_as: city-merit-final}", "    individual: {same_as: city-merit-final, §label: Khác}", []string{"Khóa \"label\" không có trong mục individual|same_as"}},
		{"quota beside no form", "    beside: city-flag\n", "    beside: §city-flags\n", []string{"Hình thức \"city-flags\" không có|\"city-flag\""}},
		{"quota under no choice", "    choice: flag-adds\n    individual: 3", "    choice: §flag-both\n    individual: 3", []string{"không có lựa chọn \"flag-both\"|flag-replaces, flag-adds"}},
		{"quota under no reading", "    reading: flag-quota\n    choice: flag-adds", "    reading: §flags\n    choice: flag-adds", []string{"Cách hiểu \"flags\" không có|"}},
		{"missing key", "rank_within: {rank: 5}", "rank_within: §{}", []string{"thiếu khóa \"rank\"|"}},
		{"duplicate key", "  city: thành phố Hải Phòng", "  city: thành phố Hải Phòng\n  §city: Hải Phòng", []string{"Khóa \"city\" của mục plan ghi hai lần|"}},
		{"leading zero", "    month: 2\n    day: 15\n    clause: III.3.a", "    month: §02\n    day: 15\n    clause: III.3.a", []string{"không được bắt đầu bằng số 0|số nguyên từ 1 đến 12"}},
		{"octal", "rank_within: {rank: 5}", "rank_within: {rank: §010}", []string{"không được bắt đầu bằng số 0|"}},
		{"underscore", "amount: 2530000", "amount: §2_530_000", []string{"số nguyên viết thường|"}},
		{"decimal", "rank_within: {rank: 5}", "rank_within: {rank: §5.5}", []string{"phải là số nguyên|"}},
		{"text for a number", "rank_within: {rank: 5}", "rank_within: {rank: §năm}", []string{"phải là số nguyên|"}},
		{"out of bounds", "rank_within: {rank: 5}", "rank_within: {rank: §0}", []string{"nằm ngoài giới hạn|từ 1 đến"}},
		{"number for a text", "key: cchc-2026-2030", "key: §2026", []string{"phải là chữ|\"2026\""}},
		{"empty value", "key: cchc-2026-2030", "key:§", []string{"chưa có giá trị|"}},
		{"anchor", "version: 1", "version: §&v 1", []string{"Neo (&)|"}},
		{"alias", "  city: thành phố Hải Phòng", "  city: §*khac", []string{"Tham chiếu neo (*)|"}},
		{"tag", "  city: thành phố Hải Phòng", "  city: §!!str thành phố Hải Phòng", []string{"Thẻ kiểu (!)|"}},
		{"merge", "  city: thành phố Hải Phòng", "  city: thành phố Hải Phòng\n  §<<: {a: b}", []string{"Phép gộp (<<)|"}},
		{"second document", "legal_bases:", "legal_bases: []\n---\n§legal_bases:", []string{"nhiều hơn một tài liệu|"}},
		{"unknown choice", "  - level: Thành phố\n    period: year", "  - level: §Thành phô\n    period: year", []string{"không dùng được|gần nhất: \"Thành phố\""}},
		{"bad date", "from: 2024-07-01", "from: §2024-02-30", []string{"không phải là ngày|"}},
		{"date the other way round", "from: 2024-07-01", "from: §01/07/2024", []string{"không phải là ngày|"}},
		{"quota of no form", "  - form: city-merit\n    collective: 1", "  - form: §city-merits\n    collective: 1", []string{"Hình thức \"city-merits\" không có|\"city-merit\""}},
		{"unknown reading", "  - key: deadline-before", "  - key: §deadline-befor", []string{"§", "Cách hiểu \"deadline-befor\" không có|\"deadline-before\""}},
		{"coefficient", "collective: \"0,6\"", "collective: §\"0.6\"", []string{"Hệ số \"0.6\"|"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := source(t)
			if !strings.Contains(src, c.old) {
				t.Fatalf("the rulebook has no %q", c.old)
			}
			src = strings.Replace(src, c.old, c.new, 1)
			if c.want[0] == "§" { // the list as a whole lacks a reading
				src = strings.Replace(src, "\nreadings:", "\n§readings:", 1)
				c.want = append([]string{"thiếu cách hiểu|"}, c.want[1:]...)
			}
			check(t, src, c.want)
		})
	}
}

// check parses a text in which § marks the places of the faults.
func check(t *testing.T, marked string, want []string) {
	t.Helper()
	var places []finding.Place
	line, column := 1, 1
	for _, r := range marked {
		switch r {
		case '§':
			places = append(places, finding.Place{File: "ke-hoach.yaml", Row: line, Col: column})
		case '\n':
			line, column = line+1, 1
		default:
			column++
		}
	}
	b, faults := Parse("ke-hoach.yaml", []byte(strings.ReplaceAll(marked, "§", "")))
	if b != nil {
		t.Error("a rulebook with faults was given out")
	}
	if len(faults) != len(want) || len(places) != len(want) {
		t.Errorf("%d faults at %d places, want %d:", len(faults), len(places), len(want))
		for _, f := range faults {
			t.Logf("  %s: %s (cần %s; có %s)", f.Place, f.Message, f.Expected, f.Got)
		}
		return
	}
	for i, f := range faults {
		message, expected, _ := strings.Cut(want[i], "|")
		if f.Code != finding.BadDefinition || !f.Blocks || f.Severity != finding.Error {
			t.Errorf("fault is %s, blocks %v", f.Code, f.Blocks)
		}
		if f.Place != places[i] {
			t.Errorf("%q stands at %s, want %s", f.Message, f.Place, places[i])
		}
		if !strings.Contains(f.Message, message) || !strings.Contains(f.Expected, expected) {
			t.Errorf("got %q expecting %q, want %q", f.Message, f.Expected, want[i])
		}
	}
}

// Faults that concern a whole entry stand at its first key.
func TestFaultsOfEntries(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           string
	}{
		{"end before beginning", "  - amount: 2340000\n    from: 2024-07-01\n    to: 2026-06-30", "  - §amount: 2340000\n    from: 2024-07-01\n    to: 2023-06-30", "trước ngày bắt đầu|"},
		{"missing choice", "    choices:\n      - {key: strict, text: \"Không: ngày cuối cùng là 14/02\"}\n      - {key: inclusive, text: \"Có: ngày cuối cùng là 15/02\"}\n", "    choices:\n      §- {key: strict, text: \"Không: ngày cuối cùng là 14/02\"}\n", "Các lựa chọn của cách hiểu \"deadline-before\" không đúng|strict, inclusive"},
		{
			"no predicate", "        - clause: III.2.a\n          basis: điểm a khoản 2 Mục III Kế hoạch (đề nghị khen thưởng cấp thành phố, tập thể, gạch đầu dòng thứ nhất)\n          label: Sáng kiến\n          sentence: >-\n            Có sáng kiến thiết thực được công nhận và áp dụng trong thực tế tại địa phương; có thể\n            nhân rộng, triển khai áp dụng trong thực tiễn quản lý, giải quyết công việc, tạo đột phá\n            trong công tác cải cách hành chính của thành phố, của phường.\n          initiatives: {count: 1, replicable: true}\n",
			"        - §{clause: a, basis: b, label: c, sentence: d}\n", "đúng một điều kiện|",
		},
		{"two predicates", "        - clause: III.2.a\n          basis: điểm a khoản 2 Mục III Kế hoạch (đề nghị khen thưởng cấp thành phố, tập thể, gạch đầu dòng thứ hai)", "        - §selected: {}\n          clause: III.2.a\n          basis: x", "đúng một điều kiện|"},
		{"conduct of a collective", "  - key: city-merit\n", "  - §key: city-merit\n", "chỉ xét được cho cá nhân|"},
		{"unverified without a reason", "  - key: tt-15-2025\n", "  - §key: tt-15-2025\n", "phải nói rõ vì sao|"},
		{"form twice", "  - key: state-labour-third\n", "  - key: §state-labour-second\n", "ghi hai lần trong forms|"},
		{"quota of nothing", "  - form: city-flag\n    collective: 1\n", "  - §form: city-flag\n", "không đặt số lượng nào|"},
		{"quota with half a reading", "  - form: city-merit-final\n    beside: city-flag\n    reading: flag-quota\n    choice: flag-replaces\n", "  - §form: city-merit-final\n    beside: city-flag\n    reading: flag-quota\n", "phải đi với nhau|"},
		{"allocated number", "  - form: state-pm-merit\n    allocated: true\n", "  - §form: state-pm-merit\n    allocated: true\n    collective: 1\n", "theo phân bổ|"},
		{"gate beside no form", "  - key: city-merit-final\n", "  - §key: city-merit-final\n", "(not_beside)|"},
		{"dossier of no form", "  - forms: [city-flag]\n    papers", "  - forms: §[city-flags]\n    papers", "không có trong forms|\"city-flag\""},
		{"paper of no kind", "papers: [bao-cao-thanh-tich, bien-ban, ket-qua-bo-phieu]", "papers: [bao-cao-thanh-tich, bien-ban, §ket-qua]", "|ket-qua-bo-phieu"},
		{"year period of two years", `  - {key: "2027", kind: year, first: 2027, last: 2027`, `  - §{key: "2027", kind: year, first: 2027, last: 2028`, "first bằng last|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := source(t)
			if !strings.Contains(src, c.old) {
				t.Fatalf("the rulebook has no %q", c.old)
			}
			src = strings.Replace(src, c.old, c.new, 1)
			switch c.name {
			case "conduct of a collective":
				src = strings.Replace(src, "rank_within: {rank: 5}", "conduct: {value: Tốt}", 1)
			case "gate beside no form":
				src = strings.Replace(src, "not_beside: city-flag}", "not_beside: city-flags}", 1)
			case "unverified without a reason":
				src = strings.Replace(src, "    note: Trích yếu chưa đối chiếu với bản gốc.\n  - key: qd-2162", "  - key: qd-2162", 1)
			case "form twice": // what names the form is at fault as well
				before, after, _ := strings.Cut(src, "  - form: state-labour-third\n    allocated: true\n")
				_, after, _ = strings.Cut(after, "\n\n")
				src = strings.ReplaceAll(before, ", state-labour-third]", "]") + "\n" + strings.Replace(after, "form: state-labour-third", "form: city-merit", 1)
			}
			check(t, src, []string{c.want})
		})
	}
}

// All faults are reported in one pass, not the first alone.
func TestAllFaultsAtOnce(t *testing.T) {
	src := source(t)
	src = strings.Replace(src, "version: 1", "version: §2", 1)
	src = strings.Replace(src, "  city: thành phố", "  §citi: thành phố", 1)
	src = strings.Replace(src, "  key: cchc", "  §key: cchc", 1)
	src = strings.Replace(src, "rank_within: {rank: 5}", "rank_within: {rank: §05}", 1)
	src = strings.Replace(src, "from: 2027-01-01, to: 2027-01-01", "from: §2027-13-01, to: 2027-01-01", 1)
	check(t, src, []string{"Số 2 của khóa \"version\"|", "thiếu khóa \"city\"|", "Khóa \"citi\"|\"city\"", "bắt đầu bằng số 0|", "không phải là ngày|"})
}

// Texts that are no YAML, or none of ours, are told in Vietnamese with their place.
func TestNoRulebook(t *testing.T) {
	for _, c := range []struct {
		name, src string
		at        string
		want      string
	}{
		{"empty", "", "1:1", "không có nội dung"},
		{"comments only", "# kế hoạch\n", "1:1", "không có nội dung"},
		{"only marks", "---\n---\n", "1:1", "không có nội dung"},
		{"text", "kế hoạch", "1:1", "khóa: giá trị"},
		{"list", "- a\n- b\n", "1:1", "khóa: giá trị"},
		{"tab", "plan:\n\tkey: a\n", "2:1", "Tab"},
		{"open bracket", "periods: [1, 2\n", "", "đóng ngoặc"},
		{"open quote", "plan: \"a\n", "", "nháy"},
		{"not UTF-8", "version: 1\nplan: K\xe9 ho\xa1ch\n", "2:8", "UTF-8"},
		{"UTF-16", "\xff\xfev\x00e\x00", "1:1", "UTF-8"},
		{"too large", strings.Repeat("# kế hoạch\n", 40_000), "1:1", "quá lớn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, faults := Parse("ke-hoach.yaml", []byte(c.src))
			if b != nil || len(faults) == 0 {
				t.Fatalf("got %v with %d faults", b, len(faults))
			}
			f := faults[0]
			if c.at != "" && f.Place.Cell() != c.at || !strings.Contains(f.Message, c.want) || !f.Blocks {
				t.Errorf("%s: %s; want %s: …%s…", f.Place, f.Message, c.at, c.want)
			}
			for _, f := range faults {
				if strings.ContainsAny(f.Message, "\n") || f.Place.Row < 1 || f.Place.Col < 1 {
					t.Errorf("%s: %q", f.Place, f.Message)
				}
			}
		})
	}
}

// Windows writes a byte order mark and CRLF; neither changes a rulebook.
func TestWindowsText(t *testing.T) {
	src := "\ufeff" + strings.ReplaceAll(source(t), "\n", "\r\n")
	b, faults := Parse("ke-hoach.yaml", []byte(src))
	for _, f := range faults {
		t.Errorf("%s: %s", f.Place, f.Message)
	}
	if got, want := fmt.Sprintf("%+v", b.Plan), fmt.Sprintf("%+v", parsed(t).Plan); got != want {
		t.Errorf("plan is\n%s\nwant\n%s", got, want)
	}
}

// Nesting that would take the parser's memory is refused before it gets there.
func TestDeepNesting(t *testing.T) {
	for _, src := range []string{
		strings.Repeat("[", 100_000),
		strings.Repeat("{a: ", 50_000),
		strings.Repeat("- ", 100_000),
		strings.Repeat("? ", 100_000),
		strings.Repeat("[\n", 50_000),
		strings.Repeat("- ", 900) + "\n",
		strings.Repeat("? ", 900) + "\n",
	} {
		if b, faults := Parse("ke-hoach.yaml", []byte(src)); b != nil || len(faults) == 0 {
			t.Errorf("%.8q…: got %v with %d faults", src, b, len(faults))
		}
	}
}

func FuzzParse(f *testing.F) {
	src, err := os.ReadFile("../../data/ke-hoach.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{string(src), "a: &b c", "? a\n: b", "%TAG ! a\n---\na", "a: |\n b", "[a, {b: c}]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, faults := Parse("ke-hoach.yaml", []byte(s))
		if (b == nil) != (len(faults) > 0) {
			t.Fatalf("rulebook %v with %d faults", b != nil, len(faults))
		}
		for _, f := range faults {
			if f.Place.Row < 1 || f.Place.Col < 1 || f.Message == "" {
				t.Fatalf("fault %+v", f)
			}
		}
	})
}
