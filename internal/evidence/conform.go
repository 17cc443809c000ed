package evidence

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// plain tells why the pages can't be kept as PDF/A-2b (ISO 19005-2); empty where they
// can. Only what can be told by looking is believed: scans without letters always,
// letters only where the file itself claims PDF/A, since whether a font's widths and
// letters are right would take its whole program to see.
func (d *pdfFile) plain() string {
	i := inspector{from: d, seen: map[int]bool{}}
	for n := range d.pages {
		p := &d.pages[n]
		text, whole := d.pageContent(p)
		if !whole {
			return "nội dung trang nén theo cách lạ"
		}
		i.content(text)
		i.object(p.resources, 0)
		annotations, _ := d.get(p.dict["Annots"]).(types.Array)
		for _, a := range annotations {
			if ref, _, ok := d.appearance(a); ok {
				i.object(ref, 0)
			}
		}
		if i.why != "" {
			return i.why
		}
	}
	return ""
}

// pageContent gives the whole content of a page; false where a part can't be unpacked.
func (d *pdfFile) pageContent(p *sheet) ([]byte, bool) {
	var text []byte
	for _, o := range d.contents(p) {
		s, ok := d.stream(o)
		if !ok {
			continue
		}
		part, ok := unpack(d, s)
		if !ok || len(text)+len(part) > maxContent {
			return nil, false
		}
		text = append(append(text, part...), '\n')
	}
	return text, true
}

// leftOpen counts the graphics states that a page's content opens and doesn't close.
func (d *pdfFile) leftOpen(p *sheet) int {
	text, ok := d.pageContent(p)
	if !ok {
		return 0
	}
	open := 0
	for op := range operators(text) {
		switch {
		case op == "q":
			open++
		case op == "Q" && open > 0:
			open--
		}
	}
	return open
}

// An inspector holds what pages draw with against PDF/A-2b.
type inspector struct {
	from *pdfFile
	seen map[int]bool
	why  string // the first reason against it
}

func (i *inspector) against(why string) {
	if i.why == "" {
		i.why = why
	}
}

func (i *inspector) object(o types.Object, depth int) {
	if i.why != "" {
		return
	}
	if depth > maxDepth {
		i.against("cấu trúc lồng quá sâu")
		return
	}
	if ref, ok := o.(types.IndirectRef); ok {
		n := ref.ObjectNumber.Value()
		if i.seen[n] {
			return
		}
		i.seen[n] = true
		if s, ok := i.from.stream(ref); ok {
			i.stream(s, depth)
			return
		}
		o = i.from.get(ref)
	}
	switch v := o.(type) {
	case types.Array:
		for _, e := range v {
			i.object(e, depth+1)
		}
	case types.Dict:
		if !forbidden(v) {
			i.dict(v, depth)
		}
	case types.Name:
		if v == "DeviceCMYK" {
			i.against("dùng màu CMYK")
		}
	}
}

func (i *inspector) dict(d types.Dict, depth int) {
	name := func(key string) string {
		n, _ := i.from.get(d[key]).(types.Name)
		return string(n)
	}
	if name("Type") == "Font" && name("Subtype") != "Type3" && !i.from.claimed {
		i.against("có chữ mà tệp không phải PDF/A")
	}
	if f, ok := i.from.get(d["FontDescriptor"]).(types.Dict); ok && f["FontFile"] == nil && f["FontFile2"] == nil && f["FontFile3"] == nil {
		i.against("phông chữ không nhúng trong tệp")
	}
	for _, key := range []string{"TR", "TR2", "HTP"} {
		if _, ok := d[key]; ok {
			i.against("dùng hiệu chỉnh riêng cho máy in")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(d)) {
		if key != "Properties" {
			i.object(d[key], depth+1)
		}
	}
}

// allowed are the filters of PDF/A that take no closer look.
var allowed = []string{"FlateDecode", "DCTDecode", "CCITTFaxDecode", "JBIG2Decode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode"}

func (i *inspector) stream(s *types.StreamDict, depth int) {
	for _, f := range i.from.filters(s) {
		if !slices.Contains(allowed, f) {
			i.against("dùng kiểu nén " + f)
		}
	}
	subtype, _ := i.from.get(s.Dict["Subtype"]).(types.Name)
	if n, ok := i.from.get(s.Dict["N"]).(types.Integer); ok && n == 4 {
		i.against("dùng màu CMYK")
	}
	_, pattern := s.Dict["PaintType"]
	switch {
	case subtype == "PS":
		i.against("dùng PostScript")
	case subtype == "Form" || pattern:
		text, ok := unpack(i.from, s)
		if !ok {
			i.against("nội dung trang nén theo cách lạ")
			return
		}
		i.content(text)
	}
	i.dict(streamKeys(s.Dict), depth)
}

// known are the operators of page content (ISO 32000-1, annex A) but those of inline
// images, which are not looked into.
var known = strings.Fields("b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"")

// content looks at the operators of a page or form.
func (i *inspector) content(text []byte) {
	depth := 0
	for op := range operators(text) {
		switch {
		case op == "k" || op == "K" || op == "/DeviceCMYK":
			i.against("dùng màu CMYK")
		case op == "BI":
			i.against("có ảnh đặt giữa các lệnh vẽ")
		case op[0] == '/':
		case op == "q":
			if depth++; depth > 28 {
				i.against("các lệnh vẽ lồng quá sâu")
			}
		case op == "Q":
			if depth--; depth < 0 {
				i.against("các lệnh vẽ không khớp nhau")
			}
		case !slices.Contains(known, op):
			i.against(fmt.Sprintf("có lệnh vẽ lạ (%.10q)", op))
		}
		if i.why != "" {
			return
		}
	}
}

// operators gives the operators of a content stream in order, and the names among
// their operands with their slashes. Of an inline image it gives BI alone.
func operators(text []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for at := 0; at < len(text); {
			switch c := text[at]; {
			case c == '<' && at+1 < len(text) && text[at+1] == '<':
				at += 2
			case c == '<':
				at = after(text, at, ">")
			case c <= ' ' || strings.IndexByte("[]>{})", c) >= 0:
				at++
			case c == '%':
				for at < len(text) && text[at] != '\n' && text[at] != '\r' {
					at++
				}
			case c == '(':
				at = afterString(text, at)
			default:
				from := at
				for at++; at < len(text) && text[at] > ' ' && strings.IndexByte("[]<>{}()/%", text[at]) < 0; at++ {
				}
				word := string(text[from:at])
				if strings.IndexByte("+-.0123456789", c) >= 0 || word == "true" || word == "false" || word == "null" {
					continue
				}
				if !yield(word) {
					return
				}
				if word == "BI" {
					at = after(text, at, "EI")
				}
			}
		}
	}
}

// after gives the place after the next end, or that of the text.
func after(text []byte, at int, end string) int {
	i := bytes.Index(text[at:], []byte(end))
	if i < 0 {
		return len(text)
	}
	return at + i + len(end)
}

// afterString gives the place after a string in brackets.
func afterString(text []byte, at int) int {
	depth := 0
	for ; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return at + 1
			}
		}
	}
	return len(text)
}
