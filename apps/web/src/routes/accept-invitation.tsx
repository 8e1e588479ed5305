import { createFileRoute, useRouter } from "@tanstack/react-router";
import { AcceptInvitation } from "../features/session/accept-invitation.tsx";

export const Route = createFileRoute("/accept-invitation")({ component: Accept });

function Accept() {
  const router = useRouter();
  return <AcceptInvitation onDone={() => void router.navigate({ to: "/" })} />;
}
