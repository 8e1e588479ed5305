import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { useMe } from "../../shared/session/session.tsx";
import { useSignOut } from "../../shared/session/use-sign-out.ts";
import { CodeList } from "./code-list.tsx";
import { EnrolForm } from "./enrol-form.tsx";
import styles from "./security.module.css";

/** For someone whose role demands a second factor, or who used a recovery code: nothing else is open before it is set up. */
export function SetUpPage({ onDone }: { onDone: () => void }) {
  const me = useMe();
  const signOut = useSignOut();
  const utils = trpc.useUtils();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const goOn = async () => {
    await utils.session.me.refetch();
    onDone();
    await utils.invalidate();
  };
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        {codes ? (
          <>
            <h1>Keep your recovery codes</h1>
            <CodeList codes={codes} onKept={() => void goOn()} />
          </>
        ) : (
          <>
            <h1>Set up two-factor sign-in</h1>
            <p className="dim" style={{ marginBottom: 20 }}>
              You are signed in as {me.user.displayName}. Your account needs a second factor before you can go on.
            </p>
            <EnrolForm first onDone={(made) => (made ? setCodes(made) : void goOn())} onCancel={() => void signOut()} />
          </>
        )}
      </div>
    </main>
  );
}
