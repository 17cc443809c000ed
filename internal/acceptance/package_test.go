//go:build acceptance

package acceptance

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func command(name string, args ...string) *exec.Cmd {
	return exec.CommandContext(context.Background(), name, args...)
}

func checkSums(t *testing.T, dir string) {
	t.Helper()
	cmd := command("sha256sum", "--check", "--strict", "--quiet", "manifest-sha256.txt")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("sha256sum in %s: %v\n%s", dir, err, out)
	}
}

// TestKilled kills builds at random moments. Whatever the moment, the next run finds
// the former or the new result whole.
func TestKilled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mau")
	run(t, binary, "demo", dir)
	random := rand.New(rand.NewPCG(20270222, 1))
	killed := 0
	for i := range 40 {
		date := []string{"2027-02-22", "2027-03-05"}[i%2]
		cmd := command(binary, "build", "--workspace", dir, "--date", date)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.IntN(250)) * time.Millisecond)
		if err := cmd.Process.Kill(); err == nil {
			killed++
		}
		_ = cmd.Wait() // killed on purpose
		run(t, binary, "check", "--workspace", dir)
		checkSums(t, filepath.Join(dir, "output/2026"))
		if left, err := filepath.Glob(filepath.Join(dir, "output/.2026*")); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v (%v)", left, err)
		}
	}
	if killed == 0 {
		t.Error("no build was killed in time: the test shows nothing")
	}
}

// TestFullDisk builds onto a disk without room: the former result stays whole, and
// one Vietnamese sentence says why.
func TestFullDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mau")
	run(t, binary, "demo", dir)
	output := filepath.Join(dir, "output")
	keep := filepath.Join(t.TempDir(), "keep")
	if err := os.Rename(output, keep); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(output, 0o755); err != nil {
		t.Fatal(err)
	}
	// Room for one result, not for two.
	room := blocks(t, filepath.Join(keep, "2026")) * 3 / 2
	run(t, "mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", room*blockSize/1024), "tmpfs", output)
	defer run(t, "umount", output)
	run(t, "cp", "-r", keep+"/2026", output+"/")
	out, err := command(binary, "build", "--workspace", dir, "--date", "2027-03-05").CombinedOutput()
	if err == nil {
		t.Fatalf("the build found room:\n%s", out)
	}
	if !strings.Contains(string(out), "Ổ đĩa đã đầy") || strings.Contains(string(out), "goroutine") {
		t.Errorf("the message on a full disk:\n%s", out)
	}
	checkSums(t, filepath.Join(output, "2026"))
}

// blockSize is what a file takes of a disk at least, in bytes.
const blockSize = 4096

// blocks gives how many blocks of a disk a folder takes.
func blocks(t *testing.T, dir string) int64 {
	t.Helper()
	var n int64
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		n += (info.Size() + blockSize - 1) / blockSize
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
