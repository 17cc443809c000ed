//go:build unix

package pipeline

import (
	"fmt"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"syscall"
	"testing"
	"time"

	"thidua/internal/sample"
	"thidua/internal/typeset"
)

// cpuTime is what the process has used of all cores. On a machine that others use too,
// elapsed time says little.
func cpuTime(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkReports sets and writes the sample's reports of achievement, 200 a time.
func BenchmarkReports(b *testing.B) {
	set, c := reports(b)
	var quality typeset.Quality
	pages := 0
	for _, p := range set {
		pages += len(p.document.Pages)
		q := typeset.QualityOf(p.document, c.family)
		quality.Worst = max(quality.Worst, q.Worst)
	}
	const copies = 100
	crowd := slices.Repeat(set, copies)
	b.ReportAllocs()
	var before time.Duration
	for b.Loop() {
		if before == 0 {
			before = cpuTime(b)
		}
		pressed(b, slices.Values(papersOf(crowd)), c.family)
	}
	documents := float64(len(crowd) * b.N)
	b.ReportMetric(documents/b.Elapsed().Seconds(), "documents/s")
	cpu := (cpuTime(b) - before).Seconds() * 1000
	b.ReportMetric(cpu/documents, "cpu-ms/document")
	b.ReportMetric(cpu/float64(pages*copies*b.N), "cpu-ms/page")
	b.ReportMetric(float64(quality.Worst)/1000, "worst-looseness")
}

// generate writes a workspace of some size.
func generate(b *testing.B, dir string, size sample.Options) {
	b.Helper()
	files, err := sample.Generate(size)
	if err != nil {
		b.Fatal(err)
	}
	if err := sample.Write(dir, files); err != nil {
		b.Fatal(err)
	}
}

// sizes are the workspaces that work is measured on. Growth is linear while µs/nominee
// stays level. The smallest is left out where a workspace as such costs more than the
// nominee.
var sizes = []sample.Options{
	{Units: 1, Nominees: 1, Seed: 1}, {Units: 8, Nominees: 100, Seed: 1}, {Units: 20, Nominees: 1000, Seed: 1}, {Units: 200, Nominees: 10_000, Seed: 1},
}

// overSizes measures work on a generated workspace of each size: processor time, and the
// most of the heap that was in use.
func overSizes(b *testing.B, work func(b *testing.B, o Options)) {
	b.Helper()
	for _, size := range sizes {
		b.Run(fmt.Sprintf("n=%d", size.Nominees), func(b *testing.B) {
			o := Options{Workspace: b.TempDir(), Date: meeting}
			generate(b, o.Workspace, size)
			debug.FreeOSMemory() // what made the workspace is no part of what is measured
			b.ReportAllocs()
			peak, before := heapPeak(), cpuTime(b)
			for b.Loop() {
				work(b, o)
			}
			reportCPU(b, cpuTime(b)-before, size.Nominees)
			b.ReportMetric(peak(), "peak-MB")
		})
	}
}

// reportCPU reports processor time, of one run and of a nominee in it.
func reportCPU(b *testing.B, cpu time.Duration, nominees int) {
	b.ReportMetric(float64(cpu.Microseconds())/float64(nominees*b.N), "cpu-µs/nominee")
	b.ReportMetric(float64(cpu.Microseconds())/float64(1000*b.N), "cpu-ms")
}

// BenchmarkCheck reads and judges generated workspaces.
func BenchmarkCheck(b *testing.B) {
	overSizes(b, func(b *testing.B, o Options) {
		c, err := Check(o)
		if err != nil {
			b.Fatal(err)
		}
		if c.Summary.Errors != 0 || c.Summary.Nominees == 0 {
			b.Fatalf("%+v", c.Summary)
		}
	})
}

// BenchmarkBuild makes everything of generated workspaces: PDFs, Word files, workbooks,
// manifests.
func BenchmarkBuild(b *testing.B) {
	overSizes(b, func(b *testing.B, o Options) {
		built, err := Build(o)
		if err != nil {
			b.Fatal(err)
		}
		if len(built.Written) == 0 {
			b.Fatalf("nothing written: %v", built.LeftOut)
		}
	})
}

// heapPeak watches the heap until it is asked for the most that was in use, in MB.
// It looks every few milliseconds: a peak shorter than that is no cost to anybody.
func heapPeak() (peak func() float64) {
	stop, result := make(chan struct{}), make(chan uint64)
	go func() {
		inUse := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}}
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		var most uint64
		for {
			metrics.Read(inUse)
			most = max(most, inUse[0].Value.Uint64()+inUse[1].Value.Uint64())
			select {
			case <-stop:
				result <- most
				return
			case <-tick.C:
			}
		}
	}()
	return func() float64 {
		close(stop)
		return float64(<-result) / (1 << 20)
	}
}
