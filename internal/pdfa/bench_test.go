package pdfa_test

import (
	"fmt"
	"testing"

	"thidua/internal/pdf"
	"thidua/internal/pdfa"
	"thidua/internal/typeset"
)

// BenchmarkBatch measures drawing and finishing of documents of five pages each; the
// share of one document is what the custom metrics give.
func BenchmarkBatch(b *testing.B) {
	f := tinos(b)
	for _, n := range []int{1, 20, 50} {
		docs := make([]*typeset.Document, n)
		drawn, files := make([]pdf.Document, n), make([]pdfa.File, n)
		for i := range docs {
			docs[i] = sample(f, i, 5)
			drawn[i], files[i] = pdf.Document{Name: "mẫu", Pages: docs[i].Pages}, describe("mẫu", docs[i])
		}
		raw, err := pdf.Render(drawn, f)
		if err != nil {
			b.Fatal(err)
		}
		perDocument := func(b *testing.B) {
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/doc")
		}
		b.Run(fmt.Sprintf("Render/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := pdf.Render(drawn, f); err != nil {
					b.Fatal(err)
				}
			}
			perDocument(b)
		})
		b.Run(fmt.Sprintf("Finish/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				out, err := pdfa.NewFinisher(f).Finish(raw, files)
				if err != nil {
					b.Fatal(err)
				}
				size = len(out[0])
			}
			perDocument(b)
			b.ReportMetric(float64(size), "bytes/file")
		})
	}
}
