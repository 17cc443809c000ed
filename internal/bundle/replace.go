package bundle

import (
	"os"
)

// Replace replaces one folder within the results of a period and leaves the others:
// Write's steps, without manifests. Where it fails the former folder stays as it was,
// and the error is an *Error. What a kill leaves, the next Replace clears up.
func Replace(out *os.Root, period, folder string, files []File) error {
	if err := checkPeriod(period); err != nil {
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
	if err := out.MkdirAll(period, 0o755); err != nil {
		return &Error{"create", period, cause(err)}
	}
	results, err := out.OpenRoot(period)
	if err != nil {
		return &Error{"read", period, cause(err)}
	}
	defer results.Close()
	w := writer{out: results, period: folder, step: func(string) {}}
	return w.put(files, Manifest{Draft: true})
}
