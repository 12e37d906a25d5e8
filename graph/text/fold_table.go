package text

// foldTable says how Fold writes characters that no Unicode form takes apart.
// All values are fixed points of Fold.
var foldTable = map[rune]string{
	// Single quote marks, apostrophes and what is typed for them.
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '‹': "'", '›': "'",
	'ʼ': "'", 'ʻ': "'", 'ʹ': "'", '′': "'", '´': "'", '＇': "'", '`': "'", '՚': "'", 'ʾ': "'", 'ʿ': "'", '׳': "'",
	// Double quote marks.
	'“': `"`, '”': `"`, '„': `"`, '‟': `"`, '«': `"`, '»': `"`, '″': `"`, 'ʺ': `"`,
	'〝': `"`, '〞': `"`, '〟': `"`, '＂': `"`, '״': `"`, '「': `"`, '」': `"`, '『': `"`, '』': `"`,
	// Dashes and hyphens.
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '⁃': "-", '﹘': "-", '⸺': "-", '⸻': "-", '־': "-",
	// Latin letters whose stroke or shape Unicode does not treat as a mark.
	'Æ': "ae", 'æ': "ae", 'Œ': "oe", 'œ': "oe", 'Ø': "o", 'ø': "o", 'Ł': "l", 'ł': "l", 'Đ': "d", 'đ': "d",
	'Ð': "d", 'ð': "d", 'Þ': "th", 'þ': "th", 'ẞ': "ss", 'ß': "ss", 'ı': "i", 'Ħ': "h", 'ħ': "h", 'Ŧ': "t", 'ŧ': "t",
	'Ŋ': "ng", 'ŋ': "ng", 'ĸ': "k", 'ƒ': "f", 'Ə': "e", 'ə': "e", 'Ɨ': "i", 'ɨ': "i", 'Ƶ': "z", 'ƶ': "z", 'ȷ': "j",
}
