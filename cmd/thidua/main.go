// Command thidua checks the nominations of an emulation campaign against its plan and
// prepares the submission package for the city.
//
// This package is the edge of the program: one file a verb, flags into Options,
// findings to the terminal, errors into one Vietnamese sentence, exit status.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"thidua/internal/pipeline"
)

// Exit status. Scripts rely on it.
const (
	exitDone     = 0 // warnings and notes allowed; with --strict not
	exitFindings = 1 // an error in the data that stands in the way, or results that aren't as they were built
	exitUsage    = 2 // wrong use: unknown verb or flag, bad value
	exitFailure  = 3 // program or machine: file locked, disk full
)

func main() {
	ballast := pipeline.Ballast()
	status := Main(os.Args[1:], os.Stdout, os.Stderr)
	runtime.KeepAlive(ballast)
	os.Exit(status)
}

// Main runs the program and gives its exit status. Results go to stdout, everything
// else to stderr; with status 2 or 3 nothing has gone to stdout.
func Main(args []string, stdout, stderr io.Writer) int {
	t := newTerminal(stdout, stderr)
	root := newRoot(t)
	root.SetArgs(withVerb(root, args))
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var status exitStatus
	var usage *usageError
	var fonts *pipeline.FontError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &status):
		return int(status)
	case errors.As(err, &usage):
		t.complain(usage.message, usage.hint)
		return exitUsage
	case errors.As(err, &fonts):
		t.complain(fmt.Sprintf("Không dùng được phông chữ trong %s: %s.", fonts.Folder, fonts.Why), "Thư mục sau --fonts phải có đủ times.ttf, timesbd.ttf, timesi.ttf, timesbi.ttf, ví dụ C:\\Windows\\Fonts.")
		return exitUsage
	}
	message, hint := inWords(err)
	t.complain(message, hint)
	return exitFailure
}

// An exitStatus ends a verb that has said everything already.
type exitStatus int

func (s exitStatus) Error() string { return "findings reported" }

// A usageError says in Vietnamese what is wrong with the command line.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }
