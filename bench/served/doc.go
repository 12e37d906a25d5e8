// Package served starts what is measured, the real programs as a user starts
// them, and tells what they cost: processor time, memory and disk, of a process
// and of all that it started.
package served
