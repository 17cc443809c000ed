package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// imports is who may import whom: of our own packages, and of modules from outside
// the standard library. A package that is not on it fails the test; change the map
// when the work shows it wrong, and say why in the commit.
var imports = map[string][]string{
	"internal/finding":    nil,
	"internal/vi":         {"golang.org/x/text"},
	"internal/font":       nil,
	"internal/nomination": {"internal/finding", "internal/vi"},
	"internal/rulebook":   {"internal/finding", "internal/nomination", "internal/vi", "github.com/goccy/go-yaml"},
	"internal/intake":     {"internal/nomination", "internal/finding", "internal/vi", "github.com/xuri/excelize/v2"},
	"internal/docx":       {"internal/paper", "internal/zipfile"},
	"internal/evidence": {
		"internal/finding", "internal/nomination", "internal/paper", "internal/pdfa", "internal/vi",
		"github.com/klauspost/compress", "github.com/pdfcpu/pdfcpu",
	},
	"internal/explain":    {"internal/finding", "internal/nomination", "internal/rulebook", "internal/vi"},
	"internal/report":     {"internal/finding", "internal/rule"},
	"internal/similar":    {"internal/vi"},
	"internal/rule":       {"internal/nomination", "internal/rulebook", "internal/finding", "internal/similar", "internal/vi"},
	"internal/paper":      nil,
	"internal/compose":    {"internal/nomination", "internal/rulebook", "internal/rule", "internal/paper", "internal/finding", "internal/vi"},
	"internal/typeset":    {"internal/paper", "internal/font"},
	"internal/pdf":        {"internal/typeset", "internal/font", "github.com/johnfercher/maroto/v2", "github.com/johnfercher/go-tree"},
	"internal/pdfa":       {"internal/font", "github.com/klauspost/compress"},
	"internal/workbook":   {"internal/zipfile", "github.com/xuri/excelize/v2"},
	"internal/xlsx":       {"internal/paper", "internal/font", "internal/workbook", "github.com/xuri/excelize/v2"},
	"internal/html":       {"internal/paper"},
	"internal/bundle":     {"internal/zipfile"},
	"internal/zipfile":    {"github.com/klauspost/compress"},
	"internal/signed":     {"internal/vi", "github.com/klauspost/compress", "github.com/pdfcpu/pdfcpu"},
	"internal/form":       {"internal/nomination", "internal/rulebook", "internal/finding", "internal/vi", "internal/workbook", "github.com/xuri/excelize/v2"},
	"internal/sample":     {"fonts", "internal/nomination", "internal/vi", "internal/workbook", "github.com/xuri/excelize/v2", "golang.org/x/image"},
	"internal/casetest":   {"internal/finding", "github.com/rogpeppe/go-internal", "github.com/xuri/excelize/v2"},
	"internal/acceptance": nil,
	"internal/pipeline": {
		"data", "fonts", "templates", "internal/bundle", "internal/compose", "internal/docx", "internal/evidence", "internal/explain", "internal/finding", "internal/font", "internal/form", "internal/html",
		"internal/intake", "internal/nomination", "internal/paper", "internal/pdf", "internal/pdfa", "internal/report", "internal/rule",
		"internal/rulebook", "internal/signed", "internal/typeset", "internal/vi", "internal/xlsx",
	},
	"data":       nil,
	"fonts":      {"internal/font"},
	"templates":  nil,
	"cmd/thidua": {"data", "internal/explain", "internal/pipeline", "internal/bundle", "internal/finding", "internal/report", "internal/rule", "internal/vi", "github.com/spf13/cobra", "github.com/spf13/pflag"},
}

type listed struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func TestImportMap(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "thidua/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen, used := map[string]bool{}, map[[2]string]bool{}
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, "thidua/")
		seen[name] = true
		allowed, ok := imports[name]
		if !ok {
			t.Errorf("package %s is not on the import map", name)
			continue
		}
		for _, i := range p.Imports {
			i = strings.TrimPrefix(i, "thidua/")
			first, _, _ := strings.Cut(i, "/")
			ours := first == "internal" || first == "data" || first == "fonts" || first == "templates" || first == "cmd"
			if !ours && !strings.Contains(first, ".") {
				continue // the standard library
			}
			at := slices.IndexFunc(allowed, func(a string) bool { return i == a || !ours && strings.HasPrefix(i, a+"/") })
			if at < 0 {
				t.Errorf("%s imports %s, which the import map doesn't allow", name, i)
				continue
			}
			used[[2]string{name, allowed[at]}] = true
		}
	}
	for name, allowed := range imports {
		if !seen[name] {
			t.Errorf("the import map names %s, which does not exist", name)
		}
		for _, a := range allowed {
			if seen[name] && !used[[2]string{name, a}] {
				t.Errorf("the import map allows %s to import %s, which it doesn't", name, a)
			}
		}
	}
}

// TestReadmeNamesPackages: the README's table of packages has each of them.
func TestReadmeNamesPackages(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for line := range strings.Lines(string(readme)) {
		cells := strings.Split(line, "|")
		if len(cells) != 4 {
			continue
		}
		for i, name := range strings.Split(cells[1], "`") {
			if i%2 == 1 {
				named[name] = true
			}
		}
	}
	for name := range imports {
		if !named[name] {
			t.Errorf("README.md doesn't say what %s is", name)
		}
	}
}
