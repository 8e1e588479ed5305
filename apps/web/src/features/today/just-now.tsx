import type { DashboardView } from "@invista/contracts/dashboard/dashboard";
import { Link } from "@tanstack/react-router";
import { Change, Moment } from "../../shared/format/values.tsx";
import { Can } from "../../shared/session/session.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { PeekSection } from "../../shared/ui/peek-panel.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";

/** The newest movements, as they are posted. */
export function JustNow({ rows }: { rows: DashboardView["recent"] }) {
  return (
    <PeekSection
      title="Just now"
      aside={
        <Can permission="stock:read">
          <Link to="/ledger">Ledger</Link>
        </Can>
      }
    >
      <Lines
        items={rows}
        itemId={(row) => row.seq}
        entity="movement"
        lead={(row) => <Moment at={row.recordedAt} />}
        name={(row) => MOVEMENT_WORDS[row.type]}
        detail={(row) => `${row.sku} · ${row.createdByName ?? "Invista"}`}
        end={(row) => <Change value={row.quantity} />}
        empty="Nothing has moved yet."
      />
    </PeekSection>
  );
}
