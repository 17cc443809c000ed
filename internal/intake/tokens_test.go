package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// byXML gives the tokens of a part as encoding/xml reads them, and whether all is right.
func byXML(data []byte) (out []string, whole bool) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		read, err := d.RawToken()
		if err != nil {
			return out, errors.Is(err, io.EOF)
		}
		switch read := read.(type) {
		case xml.StartElement:
			s := "<" + read.Name.Local
			for _, a := range read.Attr {
				s += fmt.Sprintf(" %t%s=%q", a.Name.Space != "", a.Name.Local, a.Value)
			}
			out = append(out, s)
		case xml.EndElement:
			out = append(out, "</"+read.Name.Local)
		case xml.CharData:
			out = append(out, fmt.Sprintf("%q", read))
		}
	}
}

// byTokens gives them as intake reads them.
func byTokens(data []byte) (out []string, whole bool) {
	d := newTokens(data)
	for {
		t, err := d.raw()
		if err != nil {
			return out, errors.Is(err, io.EOF)
		}
		switch t.kind {
		case startTag:
			s := "<" + string(t.name)
			for _, a := range t.attrs {
				s += fmt.Sprintf(" %t%s=%q", a.prefixed, a.name, a.value)
			}
			out = append(out, s)
		case endTag:
			out = append(out, "</"+string(t.name))
		case charData:
			out = append(out, fmt.Sprintf("%q", t.text))
		}
	}
}

// parts are what FuzzTokens begins with: what programs write, and what they don't.
var parts = []string{
	`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n" + `<x:row r="1" x:ht='2' spans="1:3"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1"/></x:row>`,
	`<si><t xml:space="preserve"> Nguyễn Văn A &amp; B &lt;&#10;&#xA;&#x1EC7;&quot;&apos;&gt; </t><phoneticPr/></si >`,
	`<f>IF(A1&lt;5,"]]",'x')</f><a b="]]>" c='>' d="&#9;é"></a>`,
	`<a b = "1"c="2" d="3"/>`, `<a b=1/>`, `<a b/>`, `<a b="<"/>`, `<a b="1`, `<a`, `<a /b>`, `<a:b:c/>`, `<:a/>`, `<a:/>`, `<1a/>`, `</a`, `</>`, `< a>`, `<`,
	`<é à="ù"/>x</é>`, `<!-- a -- b -->`, `<!-- a -->`, `<![CDATA[<x> ]] ]]>`, `<!DOCTYPE a [<!ENTITY b "c">]>&b;`, `<?xml encoding="latin1"?>`,
	`a]]>b`, `a]]b`, "a\rb\r\nc", "a\x00b", "a\xffb", "a\uffffb", "a\ufffdb", "<a b=\"\r\"/>", "<a b=\"\xff\"/>",
	`&`, `&a`, `&;`, `&#;`, `&#x;`, `&#0;`, `&#xD800;`, `&#xffff;`, `&#x110000;`, `&#1234567890123;`, `&x41;`, `&nbsp;`, `&amp`, `]&#93;>`,
}

// FuzzTokens holds what is read quickly against encoding/xml.
func FuzzTokens(f *testing.F) {
	for _, p := range parts {
		f.Add([]byte(p))
	}
	f.Add([]byte(strings.Join(parts[:4], "")))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, whole := byTokens(data)
		want, right := byXML(data)
		if !slices.Equal(got, want) || whole != right {
			t.Errorf("%q: got %q, whole %t; want %q, %t", data, got, whole, want, right)
		}
	})
}

func TestNumber(t *testing.T) {
	for s, want := range map[string]int{"0": 0, "7": 7, "123456789": 123456789, "1234567890": 1234567890, "-3": -3, "+3": 3} {
		if got, ok := number([]byte(s)); !ok || got != want {
			t.Errorf("%q: got %d, %t", s, got, ok)
		}
	}
	for _, s := range []string{"", " 1", "1a", "１", "99999999999999999999"} {
		if got, ok := number([]byte(s)); ok {
			t.Errorf("%q is %d", s, got)
		}
	}
}
