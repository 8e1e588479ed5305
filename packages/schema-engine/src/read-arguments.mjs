/** Reads the command line Prisma gives its schema engine; the datasource comes as JSON or base64 of JSON. */
export function readArguments(argv) {
  const valuesOf = (name) =>
    argv.flatMap((word, index) => (word === name && index + 1 < argv.length ? [argv[index + 1]] : []));
  const [encoded] = valuesOf("--datasource");
  return {
    datasource: encoded === undefined ? {} : decodeDatasource(encoded),
    datamodelPaths: valuesOf("--datamodels"),
    cliCommand: argv.includes("cli")
      ? ["can-connect-to-database", "create-database", "drop-database"].find((name) => argv.includes(name))
      : undefined,
    isCli: argv.includes("cli"),
  };
}

function decodeDatasource(text) {
  const json = text.trimStart().startsWith("{") ? text : Buffer.from(text, "base64").toString("utf8");
  return JSON.parse(json);
}
