package rulebook

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"thidua/internal/finding"
	"thidua/internal/vi"
)

// A decoder walks the parsed YAML and collects faults. go-yaml's own strict mode
// stops at its first error and reads 010 as 8, so the tree is decoded here.
type decoder struct {
	file   string
	faults []finding.Finding
}

func (d *decoder) sorted() []finding.Finding {
	finding.Sort(d.faults)
	return d.faults
}

func (d *decoder) faultAt(line, column int, message, expected, got string) {
	f := finding.New(finding.BadDefinition, finding.Place{File: d.file, Row: line, Col: column}, message+".")
	f.Blocks = true
	f.Expected, f.Got = expected, got
	f.Fix = "sửa tại dòng " + strconv.Itoa(line) + ", cột " + strconv.Itoa(column) + " của tệp " + d.file
	if expected != "" {
		f.Fix += ": cần " + expected
	}
	f.Fix += "."
	d.faults = append(d.faults, f)
}

// fault reports a fault of a node; without one, of the file's first character.
func (d *decoder) fault(n ast.Node, message, expected, got string) {
	line, column := position(n)
	d.faultAt(line, column, message, expected, got)
}

// position gives line and column of a node, both from 1. A mapping stands where its
// first key does; go-yaml would give its first colon.
func position(n ast.Node) (line, column int) {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			n = m.Values[0].Key
		}
	case *ast.MappingValueNode:
		n = m.Key
	}
	if n == nil {
		return 1, 1
	}
	t := n.GetToken()
	if t == nil || t.Position == nil {
		return 1, 1
	}
	return max(1, t.Position.Line), max(1, t.Position.Column)
}

// bare takes off anchors and tags, which refuse has already reported, so that the
// faults behind them are found as well.
func bare(n ast.Node) ast.Node {
	for {
		switch m := n.(type) {
		case *ast.AnchorNode:
			n = m.Value
		case *ast.TagNode:
			n = m.Value
		default:
			return n
		}
	}
}

// An object reads a mapping key by key and then says which keys it doesn't know.
type object struct {
	d     *decoder
	node  ast.Node
	what  string // what the mapping describes, Vietnamese
	bad   bool   // not a mapping: reported once, its keys are not missed
	order []string
	keys  map[string]ast.Node
	value map[string]ast.Node
	asked []string
}

// object opens a mapping.
func (d *decoder) object(n ast.Node, what string) *object {
	o := &object{d: d, node: n, what: what, keys: map[string]ast.Node{}, value: map[string]ast.Node{}}
	var pairs []*ast.MappingValueNode
	switch m := bare(n).(type) {
	case *ast.MappingNode:
		pairs = m.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{m}
	case *ast.AliasNode:
		o.bad = true
	default:
		o.bad = true
		d.fault(n, "Mục "+what+" phải gồm các dòng \"khóa: giá trị\"", "các dòng \"khóa: giá trị\"", shown(n))
	}
	for _, p := range pairs {
		if p.Key.IsMergeKey() {
			continue
		}
		key := p.Key.GetToken().Value
		if first, twice := o.keys[key]; twice {
			line, _ := position(first)
			d.fault(p.Key, fmt.Sprintf("Khóa \"%s\" của mục %s ghi hai lần; lần đầu ở dòng %d", key, what, line), "mỗi khóa một lần", key)
			continue
		}
		o.order = append(o.order, key)
		o.keys[key], o.value[key] = p.Key, p.Value
	}
	return o
}

// has reports whether a key is there, and remembers that it is known.
func (o *object) has(key string) bool {
	if !slices.Contains(o.asked, key) {
		o.asked = append(o.asked, key)
	}
	_, ok := o.value[key]
	return ok
}

// need gives the value of a key that must be there.
func (o *object) need(key string) (ast.Node, bool) {
	if o.has(key) {
		return o.value[key], true
	}
	if !o.bad {
		o.d.fault(o.node, fmt.Sprintf("Mục %s thiếu khóa \"%s\"", o.what, key), "khóa \""+key+"\"", "")
	}
	return nil, false
}

// close reports the keys that nobody asked for.
func (o *object) close() {
	for _, key := range o.order {
		if slices.Contains(o.asked, key) {
			continue
		}
		expected := "một trong các khóa: " + strings.Join(o.asked, ", ")
		if near, ok := vi.Nearest(key, o.asked); ok {
			expected = "khóa \"" + near + "\""
		}
		o.d.fault(o.keys[key], fmt.Sprintf("Khóa \"%s\" không có trong mục %s", key, o.what), expected, key)
	}
}

// text gives a required text, cleaned.
func (o *object) text(key string) string {
	n, ok := o.need(key)
	if !ok {
		return ""
	}
	return o.d.text(n, key)
}

// optional gives a text that may be absent.
func (o *object) optional(key string) string {
	if !o.has(key) {
		return ""
	}
	return o.d.text(o.value[key], key)
}

// choice gives a required text out of a closed list.
func (o *object) choice(key string, allowed ...string) string {
	n, ok := o.need(key)
	if !ok {
		return ""
	}
	return o.d.choice(n, key, allowed)
}

// number gives a required whole number within bounds.
func (o *object) number(key string, least, most int) int {
	n, ok := o.need(key)
	if !ok {
		return least
	}
	return o.d.number(n, key, least, most)
}

// optionalNumber gives a whole number, or another value where the key is absent.
func (o *object) optionalNumber(key string, absent, least, most int) int {
	if !o.has(key) {
		return absent
	}
	return o.d.number(o.value[key], key, least, most)
}

// flag gives true or false; false where the key is absent.
func (o *object) flag(key string) bool {
	if !o.has(key) {
		return false
	}
	n := bare(o.value[key])
	if b, ok := n.(*ast.BoolNode); ok {
		return b.Value
	}
	o.d.fault(o.value[key], "Khóa \""+key+"\" phải là true hoặc false", "true hoặc false", shown(n))
	return false
}

// date gives a required day.
func (o *object) date(key string) vi.Date {
	n, ok := o.need(key)
	if !ok {
		return vi.Date{}
	}
	return o.d.date(n, key)
}

// optionalDate gives a day, or none where the key is absent.
func (o *object) optionalDate(key string) vi.Date {
	if !o.has(key) {
		return vi.Date{}
	}
	return o.d.date(o.value[key], key)
}

// list gives the members of a required list.
func (o *object) list(key string) []ast.Node {
	n, ok := o.need(key)
	if !ok {
		return nil
	}
	s, ok := bare(n).(*ast.SequenceNode)
	if !ok {
		o.d.fault(n, "Khóa \""+key+"\" phải là một danh sách", "các dòng bắt đầu bằng \"- \"", shown(n))
		return nil
	}
	return s.Values
}

// texts gives the members of a required list of texts.
func (o *object) texts(key string) []string {
	var out []string
	for _, n := range o.list(key) {
		out = append(out, o.d.text(n, key))
	}
	return out
}

// choices gives the members of a required list out of a closed list.
func (o *object) choices(key string, allowed ...string) []string {
	var out []string
	for _, n := range o.list(key) {
		out = append(out, o.d.choice(n, key, allowed))
	}
	return out
}

func (d *decoder) text(n ast.Node, key string) string {
	switch m := bare(n).(type) {
	case *ast.StringNode:
		return d.filled(n, key, m.Value)
	case *ast.LiteralNode:
		return d.filled(n, key, m.Value.Value)
	case *ast.NullNode:
		d.fault(n, "Khóa \""+key+"\" chưa có giá trị", "chữ", "")
	case *ast.AliasNode:
	default:
		got := shown(n)
		expected := "chữ"
		if got != "" {
			expected = "chữ, đặt trong dấu nháy: \"" + got + "\""
		}
		d.fault(n, "Khóa \""+key+"\" phải là chữ", expected, got)
	}
	return ""
}

func (d *decoder) filled(n ast.Node, key, s string) string {
	s = vi.Clean(s)
	if s == "" {
		d.fault(n, "Khóa \""+key+"\" để trống", "chữ", "")
	}
	return s
}

func (d *decoder) choice(n ast.Node, key string, allowed []string) string {
	before := len(d.faults)
	s := d.text(n, key)
	if len(d.faults) > before || slices.Contains(allowed, s) {
		return s
	}
	expected := "một trong: " + strings.Join(allowed, " / ")
	if near, ok := vi.Nearest(s, allowed); ok {
		expected += " (gần nhất: \"" + near + "\")"
	}
	d.fault(n, fmt.Sprintf("Giá trị \"%s\" của khóa \"%s\" không dùng được", s, key), expected, s)
	return ""
}

// decimal is a whole number as people write it: without a sign +, leading zero,
// underscore, or another base.
var decimal = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,17})$`)

func (d *decoder) number(n ast.Node, key string, least, most int) int {
	expected := fmt.Sprintf("số nguyên từ %d đến %d", least, most)
	m, ok := bare(n).(*ast.IntegerNode)
	if !ok {
		if _, alias := bare(n).(*ast.AliasNode); !alias {
			d.fault(n, "Khóa \""+key+"\" phải là số nguyên", expected, shown(n))
		}
		return least
	}
	written := m.Token.Value
	v, err := strconv.ParseInt(written, 10, 64)
	switch {
	case !decimal.MatchString(written) || err != nil:
		message := "Khóa \"" + key + "\" phải là số nguyên viết thường"
		if strings.HasPrefix(written, "0") {
			message = "Số của khóa \"" + key + "\" không được bắt đầu bằng số 0"
			expected += "; số hiệu thì đặt trong dấu nháy"
		}
		d.fault(n, message, expected, written)
	case v < int64(least) || v > int64(most):
		d.fault(n, fmt.Sprintf("Số %s của khóa \"%s\" nằm ngoài giới hạn", written, key), expected, written)
	default:
		return int(v)
	}
	return least
}

func (d *decoder) date(n ast.Node, key string) vi.Date {
	before := len(d.faults)
	s := d.text(n, key)
	if len(d.faults) > before {
		return vi.Date{}
	}
	day, err := vi.ParseISO(s)
	if err != nil {
		d.fault(n, fmt.Sprintf("Giá trị \"%s\" của khóa \"%s\" không phải là ngày", s, key), "ngày có thật, viết năm-tháng-ngày như 2027-02-15", s)
	}
	return day
}

// shown gives what stands at a node as it was typed, or "" for lists and mappings.
func shown(n ast.Node) string {
	switch m := bare(n).(type) {
	case nil, *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode, *ast.AliasNode:
		return ""
	case *ast.LiteralNode:
		return m.Value.Value
	default:
		if t := m.GetToken(); t != nil {
			return t.Value
		}
	}
	return ""
}
