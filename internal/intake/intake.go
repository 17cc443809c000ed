// Package intake reads the office's register and the units' nomination workbooks into
// records. Nothing is lost and nothing guessed: a value that can't be understood is a
// finding at its cell, and everything is reported in one pass, with the exact place.
//
// Sheets and columns are those of nomination's schema, found by name and heading,
// never by position.
package intake

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// Options say how to read.
type Options struct {
	Period    string          // checked; "": the register's "Năm xét thành tích"
	Printable func(rune) bool // whether the font in use has a letter; nil: not asked
	Limits    Limits          // a zero field means that of DefaultLimits

	AcceptEncoding bool // use what TCVN3 and VNI texts become; else they stay as they are
	Writing        bool // hold the units' texts against Decree 30's ways of writing
}

// Limits keep a hostile or broken file from taking the machine's memory.
type Limits struct {
	FileSize int64 // bytes of one workbook
	Unpacked int64 // bytes of all its parts together
	Rows     int   // rows of a sheet that hold something
	Columns  int   // cells of a row that hold something
	Cells    int   // cells of a sheet that hold something, and texts that sheets share
}

// orDefault fills the bounds that were left out.
func (l Limits) orDefault() Limits {
	d := DefaultLimits
	return Limits{
		cmp.Or(l.FileSize, d.FileSize), cmp.Or(l.Unpacked, d.Unpacked),
		cmp.Or(l.Rows, d.Rows), cmp.Or(l.Columns, d.Columns), cmp.Or(l.Cells, d.Cells),
	}
}

// DefaultLimits are far beyond what a ward writes in a year: the greatest workbook
// seen in tests, 10,000 nominees with full reports, takes a third of them.
var DefaultLimits = Limits{FileSize: 50 << 20, Unpacked: 128 << 20, Rows: 100_000, Columns: 1000, Cells: 1_000_000}

// dataFolder is what makes a folder a workspace.
const dataFolder = "data"

// Read reads the workspace whose root is fsys. What is wrong with the data is in the
// findings, sorted; the error is about the machine only.
func Read(fsys fs.FS, o Options) (*nomination.Case, []finding.Finding, error) {
	o.Limits = o.Limits.orDefault()
	c := &nomination.Case{}
	if info, err := fs.Stat(fsys, dataFolder); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return c, []finding.Finding{{
			Code: finding.NothingHere, Severity: finding.Error, Blocks: true,
			Message: "Ở đây chưa có thư mục data nên chưa phải là nơi làm việc của chương trình.",
			Fix:     "chạy thidua init để tạo nơi làm việc trống, hoặc thidua demo để xem bộ hồ sơ mẫu.",
		}}, nil
	} else if err != nil {
		return nil, nil, fmt.Errorf("intake: %w", err)
	}
	register, err := readRegisterFile(fsys, o, c)
	if err != nil {
		return nil, nil, err
	}
	period := o.Period
	if period == "" {
		period = c.Register.Settings.Year
	}
	found, err := readWorkbooks(fsys, o, c, register, period)
	if err != nil {
		return nil, nil, err
	}
	found = append(found, register.findings...)
	finding.Sort(found)
	return c, found, nil
}

// newReader makes a reader for a file under the name that findings give it.
func newReader(name string, o Options) *reader {
	return &reader{file: name, limits: o.Limits, printable: o.Printable, accept: o.AcceptEncoding, writing: o.Writing}
}

// readRegisterFile reads the register into the case. Its findings stay with the
// reader: references are held against the workbooks later.
func readRegisterFile(fsys fs.FS, o Options, c *nomination.Case) (*reader, error) {
	r := newReader(nomination.RegisterName, o)
	r.register = true
	names, err := folder(fsys, dataFolder)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if isLock(name) {
			r.reportLock(nomination.RegisterName)
		}
	}
	c.Register.Sheets = map[string]*nomination.Sheet{}
	if _, err := fs.Stat(fsys, nomination.RegisterFile); errors.Is(err, fs.ErrNotExist) {
		r.report(finding.Finding{
			Code: finding.NothingHere, Place: r.whole(), Message: "Thiếu sổ theo dõi data/so-theo-doi.xlsx.",
			Fix: "chép lại sổ theo dõi, hoặc chạy thidua init ở thư mục khác để lấy sổ trống; xem bộ mẫu bằng thidua demo",
		})
		return r, nil
	}
	if !r.open(fsys, nomination.RegisterFile) {
		return r, nil
	}
	c.Files++
	defer r.guard()
	c.Register = r.readRegister()
	r.book.release()
	if o.Period == "" {
		r.checkYear(c.Register.Settings)
	}
	return r, nil
}

// checkYear reports a register that doesn't say which year is judged, where nobody
// else has said.
func (r *reader) checkYear(s nomination.Settings) {
	if s.Year != "" || s.Sheet.HeadRow == 0 {
		return
	}
	at := nomination.Row{Sheet: s.Sheet}.At(nomination.HeadAwardYear)
	for _, f := range r.findings {
		if f.Place == at && f.Severity == finding.Error {
			return
		}
	}
	r.report(finding.Finding{
		Code: finding.RequiredEmpty, Place: at, Message: fmt.Sprintf("Chưa ghi %q ở trang %q nên không biết xét kỳ nào.", nomination.HeadAwardYear, s.Sheet.Name),
		Expected: nomination.HeadAwardYear, Fix: "ghi năm, ví dụ 2026, hoặc chạy với --period 2026",
	})
}

// folder lists the names in a folder, in the order of bytes; none where it is absent.
func folder(fsys fs.FS, name string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("intake: list %s: %w", name, err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	slices.Sort(names)
	return names, nil
}

func isLock(name string) bool { return strings.HasPrefix(name, "~$") }

// reportLock notes that Excel holds a file open.
func (r *reader) reportLock(name string) {
	r.report(finding.Finding{
		Code: finding.UnreadableFile, Severity: finding.Note, Place: finding.Place{File: name},
		Message: "Tệp đang mở trong Excel, bản đọc là bản lưu gần nhất.", Fix: "lưu và đóng tệp trong Excel rồi chạy lại",
	})
}

// open reads a file and takes it apart; what hinders that is reported.
func (r *reader) open(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		r.reportUnreadable(err)
		return false
	case info.IsDir():
		r.report(finding.Finding{Code: finding.UnreadableFile, Place: r.whole(), Message: "Đây là thư mục, không phải tệp Excel.", Fix: "đổi tên hoặc chuyển thư mục đi nơi khác"})
		return false
	case info.Size() > r.limits.FileSize:
		r.report(finding.Finding{
			Code: finding.BeyondLimits, Place: r.whole(), Message: fmt.Sprintf("Tệp lớn hơn %d MB.", r.limits.FileSize>>20),
			Fix: "xóa ảnh và trang thừa rồi lưu lại, hoặc chia thành nhiều tệp",
		})
		return false
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		r.reportUnreadable(err)
		return false
	}
	r.book, err = openBook(data, r.limits)
	if err == nil {
		return true
	}
	f := finding.Finding{Code: finding.UnreadableFile, Place: r.whole(), Message: err.Error()}
	if reason := (*fault)(nil); errors.As(err, &reason) {
		if f.Fix = reason.fix; reason.limits {
			f.Code = finding.BeyondLimits
		}
	}
	r.report(f)
	return false
}

func (r *reader) reportUnreadable(err error) {
	message := "Không mở được tệp: tệp đang bị chương trình khác giữ, hoặc đường dẫn ra ngoài nơi làm việc."
	if errors.Is(err, fs.ErrPermission) {
		message = "Không mở được tệp: không có quyền đọc, hoặc tệp đang bị chương trình khác khóa."
	}
	r.report(finding.Finding{Code: finding.UnreadableFile, Place: r.whole(), Message: message, Fix: "đóng tệp ở chương trình khác, kiểm tra quyền đọc rồi chạy lại"})
}

// guard turns a panic into a finding: a damaged part of a file must never end the
// program.
func (r *reader) guard() {
	if recover() != nil {
		r.report(finding.Finding{Code: finding.UnreadableFile, Place: r.whole(), Message: "Tệp bị hỏng nên không đọc hết được.", Fix: "mở bằng Excel rồi lưu lại; không được thì lấy lại tệp gốc"})
	}
}

// readWorkbooks reads every nomination workbook, merges rounds and checks references.
// The findings are those of the checked period's workbooks.
func readWorkbooks(fsys fs.FS, o Options, c *nomination.Case, register *reader, period string) ([]finding.Finding, error) {
	names, err := folder(fsys, nomination.SentFolder)
	if err != nil {
		return nil, err
	}
	var found []finding.Finding
	var readers []*reader
	for _, name := range names {
		r := newReader(label(name), o)
		r.source = name
		switch kind := kindOf(fsys, name); kind {
		case skippedFile:
			continue
		case lockFile:
			r.reportLock(label(strings.TrimPrefix(name, "~$")))
			found = append(found, r.findings...)
			continue
		case foreignFile, oldFile, subfolder:
			r.reportForeign(kind)
			found = append(found, r.findings...)
			continue
		}
		readers = append(readers, r)
	}
	if len(readers) == 0 {
		register.report(finding.Finding{
			Code: finding.NothingHere, Message: "Chưa có tệp đề nghị nào trong thư mục data/de-nghi.",
			Fix: "chép tệp đề nghị của các đơn vị vào data/de-nghi, tên tệp dạng VHXH-2026.xlsx; lập biểu mẫu gửi đơn vị bằng thidua form, tạo nơi làm việc trống bằng thidua init, xem bộ mẫu bằng thidua demo",
		})
	}
	submissions := readAll(fsys, readers, &c.Register)
	var books []submitted
	for i, r := range readers {
		if r.book != nil {
			c.Files++
		}
		if submissions[i] != nil {
			books = append(books, submitted{submissions[i], r})
		}
	}
	c.Submissions = mergeRounds(books)
	checkReferences(c, readers, submissions, register, period)
	checkAttachments(fsys, c, readers)
	for i, r := range readers {
		found = append(found, r.concluded(submissions[i], &c.Register, period)...)
	}
	return found, nil
}

// Workbooks names the nomination workbooks that Read reads, below the root.
func Workbooks(fsys fs.FS) ([]string, error) {
	names, err := folder(fsys, nomination.SentFolder)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range names {
		if kindOf(fsys, name) == workbookFile {
			out = append(out, nomination.SentFolder+"/"+name)
		}
	}
	return out, nil
}

// readAll reads workbooks side by side, a core each; the order of the results is
// that of the files.
func readAll(fsys fs.FS, readers []*reader, reg *nomination.Register) []*nomination.Submission {
	out := make([]*nomination.Submission, len(readers))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for i, r := range readers {
		wait.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; wait.Done() }()
			base := path.Base(r.file)
			if r.open(fsys, nomination.SentFolder+"/"+r.source) {
				defer r.guard()
				out[i] = r.readWorkbook(base, reg)
				r.book.release()
			}
		}()
	}
	wait.Wait()
	return out
}

// concluded gives a workbook's findings under the unit's name. A workbook whose name
// and content agree on another period than the checked one belongs to another check:
// it says nothing in this one.
func (r *reader) concluded(s *nomination.Submission, reg *nomination.Register, period string) []finding.Finding {
	name, named := parseName(path.Base(r.file))
	other := named && period != "" && name.period != period
	if other && s != nil && s.Period == name.period {
		return nil
	}
	unit := name.unit
	title := ""
	if s != nil {
		unit, title = s.Unit, s.UnitName
	}
	if u, ok := reg.Unit(unit); ok {
		title = u.Name
	}
	for i := range r.findings {
		f := &r.findings[i]
		f.Unit = title
		if other && s == nil {
			// Unreadable, but by its name of another period.
			f.Blocks = false
		}
	}
	return r.findings
}

// label gives the name under which findings speak of a file in data/de-nghi.
func label(name string) string {
	if name = vi.NFC(name); name == nomination.RegisterName {
		return "de-nghi/" + name
	}
	return name
}

// A fileKind says what to do with an entry of data/de-nghi.
type fileKind int

const (
	workbookFile fileKind = iota
	lockFile
	oldFile
	foreignFile
	subfolder
	skippedFile // hidden, or left there by Windows
)

func kindOf(fsys fs.FS, name string) fileKind {
	lower := strings.ToLower(name)
	switch ext := path.Ext(lower); {
	case isLock(name):
		return lockFile
	case strings.HasPrefix(name, "."), lower == "thumbs.db", lower == "desktop.ini":
		return skippedFile
	case ext == ".xlsx":
		return workbookFile
	case ext == ".xls", ext == ".xlsm", ext == ".xlsb", ext == ".ods":
		return oldFile
	}
	if info, err := fs.Stat(fsys, nomination.SentFolder+"/"+name); err == nil && info.IsDir() {
		return subfolder
	}
	return foreignFile
}

// reportForeign says of an entry that isn't read why.
func (r *reader) reportForeign(kind fileKind) {
	f := finding.Finding{Code: finding.UnknownHeading, Place: r.whole(), Message: "Tệp không phải .xlsx nên không dùng.", Fix: "tài liệu kèm theo để ở thư mục dinh-kem"}
	switch kind {
	case oldFile:
		f.Code = finding.UnreadableFile
		f.Message = fmt.Sprintf("Tệp kiểu %s nên không đọc được.", path.Ext(r.file))
		if strings.EqualFold(path.Ext(r.file), ".xls") {
			f.Message = "Tệp kiểu Excel cũ (.xls) nên không đọc được."
		}
		f.Fix = "mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu Excel Workbook (*.xlsx)"
	case subfolder:
		f.Message = "Thư mục con không được đọc."
		f.Fix = "chuyển các tệp đề nghị ra thẳng thư mục de-nghi"
	}
	r.report(f)
}
