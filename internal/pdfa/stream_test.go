package pdfa_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"thidua/internal/font"
	"thidua/internal/pdf"
	"thidua/internal/pdfa"
)

// TestStreamIsAsIfFinishedAtOnce writes a document in several runs, and a variant of it,
// page by page, and holds them against the files that Finish makes.
func TestStreamIsAsIfFinishedAtOnce(t *testing.T) {
	f := tinos(t)
	d := sample(f, 1, 7)
	raw, err := pdf.Render([]pdf.Document{{Name: "mẫu", Pages: d.Pages}}, f)
	if err != nil {
		t.Fatal(err)
	}
	plain := describe("mẫu", d)
	emblem, stamp := picture(t, 3), picture(t, 2)
	for i, images := range [][][]byte{1: {emblem}, 3: {stamp, emblem}, 5: {emblem}} {
		for _, data := range images {
			plain.Pages[i].Images = append(plain.Pages[i].Images, pdfa.Image{X: 1000, Y: 2000, Width: 5000, Height: 5000, Data: data})
		}
	}
	variant := plain
	variant.Variant, variant.Attachment = true, &pdfa.Attachment{Name: "mau.json", Type: "application/json", Data: []byte("{}")}
	fin := pdfa.NewFinisher(f)
	want, err := fin.Finish(raw, []pdfa.File{plain, variant})
	if err != nil {
		t.Fatal(err)
	}

	survey := func(leaveOut string) *pdfa.Survey {
		s := &pdfa.Survey{}
		for i, page := range d.Pages {
			for _, x := range page.Texts {
				s.Text(x.Face, strings.ReplaceAll(x.S, leaveOut, ""))
			}
			if err := s.Page(plain.Pages[i]); err != nil {
				t.Fatal(err)
			}
		}
		return s
	}
	draw := func(s *pdfa.Stream, from, to int) error {
		raw, err := pdf.Render([]pdf.Document{{Name: "mẫu", First: from, Pages: d.Pages[from:to]}}, f)
		if err != nil {
			t.Fatal(err)
		}
		return s.Draw(raw, plain.Pages[from:to])
	}
	var got [2]bytes.Buffer
	s, err := fin.Stream(survey("@"), pdfa.Output{File: plain, To: &got[0]}, pdfa.Output{File: variant, To: &got[1]})
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range [][2]int{{0, 3}, {3, 4}, {4, len(d.Pages)}} {
		if err := draw(s, run[0], run[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for i := range got {
		if !bytes.Equal(got[i].Bytes(), want[i]) {
			t.Errorf("file %d: %d bytes, differ from the %d of Finish", i, got[i].Len(), len(want[i]))
		}
	}

	// What a survey was not told of is an error, never a wrong letter or picture.
	if s, err = fin.Stream(survey("n"), pdfa.Output{File: plain, To: &bytes.Buffer{}}); err != nil {
		t.Fatal(err)
	}
	if err := draw(s, 0, len(d.Pages)); err == nil || !strings.Contains(err.Error(), "was not surveyed") {
		t.Errorf("a letter that was not surveyed: error %v", err)
	}
	told := survey("@")
	plain.Pages[0].Images = []pdfa.Image{{Width: 5000, Height: 5000, Data: picture(t, 4)}}
	if s, err = fin.Stream(told, pdfa.Output{File: plain, To: &bytes.Buffer{}}); err != nil {
		t.Fatal(err)
	}
	if err := draw(s, 0, 1); err == nil || !strings.Contains(err.Error(), "a picture was not surveyed") {
		t.Errorf("a picture that was not surveyed: error %v", err)
	}
	plain.Pages[0].Images = nil
	if s, err = fin.Stream(survey("@"), pdfa.Output{File: plain, To: &bytes.Buffer{}}); err != nil {
		t.Fatal(err)
	}
	if err := draw(s, 0, 2); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err == nil || !strings.Contains(err.Error(), "2 pages drawn") {
		t.Errorf("pages that were not drawn: error %v", err)
	}
	if s, err = fin.Stream(survey("@"), pdfa.Output{File: plain, To: noSpace{}}); err == nil {
		err = draw(s, 0, len(d.Pages))
	}
	if !errors.Is(err, errNoSpace) {
		t.Errorf("disk full: error %v", err)
	}
	none := &pdfa.Survey{}
	none.Text(font.Regular, "a")
	if _, err = fin.Stream(none, pdfa.Output{File: plain, To: &bytes.Buffer{}}); err == nil {
		t.Error("no pages: no error")
	}
}

var errNoSpace = errors.New("no space left on device")

// noSpace is a full disk: it takes nothing.
type noSpace struct{}

func (noSpace) Write([]byte) (int, error) { return 0, errNoSpace }
