import { trpc, type Outputs } from "../../shared/api/trpc.ts";
import { formatDecimal, shareOf } from "../../shared/format/numbers.ts";
import { plural } from "../../shared/format/words.ts";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import styles from "./bin-map.module.css";
import { BIN_WORDS } from "./bin-words.ts";
import { IconMap2 } from "@tabler/icons-react";

type Bin = Outputs["location"]["map"]["rows"][number];

/** The bins of a warehouse zone by zone in the order of the picking route; how full each is, and what it is for. */
export function BinMap({ warehouseId, onOpen }: { warehouseId: string; onOpen: (bin: Bin) => void }) {
  const query = trpc.location.map.useQuery({ warehouseId });
  return (
    <QueryArea
      query={query}
      loading={<Skeleton height={320} />}
      isEmpty={(data) => data.rows.length === 0}
      empty={
        <Notice icon={<IconMap2 size={28} stroke={1.5} />} title="No bins to draw">
          Stock lies on the floor of this warehouse until it has bins.
        </Notice>
      }
    >
      {(data) => (
        <div className={styles.zones}>
          {data.isCut ? <p className="dim">Only the first {data.rows.length} bins are drawn.</p> : null}
          {[...Map.groupBy(data.rows, (bin) => bin.zone ?? "")].map(([zone, bins]) => (
            <Panel
              key={zone}
              title={zone === "" ? "No zone" : `Zone ${zone}`}
              hint={`${plural(bins.length, "bin")}, ${bins.filter((bin) => bin.positions === 0).length} empty`}
            >
              <ul className={styles.bins} aria-label={zone === "" ? "Bins without a zone" : `Bins of zone ${zone}`}>
                {bins.map((bin) => (
                  <li key={bin.id}>
                    <button
                      type="button"
                      className={styles.bin}
                      data-state={stateOf(bin)}
                      data-entity="location"
                      data-id={bin.id}
                      title={saying(bin)}
                      onClick={() => onOpen(bin)}
                    >
                      <span className="strong cut">{bin.code || "Floor"}</span>{" "}
                      <span className={styles.held}>
                        {bin.positions === 0 ? "empty" : plural(bin.positions, "item")}
                      </span>
                      {bin.maxWeight === null || bin.weight === null ? null : (
                        <span className={styles.load} aria-hidden>
                          <span style={{ width: `${Math.min(100, shareOf(bin.weight, bin.maxWeight) * 100)}%` }} />
                        </span>
                      )}
                    </button>
                  </li>
                ))}
              </ul>
            </Panel>
          ))}
        </div>
      )}
    </QueryArea>
  );
}

function stateOf(bin: Bin): "over" | "held" | "empty" | "filled" {
  if (bin.maxWeight !== null && bin.weight !== null && shareOf(bin.weight, bin.maxWeight) > 1) return "over";
  if (!bin.isSellable) return "held";
  return bin.positions === 0 ? "empty" : "filled";
}

function saying(bin: Bin): string {
  const load =
    bin.maxWeight === null || bin.weight === null
      ? null
      : `${formatDecimal(bin.weight)} of ${formatDecimal(bin.maxWeight)} kg${stateOf(bin) === "over" ? ", too much" : ""}`;
  const held = bin.positions === 0 ? "empty" : plural(bin.positions, "item");
  return [bin.code || "Floor", BIN_WORDS[bin.type], held, load].filter((word) => word !== null).join(", ");
}
