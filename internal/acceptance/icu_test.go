//go:build acceptance

package acceptance

import (
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thidua/internal/vi"
)

// icu asks ICU's Vietnamese rules, through Debian's python3-icu, whose Python is the
// system's own.
func icu(t *testing.T, script string, lines []string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "/usr/bin/python3", "-c", "import icu, sys\nlines = sys.stdin.buffer.read().decode().split('\\n')\n"+script)
	cmd.Env = append(cmd.Environ(), "PYTHONIOENCODING=utf-8")
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("python3-icu: %v", err)
	}
	return strings.Split(strings.TrimRight(string(out), "\n"), "\n")
}

// TestCollation sorts a few hundred names of people, and every letter, as ICU does.
func TestCollation(t *testing.T) {
	var names []string
	for _, family := range strings.Fields("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý") {
		for _, given := range strings.Fields("An Ân Ánh Anh Ẩn Bình Bính Bỉnh Dung Dũng Đào Hoa Hòa Hoà Hoài Hường Hương Thủy Thuỷ Tuyết Ý Yến") {
			names = append(names, family+" Thị "+given)
		}
	}
	for _, r := range "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ" {
		names = append(names, string(r), strings.ToUpper(string(r)))
	}
	want := icu(t, "c = icu.Collator.createInstance(icu.Locale('vi'))\nprint('\\n'.join(sorted(lines, key=c.getSortKey)))", names)
	got := slices.Clone(names)
	slices.SortStableFunc(got, vi.NewCollator().Compare)
	if len(want) != len(got) {
		t.Fatalf("ICU gave %d names of %d", len(want), len(got))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("name %d is %q, ICU has %q", i, got[i], want[i])
		}
	}
}

// TestWords writes numbers as ICU does. Where a group of three digits is empty or
// begins with a nought ICU leaves out the hundreds that Vietnamese offices say;
// law and usage decide there, in the tests of vi. ICU has the South's lẻ for linh.
func TestWords(t *testing.T) {
	var lines []string
	for n := int64(0); n < 1000; n++ {
		lines = append(lines, strconv.FormatInt(n, 10))
	}
	for n := int64(1_111); n < 1_000_000_000_000; n = n*7 + 311 {
		full := true
		for m := n; m >= 1000; m /= 1000 {
			full = full && m%1000 >= 100
		}
		if full {
			lines = append(lines, strconv.FormatInt(n, 10))
		}
	}
	lines = append(lines, "123456789", "999999999999")
	want := icu(t, "f = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale('vi'))\nfor l in lines: print(f.format(int(l)))", lines)
	for i, line := range lines {
		n, err := strconv.ParseInt(line, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got := vi.Words(n); got != strings.ReplaceAll(want[i], "lẻ", "linh") {
			t.Errorf("%s is %q, ICU has %q", line, got, want[i])
		}
	}
}
