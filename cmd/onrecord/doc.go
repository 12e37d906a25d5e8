// Command onrecord keeps who said what, who promised what, and what was dropped
// along the way: it serves the knowledge graph over GraphQL, asks it, fills it,
// copies it out and checks it.
//
// This package is wiring: flags, stores, servers and output for people and for
// scripts. Every file but main.go and root.go is one command.
package main
