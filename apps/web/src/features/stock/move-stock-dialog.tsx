import { SegmentedControl } from "@mantine/core";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { useState } from "react";
import { useCan } from "../../shared/session/session.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { MoveStockForm } from "./move-stock-form.tsx";
import { KINDS, type MoveKind } from "./move-values.ts";

/** Moves, holds, releases or scraps what lies in a bin, as far as the person's role goes. */
export function MoveStockDialog({ view, onClose }: { view: PositionView; onClose: () => void }) {
  const kinds = useMoveKinds();
  const [kind, setKind] = useState<MoveKind>(kinds[0] ?? "move");
  return (
    <Dialog title={`${view.position.sku} in ${view.position.warehouseCode}`} onClose={onClose} size={520}>
      <SegmentedControl
        fullWidth
        size="sm"
        mb={14}
        aria-label="What to do"
        data={kinds.map((value) => ({ value, label: KINDS[value].label }))}
        value={kind}
        onChange={(value) => setKind(kinds.find((one) => one === value) ?? "move")}
      />
      <MoveStockForm key={kind} kind={kind} view={view} onClose={onClose} />
    </Dialog>
  );
}

/** What the person may do with stock besides adjusting it. */
export function useMoveKinds(): readonly MoveKind[] {
  const may: Record<MoveKind, boolean> = {
    move: useCan(KINDS.move.permission),
    quarantine: useCan(KINDS.quarantine.permission),
    release: useCan(KINDS.release.permission),
    scrap: useCan(KINDS.scrap.permission),
  };
  return (["move", "quarantine", "release", "scrap"] as const).filter((kind) => may[kind]);
}
