package plan

import (
	"context"
	"errors"
	"runtime/debug"

	"github.com/graphql-go/graphql"

	"onrecord/schema/guard"
)

// run is one execution of a program.
type run struct {
	ex   *Executor
	prog *program
	ctx  context.Context
	vars map[string]any
	text string // of the variables
	root any
	env  any
	envs int      // environments handed out so far
	next []*frame // the level that is being filled
	logs int      // server faults logged so far
}

// env is an environment with an identity, so that any value may be one.
type env struct {
	id    int
	value any
}

// frame is the objects of one selection in one environment on one level.
type frame struct {
	sel    *selection
	env    env
	values []any
	plan   *objectPlan   // of all objects, if plans is nil
	plans  []*objectPlan // of each object, if their types differ
	cols   []column      // by the fields' slots
}

func (f *frame) planOf(row int) *objectPlan {
	if f.plans == nil {
		return f.plan
	}
	return f.plans[row]
}

// add appends an object and gives its row.
func (f *frame) add(value any, plan *objectPlan) int32 {
	row := len(f.values)
	switch {
	case row == 0:
		f.plan = plan
	case f.plans != nil:
		f.plans = append(f.plans, plan)
	case f.plan != plan:
		f.plans = make([]*objectPlan, row, row*2)
		for i := range f.plans {
			f.plans[i] = f.plan
		}
		f.plans = append(f.plans, plan)
	}
	f.values = append(f.values, value)
	return int32(row)
}

// halted ends an execution as a whole.
type halted struct{ fault }

// levels resolves frames and everything below them, level by level.
func (r *run) levels(level ...*frame) error {
	for len(level) > 0 {
		r.next = nil
		for _, f := range level {
			if len(f.values) == 0 { // the fields above came to nothing
				continue
			}
			if err := r.frame(f); err != nil {
				return err
			}
		}
		level = r.next
	}
	return nil
}

// frame resolves every field of a frame's objects.
func (r *run) frame(f *frame) error {
	if f.plans == nil {
		return r.uniform(f, f.plan.fields)
	}
	return r.mixed(f)
}

func (r *run) uniform(f *frame, fields []*fieldPlan) error {
	f.cols = make([]column, slots(fields))
	for _, fp := range fields {
		if err := r.field(f, fp, nil); err != nil {
			return err
		}
	}
	return nil
}

// mixed resolves objects of several types. A field that types share is one call.
func (r *run) mixed(f *frame) error {
	var fields []*fieldPlan
	seen := map[*objectPlan]bool{}
	for _, plan := range f.plans {
		if seen[plan] {
			continue
		}
		seen[plan] = true
		for _, fp := range plan.fields {
			for len(fields) <= fp.slot {
				fields = append(fields, nil)
			}
			fields[fp.slot] = fp
		}
	}
	f.cols = make([]column, len(fields))
	for _, fp := range fields {
		if fp == nil {
			continue
		}
		rows := make([]int32, 0, len(f.values))
		for row, plan := range f.plans {
			if fp.slot < len(plan.bySlot) && plan.bySlot[fp.slot] == fp {
				rows = append(rows, int32(row))
			}
		}
		if len(rows) == len(f.values) {
			rows = nil
		}
		if err := r.field(f, fp, rows); err != nil {
			return err
		}
	}
	return nil
}

func slots(fields []*fieldPlan) int {
	n := 0
	for _, fp := range fields {
		n = max(n, fp.slot+1)
	}
	return n
}

// field resolves one field for the given rows of a frame, nil for all.
func (r *run) field(f *frame, fp *fieldPlan, rows []int32) error {
	if fp.resolver == nil || fp.direct() {
		return nil
	}
	if err := r.alive(); err != nil {
		return err
	}
	col := &f.cols[fp.slot]
	if fp.meta {
		if col.raw = r.ex.known.get(r.metaKey(fp)); col.raw != nil {
			return nil
		}
	}
	parents := f.values
	if rows != nil {
		parents = make([]any, len(rows))
		for i, row := range rows {
			parents[i] = f.values[row]
		}
	}
	out, below, err := r.call(f, fp, parents)
	if err != nil {
		if r.ctx.Err() != nil { // the batch noticed before us
			return r.alive()
		}
		col.fail = err
		return nil
	}
	if fp.below != nil {
		r.layout(f, fp, col, rows, out, below)
		return nil
	}
	if rows == nil {
		col.values = out
		return nil
	}
	col.values = make([]any, len(f.values))
	for i, row := range rows {
		col.values[row] = out[i]
	}
	return nil
}

// alive reports an ended context as the error of the whole execution.
func (r *run) alive() error {
	switch err := r.ctx.Err(); {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return &halted{fault{CodeTimeout, "The operation took longer than it may: ask for less, or page through it."}}
	default:
		return &halted{fault{CodeCancelled, "The request was cancelled."}}
	}
}

// call coerces the arguments and calls the batch. It gives the environment of
// what is below the field.
func (r *run) call(f *frame, fp *fieldPlan, parents []any) (out []any, below env, err error) {
	below = f.env
	args, err := fp.static, fp.failed
	if fp.dynamic {
		args, err = arguments(fp, r.vars)
	}
	if err != nil {
		return nil, below, err
	}
	defer func() {
		if cause := recover(); cause != nil {
			out, err = nil, r.panicked(fp, cause)
		}
	}()
	c := &Call{Ctx: r.ctx, Env: f.env.value, Args: args, Field: fp.ahead, run: r, field: fp}
	if out, err = fp.resolver.boxed(c, parents); err != nil {
		return nil, below, err
	}
	if c.setEnv {
		r.envs++
		below = env{id: r.envs, value: c.below}
	}
	return out, below, nil
}

// info is what can be said of a field to functions written for graphql-go.
func (r *run) info(fp *fieldPlan, parent *graphql.Object) graphql.ResolveInfo {
	info := graphql.ResolveInfo{
		FieldName: fp.name, FieldASTs: fp.nodes, ReturnType: fp.def.Type, Schema: *r.ex.schema,
		RootValue: r.root, Operation: r.prog.op, VariableValues: r.vars,
	}
	if parent != nil {
		info.ParentType = parent
	}
	return info
}

// loggedFaults bounds what one request may write into the log.
const loggedFaults = 10

// panicked logs a panic and gives the error that stands for it.
func (r *run) panicked(fp *fieldPlan, cause any) error {
	if r.logs++; r.logs <= loggedFaults {
		r.ex.log.ErrorContext(r.ctx, "resolver panicked", "field", fp.name, "panic", cause, "stack", string(debug.Stack()))
	}
	return &internal{cause: "panic", logged: true}
}

// arguments coerces a field's arguments; vars is nil while compiling.
func arguments(fp *fieldPlan, vars map[string]any) (map[string]any, error) {
	return guard.Arguments(fp.def.Args, fp.nodes[0].Arguments, vars)
}
