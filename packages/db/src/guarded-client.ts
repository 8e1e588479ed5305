import pg from "pg";

/**
 * A connection whose loss never ends the process. Pools listen to idle connections only, and the server's farewell may come
 * in the same packet as the end of the greeting: before anyone who has just been given the connection could listen.
 */
export class GuardedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on("error", () => undefined);
  }
}
