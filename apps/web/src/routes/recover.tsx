import { createFileRoute, useRouter } from "@tanstack/react-router";
import { z } from "zod";
import { RecoverPassword } from "../features/session/recover-password.tsx";

export const Route = createFileRoute("/recover")({
  validateSearch: z.object({ code: z.string().max(200).optional().catch(undefined) }),
  component: Recover,
});

function Recover() {
  const { code } = Route.useSearch();
  const router = useRouter();
  return <RecoverPassword linkCode={code ?? null} onDone={() => void router.navigate({ to: "/" })} />;
}
