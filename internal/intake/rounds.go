package intake

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// A submitted workbook with what its reading found.
type submitted struct {
	submission *nomination.Submission
	reader     *reader
}

// mergeRounds joins the rounds of each unit and period: a later round's rows replace
// those with the same code, the others stay. The result has the order of the first
// rounds' files; rows keep the place in the file they came from.
func mergeRounds(books []submitted) []*nomination.Submission {
	type key struct{ unit, period string }
	groups := map[key][]submitted{}
	var order []key
	for _, b := range books {
		k := key{b.submission.Unit, b.submission.Period}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], b)
	}
	var out []*nomination.Submission
	for _, k := range order {
		group := groups[k]
		slices.SortStableFunc(group, func(a, b submitted) int {
			return cmp.Compare(a.submission.Round, b.submission.Round)
		})
		merged := group[0].submission
		for i, later := range group[1:] {
			former := group[:i+1]
			if before := group[i]; before.submission.Round == later.submission.Round {
				later.reader.report(finding.Finding{
					Code: finding.Disagreement, Place: later.reader.whole(),
					Message: fmt.Sprintf("Đơn vị %s đã có tệp %s cho lần %d kỳ %s.", k.unit, before.submission.File, later.submission.Round, k.period),
					Fix:     "bỏ một trong hai tệp, hoặc thêm -lan-2 vào tên tệp gửi sau", Related: []finding.Place{before.reader.whole()},
				})
			}
			later.checkWithdrawal(merged)
			merged = mergeRound(merged, later.submission)
			if group[i].submission.Round < later.submission.Round {
				for _, b := range former {
					b.dropReplaced(merged, later.submission)
				}
			}
		}
		out = append(out, merged)
	}
	return out
}

// dropReplaced takes back what was found in rows that a later round replaces: the
// former file is kept and not mended again. What is wrong with a sheet's headings goes
// with the last of its rows; what is wrong with the file or with whose it is stays
// said, so that no row is lost unseen. Notes stay too.
func (b submitted) dropReplaced(merged, later *nomination.Submission) {
	type line struct {
		sheet string
		row   int
	}
	held, mine := map[line]bool{}, b.submission.Row.Sheet.File
	for _, row := range rowsOf(merged) {
		if row.Sheet.File == mine {
			held[line{row.Sheet.Name, row.Number}] = true
		}
	}
	gone, kept := map[line]bool{}, map[string]bool{}
	for _, row := range rowsOf(b.submission) {
		l := line{row.Sheet.Name, row.Number}
		gone[l] = !held[l]
		kept[l.sheet] = kept[l.sheet] || held[l]
	}
	for _, row := range rowsOf(b.submission) {
		if !kept[row.Sheet.Name] {
			gone[line{row.Sheet.Name, row.Sheet.HeadRow}] = true
		}
	}
	items := later.Row.Sheet.Items
	b.reader.findings = slices.DeleteFunc(b.reader.findings, func(f finding.Finding) bool {
		if f.Severity == finding.Note || f.Place.File != mine {
			return false
		}
		if f.Place.Sheet != nomination.SheetUnit {
			return gone[line{f.Place.Sheet, f.Place.Row}]
		}
		for item, row := range b.submission.Row.Sheet.Items {
			if row == f.Place.Row {
				_, again := items[item]
				return again && !identifies(item)
			}
		}
		return false
	})
}

// identifies reports whether an item of the sheet Đơn vị says whose the file is, for
// when, and whether it nominates: a later round doesn't answer that for a former one.
func identifies(item string) bool {
	return item == nomination.HeadUnitCode || item == nomination.HeadNominatedPeriod || item == nomination.HeadNominates
}

// rowsOf gives the rows of all records of a submission.
func rowsOf(s *nomination.Submission) []nomination.Row {
	var out []nomination.Row
	for _, x := range s.Collectives {
		out = append(out, x.Row)
	}
	for _, x := range s.Individuals {
		out = append(out, x.Row)
	}
	for _, x := range s.Initiatives {
		out = append(out, x.Row)
	}
	for _, x := range s.Ratings {
		out = append(out, x.Row)
	}
	for _, x := range s.Services {
		out = append(out, x.Row)
	}
	for _, x := range s.Held {
		out = append(out, x.Row)
	}
	for _, x := range s.Attachments {
		out = append(out, x.Row)
	}
	return out
}

// checkWithdrawal reports a round that says nothing is nominated after one that
// nominated: the former dossiers stay until they are withdrawn one by one.
func (b submitted) checkWithdrawal(before *nomination.Submission) {
	s := b.submission
	rows := len(before.Collectives) + len(before.Individuals)
	if s.Nominates || rows == 0 || len(s.Collectives)+len(s.Individuals) > 0 {
		return
	}
	b.reader.report(finding.Finding{
		Code: finding.Disagreement, Place: s.Row.At(nomination.HeadNominates), Got: nomination.No,
		Message: fmt.Sprintf("Mục \"Có đề nghị\" ghi Không nhưng lần gửi trước (%s) đã đề nghị hồ sơ và hồ sơ đó vẫn giữ.", before.File),
		Fix:     fmt.Sprintf("nếu đơn vị rút, ghi %q cho từng hồ sơ ở trang %s của sổ theo dõi", nomination.ConcludedWithdrawn, nomination.SheetConclusions),
		Related: []finding.Place{before.Row.At(nomination.HeadNominates)},
	})
}

// mergeRound lays a later round over what was submitted before.
func mergeRound(before, later *nomination.Submission) *nomination.Submission {
	merged := *later
	merged.Nominates = later.Nominates || before.Nominates
	dossiers := map[nomination.ID]bool{}
	for _, c := range later.Collectives {
		dossiers[c.ID] = true
	}
	for _, p := range later.Individuals {
		dossiers[p.ID] = true
	}
	collective := func(c *nomination.Collective) nomination.ID { return c.ID }
	individual := func(p *nomination.Individual) nomination.ID { return p.ID }
	merged.Collectives = replace(before.Collectives, later.Collectives, collective, dossiers)
	merged.Individuals = replace(before.Individuals, later.Individuals, individual, dossiers)
	merged.Initiatives = replace(before.Initiatives, later.Initiatives, func(i *nomination.Initiative) nomination.ID { return i.ID }, nil)
	merged.Ratings = replace(before.Ratings, later.Ratings, func(r *nomination.YearRating) nomination.ID { return r.Nominee }, nil)
	merged.Services = replace(before.Services, later.Services, func(s *nomination.Service) nomination.ID { return s.Nominee }, nil)
	merged.Held = replace(before.Held, later.Held, func(a *nomination.AwardHeld) nomination.ID { return a.Nominee }, nil)
	merged.Attachments = replace(before.Attachments, later.Attachments, func(a *nomination.Attachment) nomination.ID { return a.Nominee }, nil)
	for _, c := range merged.Collectives {
		c.Submission = &merged
	}
	for _, p := range merged.Individuals {
		p.Submission = &merged
	}
	return &merged
}

// replace puts later rows in the place of former ones about the same thing and the
// rest behind. Former rows in gone, which came back in another sheet, are left out.
func replace[T any](former, later []*T, id func(*T) nomination.ID, gone map[nomination.ID]bool) []*T {
	byID := map[nomination.ID][]*T{}
	for _, record := range later {
		byID[id(record)] = append(byID[id(record)], record)
	}
	var out []*T
	placed := map[nomination.ID]bool{}
	for _, record := range former {
		k := id(record)
		switch {
		case byID[k] != nil && !placed[k]:
			placed[k] = true
			out = append(out, byID[k]...)
		case byID[k] == nil && !gone[k]:
			out = append(out, record)
		}
	}
	for _, record := range later {
		if !placed[id(record)] {
			out = append(out, record)
		}
	}
	return out
}
