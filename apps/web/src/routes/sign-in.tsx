import { createFileRoute, redirect, useRouter } from "@tanstack/react-router";
import { z } from "zod";
import { SignInForm } from "../features/session/sign-in-form.tsx";

export const Route = createFileRoute("/sign-in")({
  validateSearch: z.object({ next: z.string().max(2000).optional().catch(undefined) }),
  beforeLoad: async ({ context, search }) => {
    if (await context.services.accessToken()) redirect({ href: ownPath(search.next), throw: true });
  },
  component: SignIn,
});

function SignIn() {
  const { next } = Route.useSearch();
  const router = useRouter();
  return <SignInForm onDone={() => void router.navigate({ href: ownPath(next) })} />;
}

/** Only a path of this site: a link from elsewhere must not send a freshly signed-in person away. */
function ownPath(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}
