package nomination

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/finding"
)

// TestSchemas holds what every reader of the schema relies on.
func TestSchemas(t *testing.T) {
	for _, schemas := range [][]Schema{WorkbookSchemas(), RegisterSchemas()} {
		names := map[string]bool{}
		for _, s := range schemas {
			if names[s.Name] {
				t.Errorf("sheet %q stands twice", s.Name)
			}
			names[s.Name] = true
			if len([]rune(s.Name)) > 31 || strings.ContainsAny(s.Name, `:\/?*[]`) {
				t.Errorf("sheet %q: not a name that Excel takes", s.Name)
			}
			heads := map[string]bool{}
			required := 0
			for _, c := range s.Columns {
				if key := HeadKey(c.Head); heads[key] || key == "" {
					t.Errorf("%s: heading %q is empty or can't be told from another", s.Name, c.Head)
				} else {
					heads[key] = true
				}
				if c.Required {
					required++
				}
				checkColumn(t, s.Name, c)
			}
			if required == 0 && !s.Pairs {
				t.Errorf("%s: without a required column no row can be told from a footer", s.Name)
			}
		}
	}
}

func checkColumn(t *testing.T, sheet string, c Column) {
	t.Helper()
	if list := c.Kind == Choice || c.Kind == Choices; list && len(c.Values) == 0 {
		t.Errorf("%s, %s: a choice of nothing", sheet, c.Head)
	}
	keys := map[string]bool{}
	for _, v := range c.Values {
		if keys[ValueKey(v)] {
			t.Errorf("%s, %s: value %q can't be told from another", sheet, c.Head, v)
		}
		keys[ValueKey(v)] = true
	}
	if c.Width <= 0 {
		t.Errorf("%s, %s: no width", sheet, c.Head)
	}
}

// TestSetters gives every column a value and wants it in the record: a column whose
// setter is another's would lose what a unit wrote.
func TestSetters(t *testing.T) {
	full := Value{Text: "t", Number: 7, Yes: true, List: []string{"l"}, ID: "U/1", IDs: []ID{"U/1"}, Authors: []Author{{Name: "a"}}}
	full.Date.Year, full.Time = 2026, full.Date.Time()
	checkSetters(t, CollectiveTable, full)
	checkSetters(t, IndividualTable, full)
	checkSetters(t, InitiativeTable, full)
	checkSetters(t, RatingTable, full)
	checkSetters(t, ServiceTable, full)
	checkSetters(t, HeldTable, full)
	checkSetters(t, AttachmentTable, full)
	checkSetters(t, UnitSheet, full)
	checkSetters(t, SettingsSheet, full)
	checkSetters(t, SignerTable, full)
	checkSetters(t, UnitTable, full)
	checkSetters(t, RankTable, full)
	checkSetters(t, HistoryTable, full)
	checkSetters(t, ReceiptTable, full)
	checkSetters(t, ExtensionTable, full)
	checkSetters(t, CouncilTable, full)
	checkSetters(t, MeetingTable, full)
	checkSetters(t, AttendanceTable, full)
	checkSetters(t, BallotTable, full)
	checkSetters(t, ConclusionTable, full)
	checkSetters(t, AllocationTable, full)
	checkSetters(t, IssuedTable, full)
	checkSetters(t, ResultTable, full)
	checkSetters(t, FigureTable, full)
	checkSetters(t, ExceptionTable, full)
	checkSetters(t, PendingTable, full)
	checkSetters(t, ReadingTable, full)
}

func TestHeadKey(t *testing.T) {
	tests := []struct{ typed, key string }{
		{"Mã hồ sơ*", "Mã hồ sơ"},
		{"  Mã  hồ sơ * ", "Mã hồ sơ"},
		{"Mã hồ sơ (bắt buộc)*", "Mã hồ sơ"},
		{"Mã hồ sơ* [bắt buộc]", "Mã hồ sơ"},
		{"Chức vụ (Đảng, chính quyền, đoàn thể)*", "Chức vụ"},
		{"Họ và\ntên", "Họ và tên"},
		{"Họ va\u0300 tên", "Họ và tên"},
		{"(chỉ có gợi ý)", "(chỉ có gợi ý)"},
		{"Ho va ten", "Ho va ten"},
		{"HỌ VÀ TÊN", "HỌ VÀ TÊN"},
	}
	for _, test := range tests {
		if got := HeadKey(test.typed); got != test.key {
			t.Errorf("HeadKey(%q) = %q, want %q", test.typed, got, test.key)
		}
	}
}

func TestConcerned(t *testing.T) {
	sheet := &Sheet{File: "A-2026.xlsx", Name: SheetInitiatives}
	c := &Case{Submissions: []*Submission{{
		Collectives: []*Collective{{Nominee: Nominee{ID: "A/T1", Initiatives: []ID{"A/S1"}}}},
		Individuals: []*Individual{{Nominee: Nominee{ID: "A/C1", Initiatives: []ID{"A/S2", "A/S1"}}}},
		Initiatives: []*Initiative{{Row: Row{sheet, 2}, ID: "A/S1"}, {Row: Row{sheet, 3}, ID: "A/S2"}, {Row: Row{sheet, 4}, ID: "A/S3"}},
	}}}
	tests := []struct {
		f    finding.Finding
		want string
	}{
		{finding.Finding{Nominee: "A/T1"}, "[A/T1]"},
		{finding.Finding{Place: sheet.Place(2, 5)}, "[A/T1 A/C1]"},
		{finding.Finding{Place: sheet.Place(3, 5)}, "[A/C1]"},
		{finding.Finding{Place: sheet.Place(4, 5)}, "[]"},
		{finding.Finding{Place: finding.Place{File: "B-2026.xlsx", Sheet: SheetInitiatives, Row: 2, Col: 5}}, "[]"},
	}
	for _, test := range tests {
		ids := []string{}
		for _, id := range c.Concerned(test.f) {
			ids = append(ids, string(id))
		}
		if got := "[" + strings.Join(ids, " ") + "]"; got != test.want {
			t.Errorf("%v: got %s, want %s", test.f.Place, got, test.want)
		}
	}
}

// checkSetters sets each column alone and wants the records to differ from the blank
// one and from one another.
func checkSetters[T any](t *testing.T, table Table[T], full Value) {
	t.Helper()
	seen := map[string]string{describe(*table.New(Row{})): "no column at all"}
	for _, f := range table.Fields {
		record := table.New(Row{})
		f.Set(record, full)
		d := describe(*record)
		if other, ok := seen[d]; ok {
			t.Errorf("%s: %s sets what %s sets", table.Name, f.Head, other)
		}
		seen[d] = f.Head
	}
}

func describe(record any) string { return fmt.Sprintf("%+v", record) }
