package pipeline

import "os"

// A build makes much that is thrown away soon, on a heap that is small for most of its
// time; to collect whenever that has doubled, as Go does, costs a fifth of the work. The
// ballast counts as heap but is never touched, so that it takes no memory: the collector
// waits for as much more.
const ballastSize = 64 << 20

var ballast []byte

// CollectLess tells the garbage collector so, unless whoever runs the program has told it
// something else. Files don't depend on it.
func CollectLess() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		ballast = make([]byte, ballastSize)
	}
}
