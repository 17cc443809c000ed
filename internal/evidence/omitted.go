package evidence

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// An omission is a kind of content that a paper can't hold as the file has it.
type omission struct {
	what string // counted: "03 hình ảnh"
	fate string // what became of it
	fix  string
}

const (
	lost  = "không đưa được vào báo cáo"
	typed = "gõ nội dung cần thiết thành chữ trong đoạn văn"
)

// The kinds, in the order in which they are told.
var (
	picture    = omission{"hình ảnh", lost, "gửi ảnh thành tệp minh chứng riêng (loại Khác); số liệu trong ảnh gõ thành chữ"}
	textBox    = omission{"hộp chữ (text box)", lost, typed}
	chart      = omission{"biểu đồ, sơ đồ", lost, "thay bằng bảng số liệu"}
	shapeDrawn = omission{"nét vẽ, hình vẽ", lost, "không phải sửa nếu chỉ là đường kẻ trang trí"}
	embedded   = omission{"đối tượng nhúng", lost, "chép nội dung thành bảng hoặc chữ"}
	equation   = omission{"công thức", lost, typed}
	footnote   = omission{"chú thích cuối trang", lost, "đưa nội dung chú thích vào đoạn văn"}
	comment    = omission{"lời bình (comment)", lost, "xử lý xong các lời bình rồi xóa đi"}
	trackedIn  = omission{"chỗ thêm chưa chấp nhận (track changes)", "đã lấy như được chấp nhận", "trong Word chọn Accept hoặc Reject hết rồi lưu lại"}
	trackedOut = omission{"chỗ xóa chưa chấp nhận (track changes)", "đã bỏ như được chấp nhận", "trong Word chọn Accept hoặc Reject hết rồi lưu lại"}
	hidden     = omission{"đoạn chữ ẩn", lost, "bỏ chế độ ẩn (Hidden) nếu cần in, hoặc xóa đi"}
	struck     = omission{"chỗ chữ gạch ngang", "vẫn in, không có nét gạch", "xóa chữ đã gạch bỏ"}
	scripts    = omission{"chỉ số trên, chỉ số dưới", "in thành chữ thường", "viết lại cho rõ nghĩa, ví dụ m², CO2"}
	fieldKept  = omission{"trường tự động", "lấy chữ đang hiện", "gõ thẳng thành chữ (chọn trường, bấm Ctrl+Shift+F9)"}
	fieldEmpty = omission{"trường tự động chưa có kết quả", lost, "bấm F9 để cập nhật, hoặc gõ thẳng thành chữ"}
	nested     = omission{"bảng lồng trong ô", "chữ được xếp thành dòng", "tách bảng trong ra ngoài"}
	margin     = omission{"đầu trang, chân trang có chữ", lost, "đưa nội dung cần thiết vào đoạn văn"}
	strange    = omission{"nội dung loại khác", lost, typed}

	omissions = []omission{
		picture, textBox, chart, shapeDrawn, embedded, equation, footnote, comment, trackedIn, trackedOut,
		hidden, struck, scripts, fieldKept, fieldEmpty, nested, margin, strange,
	}
)

// An omitted is one place where something is not taken over as it is.
type omitted struct {
	omission
	element int
	where   string
}

// omit notes something left out with its words. What has none is told only where it
// shows by itself.
func (c *converter) omit(what omission, words string) {
	if words == "" {
		switch what {
		case strange, trackedIn, trackedOut, hidden, struck:
			return
		}
	}
	c.note(what, words)
}

func (c *converter) note(what omission, words string) {
	where := c.where()
	if words != "" {
		where += ": “" + brief(words) + "”"
	}
	c.omitted = append(c.omitted, omitted{what, c.element, where})
}

// where names the place that is being converted, as a reader of the file finds it.
func (c *converter) where() string {
	switch {
	case c.element == 0:
		return "cả tệp"
	case c.row > 0:
		return fmt.Sprintf("bảng %d, hàng %d", c.tables, c.row)
	case c.heading != "":
		return fmt.Sprintf("đoạn %d (mục “%s”)", max(1, c.count), brief(c.heading))
	case c.first != "":
		return fmt.Sprintf("đoạn %d (“%s”)", max(1, c.count), brief(c.first))
	}
	return fmt.Sprintf("đoạn %d", max(1, c.count))
}

// brief cuts a quotation at a word.
func brief(s string) string {
	const longest = 48
	s = strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
	r := []rune(s)
	if len(r) <= longest {
		return s
	}
	s = string(r[:longest])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return s + "…"
}

// margins notes headers and footers that say more than a page's number.
func (c *converter) margins() error {
	for _, kind := range []string{"header", "footer"} {
		for _, name := range slices.Sorted(slices.Values(c.d.related[kind])) {
			root, err := c.d.read(name)
			if err != nil {
				return err
			}
			if words := root.words(); strings.ContainsFunc(words, unicode.IsLetter) {
				c.note(margin, words)
			}
		}
	}
	return nil
}

// note gives the words of a footnote, an endnote or a comment, for quoting.
func (d *document) note(kind, id string) string {
	for _, name := range d.related[kind+"s"] {
		root, err := d.read(name)
		if err != nil {
			return ""
		}
		for _, n := range root.children {
			if n.name == kind && n.attrs["id"] == id {
				return n.words()
			}
		}
	}
	return ""
}

// A coding is a text in an old encoding, and what it becomes.
type coding struct {
	before, after string
	encoding      vi.Encoding
	where         string
	element       int
}

func (c *converter) noteCoding(before, after string, e vi.Encoding) {
	c.codings = append(c.codings, coding{brief(before), brief(after), e, c.where(), c.element})
}

// A badCharacter is one that can't be printed, where it stands first.
type badCharacter struct {
	char    rune
	where   string
	element int
}

func (c *converter) checkCharacters(text string) {
	for _, r := range text {
		wrong := r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0xe000 && r <= 0xf8ff || r > 0xffff || r == '\ufffd' ||
			c.o.Printable != nil && r > ' ' && r != '\u00a0' && !c.o.Printable(r)
		if wrong && !slices.ContainsFunc(c.bad, func(b badCharacter) bool { return b.char == r }) {
			c.bad = append(c.bad, badCharacter{r, c.where(), c.element})
		}
	}
}

// findings tells what of the elements that are taken couldn't be taken as it is.
func (c *converter) findings(a *nomination.Attachment, taken stretch) []finding.Finding {
	var out []finding.Finding
	if f, ok := c.codingFinding(a, taken); ok {
		out = append(out, f)
	}
	var names []string
	for _, b := range c.bad {
		if taken.holds(b.element) {
			names = append(names, fmt.Sprintf("%s ở %s", characterName(b.char), b.where))
		}
	}
	if len(names) > 0 {
		f := about(a, finding.Error, fmt.Sprintf("Tệp \"%s\" có ký tự không in được: %s.", path.Base(a.File), strings.Join(names, "; ")), "xóa ký tự đó, hoặc thay bằng chữ, dấu thường dùng")
		f.Code = finding.BadCharacter
		out = append(out, f)
	}
	for _, kind := range omissions {
		var where []string
		for _, o := range c.omitted {
			if o.omission == kind && taken.holds(o.element) {
				where = append(where, o.where)
			}
		}
		if len(where) == 0 {
			continue
		}
		const shown = 5
		n := len(where)
		if n > shown {
			where = append(where[:shown:shown], fmt.Sprintf("và %s chỗ nữa", vi.Count(n-shown)))
		}
		f := about(a, finding.Warning, fmt.Sprintf("Tệp \"%s\" có %s %s %s: %s.", path.Base(a.File), vi.Count(n), kind.what, kind.fate, strings.Join(where, "; ")), kind.fix)
		f.Got = kind.what
		out = append(out, f)
	}
	return out
}

// codingFinding shows the first text in an old encoding, and tells how many there are.
func (c *converter) codingFinding(a *nomination.Attachment, taken stretch) (f finding.Finding, ok bool) {
	codings := slices.DeleteFunc(slices.Clone(c.codings), func(k coding) bool { return !taken.holds(k.element) })
	if len(codings) == 0 {
		return f, false
	}
	k := codings[0]
	f = about(a, finding.Warning, fmt.Sprintf("Tệp \"%s\" có %s đoạn gõ theo bảng mã %s, không phải Unicode; đoạn đầu ở %s: \"%s\" → \"%s\".",
		path.Base(a.File), vi.Count(len(codings)), k.encoding, k.where, k.before, k.after),
		"gõ lại bằng Unicode; hoặc nếu chữ sau mũi tên đúng thì chạy lại với --accept-encoding để dùng chữ đó")
	f.Code, f.Expected, f.Got = finding.LegacyEncoding, k.after, k.before
	if c.o.AcceptEncoding {
		f.Message += " Chữ sau mũi tên được dùng."
		f.Fix = "soát lại mục II của báo cáo đã lập; sai thì gõ lại tệp bằng Unicode."
	}
	return f, true
}

func characterName(r rune) string {
	if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0xe000 && r <= 0xf8ff || r > 0xeffff {
		return fmt.Sprintf("U+%04X", r)
	}
	return fmt.Sprintf("%c (U+%04X)", r, r)
}
