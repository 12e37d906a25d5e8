// Package runs holds the writes of a load: in memory up to a budget, and beyond
// it in sorted files, its runs. It answers reads of them at any moment, and
// gives all of them in the order of their keys at the end.
//
// A run is written in the background while the load goes on with an empty
// table, so that sorting and writing use what processor the load leaves free.
// A lookup asks the table, the one that is being written, and the runs from
// the newest to the oldest; a filter spares it most of those. A filter and the
// first keys of a run's blocks stay in memory: about two bytes a key.
package runs
