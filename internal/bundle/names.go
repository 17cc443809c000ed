package bundle

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// errName is the cause of an Error about a path that can't be used everywhere.
var errName = errors.New("not a name for a file of the results")

// longest is the length of a name in a path; longer ones break on Windows together
// with the folders above them.
const longest = 80

var (
	periodForm = regexp.MustCompile(`^[0-9]{4}(-[0-9]{4})?$`)
	nameForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)
	unitForm   = regexp.MustCompile(`^[A-Z0-9]{1,12}$`) // a folder by a unit's code
	returnForm = regexp.MustCompile(`^tra-don-vi/[A-Z0-9]{1,12}/$`)
	ownForm    = regexp.MustCompile(`^[^.~\x00-\x1f<>:"/\\|?*][^\x00-\x1f<>:"/\\|?*]*[^. \x00-\x1f<>:"/\\|?*]$`)
	deviceForm = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)
)

func checkPeriod(period string) error {
	if !periodForm.MatchString(period) {
		return &Error{"check", period, fmt.Errorf("%w: not a period", errName)}
	}
	return nil
}

// checkFiles refuses paths that would not be the same file on every system, or that
// lead out of the folder, before anything is written.
func checkFiles(files []File) error {
	refuse := func(f File, why string) error {
		return &Error{"check", f.Path, fmt.Errorf("%w: %s", errName, why)}
	}
	type use struct {
		spelling string
		file     bool
	}
	seen := map[string]use{} // by the path in lower case: Windows knows no other
	for _, f := range files {
		if why := checkPath(f.Path); why != "" {
			return refuse(f, why)
		}
		if _, ok := seen[strings.ToLower(f.Path)]; ok {
			return refuse(f, "it stands there twice")
		}
		seen[strings.ToLower(f.Path)] = use{f.Path, true}
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			other, ok := seen[strings.ToLower(dir)]
			switch {
			case ok && other.file:
				return refuse(f, dir+" is a file")
			case ok && other.spelling != dir:
				return refuse(f, dir+" is also written "+other.spelling)
			}
			seen[strings.ToLower(dir)] = use{dir, false}
		}
	}
	return nil
}

// checkPath says what is wrong with a path, or nothing.
func checkPath(p string) string {
	if !fs.ValidPath(p) || p == "." {
		return "not a relative path"
	}
	dir, file := path.Split(p)
	for i, name := range strings.Split(p, "/") {
		folder := i < strings.Count(dir, "/")
		// A unit gets its workbook back under the name it gave it.
		own := !folder && returnForm.MatchString(dir) && ownForm.MatchString(name)
		switch {
		case own && !deviceForm.MatchString(strings.ToLower(name)):
		case len(name) > longest:
			return fmt.Sprintf("longer than %d characters", longest)
		case !nameForm.MatchString(name) && (!folder || !unitForm.MatchString(name)):
			return "only a-z, 0-9, hyphen, low line and point, not led by a point"
		case strings.HasSuffix(name, "."):
			return "a point at its end"
		case deviceForm.MatchString(strings.ToLower(name)):
			return "a device on Windows"
		}
	}
	if file == sumsName || p == manifestName || path.Base(p) == zipName {
		return "kept for the program's own lists"
	}
	return ""
}
