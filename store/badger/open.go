package badger

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	badgerdb "github.com/dgraph-io/badger/v4"

	"onrecord/store"
)

// Open opens the store in o.Dir, or makes one there. It fails with
// store.ErrLocked when another process has it open and with store.ErrCorrupt
// when what is there is not what was acknowledged.
func Open(o Options) (*Store, error) {
	o = o.withDefaults()
	if err := makeDir(o.Dir); err != nil {
		return nil, unavailable("the directory cannot be made", err)
	}
	lock, err := lockDir(o.Dir)
	if err != nil {
		var typed *store.Error
		if errors.As(err, &typed) {
			return nil, err
		}
		return nil, unavailable("the directory cannot be locked", err)
	}
	s, err := open(o, lock)
	if err != nil {
		return nil, errors.Join(err, lock.release())
	}
	return s, nil
}

// opening is what Open knows before Badger has opened the files.
type opening struct {
	o       Options
	db      string    // Badger's folder
	known   bool      // there is a readable witness ...
	witness testimony // ... and this is what it says
	found   *inspection
	aside   string // the folder of copies, if any
}

func open(o Options, lock dirLock) (*Store, error) {
	op := &opening{o: o, db: filepath.Join(o.Dir, "db")}
	if err := op.before(); err != nil {
		return nil, err
	}
	log := &logger{out: o.Logger}
	engine, err := op.openEngine(log)
	if err != nil {
		return nil, err
	}
	s := &Store{options: o, lock: lock, db: engine}
	if s.logs, err = openLogs(op.db); err != nil {
		return nil, errors.Join(unavailable("the database's folder cannot be read", err), engine.Close())
	}
	if err := op.after(s); err != nil {
		return nil, errors.Join(err, s.logs.end(), engine.Close())
	}
	s.start()
	return s, nil
}

// before looks at the files, refuses what is sure to lose data and copies what
// Badger may delete or cut.
func (op *opening) before() (err error) {
	op.witness, err = readWitness(op.o.Dir)
	op.known = err == nil
	if err != nil && !errors.Is(err, errNoWitness) && !op.o.AcceptLoss {
		return op.corrupt(err)
	}
	if err := finishCompact(op.o.Dir); err != nil {
		return op.corrupt(err)
	}
	if err := makeDir(op.db); err != nil {
		return unavailable("the database's folder cannot be made", err)
	}
	op.found, err = inspect(op.db, op.o.engine(op.db).WithLogger(nil))
	if err != nil {
		return unavailable("the database's files cannot be read", err)
	}
	if op.found.unreadable {
		return op.corrupt(op.found.broken)
	}
	if !op.o.AcceptLoss {
		if op.found.broken != nil {
			return op.corrupt(op.found.broken)
		}
		if op.known && op.witness.seq > 0 && !op.found.exists {
			return op.corrupt(errors.New("the database's files are gone"))
		}
	}
	if op.aside, err = setAside(op.o.Dir, op.found.atRisk); err != nil {
		return unavailable("files that Badger would change cannot be copied", err)
	}
	if err := removeEmptyLogs(op.db); err != nil {
		return unavailable("an empty log cannot be removed", err)
	}
	return nil
}

// removeEmptyLogs removes the logs of no bytes: after a kill between the
// creation and the sizing of a log, Badger would fail to open, once.
func removeEmptyLogs(db string) error {
	logs, err := filepath.Glob(filepath.Join(db, "*.mem"))
	if err != nil {
		return err
	}
	for _, name := range logs {
		if st, err := os.Stat(name); err != nil {
			return err
		} else if st.Size() > 0 {
			continue
		}
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// openEngine opens Badger, a second time if need be: after a kill between the
// creation and the sizing of other files, too, the first attempt fails and
// mends it.
func (op *opening) openEngine(log *logger) (*badgerdb.DB, error) {
	opt := op.o.engine(op.db).WithLogger(log)
	db, err := badgerdb.OpenManaged(opt)
	if err != nil {
		op.o.Logger.Warn("badger did not open; trying again", "error", err)
		log.takeErrors()
		db, err = badgerdb.OpenManaged(opt)
	}
	if err != nil && strings.Contains(err.Error(), "Cannot acquire directory lock") {
		return nil, &store.Error{Code: store.CodeLocked, Message: "another program has the database in " + op.db + " open: stop it", Cause: err}
	}
	if err != nil {
		for _, outside := range []error{fs.ErrPermission, syscall.ENOSPC, syscall.EMFILE, syscall.ENOMEM} {
			if errors.Is(err, outside) {
				return nil, unavailable("badger cannot be opened", err)
			}
		}
		return nil, op.corrupt(err)
	}
	for _, e := range log.takeErrors() {
		if !op.o.AcceptLoss && (strings.Contains(e, "CHECKSUM") || strings.Contains(e, "Ignoring table")) {
			return nil, errors.Join(op.corrupt(errors.New(e)), db.Close())
		}
	}
	return db, nil
}

// after compares what Badger has with what it must have, clears away what an
// unfinished group left and makes the witness agree.
func (op *opening) after(s *Store) error {
	r, err := readRecord(s.db, math.MaxUint64)
	if err != nil {
		return op.corrupt(err)
	}
	if !op.o.AcceptLoss {
		if err := op.compare(s.db, r); err != nil {
			return op.corrupt(err)
		}
	}
	if op.known && !op.o.AcceptLoss && !op.broken(r) {
		s.witness, err = openWitness(op.o.Dir, op.witness.slot)
	} else {
		// A new one also where the old promises more.
		s.witness, err = createWitness(op.o.Dir, r)
	}
	if err != nil {
		return unavailable("the witness cannot be opened", err)
	}
	s.last = r
	if err := s.settle(r != op.witness.record); err != nil {
		return errors.Join(err, s.witness.f.Close())
	}
	if err := clearLoad(op.o.Dir, s.last); err != nil {
		return errors.Join(unavailable("what an interrupted load left cannot be removed", err), s.witness.f.Close())
	}
	if op.aside != "" && !op.o.AcceptLoss {
		// Everything acknowledged is in the database: the copies have served.
		if err := os.RemoveAll(op.aside); err != nil {
			return errors.Join(unavailable("the copies cannot be removed", err), s.witness.f.Close())
		}
	}
	return nil
}

// broken says that the witness promises one group more than the database has,
// whose last record is r: a crash came before that group was acknowledged.
func (op *opening) broken(r record) bool {
	return op.known && !op.witness.kept && op.witness.previous == r.digest && op.witness.seq > r.seq
}

// compare says what is missing in the database, whose last record is r.
func (op *opening) compare(db *badgerdb.DB, r record) error {
	switch {
	case !op.known && r.seq > 0:
		return errors.New("there are commits but no witness of what they must be")
	case !op.known, r == op.witness.record, op.broken(r):
	case r.previous != op.witness.digest:
		// The database may be one group ahead: the disk may have it sooner.
		return fmt.Errorf("the database ends with group %d, the witness with group %d, and they do not fit", r.seq, op.witness.seq)
	case r.seq < op.witness.seq:
		return fmt.Errorf("the database ends with group %d, the witness with group %d", r.seq, op.witness.seq)
	}
	// What was in the logs must follow what is in the tables.
	if len(op.found.logged) == 0 || op.found.logged[0].seq <= op.found.tabled {
		return nil
	}
	first := op.found.logged[0]
	below, err := readRecord(db, first.seq-1)
	if err != nil {
		return err
	}
	if below.digest != first.previous {
		return fmt.Errorf("the tables end with group %d, the write-ahead logs begin with group %d, and they do not fit", below.seq, first.seq)
	}
	return nil
}

// readRecord gives the last group's record as of ts.
func readRecord(db *badgerdb.DB, ts uint64) (record, error) {
	txn := db.NewTransactionAt(ts, false)
	defer txn.Discard()
	item, err := txn.Get(metaKey)
	if errors.Is(err, badgerdb.ErrKeyNotFound) {
		return record{}, nil
	}
	if err != nil {
		return record{}, err
	}
	value, err := item.ValueCopy(nil)
	if err != nil {
		return record{}, err
	}
	return decodeRecord(value)
}

// corrupt says that Open refuses, where the copies are and what to do.
func (op *opening) corrupt(cause error) error {
	where := "nothing was changed"
	if copies, err := filepath.Glob(filepath.Join(op.o.Dir, "set-aside-*")); err == nil && len(copies) > 0 {
		where = "the files as they were found are in " + strings.Join(copies, ", ")
	}
	what := "restore a backup"
	if !op.o.AcceptLoss && (op.found == nil || !op.found.unreadable) {
		what += ", or open it accepting the loss (--accept-loss) to go on with what is left"
	}
	return &store.Error{
		Code:    store.CodeCorrupt,
		Message: fmt.Sprintf("the store in %s is not what was acknowledged (%s): %s", op.o.Dir, where, what),
		Cause:   cause,
	}
}

func unavailable(what string, cause error) error {
	return &store.Error{Code: store.CodeUnavailable, Message: "store: " + what, Cause: cause}
}
