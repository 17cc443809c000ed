package zipfile

import (
	"archive/zip"
	"bytes"
	"hash"
	"hash/crc32"
	"io"
	"time"
)

// A Part is a file within an archive, of which the bytes depend on its content alone: its
// time is the first that zip knows. It is gathered first, so that parts may be made in any
// order; a large one is deflated as it is made, so that little of it is in memory.
type Part struct {
	Name string

	method   uint16
	data     bytes.Buffer
	deflater io.WriteCloser // into data, of a large part
	sum      hash.Hash32
	size     uint64
}

// NewPart begins a part. Method is zip.Deflate or zip.Store.
func NewPart(name string, method uint16) *Part {
	return &Part{Name: name, method: method, sum: crc32.NewIEEE()}
}

// large is the size from which a part is deflated at once: the sheet of ten thousand
// nominees has tens of megabytes.
const large = 1 << 20

// Write adds to the part.
func (p *Part) Write(b []byte) (int, error) {
	p.sum.Write(b) // a hash takes everything
	p.size += uint64(len(b))
	if p.deflater == nil && p.method == zip.Deflate && p.data.Len()+len(b) > large {
		if err := p.pack(); err != nil {
			return 0, err
		}
	}
	if p.deflater != nil {
		return p.deflater.Write(b)
	}
	return p.data.Write(b)
}

// pack deflates what there is, and what comes.
func (p *Part) pack() (err error) {
	plain := p.data
	p.data = bytes.Buffer{}
	if p.deflater, err = newDeflater(&p.data); err != nil {
		return err
	}
	_, err = p.deflater.Write(plain.Bytes())
	return err
}

// Put writes the part, which is complete, into a zip file. The bytes are the same whether
// it was deflated before or is now.
func (p *Part) Put(z *zip.Writer) error {
	h := &zip.FileHeader{Name: p.Name, Method: p.method, Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)}
	create := z.CreateHeader
	if p.deflater != nil {
		if err := p.deflater.Close(); err != nil {
			return err
		}
		// What an archive says of a file that it deflates itself.
		told := NewWriter(io.Discard)
		if _, err := told.CreateHeader(h); err != nil {
			return err
		}
		if err := told.Close(); err != nil { // its deflater goes back into the pool
			return err
		}
		h.CRC32, h.CompressedSize64, h.UncompressedSize64 = p.sum.Sum32(), uint64(p.data.Len()), p.size
		create = z.CreateRaw
	}
	w, err := create(h)
	if err != nil {
		return err
	}
	_, err = w.Write(p.data.Bytes())
	return err
}
