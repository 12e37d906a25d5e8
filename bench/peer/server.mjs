// Serves the bench database with PostGraphile: production mode, no watching, no
// GraphiQL, queries prepared and cached, and as many processes as asked for.
//
//   node server.mjs SOCKET-FOLDER WORKERS
//
// The primary prints {"graphql": URL} when all of them listen.
import cluster from "node:cluster";
import { createServer } from "node:http";

const [folder, workers] = process.argv.slice(2);

async function serve() {
  const { postgraphile } = await import("postgraphile");
  const { grafserv } = await import("postgraphile/grafserv/node");
  const { PostGraphileAmberPreset } = await import("postgraphile/presets/amber");
  const { makePgService } = await import("postgraphile/adaptors/pg");
  const preset = {
    extends: [PostGraphileAmberPreset],
    // Ids are the graph's own, as with us.
    disablePlugins: ["NodePlugin"],
    pgServices: [
      makePgService({
        connectionString: `postgres://postgres@/bench?host=${encodeURIComponent(folder)}`,
        schemas: ["bench"],
        // Connections, with what they have prepared, outlive the minutes in
        // which the other side is asked.
        poolConfig: { max: 8, idleTimeoutMillis: 3_600_000 },
      }),
    ],
    grafserv: { watch: false, graphiql: false, websockets: false, graphqlPath: "/graphql", parseAndValidateCacheSize: 500 },
    grafast: { explain: false },
    gather: { pgJwtTypes: [] },
  };
  const serv = postgraphile(preset).createServ(grafserv);
  const server = createServer();
  server.keepAliveTimeout = 60_000;
  await serv.addTo(server);
  return server;
}

if (cluster.isPrimary && workers > 1) {
  let listening = 0;
  let port = 0;
  cluster.on("listening", (worker, address) => {
    port = address.port;
    if (++listening == workers) console.log(JSON.stringify({ graphql: `http://127.0.0.1:${port}/graphql` }));
  });
  cluster.on("exit", (worker, code) => {
    console.error(`a worker ended with ${code}`);
    stop();
  });
  for (let i = 0; i < workers; i++) cluster.fork();
  const stop = () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill("SIGKILL");
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} else {
  const server = await serve();
  server.listen(0, "127.0.0.1", () => {
    if (cluster.isPrimary) console.log(JSON.stringify({ graphql: `http://127.0.0.1:${server.address().port}/graphql` }));
  });
  const stop = () => process.exit(0);
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("disconnect", stop); // the primary is gone
}
