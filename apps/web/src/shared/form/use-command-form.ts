import { schemaResolver, useForm, type FormErrors, type UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import type { z } from "zod";
import { newKey } from "../api/new-key.ts";
import { issuesOf, refusalOf, type RefusalView } from "../api/refusal.ts";

export interface CommandForm<Values extends object> {
  readonly form: UseFormReturnType<Values>;
  /** A refusal that belongs to no field. */
  readonly refusal: RefusalView | null;
  readonly busy: boolean;
  readonly submit: (event?: React.SubmitEvent<HTMLFormElement>) => void;
}

/**
 * A form for one command. The contract's schema validates before sending; `toInput` turns field texts into the
 * command's input. The idempotency key is made once per opened form, so a double click is one command. A refusal lands
 * on the field its issues or rule name, else in `refusal`.
 */
export function useCommandForm<Values extends object, Schema extends z.ZodType>(options: {
  schema: Schema;
  initial: Values;
  toInput: (values: Values, idempotencyKey: string) => object;
  send: (input: z.output<Schema>) => Promise<unknown>;
  /** Which field a rule of the server is about: { "record.duplicate": "sku" }. */
  fieldOfRule?: Readonly<Record<string, string>>;
  /** Takes another key after a refusal: for commands whose refusal is itself a stored answer. */
  freshKeyAfterRefusal?: boolean;
  /** Sees every refusal first; true means it is dealt with. */
  onRefusal?: (refusal: RefusalView) => boolean;
}): CommandForm<Values> {
  const [key, setKey] = useState(newKey);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [busy, setBusy] = useState(false);
  const check = schemaResolver(options.schema, { sync: true });
  const form = useForm<Values>({
    initialValues: options.initial,
    validate: (values) => asSentences(check(options.toInput(values, key))),
  });

  const refuse = (error: unknown) => {
    const found = refusalOf(error);
    if (!found || options.onRefusal?.(found)) return;
    const issues = issuesOf(found);
    const field = options.fieldOfRule?.[found.rule];
    const errors = field ? { [field]: found.message } : issues;
    const known = Object.keys(errors).filter(
      (path) => path.split(".")[0] !== undefined && Object.hasOwn(form.getValues(), path.split(".")[0] ?? ""),
    );
    form.setErrors(Object.fromEntries(known.map((path) => [path, errors[path]])));
    setRefusal(known.length > 0 ? null : found);
  };
  const send = async (values: Values) => {
    if (busy) return;
    setBusy(true);
    setRefusal(null);
    try {
      await options.send(options.schema.parse(options.toInput(values, key)));
    } catch (error) {
      if (options.freshKeyAfterRefusal) setKey(newKey());
      refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return {
    form,
    refusal,
    busy,
    submit: form.onSubmit(
      (values) => void send(values),
      (errors) => focusFirst(errors),
    ),
  };
}

/** The contract says "is required"; under a field it begins a line. */
function asSentences(errors: FormErrors): FormErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, error]) => [
      path,
      typeof error === "string" ? error.charAt(0).toUpperCase() + error.slice(1) : error,
    ]),
  );
}

function focusFirst(errors: object): void {
  const [path] = Object.keys(errors);
  if (path)
    document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"], [name="${CSS.escape(path)}"]`)?.focus();
}
