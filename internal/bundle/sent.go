package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
)

// keepSent takes over folders for the city that were sent before, with their zips,
// byte for byte. What is given of each file is what was said of it then: a file that
// somebody has changed since shows when the results are verified. A folder that isn't
// there is nothing to keep.
func (w *writer) keepSent(folders []string) ([]Entry, error) {
	if len(folders) == 0 {
		return nil, nil
	}
	former, err := w.readManifest()
	if err != nil {
		return nil, err
	}
	about := map[string]Entry{}
	if former != nil {
		for _, e := range former.Files {
			about[e.Path] = e
		}
	}
	var out []Entry
	for _, folder := range folders {
		kept, err := w.keepFolder(folder)
		if err != nil {
			return nil, err
		}
		for _, e := range kept {
			if was, ok := about[e.Path]; ok {
				was.SHA256 = e.SHA256
				e = was
			}
			out = append(out, e)
		}
	}
	return out, nil
}

// keepFolder takes one folder over and gives its files by the list in it, and the list.
func (w *writer) keepFolder(folder string) ([]Entry, error) {
	w.step("keep " + folder)
	from := path.Join(w.period, folder)
	list, err := w.out.ReadFile(path.Join(from, sumsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &Error{"read", path.Join(from, sumsName), cause(err)}
	}
	err = fs.WalkDir(w.out.FS(), from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return &Error{"read", name, cause(err)}
		}
		below := strings.TrimPrefix(name, w.period+"/")
		switch {
		case d.IsDir():
			err = w.out.MkdirAll(path.Join(w.fresh(), below), 0o755)
		case d.Type().IsRegular():
			err = w.take(name, below)
		}
		if err != nil {
			return &Error{"create", name, cause(err)}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if _, err := w.out.Lstat(from + ".zip"); err == nil {
		if err := w.take(from+".zip", folder+".zip"); err != nil {
			return nil, &Error{"create", from + ".zip", cause(err)}
		}
	}
	v := Verification{Sums: map[string]string{}}
	v.readSums(list)
	sum := sha256.Sum256(list)
	out := []Entry{{Path: path.Join(folder, sumsName), SHA256: hex.EncodeToString(sum[:])}}
	for name, said := range v.Sums {
		e := Entry{Path: path.Join(folder, name), SHA256: said}
		if info, err := w.out.Stat(path.Join(from, name)); err == nil {
			e.Size = info.Size()
		}
		out = append(out, e)
	}
	return out, nil
}

// Sent reports whether results hold a folder for the city that may have been sent: a
// draft has no list.
func Sent(results fs.FS, folder string) bool {
	f, err := results.Open(path.Join(folder, sumsName))
	if err != nil {
		return false
	}
	_, err = io.CopyN(io.Discard, f, 1)
	return errors.Join(err, f.Close()) == nil
}
