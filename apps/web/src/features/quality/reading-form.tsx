import { Button, SegmentedControl, TextInput } from "@mantine/core";
import type { InspectionView } from "@invista/contracts/quality/inspection";
import { passes, type Check } from "@invista/contracts/quality/plan";
import { useState, type SyntheticEvent } from "react";
import { newKey } from "../../shared/api/new-key.ts";
import { refusalOf, type RefusalView } from "../../shared/api/refusal.ts";
import { trpc } from "../../shared/api/trpc.ts";
import { DecimalField } from "../../shared/form/decimal-field.tsx";
import { FormAlert } from "../../shared/form/form-alert.tsx";
import { formatDecimal, parseDecimal } from "../../shared/format/numbers.ts";
import { plural } from "../../shared/format/words.ts";
import { showToast } from "../../shared/ui/toast-store.ts";
import styles from "./quality.module.css";

/** A field for each check; whatever is filled in is written down, and what fails says so while it is typed. */
export function ReadingForm({ view }: { view: InspectionView }) {
  const utils = trpc.useUtils();
  const record = trpc.inspection.record.useMutation();
  const [values, setValues] = useState<Record<string, string>>({});
  const [pieces, setPieces] = useState("1");
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const filled = view.checks.filter((check) => (values[check.name] ?? "").trim() !== "");
  const alike = /^[1-9]\d{0,5}$/.test(pieces.trim()) ? Number(pieces) : null;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (filled.length === 0 || alike === null) return;
    setRefusal(null);
    try {
      await record.mutateAsync({
        id: view.inspection.id,
        version: view.inspection.version,
        readings: filled.map((check) => ({
          check: check.name,
          value: typed(check, values[check.name] ?? ""),
          pieces: alike,
        })),
        idempotencyKey: newKey(),
      });
      showToast({ code: "quality.read", text: `${plural(filled.length, "reading")} written down` });
      await utils.inspection.invalidate();
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label="New readings">
      <FormAlert refusal={refusal} />
      <div className={styles.readings}>
        {view.checks.map((check) => (
          <CheckRow
            key={check.name}
            check={check}
            value={values[check.name] ?? ""}
            onChange={(value) => setValues({ ...values, [check.name]: value })}
          />
        ))}
      </div>
      <div style={{ display: "flex", justifyContent: "flex-end", alignItems: "flex-end", gap: 12, marginTop: 14 }}>
        <DecimalField
          label="Pieces that read so"
          w={150}
          value={pieces}
          onChange={setPieces}
          error={alike === null ? "A whole number" : null}
        />
        <Button
          type="submit"
          variant="filled"
          loading={record.isPending}
          disabled={filled.length === 0 || alike === null}
        >
          Write down
        </Button>
      </div>
    </form>
  );
}

function CheckRow({ check, value, onChange }: { check: Check; value: string; onChange: (value: string) => void }) {
  const problem = value.trim() === "" ? null : problemOf(check, typed(check, value));
  return (
    <>
      <span>
        <span className="strong">{check.name}</span>
        <span className="dim"> {asked(check)}</span>
      </span>
      {check.kind === "YES_NO" ? (
        <SegmentedControl
          aria-label={check.name}
          fullWidth
          data={[
            { value: "", label: "–" },
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
          value={value}
          onChange={onChange}
        />
      ) : (
        <TextInput
          aria-label={check.name}
          autoComplete="off"
          maxLength={200}
          value={value}
          {...(check.kind === "NUMBER" ? { inputMode: "decimal" as const } : {})}
          {...(check.unit ? { rightSection: <span className="dim">{check.unit}</span>, rightSectionWidth: 48 } : {})}
          error={problem}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  );
}

const typed = (check: Check, value: string) => (check.kind === "NUMBER" ? parseDecimal(value) : value.trim());

function problemOf(check: Check, value: string): string | null {
  const result = passes(check, value);
  if (result === null) return "Not a number";
  return result ? null : check.isCritical ? "Fails, and is critical" : "Fails";
}

function asked(check: Check): string {
  const unit = check.unit ? ` ${check.unit}` : "";
  const parts = [
    check.min === null ? null : `at least ${formatDecimal(check.min)}${unit}`,
    check.max === null ? null : `at most ${formatDecimal(check.max)}${unit}`,
    check.expected === null ? null : `must say ${check.expected}`,
    check.isCritical ? "critical" : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
}
