package nomination

// What a workspace holds, below its root, with "/" on every system. The register and
// the rulebook are spoken of by their names alone.
const (
	RegisterName   = "so-theo-doi.xlsx"
	RegisterFile   = "data/" + RegisterName
	RulebookName   = "ke-hoach.yaml"
	RulebookFile   = "data/" + RulebookName
	SentFolder     = "data/de-nghi"  // workbooks of the units
	AttachedFolder = "data/dinh-kem" // files that workbooks name
	SignedFolder   = "data/da-ky"    // papers that came back signed
)
