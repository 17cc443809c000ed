package pdfa

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// The program, as the files name it.
const (
	creator  = "thidua"
	producer = "thidua, maroto v2.4.0"
)

// vietnam is the time zone of all dates in files; it has had no other since 1975.
var vietnam = time.FixedZone("", 7*60*60)

// info writes the document's properties in their old form. PDF/A wants them equal
// to those of the metadata packet.
func (w *writer) info(f *File) {
	date := pdfDate(f.Created)
	w.begin(infoObject)
	w.b = append(w.b, "<<"...)
	for _, e := range [...]struct{ key, value string }{{"/Title ", f.Title}, {"/Author ", f.Author}} {
		if e.value != "" {
			w.b = appendText(append(w.b, e.key...), e.value)
		}
	}
	w.b = fmt.Appendf(w.b, "/Creator(%s)/Producer(%s)/CreationDate(%s)/ModDate(%s)>>", creator, producer, date, date)
	w.end()
}

// pdfDate writes a time as PDF does.
func pdfDate(t time.Time) string { return t.In(vietnam).Format("D:20060102150405") + "+07'00'" }

// packet is the same as XMP (ISO 16684-1), where PDF/A also says what it is.
func packet(f *File, archival bool) []byte {
	date := f.Created.In(vietnam).Format("2006-01-02T15:04:05-07:00")
	part := 2
	switch {
	case !archival:
		part = 0
	case f.Attachment != nil:
		part = 3 // part 2 allows no attachment but PDF/A
	}
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:format>application/pdf</dc:format>")
	if f.Title != "" {
		fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>", escape(f.Title))
	}
	if f.Author != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>", escape(f.Author))
	}
	fmt.Fprintf(&b, "</rdf:Description>\n"+
		"<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreatorTool>%s</xmp:CreatorTool>"+
		"<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate></rdf:Description>\n"+
		"<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdf:Producer>%s</pdf:Producer></rdf:Description>\n"+
		"%s</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>", creator, date, date, producer, conformance(part))
	return b.Bytes()
}

// conformance names the part of PDF/A; 0 is none.
func conformance(part int) string {
	if part == 0 {
		return ""
	}
	return fmt.Sprintf("<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>%d</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n", part)
}

// oneLine makes of a title a line that every notation can hold.
func oneLine(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7F && r < 0xA0 || r >= utf8.RuneError }) {
		return s // as nearly all are
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(oneLine(s))) // a Builder takes everything
	return b.String()
}

// appendText writes a text as PDF does outside of pages: ASCII as it is, else UTF-16 with
// its mark.
func appendText(b []byte, s string) []byte {
	s = oneLine(s)
	b = append(b, '(')
	if strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		b = append(b, 0xFE, 0xFF)
		var units [2]uint16
		for _, r := range s {
			for _, c := range utf16.AppendRune(units[:0], r) {
				b = appendByte(appendByte(b, byte(c>>8)), byte(c))
			}
		}
	} else {
		for i := range len(s) {
			b = appendByte(b, s[i])
		}
	}
	return append(b, ')')
}

// appendHex writes four hexadecimal digits.
func appendHex(b []byte, c uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[c>>12], digits[c>>8&15], digits[c>>4&15], digits[c&15])
}

// profile is an ICC profile (version 2.1) of sRGB, IEC 61966-2-1, deflated: primaries
// adapted to D50 and the transfer curve. PDF/A wants one so that a grey means the
// same everywhere; building it spares a file of unclear licence.
var profile = sync.OnceValue(func() []byte {
	tags := []struct {
		name string
		data []byte
	}{
		{"cprt", []byte("text\x00\x00\x00\x00No copyright, use freely\x00")},
		{"desc", describe("sRGB IEC61966-2.1")},
		{"wtpt", xyz(0.95045, 1, 1.08905)},
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)},
		{"gXYZ", xyz(0.38515, 0.71687, 0.09708)},
		{"bXYZ", xyz(0.14307, 0.06061, 0.71410)},
		{"rTRC", transferCurve()},
		{"gTRC", nil},
		{"bTRC", nil}, // nil: the one before
	}
	out := make([]byte, 128)
	put32(out, 8, 0x02100000)
	copy(out[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2026, 1, 1} { // a date is compulsory
		put16(out, 24+2*i, v)
	}
	copy(out[36:], "acsp")
	copy(out[68:], xyz(0.9642, 1, 0.8249)[8:]) // D50
	out = binary.BigEndian.AppendUint32(out, uint32(len(tags)))
	table := len(out)
	out = append(out, make([]byte, 12*len(tags))...)
	at, length := 0, 0
	for i, t := range tags {
		if t.data != nil {
			at, length = len(out), len(t.data)
			out = append(out, t.data...)
		}
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		entry := out[table+12*i:]
		copy(entry, t.name)
		put32(entry, 4, uint32(at))
		put32(entry, 8, uint32(length))
	}
	put32(out, 0, uint32(len(out)))
	return fontDeflaters.append(nil, out)
})

// transferCurve samples the curve of sRGB at 256 points: between them a straight line
// is nearer than the 16 bits of a value.
func transferCurve() []byte {
	const n = 256
	b := []byte("curv\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, n)
	for i := range n {
		v := float64(i) / (n - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
	}
	return b
}

func xyz(values ...float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, uint32(math.Round(v*65536)))
	}
	return b
}

// describe is a text in the type of ICC version 2, with its empty Unicode and Macintosh
// forms.
func describe(s string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(s)+1))
	b = append(b, s...)
	return append(b, make([]byte, 1+4+4+2+1+67)...)
}
