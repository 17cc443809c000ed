package intake

import (
	"slices"
	"testing"
)

func TestPatternOf(t *testing.T) {
	tests := []struct {
		number int
		custom string
		want   numberPattern
	}{
		{0, "", plainNumber},
		{2, "", plainNumber},
		{9, "", percentNumber},
		{14, "", dateNumber},
		{22, "", dateNumber},
		{49, "", plainNumber},
		{164, "dd/mm/yyyy", dateNumber},
		{164, "[$-42A]dd/mm/yyyy;@", dateNumber},
		{164, "[h]:mm", dateNumber},
		{164, "0.0%", percentNumber},
		{164, "#,##0\" đồng\"", plainNumber},
		{164, "_-* #,##0\\ _d_-;-* #,##0 d", plainNumber},
		{164, "[Red]0", plainNumber},
		{164, "General", plainNumber},
	}
	for _, test := range tests {
		var custom *string
		if test.custom != "" {
			custom = &test.custom
		}
		if got := patternOf(test.number, custom); got != test.want {
			t.Errorf("patternOf(%d, %q) = %d, want %d", test.number, test.custom, got, test.want)
		}
	}
}

func TestReadStyles(t *testing.T) {
	styles, err := readStyles([]byte(`<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="1" formatCode="d"/></numFmts>
<fonts><font><sz val="11"/><name val="Calibri"/></font><font><name val=".VnTime"/></font><font/></fonts>
<cellStyleXfs><xf numFmtId="14" fontId="1"/></cellStyleXfs>
<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="1" applyFont="1"/><xf numFmtId="1" fontId="1" applyFont="0"/><xf numFmtId="9" fontId="2"/><xf fontId="7"/></cellXfs>
<dxfs><dxf><font><name val="Arial"/></font></dxf></dxfs></styleSheet>`))
	if err != nil {
		t.Fatal(err)
	}
	want := []style{{plainNumber, "Calibri"}, {dateNumber, ".VnTime"}, {plainNumber, ""}, {percentNumber, ""}, {plainNumber, ""}}
	if !slices.Equal(styles, want) {
		t.Errorf("got %v, want %v", styles, want)
	}
	if styles, err := readStyles(nil); err != nil || styles != nil {
		t.Errorf("no part: %v, %v", styles, err)
	}
	if _, err := readStyles([]byte("<styleSheet><fonts>")); err == nil {
		t.Error("a torn part has styles")
	}
}

func TestParseName(t *testing.T) {
	tests := []struct {
		file string
		want fileName
		ok   bool
	}{
		{"VHXH-2026.xlsx", fileName{"VHXH", "2026", 1}, true},
		{"vhxh-2026.XLSX", fileName{"VHXH", "2026", 1}, true},
		{"TDP5-2026-2030.xlsx", fileName{"TDP5", "2026-2030", 1}, true},
		{"TDP5-2026-2030-lan-2.xlsx", fileName{"TDP5", "2026-2030", 2}, true},
		{"VHXH-2026-lan-12.xlsx", fileName{"VHXH", "2026", 12}, true},
		{"VHXH-2026-lan-0.xlsx", fileName{round: 1}, false},
		{"VHXH-2026 (1).xlsx", fileName{round: 1}, false},
		{"VHXH-2026 - Copy.xlsx", fileName{round: 1}, false},
		{"VHXH_2026.xlsx", fileName{round: 1}, false},
		{"VHXH.xlsx", fileName{round: 1}, false},
	}
	for _, test := range tests {
		if got, ok := parseName(test.file); got != test.want || ok != test.ok {
			t.Errorf("parseName(%q) = %+v, %t, want %+v, %t", test.file, got, ok, test.want, test.ok)
		}
	}
}
