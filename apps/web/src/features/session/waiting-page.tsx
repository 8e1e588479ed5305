import { Button } from "@mantine/core";
import { useMe } from "../../shared/session/session.tsx";
import { useSignOut } from "../../shared/session/use-sign-out.ts";
import { EntryCard } from "./entry-card.tsx";

/** For who has an account and no role in force: it opens by itself once somebody gives him one. */
export function WaitingPage() {
  const { user } = useMe();
  const signOut = useSignOut();
  return (
    <EntryCard title="Waiting for a role">
      <p>
        You are signed in as <span className="strong">{user.email ?? user.displayName}</span>. Before you can work here,
        an administrator of your company gives you a role; they have been told that you wait.
      </p>
      <p className="dim" role="status">
        This page opens by itself as soon as you have one.
      </p>
      <Button onClick={() => void signOut()}>Sign out</Button>
    </EntryCard>
  );
}
