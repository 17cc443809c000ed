package evidence

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"regexp"

	"github.com/klauspost/compress/zlib"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// A pdfFile is a PDF from elsewhere. It is read by pdfcpu, which never writes here:
// what goes on is copied object by object from the pages.
type pdfFile struct {
	table   *model.XRefTable
	pages   []sheet
	claimed bool // it says of itself that it is PDF/A-1, 2 or 3
}

// A sheet is a page with what it inherits.
type sheet struct {
	dict      types.Dict
	resources types.Object
	box       [4]int64 // what is seen of it, 1/1000 pt: left, bottom, right, top
	rotate    int
}

// Bounds beyond every scan of an office.
const (
	maxPages   = 5000
	maxDepth   = 50       // of the page tree, and of objects within objects
	maxPacked  = 64 << 20 // bytes that one packed part of a file's structure unpacks to
	maxContent = 64 << 20 // bytes of a page's content
)

var (
	brokenPDF    = &fault{"bị hỏng hoặc chép chưa xong", "mở bằng trình đọc PDF rồi in lại ra PDF; không mở được thì lấy lại hoặc quét lại"}
	encryptedPDF = &fault{"có mật khẩu hoặc bị khóa (mã hóa)", "gỡ mật khẩu bằng chương trình đã tạo tệp, hoặc in lại ra PDF, rồi gửi lại"}
	endless      = &fault{fmt.Sprintf("có quá nhiều trang (quá %d) hoặc cấu trúc không thật", maxPages), "tách thành nhiều tệp, hoặc in lại ra PDF"}
)

// OpenPDF reads a PDF that is no attachment: a paper that came back signed.
func OpenPDF(data []byte) (*Sheets, error) { return openPDF(data) }

// openPDF reads a PDF's structure and holds its pages against PDF/A-2b. A panic of the
// reader means a file that it can't cope with: broken, for the officer.
func openPDF(data []byte) (s *Sheets, err error) {
	defer func() {
		if recover() != nil {
			s, err = nil, refusal(data)
		}
	}()
	if Packed(data) {
		return nil, endless
	}
	if i := bytes.LastIndex(data, []byte("trailer")); i >= 0 && encryptKey.Match(data[i:]) {
		return nil, encryptedPDF
	}
	// Else pdfcpu makes a folder of its own in the officer's home.
	api.DisableConfigDir()
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationRelaxed
	context, err := pdfcpu.Read(bytes.NewReader(data), c)
	switch {
	case err != nil:
		return nil, refusal(data)
	case context.Encrypt != nil:
		return nil, encryptedPDF
	}
	d := &pdfFile{table: context.XRefTable}
	if err := d.readPages(); err != nil {
		return nil, err
	}
	return &Sheets{Pages: len(d.pages), Plain: d.plain(), pdf: d}, nil
}

// encryptKey is how a trailer says that a file is encrypted.
var encryptKey = regexp.MustCompile(`/Encrypt[\s<]`)

// refusal tells why pdfcpu can't read a file: it doesn't say of one whose password it
// lacks that this is the reason.
func refusal(data []byte) *fault {
	if encryptKey.Match(data) {
		return encryptedPDF
	}
	return brokenPDF
}

var structure = regexp.MustCompile(`/Type\s*/(?:ObjStm|XRef)\b`)

// Packed reports whether a part of the structure unpacks to more than any office's
// file has: pdfcpu would unpack all of it.
func Packed(data []byte) bool {
	total := int64(0)
	for _, at := range structure.FindAllIndex(data, -1) {
		keyword := bytes.Index(data[at[0]:], []byte("stream"))
		if keyword < 0 {
			continue
		}
		body := bytes.TrimLeft(data[at[0]+keyword+len("stream"):], "\r\n")
		z, err := zlib.NewReader(bytes.NewReader(body))
		if err != nil {
			continue // not deflated, or broken: no larger than the file
		}
		n, _ := io.Copy(io.Discard, io.LimitReader(z, maxPacked+1-total)) // broken: pdfcpu says so
		if total += n; total > maxPacked {
			return true
		}
	}
	return false
}

// readPages walks the page tree. A node that stands in it twice would make it endless
// or a bomb, so it is refused.
func (d *pdfFile) readPages() error {
	catalog, err := d.table.Catalog()
	if err != nil || catalog == nil {
		return brokenPDF
	}
	d.claimed = d.claims(catalog)
	seen := map[int]bool{}
	root, ok := catalog.Find("Pages")
	if !ok {
		return brokenPDF
	}
	if err := d.walk(root, types.Dict{}, seen, 0); err != nil {
		return err
	}
	if len(d.pages) == 0 {
		return brokenPDF
	}
	return nil
}

// inherited are the keys that a page has from the nodes above it (ISO 32000-1, 7.7.3.4).
var inherited = []string{"Resources", "MediaBox", "CropBox", "Rotate"}

func (d *pdfFile) walk(node types.Object, above types.Dict, seen map[int]bool, depth int) error {
	ref, ok := node.(types.IndirectRef)
	if !ok {
		return brokenPDF
	}
	n := ref.ObjectNumber.Value()
	if seen[n] || depth > maxDepth {
		return endless
	}
	seen[n] = true
	dict, ok := d.get(ref).(types.Dict)
	if !ok {
		return brokenPDF
	}
	own := types.Dict{}
	for _, key := range inherited {
		if v, ok := dict[key]; ok {
			own[key] = v
		} else if v, ok := above[key]; ok {
			own[key] = v
		}
	}
	kids, isTree := d.get(dict["Kids"]).(types.Array)
	if !isTree {
		return d.readPage(dict, own)
	}
	for _, kid := range kids {
		if err := d.walk(kid, own, seen, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (d *pdfFile) readPage(dict, own types.Dict) error {
	if len(d.pages) == maxPages {
		return endless
	}
	p := sheet{dict: dict, resources: own["Resources"]}
	box, ok := d.box(own["MediaBox"])
	if !ok {
		return brokenPDF
	}
	if crop, ok := d.box(own["CropBox"]); ok {
		crop = [4]int64{max(crop[0], box[0]), max(crop[1], box[1]), min(crop[2], box[2]), min(crop[3], box[3])}
		if sized(crop) {
			box = crop
		}
	}
	p.box = box
	if r, ok := d.get(own["Rotate"]).(types.Integer); ok {
		p.rotate = ((int(r)%360 + 360) % 360) / 90 * 90
	}
	d.pages = append(d.pages, p)
	return nil
}

// box reads a rectangle, 1/1000 pt.
func (d *pdfFile) box(o types.Object) (box [4]int64, ok bool) {
	a, ok := d.get(o).(types.Array)
	if !ok || len(a) != len(box) {
		return box, false
	}
	for i := range box {
		v, ok := d.number(a[i])
		if !ok || math.Abs(v) > 1e6 {
			return box, false
		}
		box[i] = int64(math.Round(v * 1000))
	}
	box = [4]int64{min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])}
	return box, sized(box)
}

// sized reports whether a page has a size that a reader shows (ISO 32000-1, annex C).
func sized(box [4]int64) bool {
	const least, most = 3_000, 14_400_000
	w, h := box[2]-box[0], box[3]-box[1]
	return min(w, h) >= least && max(w, h) <= most
}

func (d *pdfFile) number(o types.Object) (float64, bool) {
	switch v := d.get(o).(type) {
	case types.Integer:
		return float64(v), true
	case types.Float:
		return float64(v), !math.IsNaN(float64(v)) && !math.IsInf(float64(v), 0)
	}
	return 0, false
}

// get gives what an object stands for; nil where that isn't in the file.
func (d *pdfFile) get(o types.Object) types.Object {
	for range maxDepth {
		if _, ok := o.(types.IndirectRef); !ok {
			return o
		}
		next, err := d.table.Dereference(o)
		if err != nil {
			return nil
		}
		o = next
	}
	return nil
}

// stream gives the stream that an object stands for.
func (d *pdfFile) stream(o types.Object) (*types.StreamDict, bool) {
	switch v := d.get(o).(type) {
	case types.StreamDict:
		return &v, true
	case *types.StreamDict:
		return v, v != nil
	}
	return nil, false
}

var claim = regexp.MustCompile(`pdfaid:part\s*(?:>|=\s*["'])\s*[123]\b`)

// claims reports whether the file says that it is PDF/A.
func (d *pdfFile) claims(catalog types.Dict) bool {
	s, ok := d.stream(catalog["Metadata"])
	if !ok {
		return false
	}
	text, ok := unpack(d, s)
	return ok && claim.Match(text)
}

// unpack gives a stream's content where it is plain or deflated, which is what
// programs write for pages; false else.
func unpack(d *pdfFile, s *types.StreamDict) ([]byte, bool) {
	filters := d.filters(s)
	switch {
	case len(filters) == 0:
		return s.Raw, true
	case len(filters) > 1 || filters[0] != "FlateDecode" || d.get(s.Dict["DecodeParms"]) != nil:
		return nil, false
	}
	z, err := zlib.NewReader(bytes.NewReader(s.Raw))
	if err != nil {
		return nil, false
	}
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(z, maxContent+1))
	if err != nil || n > maxContent {
		return nil, false
	}
	return b.Bytes(), true
}

// filters names what a stream is packed with, outermost first.
func (d *pdfFile) filters(s *types.StreamDict) []string {
	var out []string
	add := func(o types.Object) {
		name, _ := d.get(o).(types.Name)
		out = append(out, string(name))
	}
	switch f := d.get(s.Dict["Filter"]).(type) {
	case nil:
	case types.Array:
		for _, o := range f {
			add(o)
		}
	default:
		add(f)
	}
	return out
}
