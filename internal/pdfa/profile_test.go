package pdfa

import (
	"bytes"
	"compress/zlib"
	"io"
	"math"
	"testing"
)

// TestProfile reads the profile back by its tags, and holds that no processor's last
// bit of a float decides about a byte.
func TestProfile(t *testing.T) {
	z, err := zlib.NewReader(bytes.NewReader(profile()))
	if err != nil {
		t.Fatal(err)
	}
	icc, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if int(u32(icc, 0)) != len(icc) || string(icc[36:40]) != "acsp" || len(icc)%4 != 0 {
		t.Errorf("header %x of %d bytes", icc[:40], len(icc))
	}
	var sum [3]float64
	for i := range int(u32(icc, 128)) {
		e := icc[132+12*i:]
		at, length := int(u32(e, 4)), int(u32(e, 8))
		if at%4 != 0 || at+length > len(icc) {
			t.Fatalf("tag %s at %d, %d bytes", e[:4], at, length)
		}
		tag := icc[at : at+length]
		switch name := string(e[:4]); name {
		case "rXYZ", "gXYZ", "bXYZ":
			for k := range sum {
				sum[k] += float64(u32(tag, 8+4*k)) / 65536
			}
		case "rTRC", "gTRC", "bTRC":
			if n := int(u32(tag, 8)); string(tag[:4]) != "curv" || length != 12+2*n || u16(tag, 12) != 0 || u16(tag, length-2) != 65535 {
				t.Errorf("curve %s of %d points from %d to %d", name, n, u16(tag, 12), u16(tag, length-2))
			}
		}
	}
	for k := range sum { // the primaries together are white
		if white := float64(u32(icc, 68+4*k)) / 65536; math.Abs(white-sum[k]) > 0.0005 {
			t.Errorf("primaries add up to %v, white has %v", sum, white)
		}
	}
	for i := range 256 {
		v := float64(i) / 255
		if v > 0.04045 {
			v = math.Pow((v+0.055)/1.055, 2.4) * 65535
			if d := math.Abs(v - math.Floor(v) - 0.5); d < 1e-6 {
				t.Errorf("point %d lies on the edge of rounding", i)
			}
		}
	}
}
