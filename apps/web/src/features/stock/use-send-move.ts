import {
  moveStockInput,
  quarantineStockInput,
  releaseStockInput,
  scrapStockInput,
  type MovedStockOutput,
} from "@invista/contracts/stock/move-stock";
import { trpc } from "../../shared/api/trpc.ts";
import type { MoveKind } from "./move-values.ts";

/** Sends the command of a kind; each takes its own input. */
export function useSendMove(): (kind: MoveKind, input: object) => Promise<MovedStockOutput> {
  const move = trpc.stock.move.useMutation();
  const quarantine = trpc.stock.quarantine.useMutation();
  const release = trpc.stock.release.useMutation();
  const scrap = trpc.stock.scrap.useMutation();
  return (kind, input) => {
    if (kind === "move") return move.mutateAsync(moveStockInput.parse(input));
    if (kind === "quarantine") return quarantine.mutateAsync(quarantineStockInput.parse(input));
    if (kind === "release") return release.mutateAsync(releaseStockInput.parse(input));
    return scrap.mutateAsync(scrapStockInput.parse(input));
  };
}
