package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// closedWorkspace gives the sample workspace, built and closed.
func closedWorkspace(t *testing.T) Options {
	t.Helper()
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	c, err := Close(o)
	if err != nil || len(c.Refused) > 0 || c.File != "data/lich-su/2026/khoa.json" {
		t.Fatalf("close: %+v, %v", c, err)
	}
	return o
}

// closedMessages gives the messages about closed periods.
func closedMessages(t *testing.T, o Options) []finding.Finding {
	t.Helper()
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	var out []finding.Finding
	for _, f := range c.Findings {
		if strings.Contains(f.Message, "đã khóa ngày") || f.Place.File == "lich-su/2026/khoa.json" {
			out = append(out, f)
		}
	}
	return out
}

func TestCloseRefuses(t *testing.T) {
	o := workspace(t)
	refused := func(want string) {
		t.Helper()
		c, err := Close(o)
		if err != nil {
			t.Fatal(err)
		}
		if c.File != "" || !slices.ContainsFunc(c.Refused, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("refused %q, want %q", c.Refused, want)
		}
		if _, err := os.Stat(filepath.Join(o.Workspace, "data", "lich-su", "2026", "khoa.json")); err == nil {
			t.Error("it was closed all the same")
		}
	}
	refused("chưa lập hồ sơ")
	draft := o
	draft.Draft = true
	if _, err := Build(draft); err != nil {
		t.Fatal(err)
	}
	refused("chưa lập hồ sơ")
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	stray := filepath.Join(o.Workspace, "output", "2026", "thua.txt")
	if err := os.WriteFile(stray, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	refused("không khớp bảng kiểm")
	if err := os.Remove(stray); err != nil {
		t.Fatal(err)
	}
	set(t, filepath.Join(o.Workspace, "data", "de-nghi", "PVHCC-2026.xlsx"), nomination.SheetInitiatives, nomination.HeadApplied, "Không")
	refused("lỗi chặn")
}

// TestCloseFindsChanges changes a closed year in every way that is kept.
func TestCloseFindsChanges(t *testing.T) {
	o := closedWorkspace(t)
	if got := closedMessages(t, o); len(got) != 0 {
		t.Fatalf("nothing has changed, but %v", got)
	}
	if c, err := Close(o); err != nil || !c.Before || len(c.Refused) > 0 {
		t.Errorf("closed again: %+v, %v", c, err)
	}
	register := filepath.Join(o.Workspace, "data", "so-theo-doi.xlsx")
	lock := filepath.Join(o.Workspace, "data", "lich-su", "2026", "khoa.json")
	tests := []struct {
		name   string
		change func()
		file   string
		want   string
	}{
		{"a rank", func() { set(t, register, nomination.SheetRanks, nomination.HeadRank, "9") }, "so-theo-doi.xlsx", "sổ theo dõi nay ghi «9»"},
		{"a file gone", func() { _ = os.Remove(filepath.Join(o.Workspace, "data", "de-nghi", "TDP5-2026.xlsx")) }, "TDP5-2026.xlsx", "không còn"},
		{"a round added", func() {
			data, err := os.ReadFile(filepath.Join(o.Workspace, "data", "de-nghi", "VHXH-2026.xlsx"))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(o.Workspace, "data", "de-nghi", "VHXH-2026-lan-2.xlsx"), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}, "VHXH-2026-lan-2.xlsx", "mới được thêm"},
		{"a conclusion", func() {
			set(t, register, nomination.SheetConclusions, nomination.HeadConclusion, "Không đề nghị")
		}, "so-theo-doi.xlsx", "Kết luận"},
		{"the verdicts", func() {}, "so-theo-doi.xlsx", "nay không như khi khóa"},
	}
	for _, test := range tests {
		test.change()
		got := closedMessages(t, o)
		if !slices.ContainsFunc(got, func(f finding.Finding) bool {
			return f.Code == finding.CountsDiffer && f.Place.File == test.file && strings.Contains(f.Message, test.want) && !f.Blocks
		}) {
			t.Errorf("%s: no finding at %s that says %q among %v", test.name, test.file, test.want, got)
		}
	}
	if c, err := Close(o); err != nil || len(c.Refused) != 1 {
		t.Errorf("closed again after changes: %+v, %v", c, err)
	}
	data, err := os.ReadFile(lock)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(lock, []byte(strings.Replace(string(data), "Hạng", "Hang", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := closedMessages(t, o); len(got) != 1 || got[0].Code != finding.UnreadableFile {
		t.Errorf("a lock changed by hand: %v", got)
	}
}

// TestFinalReviewCountsClosedYears corrects a rank after its year was closed: the final
// review counts what was kept, and a finding names both.
func TestFinalReviewCountsClosedYears(t *testing.T) {
	o := closedWorkspace(t)
	before, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	set(t, filepath.Join(o.Workspace, "data", "so-theo-doi.xlsx"), nomination.SheetRanks, nomination.HeadRank, "44")
	o.Period = "2026-2030"
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ranks(c.records.Register.Ranks), ranks(before.records.Register.Ranks); !slices.Equal(got, want) {
		t.Errorf("the final review counts ranks %v, want %v", got, want)
	}
	if got := closedMessages(t, o); len(got) == 0 || got[0].Expected == "44" || got[0].Got != "44" {
		t.Errorf("findings %v", got)
	}
	o.Period = "2026"
	if c, err = Check(o); err != nil || !slices.Contains(ranks(c.records.Register.Ranks), 44) {
		t.Errorf("the year itself counts what the register says now: %v, %v", ranks(c.records.Register.Ranks), err)
	}
}

func ranks(of []*nomination.Rank) []int {
	var out []int
	for _, r := range of {
		if r.Year == 2026 {
			out = append(out, r.Rank)
		}
	}
	return out
}
