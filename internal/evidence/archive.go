package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// A document is an open Word file: a zip archive of parts, found by their relations.
type document struct {
	parts     map[string]*zip.File // by path, without the leading slash
	limit     int64                // bytes of a part
	main      string               // path of the body's part
	related   map[string][]string  // paths of the parts that the body names, by the kind of relation
	styles    *styles
	numbering *numbering
}

// open looks at a file and takes from it what converting its body needs. The error is
// a *fault.
func open(fsys fs.FS, name string, limits Limits) (*document, error) {
	info, err := fs.Stat(fsys, name)
	if err == nil && info.Size() > limits.FileSize {
		return nil, &fault{fmt.Sprintf("lớn hơn %d MB", limits.FileSize>>20), "xóa ảnh trong tệp rồi lưu lại; ảnh gửi thành tệp riêng"}
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, &fault{"không mở được", "đóng tệp ở chương trình khác, kiểm tra quyền đọc rồi chạy lại"}
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, broken
	}
	d := &document{parts: map[string]*zip.File{}, limit: limits.Part, related: map[string][]string{}}
	var total uint64
	for _, f := range archive.File {
		if total += f.UncompressedSize64; f.UncompressedSize64 > uint64(limits.Unpacked) || total > uint64(limits.Unpacked) {
			return nil, &fault{fmt.Sprintf("bung ra lớn hơn %d MB", limits.Unpacked>>20), "xóa ảnh, đối tượng nhúng trong tệp rồi lưu lại"}
		}
		d.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	if err := d.findParts(); err != nil {
		return nil, err
	}
	if d.styles, err = d.readStyles(); err != nil {
		return nil, err
	}
	if d.numbering, err = d.readNumbering(); err != nil {
		return nil, err
	}
	return d, nil
}

// findParts finds the body and what it names.
func (d *document) findParts() error {
	roots, err := d.relations("")
	if err != nil {
		return err
	}
	for _, name := range roots["officeDocument"] {
		d.main = name
	}
	if d.main == "" || d.parts[d.main] == nil {
		return &fault{"không phải văn bản Word dù có đuôi .docx", "mở bằng Word, lưu thành Word Document (*.docx)"}
	}
	d.related, err = d.relations(d.main)
	return err
}

// relations lists the parts that a part names, by kind; those of the whole archive for
// an empty name. Targets outside the file are not followed.
func (d *document) relations(of string) (map[string][]string, error) {
	dir, base := path.Split(of)
	root, err := d.read(dir + "_rels/" + base + ".rels")
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, r := range root.children {
		target := strings.ReplaceAll(r.attrs["Target"], `\`, "/")
		if r.attrs["TargetMode"] == "External" {
			continue
		}
		if !strings.HasPrefix(target, "/") {
			target = "/" + dir + target
		}
		kind := path.Base(r.attrs["Type"])
		out[kind] = append(out[kind], strings.TrimPrefix(path.Clean(target), "/"))
	}
	return out, nil
}

// read reads a small part whole; an empty node where there is none.
func (d *document) read(name string) (*node, error) {
	if d.parts[name] == nil {
		return &node{}, nil
	}
	out := &node{}
	err := d.walk(name, nil, func(n *node) error { out.children = append(out.children, n); return nil })
	return out, err
}

// walk goes through the children of a part's root, or of the root's child named by
// within, one after the other, so that a long body never stands in memory whole.
func (d *document) walk(name string, within []string, visit func(*node) error) error {
	f := d.parts[name]
	if f == nil || f.UncompressedSize64 > uint64(d.limit) {
		return &fault{fmt.Sprintf("có phần chữ lớn hơn %d MB", d.limit>>20), "chia báo cáo thành nhiều tệp, hoặc xóa nội dung không cần"}
	}
	r, err := f.Open()
	if err != nil {
		return broken
	}
	defer r.Close()
	// The directory's size may lie: what comes out is bounded again.
	x := xml.NewDecoder(io.LimitReader(r, d.limit+1))
	depth := 0
	for {
		t, err := x.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return broken
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth > 0 && depth <= len(within) && t.Name.Local != within[depth-1] {
				if err := x.Skip(); err != nil {
					return broken
				}
				continue
			}
			if depth <= len(within) {
				depth++
				continue
			}
			n, err := readNode(x, t, 0)
			if err != nil {
				return broken
			}
			if err := visit(n); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		}
	}
}

// A node is an element of a part. Names are local: the two forms of the standard
// (transitional, strict) differ in namespaces only.
type node struct {
	name     string
	attrs    map[string]string
	children []*node
	text     string
}

// deepest bounds how far elements nest; Word itself stops far earlier.
const deepest = 500

var errTooDeep = errors.New("elements nest too deep")

func readNode(x *xml.Decoder, start xml.StartElement, depth int) (*node, error) {
	if depth > deepest {
		return nil, errTooDeep
	}
	n := &node{name: start.Name.Local, attrs: map[string]string{}}
	for _, a := range start.Attr {
		n.attrs[a.Name.Local] = a.Value
	}
	for {
		t, err := x.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			child, err := readNode(x, t, depth+1)
			if err != nil {
				return nil, err
			}
			n.children = append(n.children, child)
		case xml.CharData:
			n.text += string(t)
		case xml.EndElement:
			return n, nil
		}
	}
}

// child gives the first child of a name along a path; an empty node where there is none.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		next := &node{}
		for _, c := range n.children {
			if c.name == name {
				next = c
				break
			}
		}
		n = next
	}
	return n
}

// has reports whether an element of a name stands anywhere below.
func (n *node) has(name string) bool {
	for _, c := range n.children {
		if c.name == name || c.has(name) {
			return true
		}
	}
	return false
}

// words gives all text below, for quoting; paragraphs are parted by a blank.
func (n *node) words() string {
	var b strings.Builder
	n.gather(&b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (n *node) gather(b *strings.Builder) {
	switch n.name {
	case "t", "delText":
		b.WriteString(n.text)
	case "p", "tab", "br":
		b.WriteByte(' ')
	case "Fallback":
		return // the same once more, for old programs
	}
	for _, c := range n.children {
		c.gather(b)
	}
}

// on reads a switch (<w:b/>, <w:b w:val="0"/>): set tells whether it is there at all.
func (n *node) on(name string) (value, set bool) {
	c := n.child(name)
	if c.name == "" {
		return false, false
	}
	switch c.attrs["val"] {
	case "0", "false", "off", "none":
		return false, true
	}
	return true, true
}
