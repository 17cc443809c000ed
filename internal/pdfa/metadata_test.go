package pdfa_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"thidua/internal/pdf"
	"thidua/internal/pdfa"
)

// finishOne finishes a sample of five pages after change has been at its description.
func finishOne(t *testing.T, change func(*pdfa.File)) *reader {
	t.Helper()
	return open(t, finishBytes(t, change))
}

func finishBytes(t *testing.T, change func(*pdfa.File)) []byte {
	t.Helper()
	f := tinos(t)
	d := sample(f, 1, 5)
	raw, err := pdf.Render([]pdf.Document{{Name: "01", Pages: d.Pages}}, f)
	if err != nil {
		t.Fatal(err)
	}
	file := describe("01", d)
	change(&file)
	out, err := pdfa.NewFinisher(f).Finish(raw, []pdfa.File{file})
	if err != nil {
		t.Fatal(err)
	}
	return out[0]
}

// property reads a text of the document's properties.
func property(t *testing.T, info, key string) string {
	t.Helper()
	m := regexp.MustCompile(`(?s)/` + key + ` ?\(((?:\\.|[^\\)])*)\)`).FindStringSubmatch(info)
	if m == nil {
		return ""
	}
	text := unescape(m[1])
	if !strings.HasPrefix(text, "\xFE\xFF") {
		return text
	}
	var units []uint16
	for i := 2; i+1 < len(text); i += 2 {
		units = append(units, uint16(text[i])<<8|uint16(text[i+1]))
	}
	return string(utf16.Decode(units))
}

// xmp reads the texts of the metadata packet by the name of their element.
func xmp(t *testing.T, packet []byte) map[string]string {
	t.Helper()
	values := map[string]string{}
	var path []string
	d := xml.NewDecoder(bytes.NewReader(packet))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return values
		}
		if err != nil {
			t.Fatalf("metadata is no XML: %v", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			path = append(path, tok.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			for _, name := range path {
				if strings.TrimSpace(string(tok)) != "" {
					values[name] += string(tok)
				}
			}
		}
	}
}

func TestPropertiesAndMetadataAgree(t *testing.T) {
	for _, c := range []struct{ name, title, author, wantTitle, wantAuthor string }{
		{"plain", "Tờ trình đề nghị tặng Bằng khen", "Ủy ban nhân dân phường Lê Thanh Nghị", "Tờ trình đề nghị tặng Bằng khen", "Ủy ban nhân dân phường Lê Thanh Nghị"},
		{"markup and brackets", `A & B <c> (d) \ "e"`, "x>y", `A & B <c> (d) \ "e"`, "x>y"},
		{"line ends and controls", "Một\nhai\tba\x00bốn\r", "", "Một hai ba bốn ", ""},
		{"not UTF-8", "M\xffột", "", "M\uFFFDột", ""},
		{"beyond the basic plane", "Tốt 👍", "", "Tốt 👍", ""},
		{"empty", "", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := finishOne(t, func(f *pdfa.File) { f.Title, f.Author = c.title, c.author })
			info, meta := r.info(), xmp(t, r.streams[r.ref(r.catalog(), "/Metadata")])
			if got := property(t, info, "Title"); got != c.wantTitle || meta["title"] != c.wantTitle {
				t.Errorf("title %q, in the metadata %q; want %q", got, meta["title"], c.wantTitle)
			}
			if got := property(t, info, "Author"); got != c.wantAuthor || meta["creator"] != c.wantAuthor {
				t.Errorf("author %q, in the metadata %q; want %q", got, meta["creator"], c.wantAuthor)
			}
			if got := property(t, info, "Producer"); got != meta["Producer"] || got == "" {
				t.Errorf("producer %q, in the metadata %q", got, meta["Producer"])
			}
			if got := property(t, info, "Creator"); got != meta["CreatorTool"] || got == "" {
				t.Errorf("creator %q, in the metadata %q", got, meta["CreatorTool"])
			}
			if meta["part"] != "2" || meta["conformance"] != "B" {
				t.Errorf("PDF/A-%s%s, want 2B", meta["part"], meta["conformance"])
			}
			if got := strings.Contains(r.objects[r.catalog()], "/DisplayDocTitle true"); got != (c.title != "") {
				t.Errorf("DisplayDocTitle %v with title %q", got, c.title)
			}
		})
	}
}

func TestDatesAreThoseOfVietnam(t *testing.T) {
	at := time.Date(2027, 2, 14, 17, 30, 5, 999, time.UTC)
	r := finishOne(t, func(f *pdfa.File) { f.Created = at })
	info, meta := r.info(), xmp(t, r.streams[r.ref(r.catalog(), "/Metadata")])
	for _, key := range []string{"CreationDate", "ModDate"} {
		if got, want := property(t, info, key), "D:20270215003005+07'00'"; got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	for _, key := range []string{"CreateDate", "ModifyDate"} {
		if got, want := meta[key], "2027-02-15T00:30:05+07:00"; got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	inVietnam := finishBytes(t, func(f *pdfa.File) { f.Created = at.In(time.FixedZone("ICT", 7*3600)) })
	if !bytes.Equal(inVietnam, r.file) {
		t.Error("the same moment in another zone gives other bytes")
	}
}

func TestIdentifierFollowsTheContent(t *testing.T) {
	id := func(change func(*pdfa.File)) string {
		file := finishBytes(t, change)
		m := regexp.MustCompile(`/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]`).FindSubmatch(file)
		if m == nil || !bytes.Equal(m[1], m[2]) {
			t.Fatalf("identifier %q", m)
		}
		return string(m[1])
	}
	same := func(*pdfa.File) {}
	if first := id(same); first != id(same) {
		t.Error("the same file has another identifier when made again")
	}
	if id(same) == id(func(f *pdfa.File) { f.Pages[3].Spaces[2] += 100 }) {
		t.Error("another word space has the same identifier")
	}
}

// TestOutline prints the tree of marks, each with its page and height from below.
func TestOutline(t *testing.T) {
	for _, c := range []struct {
		name  string
		marks []pdfa.Mark
		want  string
		shown bool
	}{
		{"none", nil, "", false},
		{"one", []pdfa.Mark{{Title: "Tờ trình"}}, "Tờ trình 1:841.89\n", false},
		{"tree", []pdfa.Mark{
			{Title: "Báo cáo"},
			{Title: "I", Level: 1, Y: 100000},
			{Title: "1", Level: 2, Y: 200500},
			{Title: "2", Level: 2, Page: 1},
			{Title: "II", Level: 1, Page: 2, Y: 95276},
			{Title: "Phụ lục", Page: 4, Y: 41890},
		}, "Báo cáo 1:841.89\n. I 1:741.89\n. . 1 1:641.39\n. . 2 2:841.89\n. II 3:500\nPhụ lục 5:800\n", true},
		{
			"levels skipped",
			[]pdfa.Mark{{Title: "a", Level: 2}, {Title: "b", Level: 5}, {Title: "c", Level: 3}, {Title: "d", Level: 1}, {Title: "e"}},
			"a 1:841.89\n. b 1:841.89\n. c 1:841.89\nd 1:841.89\ne 1:841.89\n", true,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := finishOne(t, func(f *pdfa.File) { f.Marks = c.marks })
			catalog := r.objects[r.catalog()]
			if strings.Contains(catalog, "/PageMode/UseOutlines") != c.shown {
				t.Errorf("catalog %s; outline shown: want %v", catalog, c.shown)
			}
			if c.want == "" {
				if strings.Contains(catalog, "/Outlines") {
					t.Errorf("outline without marks: %s", catalog)
				}
				return
			}
			root := r.ref(r.catalog(), "/Outlines")
			got, n := outline(t, r, root, "")
			if got != c.want {
				t.Errorf("outline\n%swant\n%s", got, c.want)
			}
			if want := fmt.Sprintf("/Count %d>>", n); !strings.HasSuffix(r.objects[root], want) {
				t.Errorf("root %s, want %s", r.objects[root], want)
			}
		})
	}
}

// outline walks the entries below an object, checks their links and counts them.
func outline(t *testing.T, r *reader, above int, indent string) (string, int) {
	t.Helper()
	if !strings.Contains(r.objects[above], "/First ") {
		return "", 0
	}
	tree := r.objects[r.ref(r.catalog(), "/Pages")]
	out, count, previous := "", 0, 0
	for n := r.ref(above, "/First"); ; n = r.ref(n, "/Next") {
		o := r.objects[n]
		if r.ref(n, "/Parent") != above {
			t.Errorf("%s is below %d", o, above)
		}
		if previous != 0 && r.ref(n, "/Prev") != previous {
			t.Errorf("%s follows %d", o, previous)
		}
		dest := regexp.MustCompile(`/Dest\[(\d+) 0 R/XYZ 0 (\S+) null\]`).FindStringSubmatch(o)
		page := strings.Count(tree[:strings.Index(tree, dest[1]+" 0 R")], "R") - strings.Count(tree[:strings.Index(tree, "Kids[")], "R")
		below, inner := outline(t, r, n, indent+". ")
		out += fmt.Sprintf("%s%s %d:%s\n%s", indent, property(t, o, "Title"), page+1, dest[2], below)
		if count += 1 + inner; inner > 0 && !strings.Contains(o, fmt.Sprintf("/Count %d/", inner)) {
			t.Errorf("%s, want a count of %d", o, inner)
		}
		if previous = n; !strings.Contains(o, "/Next ") {
			break
		}
	}
	if r.ref(above, "/Last") != previous {
		t.Errorf("%s does not end with %d", r.objects[above], previous)
	}
	return out, count
}

func TestPageLabels(t *testing.T) {
	for _, c := range []struct {
		numbers [5]int
		want    string
	}{
		{[5]int{1, 2, 3, 4, 5}, "/PageLabels<</Nums[0<</S/D/St 1>>]>>"},
		{[5]int{1, 2, 1, 2, 3}, "/PageLabels<</Nums[0<</S/D/St 1>>2<</S/D/St 1>>]>>"},
		{[5]int{4, 5, 1, 1, 2}, "/PageLabels<</Nums[0<</S/D/St 4>>2<</S/D/St 1>>3<</S/D/St 1>>]>>"},
		{[5]int{0, 0, 0, 0, 0}, ""},
		{[5]int{1, 2, 0, 1, 2}, ""},
	} {
		r := finishOne(t, func(f *pdfa.File) {
			for i, n := range c.numbers {
				f.Pages[i].Number = n
			}
		})
		if got := regexp.MustCompile(`/PageLabels<<.*?\]>>`).FindString(r.objects[r.catalog()]); got != c.want {
			t.Errorf("%v: %q, want %q", c.numbers, got, c.want)
		}
	}
}
