// Package bundle puts finished files into a folder of results, all or nothing.
//
// The results of a period stand in output/<kỳ>. They are replaced in steps, so that
// after a kill, a full disk or a file held open the former or the new result is
// whole, and no half file ever stands under a final name:
//
//  1. everything is written into output/.<kỳ>.new
//  2. output/<kỳ> is renamed to output/.<kỳ>.old
//  3. output/.<kỳ>.new is renamed to output/<kỳ>
//  4. output/.<kỳ>.old is renamed to output/.<kỳ>.new, which is never kept, and removed
//
// Mend clears up what a kill left: .new is dropped; .old is put back where the final
// folder is missing, else dropped. Because of step 4 an .old is always whole.
//
// Two programs that write results below one folder take turns.
package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"thidua/internal/zipfile"
)

// A File is one file of the results.
type File struct {
	Path    string   // below output/<kỳ>/, with "/": "nop-thanh-pho/01-to-trinh.pdf"
	Kind    string   // of paper: "to-trinh"
	Pages   int      // 0 for what has no pages
	Sources []string // IDs of the dossiers that it speaks of
	Format  string   // what it conforms to: PDFA, PDF; "" for what isn't said

	Data  []byte                  // the content, or
	Write func(w io.Writer) error // what writes it; Data counts where Write is nil

	known *digest // of what Write wrote, once it did; nil: it isn't kept
}

// The formats of files that manifests name.
const (
	PDFA     = "PDF/A-2b"
	PDFAData = "PDF/A-3b" // with its data attached
	PDF      = "PDF 1.7"
)

type digest struct {
	size int64
	sum  string
}

// Stream gives a file whose content is too large to stand in memory: write writes it,
// the same bytes each time.
func Stream(f File, write func(w io.Writer) error) File {
	f.Write, f.known = write, &digest{}
	return f
}

// Digest gives the size and the SHA-256 of a file's content. What was written already
// isn't written again for that.
func (f *File) Digest() (size int64, sum string, err error) {
	if f.Write == nil {
		sum := sha256.Sum256(f.Data)
		return int64(len(f.Data)), hex.EncodeToString(sum[:]), nil
	}
	if f.known != nil && f.known.sum != "" {
		return f.known.size, f.known.sum, nil
	}
	d := digest{}
	h := sha256.New()
	if err := f.Write(io.MultiWriter(h, &d)); err != nil {
		return 0, "", &Error{"write", f.Path, err}
	}
	d.sum = hex.EncodeToString(h.Sum(nil))
	if f.known != nil {
		*f.known = d
	}
	return d.size, d.sum, nil
}

// Write counts.
func (d *digest) Write(b []byte) (int, error) {
	d.size += int64(len(b))
	return len(b), nil
}

// The names that Write gives itself.
const (
	submission   = "nop-thanh-pho" // the folder for the city, which has its own list and zip
	manifestName = "manifest.json"
	sumsName     = "manifest-sha256.txt"
	zipName      = submission + ".zip"
)

// An Error says what could not be done with which file. Errors.Is finds the cause:
// fs.ErrPermission, syscall.ENOSPC; Full and InUse know the causes of Windows.
type Error struct {
	Op   string // "check", "create", "write", "read", "rename", "remove"
	Path string // below output/
	Err  error
}

func (e *Error) Error() string { return e.Op + " " + e.Path + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Write replaces the results of a period by files, with their manifests; a draft has
// none. Where it fails the former results stay as they were, and the error is an *Error.
func Write(out *os.Root, period string, files []File, m Manifest) error {
	w := writer{out: out, period: period, step: func(string) {}}
	return w.write(files, m)
}

// A writer writes one period. Step is called before each step with its name; a test
// ends the program there.
type writer struct {
	out    *os.Root
	period string
	step   func(name string)

	unsettled []string // files of the new folder, below out, that may not be on the disk yet
}

func (w *writer) fresh() string  { return "." + w.period + ".new" }
func (w *writer) former() string { return "." + w.period + ".old" }

func (w *writer) write(files []File, m Manifest) error {
	if err := checkPeriod(w.period); err != nil {
		return err
	}
	if err := checkFiles(files); err != nil {
		return err
	}
	return w.put(func() error { return w.fill(files, m) })
}

// put replaces the folder by what fill writes into the new one.
func (w *writer) put(fill func() error) error {
	release, _, err := hold(w.out, true)
	if err != nil {
		return err
	}
	defer release()
	w.step("mend")
	if err := mend(w.out, w.period); err != nil {
		return err
	}
	w.step("create")
	err = w.out.Mkdir(w.fresh(), 0o755)
	if err != nil {
		return &Error{"create", w.fresh(), cause(err)}
	}
	if err = fill(); err == nil {
		err = w.settle()
	}
	if err == nil {
		err = w.replace()
	}
	if err != nil {
		// What can't be removed now, the next Mend removes.
		_ = remove(w.out, w.fresh())
	}
	return err
}

// fill writes the new folder.
func (w *writer) fill(files []File, m Manifest) error {
	kept, err := w.keepSent(m.Kept)
	if err != nil {
		return err
	}
	entries, err := w.files(files)
	if err != nil || m.Draft {
		return err
	}
	return w.manifests(entries, kept, m)
}

// files writes files in the order of their paths and gives their entries.
func (w *writer) files(files []File) ([]Entry, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	entries := make([]Entry, 0, len(files)+2)
	for _, f := range files {
		e, err := w.file(f)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// list writes the manifest of some files, by path, and gives its own entry.
func (w *writer) list(files []Entry, m Manifest) (Entry, error) {
	slices.SortStableFunc(files, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	data, err := m.encode(files)
	if err != nil {
		return Entry{}, &Error{"write", path.Join(w.period, manifestName), err}
	}
	return w.file(File{Path: manifestName, Data: data})
}

// manifests writes the lists of files. Sums are relative to the folder of their list.
// Submissions that were kept have theirs already.
func (w *writer) manifests(entries, kept []Entry, m Manifest) error {
	listed := slices.DeleteFunc(slices.Clone(kept), func(e Entry) bool { return path.Base(e.Path) == sumsName })
	listed = append(listed, entries...)
	own, err := w.list(listed, m)
	if err != nil {
		return err
	}
	all := append(slices.Concat(kept, entries), own)
	for _, folder := range submissions(entries) {
		inner := below(entries, folder)
		list, err := w.file(File{Path: path.Join(folder, sumsName), Data: sums(inner)})
		if err != nil {
			return err
		}
		if err := w.zip(folder, append(inner, Entry{Path: sumsName}), m.Date); err != nil {
			return err
		}
		all = append(all, list)
	}
	_, err = w.file(File{Path: sumsName, Data: sums(all)})
	return err
}

// submissions gives the folders for the city among files, in order: nop-thanh-pho, or
// that of a further round.
func submissions(entries []Entry) []string {
	var out []string
	for _, e := range entries {
		before, _, ok := strings.Cut("/"+e.Path, "/"+submission+"/")
		if folder := strings.TrimPrefix(before+"/"+submission, "/"); ok && !slices.Contains(out, folder) {
			out = append(out, folder)
		}
	}
	return out
}

// below gives the entries in a folder, with paths relative to it.
func below(entries []Entry, folder string) []Entry {
	var out []Entry
	for _, e := range entries {
		if p, ok := strings.CutPrefix(e.Path, folder+"/"); ok {
			e.Path = p
			out = append(out, e)
		}
	}
	return out
}

// sums lists files in the form of sha256sum, by the bytes of their paths.
func sums(entries []Entry) []byte {
	lines := make([]string, len(entries))
	for i, e := range entries {
		lines[i] = e.Path + "\x00" + e.SHA256 + "  " + e.Path + "\n"
	}
	slices.Sort(lines)
	var b bytes.Buffer
	for _, l := range lines {
		_, l, _ = strings.Cut(l, "\x00")
		b.WriteString(l)
	}
	return b.Bytes()
}

// file writes one file of the new folder and gives its entry.
func (w *writer) file(f File) (Entry, error) {
	w.step("write " + f.Path)
	e := Entry{Path: f.Path, Kind: f.Kind, Pages: f.Pages, Sources: f.Sources, Format: f.Format}
	write := f.Write
	if write == nil {
		write = func(to io.Writer) error { _, err := to.Write(f.Data); return err }
	}
	sum := sha256.New()
	size, err := w.create(f.Path, func(to io.Writer) error { return write(io.MultiWriter(to, sum)) })
	if err != nil {
		return e, err
	}
	e.Size, e.SHA256 = size, hex.EncodeToString(sum.Sum(nil))
	if f.known != nil {
		*f.known = digest{e.Size, e.SHA256}
	}
	return e, nil
}

// create makes a file of the new folder, with the folders above it. It gives the file's
// size.
func (w *writer) create(name string, write func(io.Writer) error) (size int64, err error) {
	at, shown := path.Join(w.fresh(), name), path.Join(w.period, name)
	if err := w.out.MkdirAll(path.Dir(at), 0o755); err != nil {
		return 0, &Error{"create", path.Dir(shown), cause(err)}
	}
	f, err := w.out.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return 0, &Error{"create", shown, cause(err)}
	}
	defer func() {
		if e := f.Close(); e != nil && err == nil {
			err = &Error{"write", shown, cause(e)}
		}
	}()
	if err := write(f); err != nil {
		return 0, &Error{"write", shown, cause(err)}
	}
	w.unsettled = append(w.unsettled, at)
	info, err := f.Stat()
	if err != nil {
		return 0, &Error{"write", shown, cause(err)}
	}
	return info.Size(), nil
}

// atOnce is how many files are waited for at a time: a disk takes hardly longer for all
// of them than for one.
const atOnce = 16

// settle sees to it that all files are on the disk before the new folder takes the place
// of the former.
func (w *writer) settle() error {
	w.step("settle")
	errs := make([]error, len(w.unsettled))
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(atOnce, len(w.unsettled)) {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(errs)); i = next.Add(1) - 1 {
				errs[i] = w.sync(w.unsettled[i])
			}
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			shown := path.Join(w.period, strings.TrimPrefix(w.unsettled[i], w.fresh()+"/"))
			return &Error{"write", shown, cause(err)}
		}
	}
	return nil
}

func (w *writer) sync(name string) error {
	f, err := w.out.OpenFile(name, os.O_RDWR, 0) // Windows settles only what may be written to
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// zip packs a folder for the city. Every entry has the date of the results, so that
// the bytes don't depend on the day of the build.
func (w *writer) zip(folder string, entries []Entry, date string) error {
	name := folder + ".zip"
	w.step("write " + name)
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return &Error{"write", path.Join(w.period, name), err}
	}
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	_, err = w.create(name, func(to io.Writer) error {
		z := zipfile.NewWriter(to)
		for _, e := range entries {
			h := &zip.FileHeader{Name: path.Join(submission, e.Path), Method: zip.Deflate, Modified: day}
			h.SetMode(0o644)
			part, err := z.CreateHeader(h)
			if err != nil {
				return err
			}
			if err := w.copy(part, path.Join(w.fresh(), folder, e.Path)); err != nil {
				return err
			}
		}
		return z.Close()
	})
	return err
}

func (w *writer) copy(to io.Writer, name string) error {
	f, err := w.out.Open(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, f)
	return errors.Join(err, f.Close())
}

// replace puts the new folder in the place of the former.
func (w *writer) replace() error {
	w.step("rename former")
	err := w.out.Rename(w.period, w.former())
	had := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &Error{"rename", w.period, cause(err)}
	}
	w.step("rename new")
	if err := w.out.Rename(w.fresh(), w.period); err != nil {
		err := &Error{"rename", w.period, cause(err)}
		if had {
			_ = rename(w.out, w.former(), w.period) // else the next Mend does it
		}
		return err
	}
	w.step("discard former")
	if had {
		// The new results are in place: what can't be removed here is no failure
		// of theirs, and the next Mend tries again.
		_ = discard(w.out, w.period)
	}
	w.step("done")
	return nil
}

// Mend clears up what a killed Write left of any period. Every verb of the program
// calls it before anything else. An out without such remains is not touched.
//
// While another program writes there is nothing to mend: what stands there is its work.
func Mend(out *os.Root) error {
	release, held, err := hold(out, false)
	if err != nil || !held {
		return err
	}
	defer release()
	d, err := out.Open(".")
	if err != nil {
		return &Error{"read", ".", cause(err)}
	}
	names, err := d.Readdirnames(-1)
	if err = errors.Join(err, d.Close()); err != nil {
		return &Error{"read", ".", cause(err)}
	}
	slices.Sort(names)
	var errs []error
	for _, name := range names {
		period, ok := strings.CutPrefix(name, ".")
		if !ok {
			continue
		}
		left, old := strings.CutSuffix(period, ".old")
		if !old {
			if left, ok = strings.CutSuffix(period, ".new"); !ok {
				continue
			}
		}
		if checkPeriod(left) == nil {
			errs = append(errs, mend(out, left))
		}
	}
	return errors.Join(errs...)
}

// mend clears up one period.
func mend(out *os.Root, period string) error {
	w := writer{out: out, period: period}
	if err := remove(out, w.fresh()); err != nil {
		return err
	}
	switch _, err := out.Lstat(w.former()); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &Error{"read", w.former(), cause(err)}
	}
	switch _, err := out.Lstat(period); {
	case errors.Is(err, fs.ErrNotExist):
		return rename(out, w.former(), period)
	case err != nil:
		return &Error{"read", period, cause(err)}
	}
	return discard(out, period)
}

// discard removes the former results under a name that is never put back.
func discard(out *os.Root, period string) error {
	w := writer{out: out, period: period}
	if err := rename(out, w.former(), w.fresh()); err != nil {
		return err
	}
	return remove(out, w.fresh())
}

func rename(out *os.Root, from, to string) error {
	if err := out.Rename(from, to); err != nil {
		return &Error{"rename", from, cause(err)}
	}
	return nil
}

// remove removes a file or folder; none is no error.
func remove(out *os.Root, name string) error {
	if err := out.RemoveAll(name); err != nil {
		return &Error{"remove", name, cause(err)}
	}
	return nil
}
