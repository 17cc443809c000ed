// Package data embeds the sample workspace, so that the one binary works in an empty
// folder: the rulebook, which is also the default, the office's register, the
// units' workbooks and what they attached. All people in it are invented.
package data

import "embed"

// Rulebook is the ward's plan as data, used where a workspace has none of its own.
//
//go:embed ke-hoach.yaml
var Rulebook []byte

// Sample is the sample workspace's folder data/.
//
//go:embed ke-hoach.yaml so-theo-doi.xlsx de-nghi/*.xlsx dinh-kem/*/*.docx dinh-kem/*/*.pdf dinh-kem/*/*.png
var Sample embed.FS
