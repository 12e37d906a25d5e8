package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"onrecord/graph"
	"onrecord/schema"
	"onrecord/store"
	"onrecord/store/badger"
)

func (a *app) queryCommand() *cobra.Command {
	var where, variables, operation, token string
	c := &cobra.Command{
		Use:   "query [--data DIR | --url URL] FILE|-",
		Short: "Ask a GraphQL query of a folder or a server",
		Long: `query runs the GraphQL document in FILE (- is standard input) and prints the
answer as JSON. With --url it asks a server; else it opens the folder itself,
which no server may have open at the same time. The exit status is 1 when the
answer has errors.`,
		Args: exactlyOne("a file with a query, or -"),
		RunE: func(cmd *cobra.Command, args []string) error {
			query, err := a.read(args[0])
			if err != nil {
				return err
			}
			if variables != "" && !json.Valid([]byte(variables)) {
				return usageError{errors.New("--variables is not JSON")}
			}
			r := schema.Request{Query: query, OperationName: operation}
			if variables != "" {
				r.Variables = json.RawMessage(variables)
			}
			var answer []byte
			if where != "" {
				answer, err = ask(cmd.Context(), where, token, r)
			} else {
				answer, err = a.askFolder(cmd.Context(), r)
			}
			if err != nil {
				return err
			}
			return a.printAnswer(answer)
		},
	}
	c.Flags().StringVar(&where, "url", "", "a server's GraphQL endpoint: http://127.0.0.1:8080/graphql")
	c.Flags().StringVar(&variables, "variables", "", "the query's variables, as a JSON object")
	c.Flags().StringVar(&operation, "operation", "", "which operation to run, when the document has several")
	c.Flags().StringVar(&token, "write-token", "", "token for mutations, with --url")
	return c
}

// mostQuery bounds what is read as a query, in bytes.
const mostQuery = 1 << 20

func (a *app) read(name string) (string, error) {
	in := a.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer f.Close() //nolint:errcheck // only read
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, mostQuery+1))
	if err != nil {
		return "", err
	}
	if len(raw) > mostQuery {
		return "", fmt.Errorf("%s is larger than a query can be (%d bytes)", name, mostQuery)
	}
	return string(raw), nil
}

func (a *app) askFolder(ctx context.Context, r schema.Request) (answer []byte, err error) {
	err = a.withGraph(true, func(g *graph.Graph, _ *badger.Store) error {
		log, err := a.logger()
		if err != nil {
			return err
		}
		api, err := schema.New(g, schema.Options{Logger: log, Version: version()})
		if err != nil {
			return err
		}
		res := api.Execute(ctx, r)
		answer = bytes.Clone(res.Body)
		return nil
	})
	if errors.Is(err, store.ErrLocked) {
		return nil, fmt.Errorf("%w; ask the server that has it open with --url", err)
	}
	return answer, err
}

// ask sends the query to a server.
func ask(ctx context.Context, where, token string, r schema.Request) ([]byte, error) {
	body, err := json.Marshal(map[string]any{"query": r.Query, "operationName": orNil(r.OperationName), "variables": r.Variables})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, where, bytes.NewReader(body))
	if err != nil {
		return nil, usageError{err}
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/graphql-response+json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	client := http.Client{Timeout: 2 * time.Minute}
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	answer, err := io.ReadAll(io.LimitReader(res.Body, 256<<20))
	if err != nil {
		return nil, err
	}
	if !json.Valid(answer) {
		return nil, fmt.Errorf("%s answered %s, and not with JSON: is it a GraphQL endpoint?", where, res.Status)
	}
	return answer, nil
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// printAnswer prints the answer, indented for people, and fails when it has
// errors.
func (a *app) printAnswer(answer []byte) error {
	var seen struct {
		Errors []json.RawMessage `json:"errors"`
	}
	if err := json.Unmarshal(answer, &seen); err != nil {
		return fmt.Errorf("the answer is not JSON: %w", err)
	}
	if a.json {
		fmt.Fprintf(a.out, "%s\n", bytes.TrimSpace(answer))
	} else {
		var b bytes.Buffer
		if err := json.Indent(&b, bytes.TrimSpace(answer), "", "  "); err != nil {
			return err
		}
		fmt.Fprintln(a.out, b.String())
	}
	if len(seen.Errors) > 0 {
		return errFailed
	}
	return nil
}
