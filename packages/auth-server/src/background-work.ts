import type { FastifyBaseLogger } from "fastify";

/** Work that goes on after its request was answered; a failure is logged, and closing waits for what is under way. */
export class BackgroundWork {
  readonly #underway = new Set<Promise<void>>();

  run(log: FastifyBaseLogger, what: string, work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
      .finally(() => this.#underway.delete(running));
    this.#underway.add(running);
  }

  async settle(): Promise<void> {
    await Promise.all(this.#underway);
  }
}
