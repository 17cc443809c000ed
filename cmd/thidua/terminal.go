package main

import (
	"fmt"
	"io"
	"os"
)

// A terminal is where the program speaks: results on out, everything else on err.
type terminal struct {
	out, err io.Writer
	colour   bool // of out
	errColor bool // of err
}

func newTerminal(out, err io.Writer) *terminal {
	plain := os.Getenv("NO_COLOR") != ""
	return &terminal{
		out:      out,
		err:      err,
		colour:   !plain && isTerminal(out),
		errColor: !plain && isTerminal(err),
	}
}

// isTerminal reports whether w is a screen, not a file or a pipe.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (t *terminal) plain() { t.colour, t.errColor = false, false }

// complain says in one sentence what is wrong, and below it what to do.
func (t *terminal) complain(message, hint string) {
	if hint != "" {
		message += "\n  " + hint
	}
	t.say("thidua: %s", message)
}

// say tells on err how the work goes. Where err can't be written to, nobody could be
// told that either.
func (t *terminal) say(format string, args ...any) {
	_, _ = fmt.Fprintf(t.err, format+"\n", args...)
}
