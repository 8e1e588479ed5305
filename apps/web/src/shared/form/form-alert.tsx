import { IconAlertTriangle } from "@tabler/icons-react";
import type { RefusalView } from "../api/refusal.ts";
import { RequestId } from "../ui/request-id.tsx";
import styles from "./form.module.css";

/** The server's refusal at the top of a form: its sentence, and the request id when something broke. */
export function FormAlert({ refusal }: { refusal: RefusalView | null }) {
  if (!refusal) return null;
  return (
    <div className={styles.alert} role="alert" data-code={refusal.code} data-rule={refusal.rule}>
      <IconAlertTriangle size={16} aria-hidden="true" />
      <div>
        {refusal.message}
        {refusal.rule === "auth.mfaNotSetUp" ? (
          <>
            {" "}
            <a href="/security" style={{ color: "inherit", textDecoration: "underline" }}>
              Set up two-factor sign-in
            </a>
          </>
        ) : null}
        {refusal.code === "INTERNAL" ? <RequestId id={refusal.requestId} /> : null}
      </div>
    </div>
  );
}
