package pipeline

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// signedLetter builds the sample, and lets the letter come back as the function makes
// it out of ours. It gives the workspace.
func signedLetter(t *testing.T, sign func(ours []byte) []byte) Options {
	t.Helper()
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile(filepath.Join(o.Workspace, "output", "2026", "nop-thanh-pho", "01-to-trinh.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(o.Workspace, "data", "da-ky")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "to-trinh.pdf"), sign(ours), 0o644); err != nil {
		t.Fatal(err)
	}
	appendRow(t, filepath.Join(o.Workspace, "data", "so-theo-doi.xlsx"), nomination.SheetIssued, map[string]any{
		nomination.HeadPaper: nomination.PaperLetter, nomination.HeadPeriod: "2026",
		nomination.HeadNumber: "15/TTr-UBND", nomination.HeadDate: "10/02/2027", nomination.HeadSignedFile: "to-trinh.pdf",
	})
	return o
}

func signedFindings(b *Built) []finding.Finding {
	var out []finding.Finding
	for _, f := range b.Findings {
		if strings.Contains(f.Message, "Bản đã ký") || strings.Contains(f.Message, "bản đã ký") {
			out = append(out, f)
		}
	}
	return out
}

// withUpdate appends an update that changes nothing, as a signature is appended.
func withUpdate(ours []byte) []byte {
	at := bytes.LastIndex(ours, []byte("startxref"))
	tail := ours[at:]
	trailer := ours[bytes.LastIndex(ours, []byte("trailer")):at]
	prev := bytes.Fields(tail)[1]
	update := "xref\n0 0\n" + strings.Replace(string(trailer), "<<", "<< /Prev "+string(prev)+" ", 1)
	out := append(bytes.Clone(ours), '\n')
	start := len(out)
	return append(out, []byte(update+"startxref\n"+strconv.Itoa(start)+"\n%%EOF\n")...)
}

func TestSignedTakesPlace(t *testing.T) {
	var sent []byte
	o := signedLetter(t, func(ours []byte) []byte { sent = withUpdate(ours); return sent })
	b, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	// Signed before it got its number: only number and day are otherwise now.
	if got := signedFindings(b); len(got) != 0 {
		t.Errorf("findings %v", got)
	}
	results := filepath.Join(o.Workspace, "output", "2026")
	for _, name := range []string{"nop-thanh-pho/01-to-trinh.pdf"} {
		if now, err := os.ReadFile(filepath.Join(results, name)); err != nil || !bytes.Equal(now, sent) {
			t.Errorf("%s isn't the signed one (%v)", name, err)
		}
	}
	// The bound file holds the signed pages, whose look the update doesn't change.
	for _, l := range b.LeftOut {
		if strings.Contains(l.What, "ho-so.pdf") {
			t.Errorf("left out: %s: %s", l.What, l.Why)
		}
	}
	v, err := VerifyResults(results)
	if err != nil || !v.Whole() || v.NotMade != "" {
		t.Fatalf("verified %+v, %v", v, err)
	}
	named := false
	for _, i := range v.Manifest.Inputs {
		named = named || i.Path == "data/da-ky/to-trinh.pdf"
	}
	if !named {
		t.Error("the manifest doesn't name the signed paper")
	}
	for _, f := range v.Manifest.Files {
		if f.Path == "nop-thanh-pho/01-to-trinh.pdf" && f.Format != "" {
			t.Errorf("the manifest says that the signed paper is %s", f.Format)
		}
	}
}

func TestSignedDiffers(t *testing.T) {
	o := signedLetter(t, withUpdate)
	set(t, filepath.Join(o.Workspace, "data", "so-theo-doi.xlsx"), nomination.SheetMeetings, nomination.HeadMinutesNumber, "07/BB-HĐTĐKT")
	b, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	got := signedFindings(b)
	if len(got) != 1 || got[0].Code != finding.CountsDiffer || got[0].Severity != finding.Error || got[0].Blocks ||
		got[0].Place.Sheet != nomination.SheetIssued || !strings.Contains(got[0].Message, "«Tờ trình»") {
		t.Errorf("findings %v", got)
	}
}

func TestSignedUnusable(t *testing.T) {
	for name, sign := range map[string]func([]byte) []byte{
		"không phải tệp PDF": func([]byte) []byte { return []byte("Đây là ảnh.") },
		"bị hỏng":            func(ours []byte) []byte { return ours[:len(ours)/2] },
		"mật khẩu": func(ours []byte) []byte {
			return bytes.Replace(ours, []byte("trailer\n<<"), []byte("trailer\n<< /Encrypt 1 0 R"), 1)
		},
	} {
		b, err := Build(signedLetter(t, sign))
		if err != nil {
			t.Fatal(err)
		}
		got := signedFindings(b)
		if len(got) != 1 || got[0].Code != finding.BadAttachment || !got[0].Blocks || !strings.Contains(got[0].Message, name) || b.Summary.Blocking == 0 {
			t.Errorf("%s: findings %v", name, got)
		}
		for _, w := range b.Written {
			if strings.HasPrefix(w.Path, "nop-thanh-pho/") {
				t.Errorf("%s: %s was written", name, w.Path)
				break
			}
		}
	}
}

// TestSignedPagesAreBound lets the letter come back as another paper of one page: the
// bound file has that page in its place, and the contents count on from it.
func TestSignedPagesAreBound(t *testing.T) {
	pages := func(b *Built, name string) int {
		for _, w := range b.Written {
			if w.Path == "nop-thanh-pho/"+name {
				return w.Pages
			}
		}
		t.Fatalf("no %s among %v", name, b.Written)
		return 0
	}
	o := signedLetter(t, withUpdate)
	before, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(o.Workspace, "output", "2026", "nop-thanh-pho", "02-danh-sach.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.Workspace, "data", "da-ky", "to-trinh.pdf"), list, 0o644); err != nil {
		t.Fatal(err)
	}
	after, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	fewer := pages(before, "01-to-trinh.pdf") - pages(after, "01-to-trinh.pdf")
	if fewer < 1 {
		t.Fatalf("the letter has %d pages, the list %d", pages(before, "01-to-trinh.pdf"), pages(after, "01-to-trinh.pdf"))
	}
	if got := pages(before, "ho-so.pdf") - pages(after, "ho-so.pdf"); got != fewer {
		t.Errorf("the bound file has %d pages fewer, want %d", got, fewer)
	}
	if len(signedFindings(after)) == 0 {
		t.Error("nothing says that the signed letter isn't ours")
	}
}
