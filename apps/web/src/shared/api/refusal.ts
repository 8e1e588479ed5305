import { z } from "zod";

const body = z.object({
  code: z.string(),
  rule: z.string(),
  message: z.string(),
  requestId: z.string(),
  details: z.record(z.string(), z.unknown()).default({}),
});

/** What went wrong, in one shape for every screen. */
export interface RefusalView {
  /** refused: the server said no; offline: no answer came; broken: the screen or the answer is faulty. */
  readonly kind: "refused" | "offline" | "broken";
  readonly code: string;
  readonly rule: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly details: Record<string, unknown>;
}

/** Reads any thrown thing as a refusal; null when there is no error. */
export function refusalOf(error: unknown): RefusalView | null {
  if (error === null || error === undefined) return null;
  const answer = body.safeParse(Reflect.get(Object(error), "data"));
  if (answer.success) return { kind: "refused", ...answer.data };
  const plain = body.safeParse(error);
  if (plain.success) return { kind: "refused", ...plain.data };
  if (isOffline(error)) {
    return view(
      "offline",
      "OFFLINE",
      "The server can't be reached. Nothing was changed; check the connection and try again.",
    );
  }
  return view("broken", "BROKEN", "Something went wrong on this screen.");
}

/** The messages per field of a refused input. */
export function issuesOf(refusal: RefusalView): Record<string, string> {
  return z.record(z.string(), z.string()).catch({}).parse(refusal.details.issues);
}

function view(kind: "offline" | "broken", code: string, message: string): RefusalView {
  return { kind, code, rule: "", message, requestId: null, details: {} };
}

/** fetch throws a TypeError without a connection; a proxy in between answers with something that is not JSON. */
function isOffline(error: unknown): boolean {
  const cause: unknown = Reflect.get(Object(error), "cause");
  const thrown = [error, cause].some((one) => one instanceof TypeError || one instanceof SyntaxError);
  return thrown || !navigator.onLine || /fetch|network|JSON/i.test(error instanceof Error ? error.message : "");
}
