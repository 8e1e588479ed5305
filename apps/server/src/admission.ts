import { refuse } from "@invista/contracts/errors";

export interface Admission {
  /** Runs the work when there is room; refuses with UNAVAILABLE when the queue is full or the wait too long. */
  run<T>(work: () => Promise<T>): Promise<T>;
  readonly waiting: () => number;
}

interface Waiter {
  start(): void;
  timer: NodeJS.Timeout;
}

/** Bounds how much work is under way and how much waits, so that a burst ends in quick refusals and not in a collapse. */
export function makeAdmission(limits: { inFlight: number; queue: number; deadlineMs: number }): Admission {
  let running = 0;
  const queue = new Set<Waiter>();

  const enter = () =>
    new Promise<void>((resolve, reject) => {
      if (running < limits.inFlight) {
        running += 1;
        return resolve();
      }
      if (queue.size >= limits.queue) return reject(refuse("UNAVAILABLE", "server.busy"));
      const waiter: Waiter = {
        start: () => {
          clearTimeout(waiter.timer);
          resolve();
        },
        timer: setTimeout(() => {
          queue.delete(waiter);
          reject(refuse("UNAVAILABLE", "server.busy"));
        }, limits.deadlineMs),
      };
      queue.add(waiter);
    });

  const leave = () => {
    const [next] = queue;
    if (!next) {
      running -= 1;
      return;
    }
    queue.delete(next);
    next.start();
  };

  return {
    waiting: () => queue.size,
    run: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
