package pdfa_test

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"strings"
	"testing"

	"thidua/internal/pdf"
	"thidua/internal/pdfa"
)

// TestAttachment finishes a file and its variant with data from pages drawn once: the
// file is what it is alone, the variant says what it carries and is PDF/A-3b.
func TestAttachment(t *testing.T) {
	f := tinos(t)
	d, next := sample(f, 1, 3), sample(f, 2, 2)
	raw, err := pdf.Render([]pdf.Document{{Name: "01", Pages: d.Pages}, {Name: "02", Pages: next.Pages}}, f)
	if err != nil {
		t.Fatal(err)
	}
	data := []byte(strings.Repeat(`{"version": 1, "plan": "cải cách"}`, 40) + "\n")
	variant := describe(d.Marks[0].Title, d)
	variant.Variant = true
	variant.Attachment = &pdfa.Attachment{Name: "tham-dinh.json", Type: "application/json", Description: "Dữ liệu", Data: data}
	out, err := pdfa.NewFinisher(f).Finish(raw, []pdfa.File{describe(d.Marks[0].Title, d), variant, describe(next.Marks[0].Title, next)})
	if err != nil {
		t.Fatal(err)
	}
	alone := finish(t, f, d, next)
	if !bytes.Equal(out[0], alone[0]) || !bytes.Equal(out[2], alone[1]) {
		t.Error("files beside a variant differ from what they are alone")
	}
	r := open(t, out[1])
	if part := xmp(t, r.streams[4])["part"]; part != "3" {
		t.Errorf("PDF/A part %q", part)
	}
	if part := xmp(t, open(t, out[0]).streams[4])["part"]; part != "2" {
		t.Errorf("the plain file is PDF/A part %q", part)
	}
	sum := fmt.Sprintf("/CheckSum<%X>", md5.Sum(data))
	found := 0
	for n, dict := range r.objects {
		if strings.HasPrefix(dict, "<</Type/Filespec") {
			found++
			for _, key := range []string{"/AFRelationship/Data", fmt.Sprintf("/EF<</F %d 0 R/UF %d 0 R>>", n+1, n+1)} {
				if !strings.Contains(dict, key) {
					t.Errorf("file specification %s lacks %s", dict, key)
				}
			}
			for _, key := range []string{fmt.Sprintf("/AF[%d 0 R]", n), fmt.Sprintf(" %d 0 R]>>>>", n)} {
				if !strings.Contains(r.objects[1], key) {
					t.Errorf("catalog %s lacks %s", r.objects[1], key)
				}
			}
			stream := r.objects[n+1]
			for _, key := range []string{"/Type/EmbeddedFile/Subtype/application#2Fjson", fmt.Sprintf("/Size %d", len(data)), sum, "/ModDate(D:20270215000000+07'00')"} {
				if !strings.Contains(stream, key) {
					t.Errorf("embedded file %s lacks %s", stream, key)
				}
			}
			if !bytes.Equal(r.streams[n+1], data) {
				t.Error("the data come back otherwise")
			}
		}
	}
	if found != 1 {
		t.Errorf("%d file specifications", found)
	}
}

func TestAttachmentRefused(t *testing.T) {
	f := tinos(t)
	d := sample(f, 1, 2)
	raw, err := pdf.Render([]pdf.Document{{Name: "01", Pages: d.Pages}}, f)
	if err != nil {
		t.Fatal(err)
	}
	short := describe(d.Marks[0].Title, d)
	short.Variant, short.Pages = true, short.Pages[:1]
	first := short
	first.Pages = nil
	badType := describe(d.Marks[0].Title, d)
	badType.Attachment = &pdfa.Attachment{Name: "a", Type: "application/(json"}
	for name, files := range map[string][]pdfa.File{
		"another number of pages":  {describe(d.Marks[0].Title, d), short},
		"a variant before any":     {first, describe(d.Marks[0].Title, d)},
		"a type that is no name":   {badType},
		"the variant's pages only": {short},
	} {
		if _, err := pdfa.NewFinisher(f).Finish(raw, files); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
