package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/evidence"
	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/signed"
	"thidua/internal/vi"
)

// registerNames says how the register names a kind of paper that may come back signed.
var registerNames = map[string]string{
	"to-trinh": nomination.PaperLetter, "danh-sach": nomination.PaperList, "bien-ban": nomination.PaperMinutes,
	"bien-ban-kiem-phieu": nomination.PaperTally, "trich-ngang": nomination.PaperBrief,
	"bao-cao-tap-the": nomination.PaperReport, "bao-cao-ca-nhan": nomination.PaperReport,
	"to-trinh-phong": nomination.PaperOfficeLetter, "quyet-dinh": nomination.PaperDecision, "giay-khen": nomination.PaperCertificate,
	"ky-nhan": nomination.PaperReceipts, "thong-bao": nomination.PaperNotice, "bao-cao-hop": nomination.PaperMeeting,
	"tham-dinh": nomination.PaperAppraisal,
}

// setWords says how the register names the papers of one kind of award among several,
// by how their files end.
var setWords = map[string]string{
	"-danh-hieu": " (danh hiệu thi đua)", "-hinh-thuc": " (hình thức khen thưởng)", "-nha-nuoc": " (cấp Nhà nước)",
}

// A signedPaper is a file that came back signed, and the row that names it.
type signedPaper struct {
	row  *nomination.Issued
	data []byte
	*signed.Paper
}

// readSigned reads the papers of the period and round that came back signed. One that
// can't be used blocks what it belongs to: a package with the unsigned paper in its
// place would pass for the signed one.
func (c *Checked) readSigned(workspace fs.FS) {
	var found []finding.Finding
	for _, i := range c.records.Register.Issued {
		if i.Period != c.Period || i.File == "" || !c.ofRound(i) {
			continue
		}
		p, err := readSigned(workspace, nomination.SignedFolder+"/"+i.File)
		if err != nil {
			found = append(found, c.unusable(i, err))
			continue
		}
		p.row = i
		c.signed = append(c.signed, p)
	}
	if len(found) > 0 {
		c.add(found)
	}
}

// ofRound reports whether a paper belongs to what is being made: papers for the city to
// the round, the ward's own to the first.
func (c *Checked) ofRound(i *nomination.Issued) bool {
	return max(1, i.Round) == c.round() || !forCity(i.Paper) && i.Round <= 1
}

// forCity reports whether a paper goes to the city, by its name in the register.
func forCity(name string) bool {
	name, _, _ = strings.Cut(name, " (")
	for _, p := range []string{
		nomination.PaperLetter, nomination.PaperList, nomination.PaperMinutes, nomination.PaperTally, nomination.PaperBrief, nomination.PaperReport,
	} {
		if vi.Key(p) == vi.Key(name) {
			return true
		}
	}
	return false
}

func readSigned(workspace fs.FS, name string) (signedPaper, error) {
	f, err := workspace.Open(name)
	if err != nil {
		return signedPaper{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, signed.MaxSize+1))
	if err != nil {
		return signedPaper{}, err
	}
	if len(data) > signed.MaxSize {
		return signedPaper{}, errTooLarge
	}
	if evidence.Packed(data) {
		return signedPaper{}, signed.ErrBroken
	}
	p, err := signed.Read(data)
	return signedPaper{data: data, Paper: p}, err
}

var errTooLarge = errors.New("too large")

// unusable says why a signed paper can't be used.
func (c *Checked) unusable(i *nomination.Issued, err error) finding.Finding {
	why, fix := "không đọc được", "chép lại tệp đã ký vào thư mục da-ky và ghi đúng tên."
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "không có trong thư mục da-ky"
	case errors.Is(err, errTooLarge):
		why, fix = fmt.Sprintf("lớn hơn %d MB", signed.MaxSize>>20), "quét lại ở 200–300 dpi."
	case errors.Is(err, signed.ErrNotPDF):
		why, fix = "không phải tệp PDF", "dùng bản PDF đã ký."
	case errors.Is(err, signed.ErrEncrypted):
		why, fix = "có mật khẩu hoặc bị khóa", "dùng bản đã ký không đặt mật khẩu."
	case errors.Is(err, signed.ErrBroken):
		why = "bị hỏng hoặc chép chưa xong"
	case errors.Is(err, signed.ErrPages):
		why, fix = "không có trang nào hoặc có quá nhiều trang", "dùng đúng tệp của văn bản này."
	}
	f := finding.New(finding.BadAttachment, i.Row.At(nomination.HeadSignedFile), fmt.Sprintf("Bản đã ký của «%s» (%s) %s.", i.Paper, i.File, why))
	f.Got, f.Fix = i.File, fix
	if c.Outcome == nil {
		return f
	}
	city := forCity(i.Paper)
	c.Outcome.CityBlocked = c.Outcome.CityBlocked || city
	c.Outcome.WardBlocked = c.Outcome.WardBlocked || !city
	f.Blocks = city && len(c.Outcome.City) > 0 || !city && len(c.Outcome.Ward) > 0
	return f
}

// namedAs gives the papers that the register's row of a signed one can mean.
func (s *signedPaper) namedAs(papers []*order) []*paper.Paper {
	var out []*paper.Paper
	for _, o := range papers {
		if vi.Key(registerName(o.paper)) == vi.Key(s.row.Paper) {
			out = append(out, o.paper)
		}
	}
	return out
}

// signedSheets gives the pages of the signed papers by the papers whose place they take.
// One whose pages can't be taken over is left out: the bound file keeps ours.
func (c *Checked) signedSheets(papers []*order) map[*paper.Paper]*evidence.Sheets {
	out := map[*paper.Paper]*evidence.Sheets{}
	for i := range c.signed {
		s := &c.signed[i]
		ours := s.namedAs(papers)
		if len(ours) != 1 || ours[0].Folder != compose.CityFolder {
			continue
		}
		sheets, err := evidence.OpenPDF(s.data)
		switch {
		case err != nil:
			c.unbound = append(c.unbound, LeftOut{
				"Bản đã ký của «" + s.row.Paper + "» trong ho-so.pdf",
				"không lấy được trang của tệp " + s.row.File + " nên tệp gộp vẫn mang bản chương trình lập; bản đã ký đứng riêng trong thư mục.",
			})
			continue
		case sheets.Plain != "":
			c.unbound = append(c.unbound, LeftOut{
				"ho-so.pdf theo chuẩn lưu trữ PDF/A",
				"bản đã ký " + s.row.File + " không theo chuẩn đó (" + sheets.Plain + "); tệp gộp là PDF thường.",
			})
		}
		out[ours[0]] = sheets
	}
	return out
}

// useSigned puts signed papers in the place of ours, under the same names, and says
// where they are otherwise than what is composed now.
func (c *Checked) useSigned(papers []*order, files []bundle.File) error {
	var found []finding.Finding
	for i := range c.signed {
		s := &c.signed[i]
		ours := s.namedAs(papers)
		if len(ours) == 1 {
			name := path.Join(ours[0].Folder, ours[0].Name+".pdf")
			if at := slices.IndexFunc(files, func(f bundle.File) bool { return f.Path == name }); at >= 0 {
				ours, err := content(&files[at])
				if err != nil {
					return err
				}
				found = append(found, c.compareSigned(s, ours, files[at].Pages)...)
				files[at].Data, files[at].Write, files[at].Pages = s.data, nil, s.Pages
				files[at].Format = "" // of ours, not of what the signing tool or scanner made
				continue
			}
		}
		named := "không có văn bản nào"
		if len(ours) > 0 {
			named = "có " + vi.Count(len(ours)) + " văn bản"
		}
		f := finding.New(finding.BadAttachment, s.row.Row.At(nomination.HeadPaper), fmt.Sprintf(
			"Bản đã ký của «%s» không dùng được: lần lập này %s mang tên đó.", s.row.Paper, named))
		f.Severity = finding.Warning
		f.Fix = "ghi đúng tên loại văn bản; hồ sơ có nhiều loại khen thưởng thì ghi cả loại trong ngoặc, ví dụ «Tờ trình (danh hiệu thi đua)»."
		found = append(found, f)
	}
	if len(found) > 0 {
		c.add(found)
	}
	return nil
}

// registerName gives a paper's name in the register; empty for one that has none.
func registerName(p *paper.Paper) string {
	name := registerNames[p.Kind]
	for suffix, words := range setWords {
		if name != "" && strings.HasSuffix(p.Name, suffix) {
			name += words
		}
	}
	return name
}

// compareSigned holds a signed paper against ours, which has so many pages. A file that
// begins with our bytes is ours with a signature added.
func (c *Checked) compareSigned(s *signedPaper, ours []byte, pages int) []finding.Finding {
	if bytes.HasPrefix(s.data, ours) {
		return nil
	}
	say := func(severity finding.Severity, message, fix string) []finding.Finding {
		f := finding.New(finding.CountsDiffer, s.row.Row.At(nomination.HeadSignedFile), message)
		f.Severity, f.Got, f.Fix = severity, s.row.File, fix
		return []finding.Finding{f}
	}
	const look = "so bản đã ký với văn bản lập từ dữ liệu hiện nay; dữ liệu đã sửa sau khi ký thì trình ký lại, hoặc sửa dữ liệu cho khớp bản đã ký."
	if s.Pages != pages {
		return say(finding.Error, fmt.Sprintf("Bản đã ký của «%s» có %s trang, văn bản lập từ dữ liệu hiện nay có %s trang.",
			s.row.Paper, vi.Count(s.Pages), vi.Count(pages)), look)
	}
	own, err := signed.Read(ours)
	if err != nil || !own.Readable || !s.Readable {
		return say(finding.Warning, fmt.Sprintf("Không đọc được chữ trong bản đã ký của «%s» (bản quét?) nên không so được với văn bản đã lập.", s.row.Paper),
			"đối chiếu bằng mắt trước khi nộp.")
	}
	here, there, same := firstDifference(c.unissued(own.Text), c.unissued(s.Text))
	if same {
		return nil
	}
	f := say(finding.Error, fmt.Sprintf("Bản đã ký của «%s» khác văn bản lập từ dữ liệu hiện nay: đã ký «%s», lập «%s».", s.row.Paper, there, here), look)
	f[0].Expected, f[0].Got = here, there
	return f
}

// unissued leaves out of a text the numbers and days that papers went out with: a paper
// is signed before it gets them.
func (c *Checked) unissued(text string) string {
	for _, i := range c.records.Register.Issued {
		if i.Period != c.Period {
			continue
		}
		if head, symbol, ok := strings.Cut(i.Number, "/"); ok && head != "" {
			text = strings.ReplaceAll(text, " "+i.Number, " /"+symbol)
		}
		if i.Date.Whole() {
			long := strings.Join(strings.Fields(i.Date.Long()), " ") // without no-break spaces
			_, month, _ := strings.Cut(long, " tháng ")
			text = strings.ReplaceAll(text, long, "ngày tháng "+month)
		}
	}
	return text
}

// firstDifference gives what stands in two texts where they first differ, blanks apart.
func firstDifference(a, b string) (inA, inB string, same bool) {
	x, y := []rune(a), []rune(b)
	i, j := 0, 0
	for {
		for i < len(x) && unicode.IsSpace(x[i]) {
			i++
		}
		for j < len(y) && unicode.IsSpace(y[j]) {
			j++
		}
		if i == len(x) && j == len(y) {
			return "", "", true
		}
		if i == len(x) || j == len(y) || x[i] != y[j] {
			return around(x, i), around(y, j), false
		}
		i, j = i+1, j+1
	}
}

// around gives the words about a place in a text.
func around(text []rune, at int) string {
	const before, after = 20, 40
	from, to := max(0, at-before), min(len(text), at+after)
	return "…" + string(text[from:to]) + "…"
}
