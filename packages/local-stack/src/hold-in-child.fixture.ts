import { startClusters } from "./start-clusters.ts";

// A process of its own to be killed by a test: it starts the clusters of the folder it is given and stays.
const [home = ""] = process.argv.slice(2);
const clusters = await startClusters({ home, durable: false });
console.log(JSON.stringify({ url: clusters.neonDatabaseUrl }));
process.stdin.resume();
