import { Button, Popover, Radio, TextInput } from "@mantine/core";
import { asOfBasis, type AsOfBasis } from "@invista/contracts/stock/as-of";
import { IconClock, IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { Quantity } from "../format/values.tsx";
import { dayOf, endOfDay, formatExact, instantAt, wallTime } from "../format/times.ts";
import styles from "./as-of.module.css";
import filterStyles from "./filters.module.css";

export interface AsOf {
  readonly at?: string | undefined;
  readonly basis?: AsOfBasis | undefined;
}

/** The moment a screen is set to; null in the present. */
export function momentOf({ at, basis = "OCCURRED" }: AsOf): { at: string; basis: AsOfBasis } | null {
  return at === undefined ? null : { at, basis };
}

const PRESENT: AsOf = { at: undefined, basis: undefined };
const BASIS_WORDS: Record<AsOfBasis, { label: string; hint: string }> = {
  OCCURRED: { label: "What was true then", hint: "Everything that had happened by then, recorded late or not" },
  RECORDED: { label: "What was known then", hint: "Only what had been recorded by then, as the screen showed it" },
};

/** Sets a screen of stock to a moment of the past, and back to now. */
export function AsOfControl({ asOf, onChange }: { asOf: AsOf; onChange: (next: AsOf) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={filterStyles.filter}
          data-on={asOf.at ? true : undefined}
          aria-label={asOf.at ? `As of ${formatExact(asOf.at)}` : "As of now"}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconClock size={13} stroke={1.8} aria-hidden="true" />
          <span className={filterStyles.label}>As of</span> <span>{asOf.at ? formatExact(asOf.at) : "now"}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <AsOfForm
          asOf={asOf}
          onChange={(next) => {
            setOpen(false);
            onChange(next);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function AsOfForm({ asOf, onChange }: { asOf: AsOf; onChange: (next: AsOf) => void }) {
  const [now] = useState(() => Date.now());
  const yesterday = endOfDay(dayOf(new Date(now - 86_400_000)));
  const lastMonth = endOfDay(lastDayOfMonthBefore(dayOf(new Date(now))));
  const [local, setLocal] = useState(wallTime(asOf.at ?? yesterday));
  const [basis, setBasis] = useState<AsOfBasis>(asOf.basis ?? "OCCURRED");
  const at = instantAt(local);
  const isFuture = at !== null && Date.parse(at) > now;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (at !== null && !isFuture) onChange({ at, basis });
      }}
    >
      <TextInput
        type="datetime-local"
        label="Date and time"
        value={local}
        max={wallTime(new Date(now).toISOString())}
        error={isFuture ? "This moment is still to come." : null}
        onChange={(event) => setLocal(event.currentTarget.value)}
        data-autofocus
      />
      <div className={styles.quick}>
        <Button size="compact-xs" onClick={() => onChange({ at: yesterday, basis })}>
          End of yesterday
        </Button>
        <Button size="compact-xs" onClick={() => onChange({ at: lastMonth, basis })}>
          End of last month
        </Button>
      </div>
      <Radio.Group label="Show" value={basis} onChange={(value) => setBasis(asOfBasis.catch("OCCURRED").parse(value))}>
        <div className={styles.bases}>
          {asOfBasis.options.map((value) => (
            <Radio
              key={value}
              value={value}
              label={BASIS_WORDS[value].label}
              description={BASIS_WORDS[value].hint}
              size="xs"
            />
          ))}
        </div>
      </Radio.Group>
      <div className={styles.buttons}>
        {asOf.at ? <Button onClick={() => onChange(PRESENT)}>Back to now</Button> : null}
        <Button type="submit" variant="filled" disabled={at === null || isFuture}>
          Show
        </Button>
      </div>
    </form>
  );
}

/** A quantity of the past; in words where it was not kept. */
export function QuantityThen({ value, unit }: { value: string | null; unit?: string }) {
  if (value === null) return <NotRecorded />;
  return unit === undefined ? <Quantity value={value} /> : <Quantity value={value} unit={unit} />;
}

/** Stands where it was not kept what something was at the moment. */
export function NotRecorded() {
  return <span className="faint">not recorded</span>;
}

/** Says that what is below is the past, so that nobody takes it for the present. */
export function PastNotice({
  asOf,
  onChange,
  rows = [],
}: {
  asOf: { at: string; basis: AsOfBasis };
  onChange: (next: AsOf) => void;
  /** What is shown: it is said where something of it was not kept. */
  rows?: readonly { available: string | null }[] | undefined;
}) {
  return (
    <div className={styles.past} role="status">
      <IconHistory size={16} stroke={1.7} aria-hidden="true" />
      <span>
        <strong>{formatExact(asOf.at)}</strong>: {BASIS_WORDS[asOf.basis].label.toLowerCase()}. Nothing can be changed
        here.
        {rows.some((row) => row.available === null)
          ? " Of some of it, what was held and available was not recorded yet."
          : null}
      </span>
      <Button size="compact-sm" onClick={() => onChange(PRESENT)}>
        Back to now
      </Button>
    </div>
  );
}

function lastDayOfMonthBefore(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}
