import { SegmentedControl, Select } from "@mantine/core";
import type { DisplayChoice } from "@invista/contracts/profile/profile";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import styles from "../../shared/form/form.module.css";
import { formatDecimal, formatMoney } from "../../shared/format/numbers.ts";
import { formatExact } from "../../shared/format/times.ts";
import { useNow } from "../../shared/format/use-now.ts";
import { useDisplay } from "../../shared/shell/use-display.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import own from "./profile.module.css";
import { regionChoices, zoneChoices } from "./regions.ts";

const BROWSER = "browser";
const resolved = new Intl.DateTimeFormat().resolvedOptions();

/** Region, time zone, theme and density; each choice counts at once. */
export function DisplayForm({ display }: { display: DisplayChoice }) {
  const utils = trpc.useUtils();
  const update = trpc.profile.updateDisplay.useMutation();
  const { theme, setTheme, density, setDensity } = useDisplay();
  const now = useNow(1_000);
  const save = async (change: Partial<DisplayChoice>, text: string) => {
    try {
      await update.mutateAsync({ ...change, idempotencyKey: newKey() });
      await Promise.all([utils.profile.invalidate(), utils.session.me.invalidate()]);
      showToast({ code: "profile.displayUpdated", text });
    } catch (error) {
      showToast({ code: "profile.notSaved", tone: "failed", text: refusalOf(error)?.message ?? "It was not saved" });
    }
  };
  return (
    <>
      <div className={styles.grid}>
        <Select
          label="Numbers, dates and money as in"
          searchable
          allowDeselect={false}
          disabled={update.isPending}
          data={[{ value: BROWSER, label: `As this browser (${resolved.locale})` }, ...regionChoices(display.locale)]}
          value={display.locale ?? BROWSER}
          onChange={(value) =>
            void save({ locale: value === BROWSER ? null : value }, "Numbers and dates now follow the region you chose")
          }
        />
        <Select
          label="Time zone"
          searchable
          allowDeselect={false}
          limit={60}
          disabled={update.isPending}
          data={[
            { value: BROWSER, label: `As this browser (${resolved.timeZone})` },
            ...zoneChoices(display.timezone).map((zone) => ({ value: zone, label: zone })),
          ]}
          value={display.timezone ?? BROWSER}
          onChange={(value) =>
            void save({ timezone: value === BROWSER ? null : value }, "Times now follow the time zone you chose")
          }
        />
        <Choice
          label="Theme"
          value={theme}
          data={[
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
            { value: "auto", label: "System" },
          ]}
          onChange={setTheme}
        />
        <Choice
          label="Table rows"
          value={density}
          data={[
            { value: "comfortable", label: "Comfortable" },
            { value: "compact", label: "Compact" },
          ]}
          onChange={setDensity}
        />
      </div>
      <p className={own.sample} data-sample>
        <span className="dim">Now, and an amount: </span>
        <span className="num">
          {formatExact(new Date(now).toISOString())} · {formatDecimal("12345.5")} · {formatMoney("12345.5", null)}
        </span>
      </p>
    </>
  );
}

function Choice<Value extends string>({
  label,
  value,
  data,
  onChange,
}: {
  label: string;
  value: Value;
  data: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) {
  return (
    <div>
      <div style={{ marginBottom: 4, fontSize: 13, fontWeight: 550 }} id={`choice-${label}`}>
        {label}
      </div>
      <SegmentedControl fullWidth aria-labelledby={`choice-${label}`} data={data} value={value} onChange={onChange} />
    </div>
  );
}
