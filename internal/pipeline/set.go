package pipeline

import (
	"fmt"
	"runtime"
	"sync"

	"thidua/internal/font"
	"thidua/internal/paper"
	"thidua/internal/typeset"
)

// A setPaper is a paper with its pages.
type setPaper struct {
	paper    *paper.Paper
	document *typeset.Document
}

// setAll sets papers on pages, a worker a core.
func setAll(papers []*paper.Paper, f *font.Family) ([]setPaper, error) {
	out := make([]setPaper, len(papers))
	err := parallel(len(papers), func(i int) error {
		d, err := typeset.Set(papers[i], f, typeset.DefaultLayout())
		if err != nil {
			return fmt.Errorf("set %s: %w", papers[i].Name, err)
		}
		out[i] = setPaper{papers[i], d}
		return nil
	})
	return out, err
}

// parallel runs work for 0 … n-1, a worker a core, and gives the error of the lowest
// number, so that the same failure is reported on every run.
func parallel(n int, work func(i int) error) error {
	errs := make([]error, n)
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range next {
				errs[i] = work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
