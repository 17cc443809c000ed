// Package fonts embeds the faces that papers are set in: Tinos, whose widths are
// those of Times New Roman, reduced by reduce.py. Licence: OFL.txt.
package fonts

import (
	_ "embed" // the font files

	"thidua/internal/font"
)

//go:embed Tinos-Regular.ttf
var regular []byte

//go:embed Tinos-Bold.ttf
var bold []byte

//go:embed Tinos-Italic.ttf
var italic []byte

//go:embed Tinos-BoldItalic.ttf
var boldItalic []byte

// Tinos parses the embedded faces. The error can only be a damaged binary.
func Tinos() (*font.Family, error) {
	return font.NewFamily("Tinos", [4][]byte{regular, bold, italic, boldItalic})
}
