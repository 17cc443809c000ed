package compose

import (
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

// An office may type into a template of its own how many are put forward, "01 tập
// thể, 02 cá nhân", instead of leaving that to the data. Such a number is right only
// for one year. To tell it from numbers that come with the data, the templates are
// filled in once more with a mark before each number typed into them: the rune that
// stands for its place in the source.

// A literal is a number typed into a template.
type literal struct {
	file     string
	row, col int
}

// The marks are the private use area of Unicode, which no text of an office holds:
// TD110 refuses it. A template with more numbers than marks has its first ones held.
const (
	firstMark = '\ue000'
	lastMark  = '\uf8ff'
)

// countingKinds are the papers that say how many are put forward or rewarded.
var countingKinds = map[string]bool{
	"to-trinh": true, "danh-sach": true,
	"to-trinh-phong": true, "quyet-dinh": true, "ky-nhan": true, "thong-bao": true,
}

// counted finds a marked number of nominees, as in "02 cá nhân" or "02 (hai) cá nhân".
var counted = regexp.MustCompile(`([\x{e000}-\x{f8ff}])(\d{1,3})(?:[\s\x{a0}]*\([^)]*\))?[\s\x{a0}]+(?i:(tập thể|cá nhân))`)

// partial finds words after which a number isn't that of all who are put forward.
var partial = regexp.MustCompile(`(?i)trong đó|không quá|tối đa|tối thiểu|ít nhất|mỗi`)

// Recount holds the numbers of nominees that are typed into the office's own
// templates against those of the dossiers that the papers speak of (TD801).
func (t *Templates) Recount(in Input) ([]finding.Finding, error) {
	marked := &Templates{byFile: map[string]*filled{}}
	var literals []literal
	for _, file := range Names() {
		f, ok := t.byFile[file]
		if !ok || !f.overlaid || !countingKinds[Key(file)] {
			continue
		}
		src, more := markNumbers(f, len(literals))
		if len(more) == 0 {
			continue
		}
		again, problems := prepare(file, src, kinds[file])
		if len(problems) > 0 {
			continue // the marks are text among text: what they spoil was no number
		}
		marked.byFile[file] = again
		literals = append(literals, more...)
	}
	if len(literals) == 0 {
		return nil, nil
	}
	papers, _, _, err := marked.Compose(in)
	if err != nil {
		return nil, err
	}
	var found []finding.Finding
	for _, p := range papers {
		right := []tally{count(in, p.Sources)}
		if p.Folder != CityFolder {
			right = append(right, tallyOf(in.Outcome.City)) // the ward's papers tell of both
		}
		for s := range p.All() {
			for _, text := range texts(s.Blocks) {
				found = append(found, miscounted(text, literals, right)...)
			}
		}
	}
	finding.Sort(found)
	return found, nil
}

// markNumbers puts a mark before each number among the text of a template; used is
// how many marks are taken.
func markNumbers(f *filled, used int) (string, []literal) {
	actions, _ := scan(f.src) // no problems: the template has been loaded
	markup := blank(f.src, actions)
	var b strings.Builder
	var out []literal
	for i := 0; i < len(markup); {
		n := 1
		switch rest := markup[i:]; {
		case strings.HasPrefix(rest, "<!--"):
			n = 4 + max(0, strings.Index(rest[4:], "-->"))
		case rest[0] == '<':
			n = max(1, strings.IndexByte(rest, '>'))
		case rest[0] == '&': // of &#160; the digits are no number
			n = max(1, strings.IndexByte(rest, ';'))
		case startsWithDigit(rest):
			n = len(rest) - len(strings.TrimLeft(rest, "0123456789"))
			if mark := firstMark + rune(used+len(out)); mark <= lastMark {
				row, col := position(f.src, i)
				out = append(out, literal{f.file, row, col})
				b.WriteRune(mark)
			}
		}
		b.WriteString(f.src[i : i+n])
		i += n
	}
	return b.String(), out
}

// A tally is how many dossiers there are of each kind.
type tally struct{ collectives, individuals int }

// of gives the number of those that a word names.
func (t tally) of(word string) int {
	if word == "tập thể" {
		return t.collectives
	}
	return t.individuals
}

func tallyOf(verdicts []*rule.Verdict) tally {
	var t tally
	for _, v := range verdicts {
		if v.Collective != nil {
			t.collectives++
		} else {
			t.individuals++
		}
	}
	return t
}

// count counts the dossiers that a paper speaks of.
func count(in Input, sources []string) tally {
	var of []*rule.Verdict
	seen := map[nomination.ID]bool{}
	for _, v := range slices.Concat(in.Outcome.City, in.Outcome.Ward, in.Outcome.Verdicts) {
		if slices.Contains(sources, string(v.Nominee)) && !seen[v.Nominee] {
			seen[v.Nominee] = true
			of = append(of, v)
		}
	}
	return tallyOf(of)
}

// miscounted reports the numbers of a text that are none of the right ones.
func miscounted(s string, literals []literal, right []tally) []finding.Finding {
	var found []finding.Finding
	s = vi.NFC(s)
	for _, m := range counted.FindAllStringSubmatchIndex(s, -1) {
		mark, _ := utf8.DecodeRuneInString(s[m[2]:])
		if int(mark-firstMark) >= len(literals) {
			continue // no mark of ours: a letter of the data
		}
		digits, what := s[m[4]:m[5]], strings.ToLower(s[m[6]:m[7]])
		if before := clause(s[:m[0]]); partial.MatchString(before) || follows(before) {
			continue
		}
		n, _ := strconv.Atoi(digits) // at most three digits
		if slices.ContainsFunc(right, func(t tally) bool { return t.of(what) == n }) {
			continue
		}
		want := vi.Count(right[0].of(what))
		l := literals[mark-firstMark]
		f := finding.New(finding.CountsDiffer, finding.Place{File: folder + l.file, Row: l.row, Col: l.col},
			"Mẫu ghi sẵn “"+digits+" "+what+"”, nhưng số đúng theo dữ liệu là "+want+" "+what+".")
		f.Expected, f.Got, f.Blocks = want, digits, true
		f.Fix = "thay số ghi sẵn bằng {{.Counts}}, chương trình sẽ tự điền số đúng"
		found = append(found, f)
	}
	return found
}

// clause gives the part of a sentence that a text ends with.
func clause(s string) string { return s[strings.LastIndexAny(s, ".;:\n")+1:] }

// follows reports whether a number after the text belongs to its last word, as in
// "năm 2026" or "Điều 5".
func follows(before string) bool {
	words := strings.Fields(strings.ReplaceAll(before, noBreak, " "))
	return len(words) > 0 && isOrdinal(words[len(words)-1])
}

// texts gives the texts of blocks in which a number of nominees may stand: paragraphs,
// titles and cells.
func texts(blocks []paper.Block) []string {
	var out []string
	for _, b := range blocks {
		switch b := b.(type) {
		case paper.Paragraph:
			out = append(out, b.String())
		case paper.Title:
			out = append(append(out, b.Subject...), b.Note)
		case paper.Table:
			out = append(out, textsOfRows(b.Every())...)
		case paper.Keep:
			out = append(out, texts(b.Blocks)...)
		case paper.Columns:
			for _, column := range b.Blocks {
				out = append(out, texts(column)...)
			}
		}
	}
	return out
}

func textsOfRows(rows iter.Seq[*paper.Row]) []string {
	var out []string
	for r := range rows {
		for _, c := range r.Cells {
			for _, p := range c.Paragraphs {
				out = append(out, p.String())
			}
		}
	}
	return out
}
