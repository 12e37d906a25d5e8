package seeds

import (
	"embed"
	"io/fs"
)

// Article is the name of the founding article's file, Annotation that of its
// curated annotation in the import format.
const (
	Article    = "paris-security-guarantees.txt"
	Annotation = "paris-security-guarantees.jsonl"
)

//go:embed paris-security-guarantees.txt paris-security-guarantees.jsonl
var files embed.FS

// Files returns the seed's files, Article and Annotation, under those names.
func Files() fs.FS { return files }
