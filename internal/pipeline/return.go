package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/finding"
	"thidua/internal/form"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// returnsFolder holds what goes back to the units, within the results of a period.
const returnsFolder = compose.UnitsFolder

// A Returned is a workspace checked and the workbooks that go back to their units.
type Returned struct {
	*Checked
	Output  string // folder of the returns, with "/"
	Files   []string
	LeftOut []LeftOut
}

// CheckReturn checks a workspace and writes for each unit whose workbook has something
// to mend that workbook with the findings in it. It replaces the folder of the returns,
// whose files a manifest that is there goes on to list, and keeps what it said, so that
// the next return can tell what was mended.
func CheckReturn(o Options) (*Returned, error) {
	c, err := Check(o)
	if err != nil {
		return nil, err
	}
	r := &Returned{Checked: c, Output: path.Join(filepath.ToSlash(o.Workspace), outputFolder, c.Period, returnsFolder)}
	root, err := os.OpenRoot(o.Workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	files, history, left, err := c.returns(root.FS(), o.Date)
	if err != nil {
		return nil, err
	}
	r.LeftOut = left
	if c.Period == "" {
		return r, nil // there is no folder to write into
	}
	output, err := makeOutput(root)
	if err != nil {
		return nil, err
	}
	defer output.Close()
	inside := slices.Clone(files)
	for i, f := range files {
		inside[i].Path = strings.TrimPrefix(f.Path, returnsFolder+"/")
		r.Files = append(r.Files, inside[i].Path)
	}
	if err := bundle.Replace(output, c.Period, returnsFolder, inside); err != nil {
		return nil, err
	}
	return r, keepReturns(root, c.Period, history)
}

// returnHistory is what went back to the units, kept in data/lich-su/<kỳ>/.
type returnHistory struct {
	Version int            `json:"version"`
	Units   []returnedUnit `json:"units"`
}

// A returnedUnit is a unit's last return, and the one before: as long as the unit has
// sent nothing new, a further run compares with the same return again.
type returnedUnit struct {
	Unit     string            `json:"unit"`
	Sent     []string          `json:"sent"` // sums of its workbooks
	Date     string            `json:"date"`
	Findings []returnedFinding `json:"findings"`
	Before   []returnedFinding `json:"before"`
	Earlier  string            `json:"earlier"` // day of the return before, "" for none
}

type returnedFinding struct {
	Code    finding.Code `json:"code"`
	Sheet   string       `json:"sheet"`
	Cell    string       `json:"cell"`
	Nominee string       `json:"nominee"`
	Message string       `json:"message"`
}

// key tells a finding apart over the rounds. Rows move between rounds, so where a
// nominee is named his column is enough.
func (f returnedFinding) key() string {
	at := f.Cell
	if f.Nominee != "" {
		at = strings.TrimRight(f.Cell, "0123456789")
	}
	return strings.Join([]string{string(f.Code), f.Sheet, f.Nominee, at}, "\x00")
}

// historyPath is where the returns of a period are kept.
func historyPath(period string) string { return path.Join(historyFolder, period, "tra-don-vi.json") }

// readReturns gives what went back before. A file that can't be understood counts as
// none: it holds nothing but a comparison.
func readReturns(workspace fs.FS, period string) (returnHistory, error) {
	var h returnHistory
	ok, err := readJSON(workspace, historyPath(period), &h)
	if !ok || h.Version != 1 {
		return returnHistory{}, err
	}
	return h, nil
}

// keepReturns writes what went back, for the next round. Where nothing ever did, there
// is nothing to keep.
func keepReturns(root *os.Root, period string, h returnHistory) error {
	if len(h.Units) == 0 {
		return nil
	}
	return keepJSON(root, historyPath(period), h)
}

// A returning workbook and what is said of it.
type returning struct {
	file, unit string
	data       []byte
	findings   []finding.Finding
}

// returns makes the workbooks that go back, with paths below output/<kỳ>/, and what is
// to be kept of them (keepReturns) once they are written. It needs nothing but what was
// read and found: neither a rulebook without faults nor verdicts nor a package that may
// be written. Workbooks that can't be given back are named in left.
func (c *Checked) returns(workspace fs.FS, on vi.Date) (files []bundle.File, h returnHistory, left []LeftOut, err error) {
	h = returnHistory{Version: 1, Units: []returnedUnit{}}
	if c.Period == "" {
		return nil, h, []LeftOut{{"Tệp trả đơn vị", "chưa biết kỳ xét; ghi «Năm xét thành tích» ở trang Cài đặt của sổ theo dõi."}}, nil
	}
	former, err := readReturns(workspace, c.Period)
	if err != nil {
		return nil, h, nil, err
	}
	books, left := c.returning(workspace)
	done := map[string]bool{}
	for _, b := range books {
		if done[b.unit] {
			continue
		}
		done[b.unit] = true
		var own []returning
		for _, o := range books {
			if o.unit == b.unit {
				own = append(own, o)
			}
		}
		unit, round := compare(own, former, on)
		h.Units = append(h.Units, unit)
		for i, o := range own {
			f, err := c.annotated(o, round, i == len(own)-1)
			if errors.Is(err, form.ErrUnreadable) {
				left = append(left, LeftOut{"Tệp trả " + o.file, "tệp không mở được nên không ghi nhận xét vào được; báo đơn vị gửi lại."})
				continue
			}
			if err != nil {
				return nil, h, nil, fmt.Errorf("return %s: %w", o.file, err)
			}
			if f.Data != nil {
				files = append(files, f)
			}
		}
	}
	// A unit that has nothing to mend now keeps what was said to it.
	for _, u := range former.Units {
		if !done[u.Unit] {
			h.Units = append(h.Units, u)
		}
	}
	slices.SortFunc(h.Units, func(a, b returnedUnit) int { return strings.Compare(a.Unit, b.Unit) })
	return files, h, left, nil
}

// returning collects the units' workbooks that findings speak of, by name.
func (c *Checked) returning(workspace fs.FS) (out []returning, left []LeftOut) {
	of := map[string]int{}
	for _, f := range c.Findings {
		name := strings.TrimPrefix(f.Place.File, "de-nghi/")
		if i, ok := of[f.Place.File]; ok {
			if i >= 0 {
				out[i].findings = append(out[i].findings, f)
			}
			continue
		}
		if strings.ToLower(path.Ext(name)) != ".xlsx" || f.Place.File == nomination.RegisterName {
			continue
		}
		of[f.Place.File] = -1
		data, err := readSent(workspace, name)
		if err != nil {
			continue // a link that leads outside, a file held shut: the finding says so
		}
		if f.Severity == finding.Error && f.Place.Sheet == "" && (f.Code == finding.UnreadableFile || f.Code == finding.BeyondLimits) {
			left = append(left, LeftOut{"Tệp trả " + name, "tệp không đọc được nên không ghi nhận xét vào được; báo đơn vị gửi lại."})
			continue
		}
		unit := c.unitOf(f.Place.File)
		if unit == "" {
			left = append(left, LeftOut{"Tệp trả " + name, "không biết là của đơn vị nào; sửa tên tệp rồi chạy lại."})
			continue
		}
		of[f.Place.File] = len(out)
		out = append(out, returning{file: name, unit: unit, data: data, findings: []finding.Finding{f}})
	}
	return slices.DeleteFunc(out, func(r returning) bool {
		return !slices.ContainsFunc(r.findings, func(f finding.Finding) bool { return f.Severity > finding.Note })
	}), left
}

// readSent reads a workbook of data/de-nghi by the name that findings give it, which
// is composed where the folder's own may not be.
func readSent(workspace fs.FS, name string) ([]byte, error) {
	entries, err := fs.ReadDir(workspace, nomination.SentFolder)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if vi.NFC(e.Name()) == name {
			return fs.ReadFile(workspace, nomination.SentFolder+"/"+e.Name())
		}
	}
	return nil, fs.ErrNotExist
}

var unitCode = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)

// unitOf tells whose a workbook is, by its content and by its name; of two answers the
// one that the register knows.
func (c *Checked) unitOf(file string) string {
	var codes []string
	for _, s := range c.records.Submissions {
		if s.File == file {
			codes = append(codes, s.Unit)
		}
	}
	name, _, _ := strings.Cut(strings.TrimSuffix(path.Base(file), path.Ext(file)), "-")
	codes = append(codes, strings.ToUpper(name))
	codes = slices.DeleteFunc(codes, func(s string) bool { return !unitCode.MatchString(s) })
	for _, code := range codes {
		if _, ok := c.records.Register.Unit(code); ok {
			return code
		}
	}
	if len(codes) == 0 {
		return ""
	}
	return codes[0]
}

// A round is how a unit's findings stand against its former return.
type round struct {
	former map[string]int // how many of each key went back before
	mended []string
	since  string // day of that return, "" for none
}

// compare holds a unit's findings against its former return and gives what to keep.
func compare(own []returning, history returnHistory, on vi.Date) (returnedUnit, round) {
	u := returnedUnit{Unit: own[0].unit, Sent: []string{}, Date: on.ISO(), Findings: []returnedFinding{}, Before: []returnedFinding{}}
	for _, b := range own {
		sum := sha256.Sum256(b.data)
		u.Sent = append(u.Sent, hex.EncodeToString(sum[:]))
		for _, f := range b.findings {
			u.Findings = append(u.Findings, returnedFinding{f.Code, f.Place.Sheet, f.Place.Cell(), f.Nominee, f.Message})
		}
	}
	for _, old := range history.Units {
		switch {
		case old.Unit != u.Unit:
		case slices.Equal(old.Sent, u.Sent):
			u.Before, u.Earlier = old.Before, old.Earlier
		default:
			u.Before, u.Earlier = old.Findings, old.Date
		}
	}
	r := round{former: map[string]int{}, since: u.Earlier}
	now := map[string]int{}
	for _, f := range u.Findings {
		now[f.key()]++
	}
	for _, f := range u.Before {
		r.former[f.key()]++
		if now[f.key()]--; now[f.key()] < 0 {
			r.mended = append(r.mended, f.Message)
		}
	}
	return u, r
}

// annotated gives a workbook with its findings; what was mended stands in the last one.
func (c *Checked) annotated(b returning, r round, last bool) (bundle.File, error) {
	back := form.Return{Workbook: b.data, File: b.file, Unit: b.unit, Due: c.due(b.unit)}
	if u, ok := c.records.Register.Unit(b.unit); ok {
		back.Unit = u.Name
	}
	if r.since != "" {
		day, _ := vi.ParseISO(r.since)
		back.Round = "So với lần trả ngày " + day.Short() + ": xem cột cuối (đã sửa, còn sai, mới sai)."
	}
	for _, f := range b.findings {
		n := form.Note{Finding: f}
		if r.since != "" {
			n.State = form.NewlyWrong
			key := returnedFinding{f.Code, f.Place.Sheet, f.Place.Cell(), f.Nominee, f.Message}.key()
			if r.former[key] > 0 {
				r.former[key]--
				n.State = form.StillWrong
			}
		}
		back.Notes = append(back.Notes, n)
	}
	if last {
		back.Mended = r.mended
	}
	var out bytes.Buffer
	if err := form.Annotate(&out, back); err != nil {
		return bundle.File{}, err
	}
	return bundle.File{Path: path.Join(returnsFolder, b.unit, b.file), Kind: returnsFolder, Data: out.Bytes()}, nil
}

// due says by when the unit has to send its workbook again: the day that the office
// set when it took the workbook in, else the office's own word.
func (c *Checked) due(unit string) string {
	var latest *nomination.Receipt
	for _, r := range c.records.Register.Receipts {
		if r.Unit == unit && r.Period == c.Period && r.DueDate.Whole() && (latest == nil || r.Round >= latest.Round) {
			latest = r
		}
	}
	if latest == nil {
		return "Hạn gửi lại: theo thông báo của cơ quan tiếp nhận hồ sơ."
	}
	return "Hạn gửi lại: ngày " + latest.DueDate.Short() + "."
}
