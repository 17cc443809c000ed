package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/bundle"
	"thidua/internal/finding"
	"thidua/internal/intake"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// A closedPeriod is what a period was when it was closed, kept in data/lich-su/<kỳ>/:
// the files that units sent, the rows of the register that belong to it, the verdicts
// and the list of the results. The final review counts what is in it.
type closedPeriod struct {
	Version  int             `json:"version"`
	Program  string          `json:"program"`
	Period   string          `json:"period"`
	Date     string          `json:"date"` // yyyy-mm-dd, of closing
	Files    []recordFile    `json:"files"`
	Rows     []closedRow     `json:"rows"`
	Verdicts []recordVerdict `json:"verdicts"`
	SHA256   string          `json:"sha256"` // of all the above: a change by hand shows

	changed []finding.Finding // what is otherwise now
}

// A closedRow is a row of the register in the words of its cells. Subject tells it from
// the other rows of its sheet and period.
type closedRow struct {
	Sheet   string           `json:"sheet"`
	Subject string           `json:"subject"`
	Values  []bundle.Setting `json:"values"` // by heading, the empty ones too

	at nomination.Row
}

// value gives what stands under a heading.
func (r closedRow) value(head string) string {
	for _, v := range r.Values {
		if v.Name == head {
			return v.Value
		}
	}
	return ""
}

// closedPath is where a closed period is kept.
func closedPath(period string) string { return path.Join(historyFolder, period, closedName) }

const (
	historyFolder = "data/lich-su"
	closedName    = "khoa.json"
)

// sum gives the check sum of everything else.
func (p closedPeriod) sum() (string, error) {
	p.SHA256 = ""
	data, err := json.Marshal(p)
	if err != nil {
		return "", fmt.Errorf("close period: %w", err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// readClosed gives the closed periods in order. A lock that can't be read, or was
// changed by hand, is a finding: it can't count as none.
func readClosed(workspace fs.FS) ([]closedPeriod, []finding.Finding, error) {
	names, err := fs.Glob(workspace, path.Join(historyFolder, "*", closedName))
	if err != nil {
		return nil, nil, fmt.Errorf("read closed periods: %w", err)
	}
	slices.Sort(names)
	var out []closedPeriod
	var found []finding.Finding
	for _, name := range names {
		data, err := fs.ReadFile(workspace, name)
		if err != nil {
			return nil, nil, fmt.Errorf("read closed periods: %w", err)
		}
		var p closedPeriod
		err = json.Unmarshal(data, &p)
		sum, _ := p.sum()
		if err != nil || p.Version != 1 || p.SHA256 != sum || closedPath(p.Period) != name {
			f := finding.New(finding.UnreadableFile, finding.Place{File: strings.TrimPrefix(name, "data/")}, "Tệp khóa kỳ bị hỏng hoặc đã bị sửa bằng tay nên không dùng được.")
			f.Fix = "lấy lại tệp này từ bản sao lưu; không có thì xóa tệp, kiểm tra dữ liệu của kỳ rồi khóa lại bằng thidua close."
			found = append(found, f)
			continue
		}
		out = append(out, p)
	}
	return out, found, nil
}

// belongs reports whether a year is part of a period, "2026" or "2026-2030".
func belongs(year int, period string) bool {
	first, last, span := strings.Cut(period, "-")
	if !span {
		last = first
	}
	y := strconv.Itoa(year)
	return first <= y && y <= last
}

// registerRows gives the rows of the register that belong to a period, sheet by sheet.
func registerRows(r *nomination.Register, period string) []closedRow {
	var out []closedRow
	add := func(sheet string, at nomination.Row, subject string, pairs ...string) {
		row := closedRow{Sheet: sheet, Subject: subject, at: at}
		for i := 0; i+1 < len(pairs); i += 2 {
			row.Values = append(row.Values, bundle.Setting{Name: pairs[i], Value: pairs[i+1]})
		}
		out = append(out, row)
	}
	for _, k := range r.Ranks {
		if strconv.Itoa(k.Year) == period {
			add(nomination.SheetRanks, k.Row, strings.Join([]string{k.Unit, k.Block, k.Published.Short()}, ", "),
				nomination.HeadUnit, k.Unit, nomination.HeadBlock, k.Block, nomination.HeadPublished, k.Published.ISO(),
				nomination.HeadRank, strconv.Itoa(k.Rank), nomination.HeadUnitsRanked, strconv.Itoa(k.Total),
				nomination.HeadScore, k.Score, nomination.HeadPublication, k.Document)
		}
	}
	meetings := map[string]bool{}
	for _, m := range r.Meetings {
		if m.Period == period {
			meetings[m.Code] = true
			add(nomination.SheetMeetings, m.Row, m.Code,
				nomination.HeadStart, m.Start.Format("15:04 02/01/2006"), nomination.HeadEnd, m.End.Format("15:04 02/01/2006"),
				nomination.HeadChair, m.Chair, nomination.HeadSecretary, m.Secretary,
				nomination.HeadMinutesNumber, m.MinutesNumber, nomination.HeadMinutesDate, m.MinutesDate.ISO())
		}
	}
	for _, b := range r.Ballots {
		if meetings[b.Meeting] {
			add(nomination.SheetBallots, b.Row, fmt.Sprintf("%s, %s, lần %d", b.Meeting, b.Nominee, b.Round),
				nomination.HeadManner, b.Manner, nomination.HeadVotesValid, strconv.Itoa(b.Valid), nomination.HeadFor, strconv.Itoa(b.For),
				nomination.HeadAgainst, strconv.Itoa(b.Against), nomination.HeadWrittenFor, strconv.Itoa(b.WrittenFor))
		}
	}
	for _, c := range r.Conclusions {
		if c.Period == period {
			add(nomination.SheetConclusions, c.Row, string(c.Nominee),
				nomination.HeadConclusion, c.Decision, nomination.HeadConcludedForm, c.Form, nomination.HeadDocument, c.Document)
		}
	}
	for _, i := range r.Issued {
		if i.Period == period {
			add(nomination.SheetIssued, i.Row, fmt.Sprintf("%s, lần %d", i.Paper, i.Round),
				nomination.HeadNumber, i.Number, nomination.HeadDate, i.Date.ISO(), nomination.HeadSigner, i.Signer, nomination.HeadSignedFile, i.File)
		}
	}
	for _, x := range r.Results {
		if x.Period == period {
			add(nomination.SheetResults, x.Row, strings.TrimSuffix(string(x.Nominee)+", "+x.Letter, ", "),
				nomination.HeadDossier, string(x.Nominee), nomination.HeadLetter, x.Letter, nomination.HeadSent, x.Sent.ISO(),
				nomination.HeadOutcome, x.Outcome, nomination.HeadDecision, x.Decision, nomination.HeadDecisionDate, x.DecisionDate.ISO())
		}
	}
	return out
}

// periodFiles names what units sent for a period, the papers that came back signed,
// and the list of the results.
func (c *Checked) periodFiles(workspace fs.FS) ([]string, error) {
	names, err := workbooksOf(workspace, c.Period)
	if err != nil {
		return nil, err
	}
	for _, s := range c.records.Submissions {
		for _, a := range s.Attachments {
			if s.Period == c.Period && a.File != "" {
				names = append(names, nomination.AttachedFolder+"/"+a.File)
			}
		}
	}
	for _, i := range c.records.Register.Issued {
		if i.Period == c.Period && i.File != "" {
			names = append(names, nomination.SignedFolder+"/"+i.File)
		}
	}
	return append(names, path.Join(outputFolder, c.Period, "manifest.json")), nil
}

// workbooksOf names the workbooks sent for a period.
func workbooksOf(workspace fs.FS, period string) ([]string, error) {
	names, err := intake.Workbooks(workspace)
	return slices.DeleteFunc(names, func(name string) bool { return !ofPeriod(path.Base(name), period) }), err
}

// sumFiles gives the sums of files, each once. A file that can't be read has none.
func sumFiles(workspace fs.FS, names []string) []recordFile {
	out := []recordFile{}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		f, err := workspace.Open(name)
		if err != nil {
			continue
		}
		sum := sha256.New()
		_, err = io.Copy(sum, f)
		if errors.Join(err, f.Close()) == nil {
			out = append(out, recordFile{name, hex.EncodeToString(sum.Sum(nil))})
		}
	}
	return out
}

// readClosed reads the closed periods, finds what of them is otherwise now, and lets
// the final review count what they were.
func (c *Checked) readClosed(workspace fs.FS) (found []finding.Finding, err error) {
	if c.closed, found, err = readClosed(workspace); err != nil {
		return nil, err
	}
	sheet := c.records.Register.Sheets[nomination.SheetSettings]
	for i := range c.closed {
		p := &c.closed[i]
		names, err := workbooksOf(workspace, p.Period)
		if err != nil {
			return nil, err
		}
		for _, f := range p.Files {
			names = append(names, f.Path)
		}
		p.changed = p.changedFiles(sumFiles(workspace, names))
		if sheet != nil && sheet.HeadRow > 0 { // else all of the register is missing, and that is said
			p.changed = append(p.changed, p.changedRows(&c.records.Register)...)
		}
		found = append(found, p.changed...)
	}
	countClosed(&c.records.Register, c.closed, c.Period)
	return found, nil
}

// reportClosed adds what was found of the closed periods to the findings, and the
// dossiers of this period that would be judged otherwise than when it was closed. None
// blocks a paper: what was sent was sent.
func (c *Checked) reportClosed(found []finding.Finding) {
	for i := range c.closed {
		if p := &c.closed[i]; p.Period == c.Period && c.Outcome != nil {
			verdicts := p.changedVerdicts(c)
			p.changed = append(p.changed, verdicts...)
			found = append(found, verdicts...)
		}
	}
	if len(found) > 0 {
		c.add(found)
	}
}

// finding gives a finding on a closed period.
func (p closedPeriod) finding(at finding.Place, message string) finding.Finding {
	f := finding.New(finding.CountsDiffer, at, "Kỳ "+p.Period+" đã khóa ngày "+p.closedOn()+": "+message)
	f.Fix = "khôi phục như khi khóa; nếu thay đổi là đúng (đính chính có văn bản) thì xóa tệp " + closedPath(p.Period) + " rồi khóa lại bằng thidua close."
	return f
}

func (p closedPeriod) closedOn() string {
	d, err := vi.ParseISO(p.Date)
	if err != nil {
		return p.Date
	}
	return d.Short()
}

func (p closedPeriod) changedFiles(now []recordFile) []finding.Finding {
	is := map[string]string{}
	for _, f := range now {
		is[f.Path] = f.SHA256
	}
	var out []finding.Finding
	say := func(name, message string) {
		shown := strings.TrimPrefix(strings.TrimPrefix(name, "data/"), "de-nghi/")
		f := p.finding(finding.Place{File: shown}, message)
		if strings.HasPrefix(name, outputFolder+"/") {
			f.Severity, f.Fix = finding.Warning, "lấy lại kết quả đã nộp từ bản lưu; kết quả lập lại không phải là hồ sơ đã nộp."
		}
		out = append(out, f)
	}
	for _, f := range p.Files {
		switch sum, there := is[f.Path]; {
		case !there:
			say(f.Path, "tệp này nay không còn.")
		case sum != f.SHA256:
			say(f.Path, "nội dung tệp này nay đã khác.")
		}
		delete(is, f.Path)
	}
	for _, f := range now {
		if _, added := is[f.Path]; added {
			say(f.Path, "tệp này mới được thêm sau khi khóa.")
		}
	}
	return out
}

// changedRows compares the rows by their subjects, the first with the first.
func (p closedPeriod) changedRows(r *nomination.Register) []finding.Finding {
	rows := registerRows(r, p.Period)
	var out []finding.Finding
	for _, was := range p.Rows {
		i := slices.IndexFunc(rows, was.same)
		if i < 0 {
			at := r.Sheets[was.Sheet].Head()
			out = append(out, p.finding(at, fmt.Sprintf("dòng «%s» nay không còn trong trang \"%s\".", was.Subject, was.Sheet)))
			continue
		}
		for _, v := range was.Values {
			now := rows[i].value(v.Name)
			if now == v.Value {
				continue
			}
			f := p.finding(rows[i].at.At(v.Name), fmt.Sprintf("%s của «%s» khi khóa là «%s», sổ theo dõi nay ghi «%s».",
				v.Name, was.Subject, shownValue(v.Value), shownValue(now)))
			f.Expected, f.Got = shownValue(v.Value), shownValue(now)
			out = append(out, f)
		}
		rows = slices.Delete(rows, i, i+1)
	}
	for _, row := range rows {
		at := r.Sheets[row.Sheet].Place(row.at.Number, 1)
		out = append(out, p.finding(at, fmt.Sprintf("dòng «%s» mới được thêm vào trang \"%s\" sau khi khóa.", row.Subject, row.Sheet)))
	}
	return out
}

func (r closedRow) same(other closedRow) bool {
	return r.Sheet == other.Sheet && r.Subject == other.Subject
}

// shownValue writes a value as the officer sees it in the register.
func shownValue(v string) string {
	if d, err := vi.ParseISO(v); err == nil {
		return d.Short()
	}
	return cmp.Or(v, "(trống)")
}

// changedVerdicts finds dossiers that would be judged otherwise today, by other data or
// another rulebook.
func (p closedPeriod) changedVerdicts(c *Checked) []finding.Finding {
	var out []finding.Finding
	at := c.records.Register.Sheets[nomination.SheetConclusions].Head()
	for _, v := range compareVerdicts(p.Verdicts, c.verdicts()) {
		f := p.finding(at, fmt.Sprintf("kết quả xét hồ sơ %s (%s) nay không như khi khóa.", v.Nominee, v.Name))
		f.Nominee = v.Nominee
		out = append(out, f)
	}
	return out
}

// countClosed lets the final review count what closed years were when they were
// closed: their ranks, and what came of the dossiers sent up. Where the register says
// otherwise now, the findings name both.
func countClosed(r *nomination.Register, closed []closedPeriod, period string) {
	if !strings.Contains(period, "-") {
		return
	}
	for _, p := range closed {
		year, err := strconv.Atoi(p.Period)
		if err != nil || !belongs(year, period) {
			continue
		}
		now := registerRows(r, p.Period)
		place := func(row closedRow) nomination.Row {
			if i := slices.IndexFunc(now, row.same); i >= 0 {
				return now[i].at
			}
			return nomination.Row{Sheet: r.Sheets[row.Sheet], Number: r.Sheets[row.Sheet].Head().Row}
		}
		r.Ranks = slices.DeleteFunc(r.Ranks, func(k *nomination.Rank) bool { return k.Year == year })
		r.Results = slices.DeleteFunc(r.Results, func(x *nomination.Result) bool { return x.Period == p.Period })
		for _, row := range p.Rows {
			switch row.Sheet {
			case nomination.SheetRanks:
				r.Ranks = append(r.Ranks, row.rank(year, place(row)))
			case nomination.SheetResults:
				r.Results = append(r.Results, row.result(p.Period, place(row)))
			}
		}
	}
}

// rank reads a rank back. What was written by registerRows can be read.
func (r closedRow) rank(year int, at nomination.Row) *nomination.Rank {
	number := func(head string) int { n, _ := strconv.Atoi(r.value(head)); return n }
	return &nomination.Rank{
		Row: at, Year: year, Block: r.value(nomination.HeadBlock), Unit: r.value(nomination.HeadUnit), Rank: number(nomination.HeadRank),
		Score: r.value(nomination.HeadScore), Total: number(nomination.HeadUnitsRanked), Document: r.value(nomination.HeadPublication),
		Published: r.date(nomination.HeadPublished),
	}
}

// result likewise reads back what came of a dossier.
func (r closedRow) result(period string, at nomination.Row) *nomination.Result {
	return &nomination.Result{
		Row: at, Period: period, Nominee: nomination.ID(r.value(nomination.HeadDossier)), Letter: r.value(nomination.HeadLetter),
		Sent: r.date(nomination.HeadSent), Outcome: r.value(nomination.HeadOutcome), Decision: r.value(nomination.HeadDecision),
		DecisionDate: r.date(nomination.HeadDecisionDate),
	}
}

func (r closedRow) date(head string) vi.Date {
	d, _ := vi.ParseISO(r.value(head)) // an empty cell is the zero date
	return d
}

// closedFiles names the closed periods that the papers of this one are made from.
func (c *Checked) closedFiles() []string {
	var out []string
	for _, p := range c.closed {
		if year, err := strconv.Atoi(p.Period); err == nil && p.Period != c.Period && belongs(year, c.Period) {
			out = append(out, closedPath(p.Period))
		}
	}
	return out
}
