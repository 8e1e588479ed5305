import { createServer } from "node:net";

/** A port that is free now: PORT=0 is settled before anything is built, because tokens name their issuer's address. */
export function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}

/** Refuses, before anything is started, an address that can't be listened on; names the variable to change. */
export function requirePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        reject(new Error(`PORT ${port} is taken by another process; set PORT to a free one`));
      else if (error.code === "EACCES") reject(new Error(`PORT ${port} needs more rights; set PORT to one above 1023`));
      else reject(new Error(`HOST ${host} is no address of this machine`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
