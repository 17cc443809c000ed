package pipeline

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// A build makes much that is thrown away soon, on a heap that is small for most of its
// time; to collect whenever that has doubled, as Go does, costs a fifth of the work. The
// ballast counts as heap but is never touched, so that it takes no memory: the collector
// waits for as much more.
const ballastSize = 64 << 20

// Ballast gives what a program holds as long as it runs, so that the garbage collector
// works less; nothing where whoever runs the program has told the collector something
// else. Files don't depend on it.
func Ballast() []byte {
	if collectorTold() {
		return nil
	}
	return make([]byte, ballastSize)
}

// collectorTold reports whether whoever runs the program has told the garbage collector
// how to work.
func collectorTold() bool { return os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" }

// What papers are made from takes little of the memory that making them takes, nearly all
// of which is free again at once. So the collector need only work more where a build
// comes near a bound: that of ten thousand nominees takes 2 % more time and half the
// memory. Where the records themselves are large the bound would cost more than it saves.
const (
	memoryBound = ballastSize + 224<<20
	fewRecords  = ballastSize + 128<<20
)

// boundMemory bounds what a build takes, when its records have been read.
func boundMemory() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	if metrics.Read(live); !collectorTold() && live[0].Value.Uint64() < fewRecords {
		debug.SetMemoryLimit(memoryBound)
	}
}
