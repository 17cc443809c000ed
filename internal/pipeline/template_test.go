package pipeline

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"thidua/internal/nomination"
)

// preview makes a page of the letter and gives it with what is said of it.
func preview(t *testing.T, o Options) (*Preview, []byte) {
	t.Helper()
	p, err := PreviewTemplate(o, "to-trinh", "")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.FromSlash(p.File))
	if err != nil {
		t.Fatal(err)
	}
	return p, page
}

var draftSheet = []byte(`class="sheet draft"`)

// TestPreview: a page of data that nothing forbids is as the paper will be; with a
// finding that blocks it, it is a draft.
func TestPreview(t *testing.T) {
	o := workspace(t)
	p, page := preview(t, o)
	if p.Supposed || p.Own || bytes.Contains(page, draftSheet) {
		t.Errorf("supposed %t, own %t", p.Supposed, p.Own)
	}
	set(t, filepath.Join(o.Workspace, "data", "de-nghi", "PVHCC-2026.xlsx"), nomination.SheetInitiatives, nomination.HeadApplied, "Không")
	p, page = preview(t, o)
	if p.Supposed || len(p.Findings) > 0 || !bytes.Contains(page, draftSheet) {
		t.Errorf("blocked: supposed %t, findings %v", p.Supposed, p.Findings)
	}
}

// TestPreviewBeforeTheMeeting: while nothing is concluded, a page shows all that are
// nominated, as a draft, and says so.
func TestPreviewBeforeTheMeeting(t *testing.T) {
	o := workspace(t)
	set(t, filepath.Join(o.Workspace, "data", "so-theo-doi.xlsx"), nomination.SheetConclusions, nomination.HeadConclusion, nomination.ConcludedSupplement)
	p, page := preview(t, o)
	if !p.Supposed || !bytes.Contains(page, draftSheet) {
		t.Errorf("supposed %t", p.Supposed)
	}
}

// TestCopyTemplate: a copy is the embedded template, and a file that is there stays.
func TestCopyTemplate(t *testing.T) {
	o := workspace(t)
	file, err := CopyTemplate(o.Workspace, "danh-sach")
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(o.Workspace, filepath.FromSlash(file))
	if err := os.WriteFile(at, []byte("của cơ quan"), 0o644); err != nil {
		t.Fatal(err)
	}
	var there *TemplateThereError
	if _, err := CopyTemplate(o.Workspace, "danh-sach.html"); !errors.As(err, &there) || there.File != file {
		t.Errorf("second copy: %v", err)
	}
	if b, err := os.ReadFile(at); err != nil || string(b) != "của cơ quan" {
		t.Errorf("the office's template holds %q (%v)", b, err)
	}
}

// TestTemplatesOutside: a folder of templates that leads out of the workspace is not
// followed.
func TestTemplatesOutside(t *testing.T) {
	o := workspace(t)
	outside := t.TempDir()
	if err := os.Symlink(outside, filepath.Join(o.Workspace, templatesFolder)); err != nil {
		t.Fatal(err)
	}
	if file, err := CopyTemplate(o.Workspace, "danh-sach"); err == nil {
		t.Errorf("copied to %s", file)
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) > 0 {
		t.Errorf("outside stands %v (%v)", entries, err)
	}
}
