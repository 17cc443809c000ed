// Package templates embeds the wording of the papers: one well-formed HTML file for
// each kind of paper, the list of which is in internal/compose. An office lays
// single files of its own over them, in the folder templates/ of its workspace.
package templates

import "embed"

// FS holds the files of this folder.
//
//go:embed *.html
var FS embed.FS
