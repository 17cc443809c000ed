package pipeline

import "os"

// A build makes much that is thrown away soon, on a heap that is small for most of its
// time; to collect whenever that has doubled, as Go does, costs a fifth of the work. The
// ballast counts as heap but is never touched, so that it takes no memory: the collector
// waits for as much more.
const ballastSize = 64 << 20

// Ballast gives what a program holds as long as it runs, so that the garbage collector
// works less; nothing where whoever runs the program has told the collector something
// else. Files don't depend on it.
func Ballast() []byte {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	return make([]byte, ballastSize)
}
