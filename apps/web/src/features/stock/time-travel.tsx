import { Slider } from "@mantine/core";
import type { PositionView } from "@invista/contracts/stock/list-stock";
import { useState } from "react";
import { dayOf, endOfDay, formatDay } from "../../shared/format/times.ts";
import type { AsOf } from "../../shared/ui/as-of.tsx";

/** Drag to the end of one of the last 60 days; the far right is now. */
export function TimeTravel({
  view,
  at,
  onAsOf,
}: {
  view: PositionView;
  /** The moment that is shown; absent: now. */
  at?: string;
  onAsOf: (next: AsOf) => void;
}) {
  const days = view.history.map((point) => point.day);
  const last = days.length - 1;
  const [index, setIndex] = useState(at === undefined ? last : Math.max(days.indexOf(dayOf(new Date(at))), 0));
  const words = (one: number) => (one === last ? "now" : `end of ${formatDay(days[one] ?? "")}`);
  return (
    <div style={{ padding: "4px 14px 10px" }}>
      <Slider
        thumbLabel="Show the position as of"
        min={0}
        max={last}
        value={index}
        onChange={setIndex}
        onChangeEnd={(chosen) => {
          const day = days[chosen];
          if (chosen === last) onAsOf({ at: undefined, basis: undefined });
          else if (day !== undefined) onAsOf({ at: endOfDay(day), basis: "OCCURRED" });
        }}
        label={words}
        thumbProps={{ "aria-valuetext": words(index) }}
        size="sm"
      />
      <p className="dim" style={{ margin: "6px 0 0", fontSize: 12 }}>
        Drag to see this position at the end of an earlier day.
      </p>
    </div>
  );
}
