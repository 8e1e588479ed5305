import type { AuthContext } from "./auth-context.ts";

export interface SessionTimes {
  readonly id: string;
  readonly created_at: Date;
  readonly refreshed_at: Date | null;
}

/** Tells whether a session has reached its longest life, or was not used for too long. */
export async function isOver(auth: AuthContext, session: SessionTimes): Promise<boolean> {
  const limits = auth.sessionLimits();
  if (!limits) return false;
  const since = (at: Date) => (auth.now().getTime() - at.getTime()) / 1_000;
  if (since(session.created_at) >= limits.absoluteSeconds) return true;
  if (since(session.created_at) < limits.idleSeconds) return false;
  const used = auth.lastUse ? await auth.lastUse(session.id) : session.refreshed_at;
  return since(used && used > session.created_at ? used : session.created_at) >= limits.idleSeconds;
}
