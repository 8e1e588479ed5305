#!/usr/bin/env node
// Speaks the protocol of Prisma's native schema-engine binary and answers from its WebAssembly build, so that no
// binary has to be downloaded. Plain JavaScript: `npx prisma` starts it with the system's Node, which may be 20.
import { readArguments } from "./read-arguments.mjs";

const { isCli, cliCommand, datasource, datamodelPaths } = readArguments(process.argv.slice(2));

if (isCli) {
  const { runCliCommand } = await import("./run-cli-command.mjs");
  process.exitCode = await runCliCommand(cliCommand, datasource.url);
} else {
  const { serveRpc } = await import("./serve-rpc.mjs");
  await serveRpc({ datasource, datamodelPaths }, process.stdin, process.stdout);
  process.exit(0);
}
