import { Button } from "@mantine/core";
import { IconAlertTriangle, IconLock, IconPlugConnectedX, IconSearchOff } from "@tabler/icons-react";
import { refusalOf, type RefusalView } from "../api/refusal.ts";
import { Notice } from "./notice.tsx";
import { RequestId } from "./request-id.tsx";

const HEADLINE: Record<string, string> = {
  OFFLINE: "No connection to the server",
  UNAVAILABLE: "The server is busy",
  LIMITED: "Too many requests",
  FORBIDDEN: "You may not see this",
  NOT_FOUND: "This was not found",
  UNAUTHENTICATED: "Your session has ended",
  "auth.mfaNotSetUp": "This needs two-factor sign-in",
  "auth.mfaRequired": "Confirm that it is you",
  "auth.stepUpRequired": "Confirm that it is you",
  INVALID: "This address has a filter that does not exist",
};

/** What happened, what was kept and what to do, with the request id to copy. */
export function ErrorPanel({
  error,
  retry,
  kept = "Nothing was changed.",
}: {
  error: unknown;
  retry?: () => void;
  kept?: string;
}) {
  const refusal = refusalOf(error);
  if (!refusal) return null;
  return (
    <Notice
      role="alert"
      icon={iconOf(refusal)}
      title={HEADLINE[refusal.rule] ?? HEADLINE[refusal.code] ?? "This could not be read"}
      action={actionOf(refusal, retry)}
    >
      <p>{refusal.message}</p>
      {refusal.kind === "refused" && !refusal.message.includes("Nothing was changed") ? <p>{kept}</p> : null}
      <RequestId id={refusal.requestId} />
    </Notice>
  );
}

function actionOf(refusal: RefusalView, retry: (() => void) | undefined) {
  if (refusal.rule === "auth.mfaNotSetUp")
    return (
      <Button variant="filled" component="a" href="/security">
        Set up two-factor sign-in
      </Button>
    );
  if (!retry || (refusal.code === "FORBIDDEN" && !refusal.rule.startsWith("auth."))) return null;
  return <Button onClick={retry}>Try again</Button>;
}

function iconOf(refusal: RefusalView) {
  if (refusal.kind === "offline") return <IconPlugConnectedX size={28} stroke={1.5} />;
  if (refusal.code === "FORBIDDEN") return <IconLock size={28} stroke={1.5} />;
  if (refusal.code === "NOT_FOUND") return <IconSearchOff size={28} stroke={1.5} />;
  return <IconAlertTriangle size={28} stroke={1.5} />;
}
