package intake

import (
	"fmt"
	"slices"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// readRegister reads the office's own book.
func (r *reader) readRegister() nomination.Register {
	reg := nomination.Register{Sheets: map[string]*nomination.Sheet{}}
	r.readSettings(&reg)
	reg.Signers = readInto(r, nomination.SignerTable, &reg)
	reg.Units = readInto(r, nomination.UnitTable, &reg)
	reg.Ranks = readInto(r, nomination.RankTable, &reg)
	reg.History = readInto(r, nomination.HistoryTable, &reg)
	reg.Receipts = readInto(r, nomination.ReceiptTable, &reg)
	reg.Extensions = readInto(r, nomination.ExtensionTable, &reg)
	reg.Council = readInto(r, nomination.CouncilTable, &reg)
	reg.Meetings = readInto(r, nomination.MeetingTable, &reg)
	reg.Attendance = readInto(r, nomination.AttendanceTable, &reg)
	reg.Ballots = readInto(r, nomination.BallotTable, &reg)
	reg.Conclusions = readInto(r, nomination.ConclusionTable, &reg)
	reg.Allocations = readInto(r, nomination.AllocationTable, &reg)
	reg.Issued = readInto(r, nomination.IssuedTable, &reg)
	reg.Results = readInto(r, nomination.ResultTable, &reg)
	reg.Figures = readInto(r, nomination.FigureTable, &reg)
	reg.Exceptions = readInto(r, nomination.ExceptionTable, &reg)
	reg.Pending = readInto(r, nomination.PendingTable, &reg)
	reg.Readings = readInto(r, nomination.ReadingTable, &reg)
	r.reportStrangers()
	r.checkRegisterUnits(&reg)
	r.checkFigures(&reg)
	reportTwice(r, reg.Meetings, nomination.HeadMeeting, func(m *nomination.Meeting) (nomination.Row, string) { return m.Row, m.Code })
	return reg
}

// readInto reads a sheet and notes where it was, absent or not.
func readInto[T any](r *reader, table nomination.Table[T], reg *nomination.Register) []*T {
	records, sheet := readTable(r, table)
	reg.Sheets[table.Name] = sheet
	return records
}

func (r *reader) readSettings(reg *nomination.Register) {
	others := map[string]string{}
	rows := map[string]int{}
	settings, sheet := readPairs(r, nomination.SettingsSheet, func(item string, c *cell, at finding.Place) {
		rows[item] = at.Row
		if c != nil && c.kind != errorCell && c.kind != unsavedResult {
			others[item] = r.display(c)
		}
	})
	for item, row := range sheet.Items {
		rows[item] = row
	}
	settings.Sheet, settings.Other, settings.Rows = sheet, others, rows
	reg.Settings, reg.Sheets[nomination.SheetSettings] = *settings, sheet
}

// checkRegisterUnits holds codes of units in the register against its own list, and
// spells the units of an extension, code or name, as codes.
func (r *reader) checkRegisterUnits(reg *nomination.Register) {
	reportTwice(r, reg.Units, nomination.HeadUnitCode, func(u *nomination.Unit) (nomination.Row, string) { return u.Row, u.Code })
	if len(reg.Units) == 0 {
		return
	}
	for _, u := range reg.Units {
		named := func(o *nomination.Unit) bool { return o.Code == u.Successor || vi.Key(o.Name) == vi.Key(u.Successor) }
		if u.Successor != "" && !slices.ContainsFunc(reg.Units, named) {
			r.report(unknownUnit(reg, u.Successor, u.Row.At(nomination.HeadSuccessor)))
		}
	}
	for _, x := range reg.Receipts {
		if _, ok := reg.Unit(x.Unit); !ok && x.Unit != "" {
			r.report(unknownUnit(reg, x.Unit, x.Row.At(nomination.HeadUnitCode)))
		}
	}
	for _, x := range reg.Extensions {
		for i, name := range x.Units {
			u := slices.IndexFunc(reg.Units, func(u *nomination.Unit) bool {
				return u.Code == name || vi.Key(u.Name) == vi.Key(name)
			})
			if u < 0 {
				r.report(unknownUnit(reg, name, x.Row.At(nomination.HeadUnitsNotified)))
				continue
			}
			x.Units[i] = reg.Units[u].Code
		}
	}
}

// checkFigures sees that the figures of the periodic report can be held against each
// other. Exemplars are told in words.
func (r *reader) checkFigures(reg *nomination.Register) {
	for _, f := range reg.Figures {
		if f.Content == nomination.ContentExemplars {
			continue
		}
		for _, c := range [...]struct{ head, text string }{{nomination.HeadPlanned, f.Planned}, {nomination.HeadOutcome, f.Reached}} {
			if _, ok := nomination.ParseQuantity(c.text); ok || c.text == "" {
				continue
			}
			r.report(finding.Finding{
				Code: finding.BadNumber, Place: f.Row.At(c.head), Message: fmt.Sprintf("%q không phải là số liệu.", short(c.text)),
				Expected: "số, có thể kèm đơn vị tính, ví dụ 98,5%, 12 buổi, ≥ 95%", Got: short(c.text),
				Fix: fmt.Sprintf("ghi số, kèm đơn vị tính nếu có; lời diễn giải ghi vào cột %q", nomination.HeadNote),
			})
		}
	}
}

func unknownUnit(reg *nomination.Register, code string, at finding.Place) finding.Finding {
	f := finding.Finding{
		Code: finding.UnknownUnit, Severity: finding.Error, Place: at, Got: code,
		Message: fmt.Sprintf("Mã đơn vị %q không có ở trang %q của sổ theo dõi.", short(code), nomination.SheetUnits),
		Fix:     "sửa lại mã, hoặc thêm đơn vị vào sổ theo dõi",
	}
	codes := make([]string, len(reg.Units))
	for i, u := range reg.Units {
		codes[i] = u.Code
	}
	if near, ok := vi.Nearest(code, codes); ok {
		f.Expected, f.Fix = near, fmt.Sprintf("có phải %q? Nếu không, thêm đơn vị vào sổ theo dõi", near)
	}
	return f
}

// reportTwice reports codes that stand twice, at the later place.
func reportTwice[T any](r *reader, records []*T, head string, code func(*T) (nomination.Row, string)) {
	first := map[string]finding.Place{}
	for _, record := range records {
		row, c := code(record)
		if c == "" {
			continue
		}
		at := row.At(head)
		if earlier, ok := first[c]; ok {
			r.report(twiceCode(c, at, earlier))
			continue
		}
		first[c] = at
	}
}

func twiceCode(code string, at, earlier finding.Place) finding.Finding {
	where := earlier.Cell()
	if earlier.Sheet != at.Sheet {
		where = earlier.Sheet + " › " + where
	}
	return finding.Finding{
		Code: finding.BadCode, Place: at, Got: code, Message: fmt.Sprintf("Mã %q đã dùng ở ô %s.", code, where),
		Fix: "đặt mã khác cho một trong hai", Related: []finding.Place{earlier},
	}
}
