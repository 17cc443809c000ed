package bundle

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// Replace replaces one folder within the results of a period and leaves the others;
// where the results have manifests, these list the new files in place of the former.
// It goes by Write's steps: after a kill the former or the new results are whole, and
// where it fails the former stay as they were, and the error is an *Error.
func Replace(out *os.Root, period, folder string, files []File) error {
	w := writer{out: out, period: period, step: func(string) {}}
	return w.replaceFolder(folder, files)
}

func (w *writer) replaceFolder(folder string, files []File) error {
	if err := checkPeriod(w.period); err != nil {
		return err
	}
	within := make([]File, len(files))
	for i, f := range files {
		within[i] = f
		within[i].Path = folder + "/" + f.Path
	}
	if err := checkFiles(within); err != nil {
		return err
	}
	return w.put(func() error { return w.refill(folder, within) })
}

// refill writes the new results: the files of the folder, and the former ones beside.
func (w *writer) refill(folder string, files []File) error {
	m, err := w.readManifest()
	if err != nil {
		return err
	}
	replaced := []string{folder}
	if m != nil {
		replaced = append(replaced, manifestName, sumsName)
	}
	if err := w.keep(replaced); err != nil {
		return err
	}
	entries, err := w.files(files)
	if err != nil || m == nil {
		return err
	}
	return w.relist(folder, entries, *m)
}

// keep takes the former results over, but for some names at their top.
func (w *writer) keep(but []string) error {
	w.step("keep former")
	walk := func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return &Error{"read", name, cause(err)}
		}
		below, ok := strings.CutPrefix(name, w.period+"/")
		switch {
		case !ok:
			return nil // the folder itself, or a stray file in its place
		case slices.Contains(but, below) && d.IsDir():
			return fs.SkipDir
		case slices.Contains(but, below):
			return nil
		case d.IsDir():
			err = w.out.Mkdir(path.Join(w.fresh(), below), 0o755)
		default:
			err = w.take(name, below)
		}
		if err != nil {
			return &Error{"create", name, cause(err)}
		}
		return nil
	}
	if _, err := w.out.Lstat(w.period); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fs.WalkDir(w.out.FS(), w.period, walk)
}

// take puts a former file into the new folder under a second name, which costs no
// space, or copies it where the disk knows no such names.
func (w *writer) take(name, below string) error {
	if w.out.Link(name, path.Join(w.fresh(), below)) == nil {
		return nil
	}
	_, err := w.create(below, func(to io.Writer) error { return w.copy(to, name) })
	return err
}

// readManifest gives the manifest of the former results, nil where they have none, or
// one that isn't ours to change.
func (w *writer) readManifest() (*Manifest, error) {
	name := path.Join(w.period, manifestName)
	data, err := w.out.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &Error{"read", name, cause(err)}
	}
	var m struct {
		Version int `json:"version"`
		Manifest
	}
	if json.Unmarshal(data, &m) != nil || m.Version != manifestVersion {
		return nil, nil
	}
	return &m.Manifest, nil
}

// relist writes the former lists of files anew, with other files below one folder.
func (w *writer) relist(folder string, files []Entry, m Manifest) error {
	kept := slices.DeleteFunc(m.Files, func(e Entry) bool { return strings.HasPrefix(e.Path, folder+"/") })
	entries := append(kept, files...)
	own, err := w.list(entries, m)
	if err != nil {
		return err
	}
	name := path.Join(w.period, sumsName)
	former, err := w.out.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &Error{"read", name, cause(err)}
	}
	listed := append(files, own)
	v := Verification{Sums: map[string]string{}}
	v.readSums(former)
	for p, sum := range v.Sums {
		if p != manifestName && !strings.HasPrefix(p, folder+"/") {
			listed = append(listed, Entry{Path: p, SHA256: sum})
		}
	}
	_, err = w.file(File{Path: sumsName, Data: sums(listed)})
	return err
}
