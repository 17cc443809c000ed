package pdfa

import (
	"crypto/md5"
	"fmt"
	"strings"
)

// attachment writes what is attached to a file and gives the catalog's keys for it:
// by name, as readers list it, and as the data behind the whole document (ISO 19005-3,
// 6.8 and annex E). The checksum of ISO 32000-1, 7.11.4.1 is MD5 by definition.
func (w *writer) attachment(f *File) (string, error) {
	a := f.Attachment
	if a == nil {
		return "", nil
	}
	kind, err := pdfName(a.Type)
	if err != nil {
		return "", fmt.Errorf("attach %s: %w", a.Name, err)
	}
	name := appendText(nil, a.Name)
	n := w.reserve(2)
	date := pdfDate(f.Created)
	w.object(n, "<</Type/Filespec/F %s/UF %s/Desc %s/AFRelationship/Data/EF<</F %d 0 R/UF %d 0 R>>>>",
		name, name, appendText(nil, a.Description), n+1, n+1)
	w.stream(n+1, fmt.Sprintf("/Type/EmbeddedFile/Subtype%s/Params<</Size %d/CheckSum<%X>/CreationDate(%s)/ModDate(%s)>>%s",
		kind, len(a.Data), md5.Sum(a.Data), date, date, flate), contentDeflaters.append(nil, a.Data))
	return fmt.Sprintf("/AF[%d 0 R]/Names<</EmbeddedFiles<</Names[%s %d 0 R]>>>>", n, name, n), nil
}

// pdfName writes a MIME type as a name.
func pdfName(s string) (string, error) {
	for _, r := range s {
		if r <= ' ' || r >= 0x7F || strings.ContainsRune("()<>[]{}%#", r) {
			return "", fmt.Errorf("type %q", s)
		}
	}
	return "/" + strings.ReplaceAll(s, "/", "#2F"), nil
}
