import { createFileRoute } from "@tanstack/react-router";
import { PlainPage } from "../../shared/ui/list-page.tsx";

export const Route = createFileRoute("/_app/")({ component: Today });

function Today() {
  return <PlainPage title="Today">…</PlainPage>;
}
