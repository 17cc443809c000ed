package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thidua/internal/bundle"
	"thidua/internal/vi"
)

// A Verified is results held against their list and, where the data that they were
// made from are there, against a second making.
type Verified struct {
	*bundle.Verification
	Path string // as the officer named it, with "/"

	Inputs    []bundle.Difference // missing, changed or added since the results were made; none where that can't be told
	Rebuilt   int                 // files that were made again and compared
	NotMade   string              // why nothing was made again, Vietnamese; "" where it was
	Otherwise []bundle.Difference
}

// Whole reports whether nothing differs. Data that changed later are no fault of the
// results.
func (v *Verified) Whole() bool { return len(v.Differences) == 0 && len(v.Otherwise) == 0 }

// ErrNothingToVerify is the cause where a path names neither a result nor a zip.
var ErrNothingToVerify = errors.New("neither a zip nor a folder with a list")

// VerifyResults holds a folder of results, the city's package as a folder or as a zip,
// or any folder with a manifest-sha256.txt against its list. It writes nothing.
func VerifyResults(name string) (*Verified, error) {
	v := &Verified{Path: filepath.ToSlash(name)}
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	switch base := filepath.Base(name); {
	case info.IsDir():
	case strings.EqualFold(filepath.Ext(base), ".zip"):
		v.NotMade = "tệp nén không cho biết dữ liệu gốc; đối chiếu thư mục kết quả output/<kỳ> để lập lại và so sánh"
		v.Verification, err = verifyZip(name, info.Size())
		return v, err
	case base == "manifest-sha256.txt" || base == "manifest.json":
		name = filepath.Dir(name)
	default:
		return nil, ErrNothingToVerify
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if v.Verification, err = bundle.Verify(root.FS()); err != nil {
		return nil, err
	}
	return v, v.makeAgain(name)
}

func verifyZip(name string, size int64) (*bundle.Verification, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // read only: nothing can be lost
	return bundle.VerifyZip(f, size, filepath.Base(name))
}

// makeAgain makes the results in memory from the workspace they stand in, with the
// flags of their manifest, and compares the sums. Where a file of the workspace has
// changed since, other sums prove nothing, so the changed files are named instead.
func (v *Verified) makeAgain(folder string) error {
	workspace, ok := workspaceOf(folder)
	switch {
	case v.Manifest == nil:
		v.NotMade = "thư mục không có manifest.json nên không biết được lập từ dữ liệu nào"
		return nil
	case !ok:
		v.NotMade = "không có dữ liệu gốc bên cạnh kết quả"
		return nil
	case v.Manifest.Program.Version != Version:
		v.NotMade = "kết quả lập bằng phiên bản " + v.Manifest.Program.Version + ", chương trình này là phiên bản " + Version
		return nil
	}
	o, ok := optionsOf(v.Manifest)
	if !ok {
		v.NotMade = "manifest.json không ghi ngày lập đúng dạng"
		return nil
	}
	o.Workspace = workspace
	c, err := Check(o)
	var fonts *FontError
	if errors.As(err, &fonts) {
		v.NotMade = "không dùng được phông chữ trong " + fonts.Folder + ": " + fonts.Why
		return nil
	}
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(workspace)
	if err != nil {
		return fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	now, err := c.inputs(root.FS())
	if err != nil {
		return err
	}
	if v.Inputs = compareInputs(v.Manifest.Inputs, now); len(v.Inputs) > 0 {
		v.NotMade = "dữ liệu đã thay đổi sau khi lập"
		return nil
	}
	b := &Built{Checked: c}
	files, _, err := b.results(root.FS(), o)
	if err != nil {
		return err
	}
	return v.compareMade(files)
}

// workspaceOf gives the workspace whose results a folder holds.
func workspaceOf(folder string) (string, bool) {
	whole, err := filepath.Abs(folder)
	if err != nil || filepath.Base(filepath.Dir(whole)) != outputFolder {
		return "", false
	}
	workspace := filepath.Dir(filepath.Dir(whole))
	info, err := os.Stat(filepath.Join(workspace, "data"))
	return workspace, err == nil && info.IsDir()
}

// optionsOf gives the options that results were made with.
func optionsOf(m *bundle.Manifest) (Options, bool) {
	date, err := vi.ParseISO(m.Date)
	o := Options{Period: m.Period, Date: date, DryRun: true}
	o.AcceptEncoding = slices.Contains(m.Flags, flagSet(flagEncoding))
	o.Public = slices.Contains(m.Flags, flagSet(flagPublic))
	for _, f := range m.Flags {
		if f.Name == flagFonts {
			o.Fonts = f.Value
		}
	}
	return o, err == nil
}

// compareInputs names the files that were read and are otherwise now.
func compareInputs(then, now []bundle.Input) []bundle.Difference {
	is := map[string]string{}
	for _, i := range now {
		is[i.Path] = i.SHA256
	}
	var out []bundle.Difference
	for _, i := range then {
		switch sum, there := is[i.Path]; {
		case !there:
			out = append(out, bundle.Difference{Kind: bundle.Missing, Path: i.Path})
		case sum != i.SHA256:
			out = append(out, bundle.Difference{Kind: bundle.Changed, Path: i.Path})
		}
		delete(is, i.Path)
	}
	for _, i := range now {
		if _, added := is[i.Path]; added {
			out = append(out, bundle.Difference{Kind: bundle.Added, Path: i.Path})
		}
	}
	slices.SortFunc(out, func(a, b bundle.Difference) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// compareMade compares what was made again with what the list says. The returns to
// units are left out: they tell what changed since the return before, which the
// workspace no longer shows once a further one was made. So are submissions of earlier
// rounds, which were made from the data of their day.
func (v *Verified) compareMade(files []bundle.File) error {
	but := append([]string{returnsFolder}, v.Manifest.Kept...)
	compared := func(name string) bool {
		return !slices.ContainsFunc(but, func(folder string) bool { return strings.HasPrefix(name, folder+"/") })
	}
	made := map[string]bool{}
	for _, f := range files {
		made[f.Path] = true
		if !compared(f.Path) {
			continue
		}
		v.Rebuilt++
		_, sum, err := f.Digest()
		if err != nil {
			return err
		}
		switch said := v.Sums[f.Path]; said {
		case sum:
		case "":
			v.Otherwise = append(v.Otherwise, bundle.Difference{Kind: bundle.Missing, Path: f.Path})
		default:
			v.Otherwise = append(v.Otherwise, bundle.Difference{Kind: bundle.Changed, Path: f.Path})
		}
	}
	for _, f := range v.Manifest.Files {
		if compared(f.Path) && !made[f.Path] {
			v.Otherwise = append(v.Otherwise, bundle.Difference{Kind: bundle.Added, Path: f.Path})
		}
	}
	slices.SortFunc(v.Otherwise, func(a, b bundle.Difference) int { return strings.Compare(a.Path, b.Path) })
	return nil
}
