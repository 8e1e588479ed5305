import { createServer } from "node:net";

/** The wanted port when nobody listens on it, else any free one on the loopback. */
export async function freePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    const port = await tryListen(wanted);
    if (port !== null) return port;
  }
  const port = await tryListen(0);
  if (port === null) throw new Error("No free port on 127.0.0.1");
  return port;
}

function tryListen(port: number): Promise<number | null> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const found = typeof address === "object" && address !== null ? address.port : null;
      server.close(() => done(found));
    });
  });
}
