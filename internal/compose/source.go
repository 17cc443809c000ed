package compose

import (
	"strings"
	"unicode/utf8"
)

// A problem is a fault of a template, at a line and column of its source.
type problem struct {
	row, col int
	message  string // Vietnamese, a whole sentence
	expected string
	got      string
	fix      string
}

// position gives line and column, both from 1, of a byte of a source. Columns count
// characters, as editors do.
func position(src string, offset int) (row, col int) {
	offset = min(offset, len(src))
	row = 1 + strings.Count(src[:offset], "\n")
	col = 1 + utf8.RuneCountInString(src[strings.LastIndexByte(src[:offset], '\n')+1:offset])
	return row, col
}

func problemAt(src string, offset int, message string) problem {
	row, col := position(src, offset)
	return problem{row: row, col: col, message: message}
}

// Where an action stands, if not inside a tag.
const (
	inText    = -1
	inComment = -2
)

// An action is one {{…}} of a template.
type action struct {
	start, end int    // from "{{" to after "}}"
	word       string // "if", "range", "with", "else", "end"; "=" sets a variable; "/*" comments; "" prints
	tag        int    // offset of the tag whose attributes hold it, or inText, or inComment
}

// text gives the action as written.
func (a action) text(src string) string { return src[a.start:a.end] }

// opens reports whether an {{end}} belongs to the action.
func (a action) opens() bool { return a.word == "if" || a.word == "range" || a.word == "with" }

// scan finds the actions of a template and where they stand in its markup. It goes
// over faulty markup, which is for readMarkup to report, and stops at a faulty action.
func scan(src string) ([]action, []problem) {
	var actions []action
	tag := inText
	var quote byte
	for i := 0; i < len(src); i++ {
		rest := src[i:]
		switch {
		case strings.HasPrefix(rest, "{{"):
			n := actionLength(rest)
			if n < 0 {
				p := problemAt(src, i, "Lệnh mở bằng {{ chưa có }} để đóng.")
				p.expected = "}}"
				return actions, []problem{p}
			}
			actions = append(actions, action{i, i + n, actionWord(rest[2 : n-2]), tag})
			i += n - 1
		case tag == inComment:
			if strings.HasPrefix(rest, "-->") {
				tag = inText
			}
		case tag == inText:
			switch {
			case strings.HasPrefix(rest, "<!--"):
				tag = inComment
			case strings.HasPrefix(rest, "<?"):
				p := problemAt(src, i, "Mẫu không dùng chỉ thị <?…?>.")
				p.fix = "xóa dòng này"
				return actions, []problem{p}
			case rest[0] == '<':
				tag = i
			}
		case quote != 0:
			if src[i] == quote {
				quote = 0
			}
		case src[i] == '"' || src[i] == '\'':
			quote = src[i]
		case src[i] == '>':
			tag = inText
		}
	}
	return actions, unpaired(src, actions)
}

// actionLength gives the length of the action that s begins with, -1 where it has no end.
func actionLength(s string) int {
	if inner := strings.TrimLeft(strings.TrimPrefix(s[2:], "-"), " \t\r\n"); strings.HasPrefix(inner, "/*") {
		n := strings.Index(s, "*/")
		if n < 0 {
			return -1
		}
		if m := strings.Index(s[n:], "}}"); m >= 0 {
			return n + m + 2
		}
		return -1
	}
	var quote byte
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case quote == 0 && strings.HasPrefix(s[i:], "}}"):
			return i + 2
		case quote == 0 && (c == '"' || c == '`' || c == '\''):
			quote = c
		case quote != 0 && c == '\\' && quote != '`':
			i++
		case c == quote:
			quote = 0
		}
	}
	return -1
}

// actionWord gives the word that says what an action does.
func actionWord(inner string) string {
	inner = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(inner, "-"), "-"))
	if strings.HasPrefix(inner, "/*") {
		return "/*"
	}
	words := strings.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune(" \t\r\n(\"`", r) })
	if len(words) == 0 {
		return ""
	}
	switch words[0] {
	case "if", "range", "with", "else", "end", "define", "block", "template", "break", "continue":
		return words[0]
	}
	if strings.HasPrefix(words[0], "$") && len(words) > 1 && (words[1] == ":=" || words[1] == "=") {
		return "="
	}
	return ""
}

// unpaired finds {{if}} without {{end}} and the reverse, pairs torn apart by a tag,
// and the actions that a template of one file doesn't need.
func unpaired(src string, actions []action) []problem {
	var open []action
	for _, a := range actions {
		at := func(message, fix string) []problem {
			p := problemAt(src, a.start, message)
			p.got, p.fix = a.text(src), fix
			return []problem{p}
		}
		switch {
		case a.word == "define" || a.word == "block" || a.word == "template":
			return at("Mẫu không dùng lệnh "+a.word+": mỗi mẫu là một tệp trọn vẹn.", "viết thẳng nội dung vào mẫu")
		case a.opens():
			open = append(open, a)
		case a.word != "else" && a.word != "end":
		case len(open) == 0:
			return at("Lệnh "+a.word+" không có lệnh if, range hay with nào mở trước nó.", "xóa lệnh này hoặc thêm lệnh mở")
		case open[len(open)-1].tag != a.tag:
			return at("Lệnh "+open[len(open)-1].text(src)+" mở và kết thúc ở hai thẻ khác nhau.", "đặt cả hai trong cùng một thẻ hoặc cùng ở ngoài thẻ")
		case a.word == "end":
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return nil
	}
	last := open[len(open)-1]
	p := problemAt(src, last.start, "Lệnh "+last.word+" chưa có lệnh end.")
	p.expected, p.got, p.fix = "{{end}}", last.text(src), "thêm {{end}} sau phần thuộc lệnh này"
	return []problem{p}
}

// blank gives a template's source with its actions taken out, byte for byte as long,
// so that it can be read as markup: an action among text becomes a processing
// instruction named by what it does (if, else, end, "x" where it prints), one in an
// attribute or a comment becomes blanks.
func blank(src string, actions []action) string {
	out := []byte(src)
	for _, a := range actions {
		for i := a.start; i < a.end; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
		if a.tag != inText {
			continue
		}
		target := a.word
		switch {
		case a.word == "":
			target = "x"
		case !a.opens() && a.word != "else" && a.word != "end":
			continue
		case a.opens():
			target = "if"
		}
		copy(out[a.start:], "<?"+target)
		copy(out[a.end-2:], "?>")
	}
	return string(out)
}

// A mark says that instrument has put length bytes before a byte of a source.
type mark struct{ offset, length int }

// instrument writes into every tag where it stands in the source, so that a fault
// that shows only in the filled-in markup can be reported there. tags are the
// offsets after the tags' names, in order.
func instrument(src string, tags []int) (string, []mark) {
	var b strings.Builder
	var marks []mark
	done := 0
	for _, t := range tags {
		row, col := position(src, strings.LastIndexByte(src[:t], '<'))
		note := " " + placeAttr + `="` + cell(row, col) + `"`
		b.WriteString(src[done:t])
		b.WriteString(note)
		marks = append(marks, mark{t, len(note)})
		done = t
	}
	b.WriteString(src[done:])
	return b.String(), marks
}

// unmark gives the offset in a source of a byte of its instrumented form.
func unmark(marks []mark, offset int) int {
	shift := 0
	for _, m := range marks {
		if m.offset+shift+m.length > offset {
			break
		}
		shift += m.length
	}
	return offset - shift
}
