package pipeline

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// round says which submission to the city is being made: the first, or a further one.
// The register decides: a letter that it lists as issued in a later round (Văn bản
// phát hành, Lần), or letters whose dossiers came back to be completed (Kết quả trình,
// Trả lại bổ sung), each of which asks for one more.
func (c *Checked) round() int {
	n := 1
	for _, i := range c.records.Register.Issued {
		paper, _, _ := strings.Cut(i.Paper, " (") // of one kind among several
		if i.Period == c.Period && vi.Key(paper) == vi.Key(nomination.PaperLetter) {
			n = max(n, i.Round)
		}
	}
	returned := map[string]bool{}
	for _, x := range c.records.Register.Results {
		if x.Period == c.Period && vi.Key(x.Outcome) == vi.Key(nomination.OutcomeReturned) {
			returned[vi.Key(x.Letter)] = true
		}
	}
	return min(max(n, 1+len(returned)), maxRounds)
}

// maxRounds bounds what a mistyped Lần can do.
const maxRounds = 99

// roundFolder is the folder of a round's submission: what was sent is never
// overwritten, so each further one has its own.
func roundFolder(round int) string {
	if round <= 1 {
		return compose.CityFolder
	}
	return path.Join(fmt.Sprintf("lan-%02d", round), compose.CityFolder)
}

// intoRound moves the files for the city into the folder of the round.
func intoRound(files []bundle.File, round int) {
	for i := range files {
		if rest, ok := strings.CutPrefix(files[i].Path, compose.CityFolder+"/"); ok {
			files[i].Path = path.Join(roundFolder(round), rest)
		}
	}
}

// sent names the submissions of earlier rounds that are there, and tells of those that
// are not.
func (c *Checked) sent(workspace fs.FS) (kept []string, left []LeftOut) {
	results := path.Join(outputFolder, c.Period)
	for n := 1; n < c.round(); n++ {
		folder := path.Join(results, roundFolder(n))
		if bundle.Sent(workspace, folder) {
			kept = append(kept, roundFolder(n))
			continue
		}
		left = append(left, LeftOut{fmt.Sprintf("Hồ sơ đã nộp lần %d", n), "không còn trong " + folder + "; lấy lại từ bản lưu nếu cần."})
	}
	return kept, left
}
