package evidence

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"thidua/internal/pdfa"
)

// A taker copies the pages of one PDF into a file, and of the PDF's other objects only
// what these draw with. Catalog, page tree, annotations, actions, scripts, forms,
// embedded files are not reached from there, so they stay behind; where an object for
// drawing refers to one all the same, nothing stands in its place.
type taker struct {
	from    *pdfFile
	to      *pdfa.Binder
	numbers map[int]int // of copied objects, by their numbers in the PDF
	waiting []int       // objects that have a number and must be written
}

func (d *pdfFile) bind(to *pdfa.Binder) error {
	t := &taker{from: d, to: to, numbers: map[int]int{}}
	for i := range d.pages {
		if err := t.page(&d.pages[i]); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	return nil
}

func (t *taker) page(p *sheet) error {
	leaf := pdfa.Leaf{Left: p.box[0], Bottom: p.box[1], Right: p.box[2], Top: p.box[3], Rotate: p.rotate}
	for _, o := range t.from.contents(p) {
		if n := t.streamOf(o); n > 0 {
			leaf.Contents = append(leaf.Contents, n)
		}
	}
	leaf.Open = t.from.leftOpen(p)
	resources, _ := t.from.get(p.resources).(types.Dict)
	seen := t.appearances(p, resources, &leaf)
	var err error
	for _, category := range slices.Sorted(maps.Keys(resources)) {
		entries, ok := t.from.get(resources[category]).(types.Dict)
		switch {
		case !ok, category == "ProcSet", category == "XObject":
			continue
		case category == "Font":
			if leaf.Fonts, err = t.entries(nil, entries, 1); err != nil {
				return err
			}
			continue
		}
		leaf.Resources = append(leaf.Resources, types.Name(category).PDFString()...)
		leaf.Resources = append(leaf.Resources, "<<"...)
		if category == "Properties" {
			leaf.Resources = noProperties(leaf.Resources, entries)
		} else if leaf.Resources, err = t.entries(leaf.Resources, entries, 1); err != nil {
			return err
		}
		leaf.Resources = append(leaf.Resources, ">>"...)
	}
	if drawn, _ := t.from.get(resources["XObject"]).(types.Dict); len(drawn)+len(seen) > 0 {
		leaf.Resources = append(leaf.Resources, "/XObject<<"...)
		if leaf.Resources, err = t.entries(leaf.Resources, drawn, 1); err != nil {
			return err
		}
		leaf.Resources = append(append(leaf.Resources, seen...), ">>"...)
	}
	if err := t.writeWaiting(); err != nil {
		return err
	}
	t.to.Add(leaf)
	return nil
}

// noProperties keeps the names of property lists, which content may call, and none of
// what they hold: structure, layers, whatever else.
func noProperties(b []byte, entries types.Dict) []byte {
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		b = append(append(b, types.Name(name).PDFString()...), "<<>>"...)
	}
	return b
}

// contents gives the streams of a page's content.
func (d *pdfFile) contents(p *sheet) []types.Object {
	o := p.dict["Contents"]
	if list, ok := d.get(o).(types.Array); ok {
		return list
	}
	if o == nil {
		return nil
	}
	return []types.Object{o}
}

// streamOf copies a stream and gives its object; 0 where there is none.
func (t *taker) streamOf(o types.Object) int {
	if _, ok := t.from.stream(o); !ok {
		return 0
	}
	if ref, ok := o.(types.IndirectRef); ok {
		return t.reference(ref)
	}
	return 0 // a stream is always an object of its own
}

// reference gives the new number of an object, which is written later.
func (t *taker) reference(ref types.IndirectRef) int {
	n := ref.ObjectNumber.Value()
	if to, ok := t.numbers[n]; ok {
		return to
	}
	to := t.to.Reserve()
	t.numbers[n] = to
	t.waiting = append(t.waiting, n)
	return to
}

// writeWaiting writes the objects that were referred to, and what these refer to.
func (t *taker) writeWaiting() error {
	for len(t.waiting) > 0 {
		n := t.waiting[0]
		t.waiting = t.waiting[1:]
		ref := *types.NewIndirectRef(n, 0)
		if s, ok := t.from.stream(ref); ok && !forbidden(s.Dict) {
			dict, err := t.entries(nil, streamKeys(s.Dict), 1)
			if err != nil {
				return err
			}
			t.to.Stream(t.numbers[n], dict, s.Raw)
			continue
		}
		body, err := t.value(nil, t.from.get(ref), 1)
		if err != nil {
			return err
		}
		t.to.Object(t.numbers[n], body)
	}
	return nil
}

// left are the keys of streams that say nothing of how they look, or lead out of the
// file; Length is written anew.
var left = []string{
	"AF", "Alternates", "DL", "F", "FDecodeParms", "FFilter", "Interpolate", "LastModified", "Length", "Measure", "Metadata", "OC", "OPI",
	"PieceInfo", "PtData", "Ref", "StructParent", "StructParents",
}

func streamKeys(d types.Dict) types.Dict {
	out := types.Dict{}
	for key, v := range d {
		if !slices.Contains(left, key) {
			out[key] = v
		}
	}
	return out
}

// forbidden reports whether a dictionary is one that never comes along: an action, an
// embedded file, a page or the catalog, an annotation.
func forbidden(d types.Dict) bool {
	name := func(key string) string {
		n, _ := d[key].(types.Name)
		return string(n)
	}
	switch name("Type") {
	case "Action", "Annot", "Catalog", "EmbeddedFile", "Filespec", "Metadata", "Page", "Pages", "StructElem", "StructTreeRoot":
		return true
	}
	_, script := d["JS"]
	return script || name("S") == "JavaScript" || name("S") == "Launch"
}

// value writes an object.
func (t *taker) value(b []byte, o types.Object, depth int) ([]byte, error) {
	if depth > maxDepth {
		return nil, brokenPDF
	}
	switch v := o.(type) {
	case nil:
		return append(b, "null"...), nil
	case types.IndirectRef:
		return fmt.Appendf(b, "%d 0 R", t.reference(v)), nil
	case types.Float:
		return strconv.AppendFloat(b, float64(v), 'f', -1, 64), nil
	case types.Array:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			var err error
			if b, err = t.value(b, e, depth+1); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	case types.Dict:
		if forbidden(v) {
			return append(b, "null"...), nil
		}
		b, err := t.entries(append(b, "<<"...), v, depth+1)
		return append(b, ">>"...), err
	case types.Name, types.Integer, types.Boolean, types.StringLiteral, types.HexLiteral:
		return append(b, v.PDFString()...), nil
	}
	return nil, brokenPDF
}

// entries writes the entries of a dictionary in the order of their names.
func (t *taker) entries(b []byte, d types.Dict, depth int) ([]byte, error) {
	for _, key := range slices.Sorted(maps.Keys(d)) {
		v := d[key]
		if key == "Properties" {
			if lists, ok := t.from.get(v).(types.Dict); ok {
				b = append(noProperties(append(b, "/Properties<<"...), lists), ">>"...)
				continue
			}
		}
		b = append(b, types.Name(key).PDFString()...)
		switch v.(type) {
		case types.IndirectRef, types.Integer, types.Float, types.Boolean, nil:
			b = append(b, ' ')
		}
		var err error
		if b, err = t.value(b, v, depth); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// unseen are kinds of annotations that are no part of the page on paper.
var unseen = []string{"3D", "FileAttachment", "Link", "Movie", "Popup", "RichMedia", "Screen", "Sound", "Text", "TrapNet", "Watermark"}

// appearances makes what annotations show in print a part of the page: the seal and
// signature of an electronically signed paper, a stamp, a form that was filled in,
// look as they did, and nothing of the annotations themselves comes along. It gives the
// entries of the resources that draw them.
func (t *taker) appearances(p *sheet, resources types.Dict, leaf *pdfa.Leaf) []byte {
	annotations, _ := t.from.get(p.dict["Annots"]).(types.Array)
	drawn, _ := t.from.get(resources["XObject"]).(types.Dict)
	var seen []byte
	for i, o := range annotations {
		ref, matrix, ok := t.from.appearance(o)
		if !ok {
			continue
		}
		name := "An" + strconv.Itoa(i)
		for _, taken := drawn[name]; taken; _, taken = drawn[name] {
			name += "a"
		}
		seen = fmt.Appendf(seen, "/%s %d 0 R", name, t.reference(ref))
		leaf.Tail = append(leaf.Tail, "q "...)
		for _, v := range matrix {
			leaf.Tail = append(appendDecimal(leaf.Tail, v), ' ')
		}
		leaf.Tail = fmt.Appendf(leaf.Tail, "cm /%s Do Q\n", name)
	}
	return seen
}

// appearance gives the form that an annotation prints, and how it comes to its place
// (ISO 32000-1, 12.5.5, algorithm 8.1); false where it prints nothing.
func (d *pdfFile) appearance(o types.Object) (ref types.IndirectRef, matrix [6]float64, ok bool) {
	const hidden, print = 1 << 1, 1 << 2
	a, ok := d.get(o).(types.Dict)
	if !ok {
		return ref, matrix, false
	}
	kind, _ := d.get(a["Subtype"]).(types.Name)
	flags, _ := d.get(a["F"]).(types.Integer)
	if slices.Contains(unseen, string(kind)) || flags&hidden != 0 || flags&print == 0 {
		return ref, matrix, false
	}
	look, _ := d.get(a["AP"]).(types.Dict)
	normal := look["N"]
	if states, isDict := d.get(normal).(types.Dict); isDict {
		state, _ := d.get(a["AS"]).(types.Name)
		normal = states[string(state)]
	}
	form, ok := d.stream(normal)
	if ref, isRef := normal.(types.IndirectRef); ok && isRef {
		matrix, ok = d.place(form, a["Rect"])
		return ref, matrix, ok
	}
	return ref, matrix, false
}

// place gives the matrix that brings a form's box, as its own matrix turns it, into a
// rectangle.
func (d *pdfFile) place(form *types.StreamDict, rect types.Object) (m [6]float64, ok bool) {
	to, okTo := d.box(rect)
	box, okBox := d.box(form.Dict["BBox"])
	if !okTo || !okBox {
		return m, false
	}
	own := [6]float64{1, 0, 0, 1, 0, 0}
	if a, isArray := d.get(form.Dict["Matrix"]).(types.Array); isArray && len(a) == len(own) {
		for i := range own {
			if own[i], ok = d.number(a[i]); !ok {
				return m, false
			}
		}
	}
	// Products are rounded one by one, lest processors differ in the last digit.
	x0, y0, x1, y1 := 1e18, 1e18, -1e18, -1e18
	for _, c := range [4][2]int{{0, 1}, {2, 1}, {0, 3}, {2, 3}} {
		bx, by := float64(box[c[0]])/1000, float64(box[c[1]])/1000
		x := float64(own[0]*bx) + float64(own[2]*by) + own[4]
		y := float64(own[1]*bx) + float64(own[3]*by) + own[5]
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	if x1-x0 < 1e-3 || y1-y0 < 1e-3 {
		return m, false
	}
	sx, sy := float64(to[2]-to[0])/1000/(x1-x0), float64(to[3]-to[1])/1000/(y1-y0)
	return [6]float64{sx, 0, 0, sy, float64(to[0])/1000 - float64(sx*x0), float64(to[1])/1000 - float64(sy*y0)}, true
}

// appendDecimal writes a number with five places, as short as it goes.
func appendDecimal(b []byte, v float64) []byte {
	s := strings.TrimRight(strconv.FormatFloat(v, 'f', 5, 64), "0")
	if s = strings.TrimSuffix(s, "."); s == "-0" || s == "" {
		s = "0"
	}
	return append(b, s...)
}
