package compose

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"html/template"
	"io"
	"io/fs"
	"iter"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"thidua/internal/finding"
	"thidua/internal/vi"
)

// folder is how findings name the place of templates.
const folder = "templates/"

// maxTemplate bounds a template's size, in bytes; ours have a few thousand.
const maxTemplate = 1 << 20

// kinds are the templates that there are, with the data that each is filled with.
var kinds = map[string]any{
	"to-trinh.html":            letterData{},
	"danh-sach.html":           listData{},
	"bien-ban.html":            minutesData{},
	"bien-ban-kiem-phieu.html": minutesData{},
	"trich-ngang.html":         listData{},
	"bao-cao-tap-the.html":     collectiveReport{},
	"bao-cao-ca-nhan.html":     individualReport{},
	"muc-luc.html":             contentsData{},
	"tong-hop.html":            bookData{},
	"danh-sach-cong-khai.html": publicData{},

	"bang-tong-hop.html":     tablesData{},
	"giay-khen.html":         certificateData{},
	"giay-khen-in-phoi.html": certificateData{},
	"to-trinh-phong.html":    wardData{},
	"quyet-dinh.html":        wardData{},
	"ky-nhan.html":           wardData{},
	"thong-bao.html":         wardData{},

	"bao-cao-hop.html":        meetingData{},
	"phieu-binh-xet.html":     ballotData{},
	"bang-kiem-phieu.html":    ballotData{},
	"bao-cao-phong-trao.html": campaignData{},

	"tham-dinh.html":             appraisalData{},
	"phieu-yeu-cau-bo-sung.html": requestData{},
	"van-ban-tra-loi.html":       answerData{},
}

// functions are what a template may call besides html/template's own.
var functions = template.FuncMap{
	"doan":   paragraphs,   // the paragraphs of a text
	"cau":    sentence,     // a text with one full stop
	"hoa":    vi.Upper,     // capitals
	"so":     vi.Count,     // 01, 02 … 12: a number of people or things
	"nghin":  vi.Thousands, // 1.520.000: an amount
	"thuong": lower,        // the first letter small: a phrase within a sentence
}

// Templates are the wording of all papers, ready to be filled in. They don't change
// after Load.
type Templates struct {
	byFile map[string]*filled
}

// A filled is a template that can be filled in.
type filled struct {
	file     string
	src      string
	overlaid bool // the office's own
	// parsed and placed are made when they are asked for: a check fills nothing in, a
	// build few templates, and faults are rare.
	parsed func() (*template.Template, error)
	placed func() *filled // the same with places in its tags
	// marks are the places in src, where it has them; original is src without.
	marks    []mark
	original string
}

// newFilled makes a template that has no faults.
func newFilled(file, src string) *filled {
	f := &filled{file: file, src: src, original: src}
	f.parsed = sync.OnceValues(func() (*template.Template, error) {
		return template.New(file).Option("missingkey=error").Funcs(functions).Parse(src)
	})
	f.placed = sync.OnceValue(func() *filled {
		actions, _ := scan(src)
		tags, _ := readSource(blank(src, actions))
		marked, marks := instrument(src, tags)
		p := newFilled(file, marked)
		p.marks, p.original = marks, src
		return p
	})
	return f
}

// position gives line and column in the template's file of a byte of src.
func (f *filled) position(offset int) (row, col int) {
	return position(f.original, unmark(f.marks, offset))
}

// Load reads the templates; a file in overlay takes the place of the embedded one
// of its name. overlay may be nil, or a folder that isn't there. A template with a
// fault is reported and left out, and its papers are not made. Embedded ones are taken
// as right: they are ours, and the tests hold them against the rules.
func Load(embedded, overlay fs.FS) (*Templates, []finding.Finding) {
	set := &Templates{byFile: map[string]*filled{}}
	sources, found := overlaid(overlay)
	for _, file := range Names() {
		src, ok := sources[file]
		if ok && src == "" {
			continue // overlaid has said why
		}
		if !ok {
			b, err := fs.ReadFile(embedded, file)
			if err != nil {
				found = append(found, wholeFile(file, "Chương trình thiếu mẫu "+file+".", "cài lại chương trình"))
				continue
			}
			set.byFile[file] = newFilled(file, string(b))
			continue
		}
		f, problems := prepare(file, src, kinds[file])
		found = append(found, asFindings(file, problems)...)
		if len(problems) == 0 {
			f.overlaid = true
			set.byFile[file] = f
		}
	}
	finding.Sort(found)
	return set, found
}

// overlaid reads the office's own templates. A file whose name no template has would
// be of no use, and its author wouldn't notice: it is reported. So is a template
// that can't be read. Folders, hidden files and Go source are not meant as templates.
func overlaid(overlay fs.FS) (map[string]string, []finding.Finding) {
	sources := map[string]string{}
	if overlay == nil {
		return sources, nil
	}
	entries, err := fs.ReadDir(overlay, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return sources, nil
	}
	if err != nil {
		return sources, []finding.Finding{wholeFile("", "Không đọc được thư mục mẫu của cơ quan.", "kiểm tra quyền đọc thư mục templates")}
	}
	var found []finding.Finding
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || path.Ext(name) == ".go" {
			continue
		}
		if _, known := kinds[name]; !known {
			found = append(found, unknownTemplate(name))
			continue
		}
		src, why := readTemplate(overlay, name)
		if why != "" {
			src = ""
			found = append(found, wholeFile(name, why, "lưu lại mẫu dưới dạng văn bản thường, bảng mã UTF-8"))
		}
		// An unreadable file still takes its template's place: going back to the
		// embedded wording unasked would be a guess.
		sources[name] = src
	}
	return sources, found
}

// readTemplate reads a file of the overlay; why, in Vietnamese, is empty where it could.
func readTemplate(overlay fs.FS, name string) (src, why string) {
	f, err := overlay.Open(name)
	if err != nil {
		return "", "Không mở được mẫu này."
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxTemplate+1))
	switch {
	case err != nil:
		return "", "Không đọc được mẫu này."
	case len(b) == 0:
		return "", "Mẫu này trống."
	case len(b) > maxTemplate:
		return "", "Mẫu này quá lớn (trên 01 MB)."
	case !utf8.Valid(b):
		return "", "Mẫu này không phải là văn bản bảng mã UTF-8."
	}
	return strings.TrimPrefix(string(b), "\ufeff"), ""
}

func unknownTemplate(name string) finding.Finding {
	f := finding.New(finding.UnknownHeading, finding.Place{File: folder + name}, "Không có mẫu nào tên "+name+"; tệp này không được dùng.")
	f.Got, f.Fix = name, "đổi tên tệp theo mẫu muốn thay, hoặc chuyển đi nơi khác"
	if near, ok := vi.Nearest(name, Names()); ok {
		f.Expected, f.Fix = near, "có phải là "+near+"?"
	}
	return f
}

func wholeFile(name, message, fix string) finding.Finding {
	f := finding.New(finding.BadDefinition, finding.Place{File: folder + name}, message)
	f.Fix, f.Blocks = fix, true
	return f
}

func asFindings(file string, problems []problem) []finding.Finding {
	var out []finding.Finding
	for _, p := range problems {
		f := finding.New(finding.BadDefinition, finding.Place{File: folder + file, Row: p.row, Col: p.col}, p.message)
		f.Expected, f.Got, f.Fix, f.Blocks = p.expected, p.got, p.fix, true
		out = append(out, f)
	}
	return out
}

// prepare checks a template and makes it ready. Its markup and its commands are
// looked at apart, so that one pass reports the faults of both.
func prepare(file, src string, data any) (*filled, []problem) {
	actions, problems := scan(src)
	if len(problems) > 0 {
		return nil, problems
	}
	_, problems = readSource(blank(src, actions))
	f := newFilled(file, src)
	t, err := f.parsed()
	if err != nil {
		return nil, append(problems, syntaxProblem(src, actions, err))
	}
	problems = append(problems, misspelt(src, t.Tree, data)...)
	if len(problems) > 0 {
		slices.SortStableFunc(problems, func(a, b problem) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
		return nil, problems
	}
	// html/template decides how to escape at its first run. Nothing is known of the
	// data yet, so of that run only a fault of escaping counts.
	if err := t.Execute(io.Discard, data); isEscapeError(err) {
		return nil, []problem{f.runProblem(err)}
	}
	return f, nil
}

func isEscapeError(err error) bool {
	var e *template.Error
	return errors.As(err, &e)
}

var (
	templateError  = regexp.MustCompile(`^(?:html/)?template: ?[^:]*:(\d+)(?::(\d+))?: (.*)`)
	unknownName    = regexp.MustCompile(`function "([^"]*)" not defined`)
	unknownDollar  = regexp.MustCompile(`undefined variable "([^"]*)"`)
	controlActions = map[string]string{"if": "{{end}}", "range": "{{end}}", "with": "{{end}}"}
)

// syntaxProblem places a fault of a command. The parser gives only the line; the
// action is the first there that it refuses alone.
func syntaxProblem(src string, actions []action, err error) problem {
	line := 1
	detail := err.Error()
	if m := templateError.FindStringSubmatch(detail); m != nil {
		line, _ = strconv.Atoi(m[1]) // digits
		detail = m[3]
	}
	p := problem{row: line, col: 1, message: "Lệnh trong mẫu viết sai cú pháp.", fix: "xem cách viết lệnh ở các mẫu có sẵn"}
	for _, a := range actions {
		row, col := position(src, a.start)
		last, _ := position(src, a.end)
		if line < row || line > last || a.word == "else" || a.word == "end" {
			continue
		}
		if _, err := template.New("").Funcs(functions).Parse(a.text(src) + controlActions[a.word]); err != nil {
			p.row, p.col, p.got = row, col, a.text(src)
			if strings.HasSuffix(err.Error(), detail) {
				break
			}
		}
	}
	if m := unknownName.FindStringSubmatch(detail); m != nil {
		p.message, p.fix = "Mẫu gọi hàm "+m[1]+" không có.", "dùng một trong các hàm: "+strings.Join(functionNames(), ", ")
		if near, ok := vi.Nearest(m[1], functionNames()); ok {
			p.expected, p.fix = near, "có phải là "+near+"?"
		}
	} else if m := unknownDollar.FindStringSubmatch(detail); m != nil {
		p.message, p.fix = "Mẫu dùng biến "+m[1]+" chưa đặt.", "đặt biến trước khi dùng"
	}
	return p
}

func functionNames() []string { return slices.Sorted(maps.Keys(functions)) }

// runProblem places a fault that shows when a template is filled in.
func (f *filled) runProblem(err error) problem {
	p := problem{row: 1, col: 1, message: "Mẫu không điền được dữ liệu.", fix: "xem lại lệnh ở dòng này"}
	var e *template.Error
	if errors.As(err, &e) {
		p.row, p.message = max(1, e.Line), "Lệnh đặt ở chỗ không điền được dữ liệu."
		if e.Node != nil {
			p.row, p.col = f.position(int(e.Node.Position()))
			p.got = e.Node.String()
		}
		return p
	}
	if m := templateError.FindStringSubmatch(err.Error()); m != nil {
		line, _ := strconv.Atoi(m[1]) // digits, or none
		col, _ := strconv.Atoi(m[2])
		lines := strings.SplitAfter(f.src, "\n")
		before := strings.Join(lines[:min(max(0, line-1), len(lines))], "")
		p.row, p.col = f.position(len(before) + col)
	}
	return p
}

// fill executes the template and reads what comes out, piece by piece, so that neither
// the text nor its tree need stand in memory: closed takes the elements that are whole.
// It gives what no one took. Where problems stand is known only of a template with places
// in its tags; they cost every other paper a tenth of its making, so that a paper with
// problems is made once more, out of placed.
func (f *filled) fill(data any, legible func(string) string, closed func(*node, []*node) bool) (*node, []problem) {
	t, err := f.parsed()
	if err != nil {
		return nil, []problem{f.runProblem(err)}
	}
	var failed error
	text := func(yield func([]byte) bool) {
		out := bufio.NewWriterSize(&legal{to: yield}, 16<<10)
		if failed = t.Execute(out, data); failed == nil {
			failed = out.Flush()
		}
	}
	next, stop := iter.Pull(text)
	p := &parser{legible: legible, closed: closed}
	top := p.read(&puller{next: next})
	stop()
	if failed != nil && !errors.Is(failed, errStopped) {
		return nil, []problem{f.runProblem(failed)}
	}
	return top, p.problems
}

// A puller reads pieces as they are made.
type puller struct {
	next  func() ([]byte, bool)
	piece []byte
}

func (p *puller) Read(b []byte) (int, error) {
	for len(p.piece) == 0 {
		var ok bool
		if p.piece, ok = p.next(); !ok {
			return 0, io.EOF
		}
	}
	n := copy(b, p.piece)
	p.piece = p.piece[n:]
	return n, nil
}

// errStopped is what the template gets where nobody reads on.
var errStopped = errors.New("stopped")

// A legal hands on text with U+FFFD for what no XML document may hold. Such text is an
// error of the data (TD110), which is reported where it stands; a draft shows the place.
type legal struct {
	to   func([]byte) bool
	rest []byte // the beginning of a letter
}

func (l *legal) Write(b []byte) (int, error) {
	out := make([]byte, 0, len(l.rest)+len(b))
	text := append(l.rest, b...)
	for len(text) > 0 && utf8.FullRune(text) {
		r, n := utf8.DecodeRune(text)
		if !inXML(r) {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(out, r)
		text = text[n:]
	}
	l.rest = bytes.Clone(text)
	if len(out) > 0 && !l.to(out) {
		return 0, errStopped
	}
	return len(b), nil
}

// inXML reports whether a document may hold a letter.
func inXML(r rune) bool {
	return r >= ' ' && r != 0xfffe && r != 0xffff || r == '\t' || r == '\n' || r == '\r'
}
