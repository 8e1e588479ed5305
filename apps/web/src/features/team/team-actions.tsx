import { Button } from "@mantine/core";
import { IconMail, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { InviteDialog } from "./invite-dialog.tsx";

/** To the invitations, and a new one. */
export function TeamActions({ onInvitations = false }: { onInvitations?: boolean }) {
  const mayInvite = useCan("user:invite");
  const [isOpen, setOpen] = useState(false);
  useShortcuts(
    [{ keys: "c", label: "invite people", group: "This page", inFooter: true, run: () => setOpen(true) }],
    mayInvite,
  );
  return (
    <>
      {onInvitations ? (
        <Button component={Link} to="/team">
          People
        </Button>
      ) : (
        <Button component={Link} to="/invitations" leftSection={<IconMail size={16} stroke={1.8} />}>
          Invitations
        </Button>
      )}
      {mayInvite ? (
        <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setOpen(true)}>
          Invite people
        </Button>
      ) : null}
      {isOpen ? <InviteDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}
