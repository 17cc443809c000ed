package pipeline

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"thidua/internal/bundle"
)

// A buildRecord is what the last build made and on which verdicts, kept in
// data/lich-su/<kỳ>/ by the program alone. A draft leaves it as it is.
type buildRecord struct {
	Version  int             `json:"version"`
	Program  string          `json:"program"`
	Period   string          `json:"period"`
	Date     string          `json:"date"` // yyyy-mm-dd
	Verdicts []recordVerdict `json:"verdicts"`
	Files    []recordFile    `json:"files"`
}

type recordVerdict struct {
	Nominee string `json:"nominee"`
	Name    string `json:"name"`
	Standing
}

type recordFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// A Standing is how a dossier stood in a build. The zero Standing is no dossier.
type Standing struct {
	Award      string `json:"award"`
	Result     string `json:"result"`
	Conclusion string `json:"conclusion"`
}

// Changes are what a build would change since the last one.
type Changes struct {
	Former   string // day of the last build, yyyy-mm-dd; "" where there was none
	Compared bool   // whether the verdicts of the last build are known
	Verdicts []VerdictChange
	Files    []FileChange
	Same     int // files that would be written as they are
}

// The kinds of change, as other programs read them.
const (
	Gained    = "gained"    // a dossier became đạt
	Lost      = "lost"      // a dossier is đạt no longer
	Changed   = "changed"   // it differs otherwise
	Added     = "added"     // a file that wasn't there
	Removed   = "removed"   // a file that will be there no longer
	Rewritten = "rewritten" // a file with other bytes
)

// A VerdictChange is a dossier that stands otherwise than in the last build.
type VerdictChange struct {
	Kind    string
	Nominee string
	Name    string
	Before  Standing
	After   Standing
}

// A FileChange is a file that a build would add, remove or write with other bytes.
type FileChange struct {
	Kind string
	Path string // below output/<kỳ>/
}

// recordPath is where the last build of a period is kept.
func recordPath(period string) string {
	return path.Join(historyFolder, period, "lan-lap-gan-nhat.json")
}

// record makes the record of a build.
func (c *Checked) record(files []bundle.File, date string) (buildRecord, error) {
	r := buildRecord{Version: 1, Program: Version, Period: c.Period, Date: date, Verdicts: c.verdicts(), Files: []recordFile{}}
	for _, f := range files {
		_, sum, err := f.Digest()
		if err != nil {
			return r, err
		}
		r.Files = append(r.Files, recordFile{f.Path, sum})
	}
	slices.SortFunc(r.Files, func(a, b recordFile) int { return strings.Compare(a.Path, b.Path) })
	return r, nil
}

// verdicts tells how each dossier stands.
func (c *Checked) verdicts() []recordVerdict {
	out := []recordVerdict{}
	if c.Outcome == nil {
		return out
	}
	for _, v := range c.Outcome.Verdicts {
		s := Standing{Award: v.Award, Result: v.Result.String()}
		if v.Conclusion != nil {
			s.Conclusion = v.Conclusion.Decision
		}
		out = append(out, recordVerdict{string(v.Nominee), v.Name, s})
	}
	return out
}

// readRecord gives what the last build made; false where there was none. A record that
// can't be understood counts as none: it holds nothing but a comparison. The files are
// those of the manifest, where the results are still there: it knows what a build
// wrote that was killed before it came to its record.
func readRecord(workspace fs.FS, period string) (r buildRecord, verdicts, ok bool, err error) {
	verdicts, err = readJSON(workspace, recordPath(period), &r)
	if err != nil {
		return r, false, false, err
	}
	if !verdicts || r.Version != 1 {
		r, verdicts = buildRecord{}, false
	}
	var m struct {
		Date  string       `json:"date"`
		Files []recordFile `json:"files"`
	}
	there, err := readJSON(workspace, path.Join(outputFolder, period, "manifest.json"), &m)
	if err != nil {
		return r, false, false, err
	}
	if there {
		r.Date, r.Files = m.Date, m.Files
	}
	return r, verdicts, verdicts || there, nil
}

// keepJSON writes v as a file of the history, with the folders above it.
func keepJSON(root *os.Root, name string, v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return replaceFile(root, name, append(data, '\n'))
}

// readJSON reads a file into v; false where there is none or it can't be understood.
func readJSON(workspace fs.FS, name string, v any) (bool, error) {
	data, err := fs.ReadFile(workspace, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("read former build: %w", err)
	}
	return json.Unmarshal(data, v) == nil, nil
}

// changes compares what would be built with the last build. Where nothing would be
// written the former files stay, and only verdicts are compared.
func (c *Checked) changes(workspace fs.FS, files []bundle.File) (*Changes, error) {
	former, verdicts, ok, err := readRecord(workspace, c.Period)
	if err != nil {
		return nil, err
	}
	now, err := c.record(files, "")
	if err != nil {
		return nil, err
	}
	out := &Changes{Compared: verdicts}
	if ok {
		out.Former = former.Date
	}
	if verdicts {
		out.Verdicts = compareVerdicts(former.Verdicts, now.Verdicts)
	}
	if files != nil {
		kept, _ := c.sent(workspace)
		out.compareFiles(without(former.Files, kept), now.Files)
	}
	return out, nil
}

// compareVerdicts gives the dossiers that stand otherwise: those of today in their
// order, then those that are gone.
func compareVerdicts(former, now []recordVerdict) []VerdictChange {
	before := map[string]recordVerdict{}
	for _, v := range former {
		before[v.Nominee] = v
	}
	var out []VerdictChange
	there := map[string]bool{}
	for _, v := range now {
		there[v.Nominee] = true
		if was := before[v.Nominee].Standing; was != v.Standing {
			out = append(out, VerdictChange{kindOf(was, v.Standing), v.Nominee, v.Name, was, v.Standing})
		}
	}
	for _, v := range former {
		if !there[v.Nominee] {
			out = append(out, VerdictChange{kindOf(v.Standing, Standing{}), v.Nominee, v.Name, v.Standing, Standing{}})
		}
	}
	return out
}

func kindOf(before, after Standing) string {
	const pass = "pass"
	switch {
	case before.Result != pass && after.Result == pass:
		return Gained
	case before.Result == pass && after.Result != pass:
		return Lost
	}
	return Changed
}

// compareFiles sorts files by what would become of them.
func (c *Changes) compareFiles(former, now []recordFile) {
	before := map[string]string{}
	for _, f := range former {
		before[f.Path] = f.SHA256
	}
	for _, f := range now {
		switch sum, was := before[f.Path]; {
		case !was:
			c.Files = append(c.Files, FileChange{Added, f.Path})
		case sum != f.SHA256:
			c.Files = append(c.Files, FileChange{Rewritten, f.Path})
		default:
			c.Same++
		}
		delete(before, f.Path)
	}
	for name := range before {
		c.Files = append(c.Files, FileChange{Removed, name})
	}
	slices.SortFunc(c.Files, func(a, b FileChange) int { return cmp.Compare(a.Path, b.Path) })
}

// without leaves out the files of some folders.
func without(files []recordFile, folders []string) []recordFile {
	return slices.DeleteFunc(slices.Clone(files), func(f recordFile) bool {
		return slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(f.Path, folder+"/") })
	})
}
