package typeset

import (
	"strings"
	"testing"

	"thidua/internal/paper"
)

// FuzzSet sets papers of any strings in any blocks: it must end, keep every letter
// and put it on a page.
func FuzzSet(f *testing.F) {
	f.Add("ỦY BAN NHÂN DÂN\x01Số: 1/BC\x01Một câu văn.\nHai.\x01\xff\xfe\U0001F600", []byte{0, 3, 6, 9, 2, 5}, int16(200))
	f.Add("a\u00a0b/c-d\x01"+strings.Repeat("x", 300), []byte{7, 7, 7, 8, 9, 4, 1}, int16(-3))
	f.Add("tổ chức/cá\u00a0 \x01"+strings.Repeat("nghiêng/đứng\u00a0 ", 30), []byte{3, 10, 4}, int16(7))
	f.Fuzz(func(t *testing.T, str string, kinds []byte, number int16) {
		if len(str) > 3000 || len(kinds) > 60 {
			return
		}
		parts := strings.Split(str, "\x01")
		n, repeated := 0, false
		next := func() string { n++; return parts[(n-1)%len(parts)] }
		var blocks []paper.Block
		var want strings.Builder
		add := func(strs ...string) {
			for _, s := range strs {
				want.WriteString(cleanString(s)) // part by part: two may make a letter of broken bytes
			}
		}
		for i, k := range kinds {
			a, b, c := next(), next(), next()
			switch k % 12 {
			case 0:
				blocks = append(blocks, paper.Letterhead{Superior: []string{a}, Issuer: []string{b}, Number: c})
				add(paper.National, paper.Motto)
			case 1:
				blocks = append(blocks, paper.Title{Type: []string{a}, Subject: []string{b, c}})
			case 2:
				blocks = append(blocks, paper.Letterhead{Issuer: []string{a}, Place: b, Number: c, Bare: true})
			case 3:
				blocks = append(blocks, paper.Paragraph{Role: paper.Role(i % 10), Runs: []paper.Run{{Text: a, Bold: true}, {Text: b, Underline: true}, {Text: c, Italic: true}}, KeepNext: number%2 == 0})
			case 4:
				repeated = true
				blocks = append(blocks, paper.Table{Columns: []paper.Column{{Width: int(number)}, {Width: int(k)}}, Size: int(number), Header: []paper.Row{rowOf(a)}, Rows: []paper.Row{rowOf(b, c)}})
			case 5:
				r := rowOf(a, b, c)
				r.Cells[0].Span, r.Cells[1].RowSpan = int(number), int(k)
				blocks = append(blocks, paper.Table{Header: []paper.Row{r}})
			case 6:
				blocks = append(blocks, paper.Closing{Copies: []string{a}, Signature: paper.Signature{Capacity: []string{b}, Name: c}})
				add("Nơi nhận:")
			case 7:
				blocks = append(blocks, paper.Signatures{Left: &paper.Signature{Capacity: []string{a}}, Right: &paper.Signature{Hint: b + "."}, Below: &paper.Signature{Capacity: []string{c}}})
				add(".")
			case 8:
				blocks = append(blocks, paper.Columns{Widths: []int{int(number)}, Blocks: [][]paper.Block{{body(a)}, {body(b), paper.PageBreak{}, paper.Table{Rows: []paper.Row{rowOf(c)}}}}})
			case 9:
				blocks = append(blocks, paper.Keep{Blocks: []paper.Block{body(a), body(b), paper.Space{Height: int(number)}, paper.Table{Rows: []paper.Row{rowOf(c)}}}})
			case 10:
				blocks = append(blocks, paper.PageBreak{}, body(a), body(b), paper.Space{Height: int(number)}, body(c))
			case 11:
				blocks = append(blocks, paper.Recipients{To: []string{a + ".", b + ".", c + "."}})
				add("Kính gửi:", "...")
				for _, s := range []string{a, b, c} {
					if !strings.HasPrefix(s+".", "-") {
						add("-")
					}
				}
			}
			add(a, b, c)
		}
		d := setPaper(t, &paper.Paper{Name: "thu", Sections: []paper.Section{{Blocks: blocks, Landscape: number%3 == 0}}})
		l := DefaultLayout()
		for i, p := range d.Pages {
			for _, x := range texts(p) {
				if x.Y > p.Height-l.Bottom {
					t.Errorf("page %d: %q below the margin", i+1, x.S)
				}
			}
		}
		// Columns may change the order, so letters are counted; headers that are
		// repeated have some of them more often.
		got, all := letters(printed(d)), letters(want.String())
		for r, n := range all {
			if got[r] < n || got[r] > n && !repeated {
				t.Errorf("%q is printed %d times, want %d", r, got[r], n)
			}
		}
		for r, n := range got {
			if all[r] == 0 {
				t.Errorf("%q is printed %d times from nothing", r, n)
			}
		}
	})
}

// letters counts the letters of a string.
func letters(s string) map[rune]int {
	m := map[rune]int{}
	for _, r := range s {
		if r != ' ' {
			m[r]++
		}
	}
	return m
}
