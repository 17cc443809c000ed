package compose

import (
	"testing"

	"thidua/internal/finding"
	"thidua/templates"
)

// TestRecount: the scene puts one collective and one individual forward.
func TestRecount(t *testing.T) {
	for _, c := range []struct {
		name, body string
		cells      []string // of the findings
		got        string   // of the first
	}{
		{name: "right", body: "<p>Gồm 01 tập thể, 01 cá nhân.</p>"},
		{name: "wrong individuals", body: "<p>Gồm 01 tập thể, 02 cá nhân.</p>", cells: []string{"3:20"}, got: "02"},
		{name: "both wrong", body: "<p>Gồm 03 tập thể\n và 02 cá nhân.</p>", cells: []string{"3:8", "4:5"}, got: "03"},
		{name: "capitals", body: "<h1>DANH SÁCH 02 CÁ NHÂN</h1>", cells: []string{"3:15"}, got: "02"},
		{name: "number in words beside it", body: "<p>Gồm 02 (hai) cá nhân.</p>", cells: []string{"3:8"}, got: "02"},
		{name: "across styles", body: "<p>Gồm <b>02</b>&nbsp;cá nhân.</p>", cells: []string{"3:11"}, got: "02"},
		{name: "noun from the data", body: "{{range .Individuals}}{{end}}<p>Gồm 05 {{.Whom}}.</p>", cells: []string{"3:37"}, got: "05"},
		{name: "in a table", body: `<table><cot rong="100"/><tbody><tr><td>02 tập thể</td></tr></tbody></table>`, cells: []string{"3:40"}, got: "02"},
		{name: "in a branch not taken", body: "{{if not .Award}}<p>Gồm 05 cá nhân.</p>{{end}}"},
		{name: "number from the data", body: "<p>Gồm {{.Counts}}.</p>"},
		{name: "wrong number from the data", body: "<p>{{range .Individuals}}{{.Born.Short}} cá nhân{{end}}</p>"},
		{name: "in a comment", body: "<!-- 05 cá nhân -->"},
		{name: "in an attribute", body: `<tieu-de muc-luc="Đề nghị 05 cá nhân"><ten-loai>TỜ TRÌNH</ten-loai></tieu-de>`},
		{name: "a year", body: "<p>Trong năm 2026 cá nhân này, năm 26 tập thể kia.</p>"},
		{name: "a part", body: "<p>Gồm 01 cá nhân, trong đó 00 cá nhân là nữ.</p>"},
		{name: "a limit", body: "<p>Mỗi năm không quá 05 cá nhân.</p>"},
		{name: "after the part", body: "<p>Trong đó có nữ. Gồm 05 cá nhân.</p>", cells: []string{"3:24"}, got: "05"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, found := Load(templates.FS, overlay("to-trinh.html", withBody(c.body)))
			if len(found) > 0 {
				t.Fatal(found)
			}
			found, err := set.Recount(annual().in)
			if err != nil {
				t.Fatal(err)
			}
			if len(found) != len(c.cells) {
				t.Fatalf("findings %v, want at %v", found, c.cells)
			}
			for i, f := range found {
				if f.Code != finding.CountsDiffer || !f.Blocks || f.Place.File != "templates/to-trinh.html" || f.Place.Cell() != c.cells[i] {
					t.Errorf("%s at %s, want %s", f.Code, f.Place, c.cells[i])
				}
			}
			if len(found) > 0 && (found[0].Got != c.got || found[0].Expected != "01") {
				t.Errorf("got %q, expected %q", found[0].Got, found[0].Expected)
			}
		})
	}
}

// TestRecountLeavesReports: a report's own numbers are its nominee's.
func TestRecountLeavesReports(t *testing.T) {
	set, found := Load(templates.FS, overlay("bao-cao-ca-nhan.html", withBody("<p>Giúp đỡ 05 cá nhân.</p>")))
	if len(found) > 0 {
		t.Fatal(found)
	}
	if found, err := set.Recount(annual().in); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}

// TestRecountDecision: the ward's decision is held against those it rewards.
func TestRecountDecision(t *testing.T) {
	for body, want := range map[string]int{"<p>Tặng cho 01 cá nhân.</p>": 0, "<p>Tặng cho 03 cá nhân.</p>": 1} {
		set, found := Load(templates.FS, overlay("quyet-dinh.html", withBody(body)))
		if len(found) > 0 {
			t.Fatal(found)
		}
		if found, err := set.Recount(certified(annual()).in); err != nil || len(found) != want {
			t.Errorf("%s: %v, %v; want %d findings", body, found, err, want)
		}
	}
}

// TestRecountEmbedded: the program's own templates take numbers from the data.
func TestRecountEmbedded(t *testing.T) {
	set := load(t)
	for _, f := range set.byFile {
		f.overlaid = true
	}
	for name, s := range map[string]*scene{"annual": annual(), "crowd": crowd(), "alone": alone(), "ward": certified(crowd())} {
		if found, err := set.Recount(s.in); err != nil || len(found) > 0 {
			t.Error(name, found, err)
		}
	}
}
