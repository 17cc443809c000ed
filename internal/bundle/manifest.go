package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// A Manifest says what results were made from, and by what, so that anybody can make
// them again. It holds no time but the date of the build, which is an input. The
// order of its fields is that of manifest.json.
type Manifest struct {
	Program    Component   `json:"program"`
	Components []Component `json:"components"` // what else the bytes depend on: libraries, Go
	Period     string      `json:"period"`
	Date       string      `json:"date"`     // yyyy-mm-dd
	Flags      []Setting   `json:"flags"`    // of the command line, as in force
	Readings   []Setting   `json:"readings"` // of ambiguous clauses
	Font       Font        `json:"font"`
	Inputs     []Input     `json:"inputs"`
	Findings   Findings    `json:"findings"`
	Files      []Entry     `json:"files"` // filled by Write
	Kept       []string    `json:"kept"`  // folders for the city that were sent before, and stay as they were

	// Draft results have no manifest at all: nobody sends them.
	Draft bool `json:"-"`
}

// manifestVersion is that of the form of manifest.json.
const manifestVersion = 1

// A Component is a program or library with its version.
type Component struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// A Setting is a name with its value.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A Font is the family that was embedded.
type Font struct {
	Name  string  `json:"name"`
	Faces []Input `json:"faces"` // the font files, in the order of the styles
}

// An Input is a file that was read.
type Input struct {
	Path   string `json:"path"` // from the workspace, with "/"; "embedded:" before what the program brought
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// NewInput gives the input of a file's content.
func NewInput(path string, data []byte) Input {
	sum := sha256.Sum256(data)
	return Input{Path: path, Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
}

// Findings counts what was found in the inputs.
type Findings struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
	Blocking int `json:"blocking"`
}

// An Entry is a file of the results.
type Entry struct {
	Path    string   `json:"path"`
	Kind    string   `json:"kind"`
	Size    int64    `json:"size"`
	Pages   int      `json:"pages"`            // 0: it has none
	Format  string   `json:"format,omitempty"` // what it conforms to
	SHA256  string   `json:"sha256"`
	Sources []string `json:"sources"`
}

// encode writes the manifest of some files. Inputs are put in the order of their
// paths; flags, readings and components stay as given. No list is null.
func (m Manifest) encode(files []Entry) ([]byte, error) {
	m.Components, m.Flags, m.Readings = list(m.Components), list(m.Flags), list(m.Readings)
	m.Kept = list(m.Kept)
	m.Inputs, m.Font.Faces = list(m.Inputs), list(m.Font.Faces)
	slices.SortStableFunc(m.Inputs, func(a, b Input) int { return strings.Compare(a.Path, b.Path) })
	m.Files = list(files)
	for i := range m.Files {
		m.Files[i].Sources = list(m.Files[i].Sources)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(struct {
		Version int `json:"version"`
		Manifest
	}{manifestVersion, m})
	return b.Bytes(), err
}

// list copies a list, and makes none an empty one.
func list[T any](of []T) []T { return append([]T{}, of...) }
