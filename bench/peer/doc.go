// Package peer is what a user would take instead of onrecord: PostgreSQL with
// PostGraphile, set up as their manuals advise for two processors, with the
// indexes and functions that the questions want.
//
// schema.sql has the tables, indexes.sql and words.sql what is built after the
// copying (side by side, for one index is built by one processor), functions.sql
// the questions that tables alone do not answer, server.mjs how it is served.
// The cluster is a private one in a folder of ours, without a port; PostGraphile
// reaches it by its socket. setup.sh installs both programs where they are
// missing.
package peer
