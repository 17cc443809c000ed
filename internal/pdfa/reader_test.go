package pdfa_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A reader is an independent look at a finished file: it shares no code with what
// wrote it, and knows just enough of PDF to read texts and lines back.
type reader struct {
	t       *testing.T
	file    []byte
	objects map[int]string // dictionary or value
	streams map[int][]byte // inflated
}

type readPage struct {
	width, height float64 // pt
	texts         []readText
	lines         []readLine
}

// A readText has its origin top left, in pt; right is where its last letter ends.
type readText struct {
	s                 string
	x, y, right, size float64
	ink               [3]float64 // red, green, blue
	font              string
}

type readLine struct{ x1, y1, x2, y2, width float64 }

func open(t *testing.T, file []byte) *reader {
	t.Helper()
	r := &reader{t: t, file: file, objects: map[int]string{}, streams: map[int][]byte{}}
	tail := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(file)
	if tail == nil {
		t.Fatal("no startxref at the end")
	}
	table := string(file[atoi(t, string(tail[1])):])
	head := regexp.MustCompile(`^xref\n0 (\d+)\n0000000000 65535 f \n`).FindStringSubmatch(table)
	if head == nil {
		t.Fatalf("cross-reference table begins %.60q", table)
	}
	rows := table[len(head[0]):]
	for n := 1; n < atoi(t, head[1]); n++ {
		row := rows[20*(n-1) : 20*n]
		if row[10:] != " 00000 n \n" {
			t.Fatalf("row %d of the cross-reference table: %q", n, row)
		}
		body, ok := strings.CutPrefix(string(file[atoi(t, row[:10]):]), fmt.Sprintf("%d 0 obj\n", n))
		if !ok {
			t.Fatalf("object %d is not where the table says", n)
		}
		m := regexp.MustCompile(`(?s)^(<<.*?/Length (\d+)>>)\nstream\n`).FindStringSubmatch(body)
		end := strings.Index(body, "\nendobj\n")
		if m == nil || end < len(m[0]) {
			r.objects[n] = body[:end]
			continue
		}
		r.objects[n] = m[1]
		data := body[len(m[0]):][:atoi(t, m[2])]
		if !strings.HasPrefix(body[len(m[0])+len(data):], "\nendstream\nendobj\n") {
			t.Fatalf("stream %d does not end where its length says", n)
		}
		r.streams[n] = []byte(data)
		if strings.Contains(m[1], "/FlateDecode") {
			z, err := zlib.NewReader(strings.NewReader(data))
			if err != nil {
				t.Fatalf("stream %d: %v", n, err)
			}
			if r.streams[n], err = io.ReadAll(z); err != nil {
				t.Fatalf("stream %d: %v", n, err)
			}
		}
	}
	return r
}

// ref follows a key of an object to another object's number.
func (r *reader) ref(n int, key string) int {
	r.t.Helper()
	m := regexp.MustCompile(regexp.QuoteMeta(key) + `[\[ ]?(\d+) 0 R`).FindStringSubmatch(r.objects[n])
	if m == nil {
		r.t.Fatalf("object %d has no %s: %s", n, key, r.objects[n])
	}
	return atoi(r.t, m[1])
}

func (r *reader) catalog() int {
	r.t.Helper()
	m := regexp.MustCompile(`/Root (\d+) 0 R`).FindSubmatch(r.file[bytes.LastIndex(r.file, []byte("trailer")):])
	return atoi(r.t, string(m[1]))
}

func (r *reader) info() string {
	m := regexp.MustCompile(`/Info (\d+) 0 R`).FindSubmatch(r.file[bytes.LastIndex(r.file, []byte("trailer")):])
	return r.objects[atoi(r.t, string(m[1]))]
}

type readFont struct {
	name    string
	letters map[uint16]string
	wide    bool // codes of two bytes
	first   int  // code of the first width
	widths  []float64
	file    []byte
}

func (r *reader) fonts() map[string]readFont {
	r.t.Helper()
	fonts := map[string]readFont{}
	for _, o := range r.objects {
		for _, m := range regexp.MustCompile(`/(F\d) (\d+) 0 R`).FindAllStringSubmatch(o, -1) {
			font := atoi(r.t, m[2])
			f := readFont{letters: map[uint16]string{}}
			descriptor, widths := font, regexp.MustCompile(`/FirstChar (\d+)/LastChar \d+/Widths\[([\d ]*)\]`)
			if f.wide = strings.Contains(r.objects[font], "/Type0"); f.wide {
				descriptor, widths = r.ref(font, "/DescendantFonts"), regexp.MustCompile(`/W\[(\d+)\[([\d ]*)\]\]`)
			}
			f.file = r.streams[r.ref(r.ref(descriptor, "/FontDescriptor"), "/FontFile2")]
			f.name = regexp.MustCompile(`/BaseFont/([^/]+)`).FindStringSubmatch(r.objects[font])[1]
			for _, c := range regexp.MustCompile(`<(\w{2}|\w{4})><(\w{4})>\n`).FindAllSubmatch(r.streams[r.ref(font, "/ToUnicode")], -1) {
				if string(c[1]) == "0000" && string(c[2]) == "FFFF" {
					continue // the range of codes
				}
				code, _ := strconv.ParseUint(string(c[1]), 16, 16)
				letter, _ := strconv.ParseUint(string(c[2]), 16, 16)
				f.letters[uint16(code)] = string(rune(letter))
			}
			list := widths.FindStringSubmatch(r.objects[descriptor])
			f.first = atoi(r.t, list[1])
			for _, w := range strings.Fields(list[2]) {
				f.widths = append(f.widths, atof(r.t, w))
			}
			fonts[m[1]] = f
		}
	}
	return fonts
}

func (r *reader) pages() []readPage {
	r.t.Helper()
	fonts := r.fonts()
	tree := r.objects[r.ref(r.catalog(), "/Pages")]
	kids := regexp.MustCompile(`/Kids\[([^\]]*)\]`).FindStringSubmatch(tree)[1]
	var pages []readPage
	for _, k := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(kids, -1) {
		n := atoi(r.t, k[1])
		box := regexp.MustCompile(`/MediaBox\[0 0 (\S+) ([^\]]+)\]`).FindStringSubmatch(r.objects[n])
		p := readPage{width: atof(r.t, box[1]), height: atof(r.t, box[2])}
		r.content(&p, string(r.streams[r.ref(n, "/Contents")]), fonts)
		pages = append(pages, p)
	}
	return pages
}

// One of: a string, an array's bracket, or a word.
var word = regexp.MustCompile(`(?s)\((?:\\.|[^\\)])*\)|\[|\]|[^\s()\[\]]+`)

func (r *reader) content(p *readPage, stream string, fonts map[string]readFont) {
	r.t.Helper()
	var (
		args        []string
		font        readFont
		at          readText
		line        readLine
		lineX, top  float64
		wordSpace   float64
		inText      bool
		pendingPath []readLine
	)
	for _, w := range word.FindAllString(stream, -1) {
		num := func(i int) float64 { return atof(r.t, args[len(args)+i]) }
		switch w {
		case "BT":
			lineX, top, inText = 0, 0, true
		case "ET":
			inText = false
		case "Tf":
			font, at.size = fonts[args[0][1:]], num(-1)
			at.font = font.name
		case "g":
			at.ink = [3]float64{num(-1), num(-1), num(-1)}
		case "rg":
			at.ink = [3]float64{num(-3), num(-2), num(-1)}
		case "Tw":
			wordSpace = num(-1)
		case "Td":
			lineX, top = lineX+num(-2), top+num(-1)
		case "Tj", "TJ":
			if !inText {
				r.t.Fatal("text outside of BT … ET")
			}
			x, s := lineX, ""
			for _, a := range args {
				switch {
				case a == "[" || a == "]":
				case a[0] == '(':
					raw := unescape(a[1 : len(a)-1])
					for len(raw) > 0 {
						code, n := uint16(raw[0]), 1
						if font.wide {
							code, n = code<<8|uint16(raw[1]), 2
						}
						raw = raw[n:]
						letter, ok := font.letters[code]
						if !ok {
							r.t.Fatalf("code %d of %s stands for no letter", code, font.name)
						}
						s += letter
						x += font.widths[int(code)-font.first] * at.size / 1000
						if code == ' ' && !font.wide {
							x += wordSpace
						}
					}
				default:
					x -= atof(r.t, a) * at.size / 1000
				}
			}
			at.s, at.x, at.y, at.right = s, lineX, p.height-top, x
			p.texts = append(p.texts, at)
		case "J":
		case "w":
			line.width = num(-1)
		case "m":
			line.x1, line.y1 = num(-2), p.height-num(-1)
		case "l":
			line.x2, line.y2 = num(-2), p.height-num(-1)
			pendingPath = append(pendingPath, line)
		case "S":
			p.lines = append(p.lines, pendingPath...)
			pendingPath = nil
		default:
			args = append(args, w)
			continue
		}
		args = args[:0]
	}
	if len(pendingPath) > 0 || inText {
		r.t.Fatal("content ends within a path or a text")
	}
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
			if s[i] == 'r' {
				b.WriteByte('\r')
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func atof(t *testing.T, s string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// near reports whether two lengths in pt are equal as far as gofpdf prints them:
// to 1/100 pt, which is 0.0035 mm.
func near(a, b float64) bool { return math.Abs(a-b) <= 0.011 }
