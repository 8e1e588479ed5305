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
                      <Load of={loadOf(bin)} />
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

function Load({ of }: { of: ReturnType<typeof loadOf> }) {
  return of === null ? null : (
    <span className={styles.load} aria-hidden>
      <span style={{ width: `${Math.min(100, of.share * 100)}%` }} />
    </span>
  );
}

/** How much of what a bin bears lies in it; null where nothing is said of that. */
function loadOf({ weight, maxWeight }: Bin): { share: number; text: string } | null {
  if (weight === null || maxWeight === null) return null;
  return {
    share: shareOf(weight, maxWeight),
    text: `${formatDecimal(weight)} of ${formatDecimal(maxWeight)} kg`,
  };
}

function stateOf(bin: Bin): "over" | "held" | "empty" | "filled" {
  if ((loadOf(bin)?.share ?? 0) > 1) return "over";
  if (!bin.isSellable) return "held";
  return bin.positions === 0 ? "empty" : "filled";
}

function saying(bin: Bin): string {
  const load = loadOf(bin);
  const held = bin.positions === 0 ? "empty" : plural(bin.positions, "item");
  const words = load && `${load.text}${stateOf(bin) === "over" ? ", too much" : ""}`;
  return [bin.code || "Floor", BIN_WORDS[bin.type], held, words].filter((word) => word !== null).join(", ");
}
