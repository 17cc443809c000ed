// Package sample makes workspaces to look at, to test with and to measure: the one
// that is kept in data/, from the texts in texts/, and generated ones of any size.
//
// All people, figures and decisions in them are invented; only the campaign and its
// founding decisions are the plan's own. The same texts or options give the same
// bytes on every machine.
package sample

import (
	"archive/zip"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"thidua/internal/nomination"
)

// A File of a workspace.
type File struct {
	Path string // below the workspace's root, with "/"
	Data []byte
}

// The periods whose achievements are judged: the year of the annual awards, and the
// whole campaign of the final review (plan III.2.b).
const (
	annual      = "2026"
	finalReview = "2026-2030"
)

const (
	register    = "so-theo-doi"
	registerDir = "data"
)

//go:embed texts/*.txt
var texts embed.FS

// Files gives the files of the sample workspace: the register first, then the units'
// workbooks by file name, then what they attached. The rulebook is no workbook and stands beside them in data/.
func Files() ([]File, error) {
	names, err := fs.Glob(texts, "texts/*.txt")
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	var units []*book
	var own *book
	for _, name := range names {
		b, err := readText(strings.TrimSuffix(path.Base(name), ".txt"))
		if err != nil {
			return nil, err
		}
		if b.name == register {
			own = b
		} else {
			units = append(units, b)
		}
	}
	files, err := encodeAll(own, units, zip.Store)
	if err != nil {
		return nil, err
	}
	attached, err := attachments()
	if err != nil {
		return nil, err
	}
	evidence, err := scanned()
	return append(append(files, attached...), evidence...), err
}

// readText reads a workbook from its text.
func readText(name string) (*book, error) {
	text, err := texts.ReadFile("texts/" + name + ".txt")
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	b, err := parse(name, string(text))
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	return b, nil
}

// encodeAll gives the register's file, then the units'.
func encodeAll(own *book, units []*book, method uint16) ([]File, error) {
	data, err := own.encode(registerLayout(), method)
	if err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	files := []File{{Path: path.Join(registerDir, own.name+".xlsx"), Data: data}}
	for _, b := range units {
		data, err := b.encode(nominationLayout(b.period()), method)
		if err != nil {
			return nil, fmt.Errorf("sample: %w", err)
		}
		files = append(files, File{Path: path.Join(nomination.SentFolder, b.name+".xlsx"), Data: data})
	}
	return files, nil
}

// Write puts files into a workspace, whose folders it makes. Files that stand there
// under other names stay.
func Write(dir string, files []File) error {
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("sample: %w", err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return fmt.Errorf("sample: %w", err)
		}
	}
	return nil
}
