package rulebook

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"thidua/internal/finding"
)

// Bounds of a rulebook; the ward's own has 40 KB, lines of 200 letters, and goes 20
// levels deep. The YAML parser recurses and keeps a path for every level, so that
// 256 KB of "[" would take all memory.
const (
	maxSize   = 256 << 10
	maxLine   = 2000 // bytes
	maxIndent = 200
	maxDepth  = 50 // of [ and {
)

// Parse reads a rulebook strictly and reports every fault in it with line and
// column. The rulebook is nil where there are faults: nothing is judged by a plan
// that is half understood. name is how findings call the file.
func Parse(name string, src []byte) (*Rulebook, []finding.Finding) {
	d := &decoder{file: name}
	body := d.document(src)
	if body == nil {
		return nil, d.sorted()
	}
	d.refuse(body)
	b := d.rulebook(body)
	b.File = name
	if len(d.faults) > 0 {
		return nil, d.sorted()
	}
	return b, nil
}

// document gives the root of the only document, or nil after a fault.
func (d *decoder) document(src []byte) ast.Node {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	switch {
	case len(src) > maxSize:
		d.fault(nil, "Tệp kế hoạch quá lớn", fmt.Sprintf("không quá %d KB", maxSize>>10), fmt.Sprintf("%d KB", len(src)>>10))
		return nil
	case !utf8.Valid(src):
		d.badBytes(src)
		return nil
	}
	if line := unbounded(src); line > 0 {
		d.faultAt(line, 1, "Dòng này quá dài hoặc lồng quá sâu",
			fmt.Sprintf("dòng không quá %d ký tự, thụt vào không quá %d, ngoặc lồng không quá %d lớp", maxLine, maxIndent, maxDepth), "")
		return nil
	}
	file, err := parse(src)
	if err != nil {
		d.syntax(err)
		return nil
	}
	var roots []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil && doc.Body.Type() == ast.DirectiveType {
			d.fault(doc.Body, "Chỉ thị YAML (dòng bắt đầu bằng %) không dùng trong tệp kế hoạch", "bỏ dòng này", "")
			continue
		}
		if doc.Body != nil {
			roots = append(roots, doc.Body)
		}
	}
	if len(roots) == 0 {
		d.fault(nil, "Tệp kế hoạch không có nội dung", "các mục version, plan, periods, forms …", "tệp trống")
		return nil
	}
	for _, extra := range roots[1:] {
		d.fault(extra, "Tệp kế hoạch có nhiều hơn một tài liệu YAML (phân cách bằng ---); phần này sẽ không được đọc",
			"một tài liệu duy nhất", fmt.Sprintf("%d tài liệu", len(roots)))
	}
	return roots[0]
}

// unbounded gives the first line beyond the bounds, 0 where there is none. Brackets
// within texts are counted as well; they come in pairs.
func unbounded(src []byte) int {
	line, depth := 0, 0
	for text := range bytes.Lines(src) {
		line++
		if len(text) > maxLine || len(text)-len(bytes.TrimLeft(text, " \t")) > maxIndent {
			return line
		}
		for _, c := range text {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			if depth > maxDepth {
				return line
			}
		}
	}
	return 0
}

// parse is the border of the YAML library: what makes it panic is a fault of the file.
func parse(src []byte) (file *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			file, err = nil, fmt.Errorf("yaml parser: %v", r)
		}
	}()
	return parser.ParseBytes(src, 0, parser.AllowDuplicateMapKey())
}

// badBytes reports the first byte that is not UTF-8: the file was saved in another encoding.
func (d *decoder) badBytes(src []byte) {
	line, column := 1, 1
	for len(src) > 0 {
		r, n := utf8.DecodeRune(src)
		if r == utf8.RuneError && n == 1 {
			break
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		src = src[n:]
	}
	d.faultAt(line, column, "Tệp kế hoạch không ở bảng mã UTF-8", "tệp văn bản lưu với bảng mã UTF-8", "ký tự không đọc được")
}

// syntaxFaults says in Vietnamese what the YAML parser says in English.
var syntaxFaults = []struct{ english, vietnamese string }{
	{"found character '\t'", "Có ký tự Tab ở chỗ thụt dòng; YAML chỉ cho thụt dòng bằng dấu cách"},
	{"tab", "Có ký tự Tab ở chỗ thụt dòng; YAML chỉ cho thụt dòng bằng dấu cách"},
	{"map key-value is pre-defined", "Dòng này thụt vào không khớp với các dòng cùng cấp phía trên"},
	{"non-map value is specified", "Dòng này phải có dạng \"khóa: giá trị\""},
	{"found an invalid key for this map", "Khóa này không ở cùng cấp với các khóa khác"},
	{"not found", "Thiếu dấu đóng ngoặc"},
	{"could not find end character", "Thiếu dấu nháy đóng"},
	{"must be specified", "Thiếu dấu phẩy hoặc dấu đóng ngoặc"},
	{"end token", "Thiếu dấu đóng ngoặc"},
	{"implicit line break", "Khóa không được viết trên nhiều dòng"},
	{"mapping value is not allowed", "Dấu \":\" ở chỗ này không đúng; câu có dấu \": \" phải đặt trong dấu nháy"},
	{"unexpected key name", "Khóa viết không đúng"},
	{"unexpected scalar value", "Giá trị ở chỗ này không đúng; kiểm tra dấu nháy và cách thụt dòng"},
	{"value is not allowed in this context", "Giá trị ở chỗ này không đúng; kiểm tra dấu \":\" và cách thụt dòng"},
	{"block sequence entries are not allowed", "Danh sách (các dòng bắt đầu bằng \"- \") phải bắt đầu ở dòng mới"},
	{"anchor", "Neo (&, *) không dùng trong tệp kế hoạch"},
	{"alias", "Neo (&, *) không dùng trong tệp kế hoạch"},
	{"tag", "Thẻ kiểu (!) không dùng trong tệp kế hoạch"},
	{"directive", "Chỉ thị YAML (dòng bắt đầu bằng %) không dùng trong tệp kế hoạch"},
	{"cannot start any token", "Ký tự này không được đứng đầu một giá trị; đặt cả giá trị trong dấu nháy"},
}

// syntax reports the place where the YAML parser gave up.
func (d *decoder) syntax(err error) {
	message, line, column := "Tệp không đúng cú pháp YAML", 1, 1
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		for _, s := range syntaxFaults {
			if strings.Contains(syntax.Message, s.english) {
				message = s.vietnamese
				break
			}
		}
		if t := syntax.Token; t != nil && t.Position != nil {
			line, column = t.Position.Line, t.Position.Column
		}
	}
	d.faultAt(line, column, message, "tệp YAML đúng cú pháp", "")
}

// refuse reports what YAML has and a rulebook must not: a value that stands
// somewhere else than it is read, or has a type that isn't seen.
func (d *decoder) refuse(n ast.Node) {
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			d.refuse(v)
		}
	case *ast.MappingValueNode:
		switch n.Key.(type) {
		case *ast.MergeKeyNode:
			d.fault(n.Key, "Phép gộp (<<) không dùng trong tệp kế hoạch", "viết đủ các khóa", "<<")
		case *ast.MappingKeyNode:
			d.fault(n.Key, "Khóa viết với dấu \"?\" không dùng trong tệp kế hoạch", "khóa: giá trị", "?")
		}
		d.refuse(n.Key)
		d.refuse(n.Value)
	case *ast.SequenceNode:
		for _, v := range n.Values {
			d.refuse(v)
		}
	case *ast.AnchorNode:
		d.fault(n, "Neo (&) không dùng trong tệp kế hoạch", "viết đủ giá trị ở từng chỗ", "&")
		d.refuse(n.Value)
	case *ast.AliasNode:
		d.fault(n, "Tham chiếu neo (*) không dùng trong tệp kế hoạch", "viết đủ giá trị ở từng chỗ", "*")
	case *ast.TagNode:
		d.fault(n, "Thẻ kiểu (!) không dùng trong tệp kế hoạch", "bỏ thẻ, viết giá trị trần hoặc trong dấu nháy", n.Start.Value)
		d.refuse(n.Value)
	}
}
