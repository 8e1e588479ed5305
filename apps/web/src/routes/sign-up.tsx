import { createFileRoute, useRouter } from "@tanstack/react-router";
import { z } from "zod";
import { SignUp } from "../features/session/sign-up.tsx";

export const Route = createFileRoute("/sign-up")({
  validateSearch: z.object({ code: z.string().max(200).optional().catch(undefined) }),
  component: SignUpPage,
});

function SignUpPage() {
  const { code } = Route.useSearch();
  const router = useRouter();
  return <SignUp linkCode={code ?? null} onDone={() => void router.navigate({ to: "/" })} />;
}
