import { Button, NumberInput, Popover } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useState } from "react";
import filterStyles from "../../shared/ui/filters.module.css";
import { whatIfWords } from "./suggestion-words.ts";

interface Supposed {
  readonly lead: number;
  readonly demand: number;
}

/** Supposes another lead time or demand for the whole page; nothing is changed by it. */
export function WhatIfControl({ supposed, onChange }: { supposed: Supposed; onChange: (next: Supposed) => void }) {
  const [open, setOpen] = useState(false);
  const words = whatIfWords(supposed.lead, supposed.demand);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={filterStyles.filter}
          data-on={words ? true : undefined}
          aria-label={`What if: ${words ?? "as it is"}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconFlask size={13} stroke={1.8} aria-hidden="true" />
          <span className={filterStyles.label}>What if</span> <span>{words ?? "as it is"}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <WhatIfForm
          supposed={supposed}
          onChange={(next) => {
            setOpen(false);
            onChange(next);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function WhatIfForm({ supposed, onChange }: { supposed: Supposed; onChange: (next: Supposed) => void }) {
  const [lead, setLead] = useState<string | number>(supposed.lead);
  const [demand, setDemand] = useState<string | number>(supposed.demand);
  const whole = (value: string | number) => Math.trunc(Number(value)) || 0;
  return (
    <form
      aria-label="What if"
      style={{ display: "grid", gap: 10 }}
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ lead: whole(lead), demand: whole(demand) });
      }}
    >
      <NumberInput
        label="Deliveries take longer by"
        suffix=" days"
        min={-365}
        max={365}
        allowDecimal={false}
        value={lead}
        onChange={setLead}
        data-autofocus
      />
      <NumberInput
        label="Demand is higher by"
        suffix=" %"
        min={-100}
        max={900}
        allowDecimal={false}
        value={demand}
        onChange={setDemand}
      />
      <p className="dim" style={{ margin: 0, fontSize: 12 }}>
        The page is calculated as if it were so. Nothing is changed.
      </p>
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
        <Button size="xs" onClick={() => onChange({ lead: 0, demand: 0 })}>
          As it is
        </Button>
        <Button size="xs" variant="filled" type="submit">
          Suppose
        </Button>
      </div>
    </form>
  );
}
