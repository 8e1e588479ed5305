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
/** What of a bin is drawn; null: what it was, or what it bears, is not known. */
type Drawn = Pick<Bin, "id" | "code" | "zone" | "positions"> &
  Partial<Pick<Bin, "weight" | "maxWeight">> & { type: Bin["type"] | null; isSellable: boolean | null };

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
      {(data) => <BinZones bins={data.rows} isCut={data.isCut} onOpen={onOpen} />}
    </QueryArea>
  );
}

/** Bins drawn zone by zone, in their order. */
export function BinZones<One extends Drawn>({
  bins: all,
  isCut,
  onOpen,
}: {
  bins: readonly One[];
  isCut: boolean;
  onOpen: (bin: One) => void;
}) {
  return (
    <div className={styles.zones}>
      {isCut ? <p className="dim">Only the first {all.length} bins are drawn.</p> : null}
      {[...Map.groupBy(all, (bin) => bin.zone ?? "")].map(([zone, bins]) => (
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
                  <span className={styles.held}>{bin.positions === 0 ? "empty" : plural(bin.positions, "item")}</span>
                  <Load of={loadOf(bin)} />
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </div>
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
function loadOf({ weight = null, maxWeight = null }: Drawn): { share: number; text: string } | null {
  if (weight === null || maxWeight === null) return null;
  return {
    share: shareOf(weight, maxWeight),
    text: `${formatDecimal(weight)} of ${formatDecimal(maxWeight)} kg`,
  };
}

function stateOf(bin: Drawn): "over" | "held" | "empty" | "filled" {
  if ((loadOf(bin)?.share ?? 0) > 1) return "over";
  if (bin.isSellable === false) return "held";
  return bin.positions === 0 ? "empty" : "filled";
}

function saying(bin: Drawn): string {
  const load = loadOf(bin);
  const held = bin.positions === 0 ? "empty" : plural(bin.positions, "item");
  const words = load && `${load.text}${stateOf(bin) === "over" ? ", too much" : ""}`;
  return [bin.code || "Floor", bin.type && BIN_WORDS[bin.type], held, words].filter((word) => word !== null).join(", ");
}
