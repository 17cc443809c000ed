package pipeline

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"thidua/internal/report"
)

// TestAppraisalCarriesItsData takes what is attached to the appraisal out again: it is
// what a check says, to the byte. The plain appraisal carries nothing.
func TestAppraisalCarriesItsData(t *testing.T) {
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := report.Write(&want, c.Report()); err != nil {
		t.Fatal(err)
	}
	api.DisableConfigDir()
	for name, n := range map[string]int{"tham-dinh.pdf": 0, "tham-dinh-kem-du-lieu.pdf": 1} {
		file, err := os.ReadFile(filepath.Join(o.Workspace, "output/2026/hop-lanh-dao", name))
		if err != nil {
			t.Fatal(err)
		}
		attached, err := api.ExtractAttachmentsRaw(bytes.NewReader(file), "", nil, model.NewDefaultConfiguration())
		if n > 0 && err != nil || len(attached) != n { // none is an error of the reader's
			t.Fatalf("%s: %d attachments, want %d; error %v", name, len(attached), n, err)
		}
		for _, a := range attached {
			got, err := io.ReadAll(a)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want.Bytes()) {
				t.Errorf("%s carries %.300s …, a check says %.300s …", name, got, &want)
			}
		}
	}
}
