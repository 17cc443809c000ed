package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// The kinds of difference between files and the list that came with them, as other
// programs read them.
const (
	Missing    = "missing"    // the list names it, it isn't there
	Changed    = "changed"    // it has other bytes than the list says
	Added      = "added"      // it is there, the list doesn't name it
	Twice      = "twice"      // its name stands twice, upper and lower case taken as one
	Outside    = "outside"    // its name leads out of the folder, or isn't the same file everywhere
	NotPlain   = "not_plain"  // a link, a device: not the bytes that were packed
	Unreadable = "unreadable" // broken off, damaged or locked
	BadLine    = "bad_line"   // a line of the list that says nothing
	Disagrees  = "disagrees"  // the lists contradict each other about it
	TooLarge   = "too_large"  // beyond the limits: not looked at
)

// A Difference is one thing that isn't as the list says.
type Difference struct {
	Kind string
	Path string // below what was verified; "nop-thanh-pho.zip!/…" for what stands in the zip
}

// A Verification is what came of holding files against their list.
type Verification struct {
	Files       int // held against the list
	Differences []Difference
	Manifest    *Manifest         // nil where there is none, as in the city's package
	Sums        map[string]string // what the list says, by path
}

// ErrNoList is the cause where there is nothing to hold the files against: a draft, or
// a folder that isn't a result.
var ErrNoList = errors.New("no " + sumsName)

// Limits of what is looked at. A whole package with 500 scans stays far below them; a
// bomb doesn't.
const (
	maxList     = 16 << 20 // bytes of a list, manifest.json included
	maxFiles    = 50_000
	maxUnpacked = 8 << 30 // bytes of all files of a zip together
)

// Verify holds a folder against the manifest-sha256.txt in it: everything present,
// unchanged, nothing added. In results it also holds manifest.json against the list,
// and each zip of a submission against its folder. Links are not followed.
func Verify(folder fs.FS) (*Verification, error) {
	t := newFileSet()
	t.walk(folder)
	v, err := t.verify()
	if err != nil {
		return nil, err
	}
	if v.Manifest != nil {
		t.verifyZips(folder, v)
	}
	v.sort()
	return v, nil
}

// VerifyZip holds the files of a zip against the list in it. Nothing is unpacked onto
// the disk. What isn't a whole zip is a difference at name.
func VerifyZip(r io.ReaderAt, size int64, name string) (*Verification, error) {
	t := newFileSet()
	if !t.unzip(r, size) {
		return &Verification{Differences: []Difference{{Unreadable, name}}, Sums: map[string]string{}}, nil
	}
	v, err := t.verify()
	if err != nil {
		return nil, err
	}
	v.sort()
	return v, nil
}

func (v *Verification) add(kind, at string) {
	v.Differences = append(v.Differences, Difference{kind, at})
}

// sort puts differences in the order of their paths, each once.
func (v *Verification) sort() {
	slices.SortFunc(v.Differences, func(a, b Difference) int {
		return strings.Compare(a.Path+"\x00"+a.Kind, b.Path+"\x00"+b.Kind)
	})
	v.Differences = slices.Compact(v.Differences)
}

// A fileSet is the files to be verified, of a folder or of a zip.
type fileSet struct {
	open  map[string]func() (io.ReadCloser, error)
	folds map[string]bool // their names in lower case
	found []Difference
}

func newFileSet() *fileSet {
	return &fileSet{open: map[string]func() (io.ReadCloser, error){}, folds: map[string]bool{}}
}

func (t *fileSet) note(kind, at string) { t.found = append(t.found, Difference{kind, at}) }

// add takes a file in; one whose name is taken, upper and lower case as one, or leads
// somewhere else is a difference.
func (t *fileSet) add(name string, open func() (io.ReadCloser, error)) {
	switch {
	case !safe(name):
		t.note(Outside, name)
	case t.folds[strings.ToLower(name)]:
		t.note(Twice, name)
	default:
		t.folds[strings.ToLower(name)] = true
		t.open[name] = open
	}
}

// safe reports whether a name is that of the same file below a folder on every system.
func safe(name string) bool {
	return fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "\\:\x00\r\n")
}

// walk takes in a folder.
func (t *fileSet) walk(folder fs.FS) {
	// The function below gives no error but SkipAll, so neither does the walk.
	_ = fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			t.note(Unreadable, name)
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case len(t.open) >= maxFiles:
			t.note(TooLarge, ".")
			return fs.SkipAll
		case d.IsDir():
		case !d.Type().IsRegular():
			t.note(NotPlain, name)
		default:
			t.add(name, func() (io.ReadCloser, error) { return folder.Open(name) })
		}
		return nil
	})
}

// unzip takes in the files of a zip; false where it isn't a whole one.
func (t *fileSet) unzip(r io.ReaderAt, size int64) bool {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return false
	}
	var total uint64
	for _, f := range z.File {
		total += min(f.UncompressedSize64, maxUnpacked+1)
		if total > maxUnpacked || len(t.open) >= maxFiles {
			t.note(TooLarge, f.Name)
			return true
		}
		switch {
		case strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0:
		case !f.Mode().IsRegular():
			t.note(NotPlain, f.Name)
		default:
			t.add(f.Name, f.Open)
		}
	}
	t.enter()
	return true
}

// enter drops the one folder that everything stands in, as in nop-thanh-pho.zip.
func (t *fileSet) enter() {
	if t.open[sumsName] != nil {
		return
	}
	top := ""
	for name := range t.open {
		if path.Base(name) == sumsName && strings.Count(name, "/") == 1 {
			top = path.Dir(name) + "/"
		}
	}
	if top == "" {
		return
	}
	inner := map[string]func() (io.ReadCloser, error){}
	for name, open := range t.open {
		if rest, ok := strings.CutPrefix(name, top); ok {
			inner[rest] = open
		} else {
			t.note(Added, name)
		}
	}
	t.open = inner
}

// verify holds the files against its list.
func (t *fileSet) verify() (*Verification, error) {
	v := &Verification{Differences: t.found, Sums: map[string]string{}}
	if t.open[sumsName] == nil {
		if len(t.found) > 0 {
			return v, nil // why not all could be looked at has been said
		}
		return nil, ErrNoList
	}
	list, kind := t.read(sumsName)
	if kind != "" {
		v.add(kind, sumsName)
		return v, nil
	}
	v.readSums(list)
	for name := range t.open {
		if _, listed := v.Sums[name]; !listed && name != sumsName && !t.ownZip(name) {
			v.add(Added, name)
		}
	}
	for name, want := range v.Sums {
		v.Files++
		if kind := t.compare(name, want); kind != "" {
			v.add(kind, name)
		}
	}
	t.verifyManifest(v)
	return v, nil
}

// ownZip reports whether a file is the zip of a submission, which no list names: it
// stands beside the submission's folder.
func (t *fileSet) ownZip(name string) bool {
	folder, ok := strings.CutSuffix(name, ".zip")
	return ok && path.Base(folder) == submission && t.open[manifestName] != nil && t.open[folder+"/"+sumsName] != nil
}

// compare says in what a file differs from its sum; "" in nothing.
func (t *fileSet) compare(name, want string) string {
	if t.open[name] == nil {
		return Missing
	}
	r, err := t.open[name]()
	if err != nil {
		return Unreadable
	}
	defer r.Close()
	sum := sha256.New()
	// The sizes that a zip states were counted against the limit; it may lie.
	n, err := io.Copy(sum, io.LimitReader(r, maxUnpacked+1))
	switch {
	case err != nil:
		return Unreadable
	case n > maxUnpacked:
		return TooLarge
	case hex.EncodeToString(sum.Sum(nil)) != want:
		return Changed
	}
	return ""
}

// read gives a list whole, or the kind of difference that keeps it from being read.
func (t *fileSet) read(name string) (data []byte, kind string) {
	r, err := t.open[name]()
	if err != nil {
		return nil, Unreadable
	}
	defer r.Close()
	data, err = io.ReadAll(io.LimitReader(r, maxList+1))
	switch {
	case err != nil:
		return nil, Unreadable
	case len(data) > maxList:
		return nil, TooLarge
	}
	return data, ""
}

// readSums reads a list in the form of sha256sum. Ends of lines as Windows writes them
// and the mark "*" of binary files are taken as they are meant.
func (v *Verification) readSums(list []byte) {
	folds := map[string]bool{}
	list = bytes.TrimPrefix(list, []byte("\ufeff"))
	n := 0
	for line := range strings.Lines(string(list)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		sum, name, ok := strings.Cut(line, " ")
		sum = strings.ToLower(sum)
		raw, err := hex.DecodeString(sum)
		if !ok || err != nil || len(raw) != sha256.Size || len(name) < 2 || name[0] != ' ' && name[0] != '*' {
			v.add(BadLine, fmt.Sprintf("%s:%d", sumsName, n))
			continue
		}
		name = name[1:]
		switch {
		case !safe(name):
			v.add(Outside, name)
		case folds[strings.ToLower(name)]:
			v.add(Twice, name)
		default:
			folds[strings.ToLower(name)] = true
			v.Sums[name] = sum
		}
	}
}

// verifyManifest holds manifest.json against the list: who changes a file and its line
// in the list would have to change this too.
func (t *fileSet) verifyManifest(v *Verification) {
	if t.open[manifestName] == nil {
		return
	}
	data, kind := t.read(manifestName)
	if kind != "" {
		v.add(kind, manifestName)
		return
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		v.add(Unreadable, manifestName)
		return
	}
	v.Manifest = &m
	named := map[string]bool{}
	for _, f := range m.Files {
		if named[f.Path] {
			v.add(Twice, f.Path)
		}
		named[f.Path] = true
		if v.Sums[f.Path] != f.SHA256 {
			v.add(Disagrees, f.Path)
		}
	}
	for name := range v.Sums {
		if name != manifestName && path.Base(name) != sumsName && !named[name] {
			v.add(Disagrees, name)
		}
	}
}

// verifyZips holds each zip of a submission against itself and against its folder.
func (t *fileSet) verifyZips(folder fs.FS, v *Verification) {
	for list := range t.open {
		dir := path.Dir(list)
		if path.Base(list) != sumsName || path.Base(dir) != submission {
			continue
		}
		name := dir + ".zip"
		if t.open[name] == nil {
			v.add(Missing, name)
			continue
		}
		inner, err := verifyZipFile(folder, name)
		if err != nil {
			v.add(Unreadable, name)
			continue
		}
		for _, d := range inner.Differences {
			if d.Path != name {
				d.Path = name + "!/" + d.Path
			}
			v.Differences = append(v.Differences, d)
		}
		for file, sum := range inner.Sums {
			if v.Sums[dir+"/"+file] != sum {
				v.add(Disagrees, name+"!/"+file)
			}
		}
		for file := range v.Sums {
			if rest, ok := strings.CutPrefix(file, dir+"/"); ok && len(inner.Sums) > 0 && rest != sumsName && inner.Sums[rest] == "" {
				v.add(Missing, name+"!/"+rest)
			}
		}
	}
}

func verifyZipFile(folder fs.FS, name string) (*Verification, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	at, ok := f.(io.ReaderAt)
	if !ok {
		return nil, fs.ErrInvalid
	}
	return VerifyZip(at, info.Size(), name)
}
