import { Button, TextInput } from "@mantine/core";
import { SENSITIVE_PERMISSIONS } from "@invista/contracts/permissions";
import { useState, type ReactNode } from "react";
import { plural, sentence } from "../../shared/format/words.ts";
import { useMe } from "../../shared/session/session.tsx";
import { actionWords, groupPermissions } from "../../shared/ui/permission-words.ts";
import styles from "./scope-picker.module.css";

/** Which of one's own permissions a key gets; what asks for a person with a second factor is not offered. */
export function ScopePicker({
  value,
  onChange,
  error,
}: {
  value: readonly string[];
  onChange: (value: string[]) => void;
  error: ReactNode;
}) {
  const me = useMe();
  const [q, setQ] = useState("");
  const offered = new Set(me.permissions);
  const groups = groupPermissions(q, (permission) => offered.has(permission) && !SENSITIVE_PERMISSIONS.has(permission));
  const shown = groups.flatMap(({ permissions }) => permissions);
  const set = (permission: string, wanted: boolean) =>
    onChange(wanted ? [...value, permission] : value.filter((one) => one !== permission));
  const all = (wanted: (permission: string) => boolean) =>
    onChange([...new Set([...value.filter((one) => !shown.some((name) => name === one)), ...shown.filter(wanted)])]);
  return (
    <fieldset className={styles.picker} data-path="scopes">
      <legend>
        Permissions <span className="dim">{plural(value.length, "chosen", "chosen")}</span>
      </legend>
      <div className={styles.tools}>
        <TextInput
          size="xs"
          type="search"
          aria-label="Search permissions"
          placeholder="Search permissions"
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <Button size="xs" onClick={() => all((permission) => permission.endsWith(":read"))}>
          Reading only
        </Button>
        <Button size="xs" onClick={() => all(() => false)}>
          None
        </Button>
      </div>
      {error ? (
        <p className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
      <div className={styles.groups}>
        {groups.map(({ resource, permissions }) => (
          <div key={resource} role="group" aria-label={sentence(resource)} className={styles.group}>
            <span className="dim">{sentence(resource)}</span>
            <span>
              {permissions.map((permission) => (
                <label key={permission}>
                  <input
                    type="checkbox"
                    aria-label={permission}
                    checked={value.includes(permission)}
                    onChange={(event) => set(permission, event.currentTarget.checked)}
                  />
                  {actionWords(permission)}
                </label>
              ))}
            </span>
          </div>
        ))}
        {groups.length === 0 ? <p className="dim">No permission of yours matches.</p> : null}
      </div>
    </fieldset>
  );
}
