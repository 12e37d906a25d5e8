package names

// shows counts evidence that the text gives and the name does not: it decides
// only where the name itself, with its title, does not.
func (f *finder) shows(o *form, what, weight int) { o.shown[what] += weight }
