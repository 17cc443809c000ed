package compose

import (
	"maps"
	"slices"
	"strings"

	"thidua/internal/vi"
)

// Names lists the templates that there are, by file name.
func Names() []string { return slices.Sorted(maps.Keys(kinds)) }

// extension ends the names of all templates; people leave it out.
const extension = ".html"

// Named finds a template by its name, with or without its extension. Where there is
// none, near is the name most like it, "" where none is.
func Named(name string) (file, near string, ok bool) {
	file = strings.TrimSuffix(strings.TrimSpace(name), extension) + extension
	if _, ok := kinds[file]; ok {
		return file, "", true
	}
	near, _ = vi.Nearest(file, Names())
	return "", near, false
}

// Key is what papers made of a template have as their Kind.
func Key(file string) string { return strings.TrimSuffix(file, extension) }

// About gives the comment at the top of a template, which says what paper it is and
// names its data; empty where the template begins with something else.
func About(src string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(strings.TrimPrefix(src, "\ufeff")), "<!--")
	if !ok {
		return ""
	}
	about, _, ok := strings.Cut(rest, "-->")
	if !ok {
		return ""
	}
	return strings.TrimSpace(about)
}
