//go:build acceptance

package acceptance

import (
	"testing"
)

// A model says where the elements stand in one of the decree's own models (Nghị định
// 30/2020/NĐ-CP, annex III), as LibreOffice 7.4 prints the government's file of them and
// pdftotext measures it. Its pages have other margins than ours, 35 and 20 mm, within
// the decree's bounds; so centres are shares of the width of the text. Distances between
// baselines are in mm.
type model struct {
	national, issuer        float64 // centres of Quốc hiệu and of the issuing body
	title                   float64 // of the type of paper
	motto, superior, number float64 // down from Quốc hiệu; from the superior body to the issuer, from there to the number
	subject                 float64 // down from the type of paper
	signer                  float64 // centre of the signature
	secretary               float64 // of the left one of two
	level                   float64 // how much lower the signature is than Nơi nhận
}

var models = map[string]model{
	"1.2 (decision)": {national: 0.724, issuer: 0.176, title: 0.5, motto: 5.7, superior: 5.3, number: 10.5, subject: 5.7, signer: 0.737, level: 0.7},
	"1.4 (letter)":   {national: 0.726, issuer: 0.186, title: 0.5, motto: 5.6, superior: 5.2, number: 10.6, subject: 5.7, signer: 0.686, level: 0.4},
	"1.9 (minutes)":  {national: 0.710, issuer: 0.170, title: 0.5, motto: 5.6, superior: 5.2, number: 10.6, subject: 5.7, signer: 0.750, secretary: 0.193},
}

// The models differ among themselves by up to 0.05 of the width and 0.7 mm down. A paper
// whose places are within that of its model can't be told from it.
const (
	besides = 0.055
	down    = 0.7 // mm
)

// TestModels holds letters, decisions and minutes beside the decree's own models.
func TestModels(t *testing.T) {
	held := 0
	eachPaper(t, func(t *testing.T, s *sheaf) {
		m, ok := models[map[string]string{
			"to-trinh": "1.4 (letter)", "to-trinh-phong": "1.4 (letter)", "thong-bao": "1.4 (letter)", "bao-cao-hop": "1.4 (letter)",
			"tham-dinh": "1.4 (letter)", "van-ban-tra-loi": "1.4 (letter)", "bao-cao-phong-trao": "1.4 (letter)", "quyet-dinh": "1.2 (decision)", "bien-ban": "1.9 (minutes)",
		}[s.kind]]
		if !ok {
			return
		}
		held++
		p := &s.pages[0]
		share := func(what string, line []word, want float64) {
			t.Helper()
			got := (middle(line) - p.left()) / (p.right() - p.left())
			t.Logf("%s at %.3f of the width, the model at %.3f", what, got, want)
			if abs(got-want) > besides {
				t.Errorf("%s stands at %.3f of the width, in the model at %.3f", what, got, want)
			}
		}
		apart := func(what string, from, to []word, want float64) {
			t.Helper()
			got := (to[0].baseline() - from[0].baseline()) / mm
			t.Logf("%s %.1f mm, in the model %.1f", what, got, want)
			if abs(got-want) > down {
				t.Errorf("%s: %.1f mm, in the model %.1f", what, got, want)
			}
		}
		national := must(t, p, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
		left, _ := span(national)
		first := p.line(national[0], 0, left)
		second := p.below(first[0].baseline(), 0, left)
		issuer, _, _ := p.ruleUnder(first, 0, left)
		share("Quốc hiệu", national, m.national)
		share("the issuer", issuer, m.issuer)
		apart("Tiêu ngữ", national, must(t, p, "Độc lập - Tự do - Hạnh phúc"), m.motto)
		apart("two lines of the bodies", first, second, m.superior)
		number := p.below(issuer[0].baseline(), 0, left)
		apart("the number", issuer, number, m.number)
		title := must(t, p, s.form().types[0])
		share("the type", title, m.title)
		if s.body() == 14 {
			apart("the subject", title, p.below(title[0].baseline(), 0, p.Width), m.subject)
		}
		signed := false
		for i := range s.pages {
			p := &s.pages[i]
			if m.secretary > 0 {
				if words, ok := p.find("THƯ KÝ"); ok && !signed {
					share("the secretary", words, m.secretary)
					share("the chair", must(t, p, "CHỦ TỌA"), m.signer)
					signed = true
				}
			} else if words, ok := p.find("Nơi nhận:"); ok && !signed {
				signer := p.line(words[0], p.centre(), p.right()+1)
				share("the signature", signer, m.signer)
				apart("the signature below Nơi nhận", words, signer, m.level)
				signed = true
			}
		}
		if !signed {
			t.Error("no signature")
		}
	})
	if held < 15 {
		t.Errorf("only %d papers were held beside a model", held)
	}
}
