// Package load asks a server over HTTP as fast as it answers, and measures.
//
// So many connections are kept alive, and each asks again as soon as it was
// answered (a closed loop). Requests are prepared beforehand and every answer is
// checked, so that what is counted was right. The generator shares the machine
// with the server; it is the same for everybody who is measured, spends little,
// and tells what it spent.
package load
