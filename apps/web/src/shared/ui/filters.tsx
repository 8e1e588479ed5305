import { CloseButton, Menu, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconCheck, IconChevronDown, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import styles from "./filters.module.css";

/** The search field of a list; `/` jumps to it. It waits for a pause in typing before it asks. */
export function SearchField({
  value,
  onChange,
  placeholder,
  small = false,
}: {
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  /** A second field beside the list's own; no key jumps to it. */
  small?: boolean;
}) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  const send = useDebouncedCallback((next: string) => {
    setKnown(next);
    onChange(next);
  }, 200);
  const change = (next: string) => {
    setText(next);
    send(next.trim());
  };
  return (
    <TextInput
      className={styles.search}
      size="xs"
      type="search"
      data-list-search={small ? undefined : true}
      wrapperProps={{ "data-small": small || undefined }}
      aria-label={placeholder}
      placeholder={placeholder}
      value={text}
      maxLength={100}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          // A browser would empty the field, and with it the filter.
          event.preventDefault();
          event.currentTarget.blur();
        }
        if (event.key === "Enter" || event.key === "ArrowDown") {
          event.preventDefault();
          document.querySelector<HTMLElement>("[data-list]")?.focus();
        }
      }}
      leftSection={<IconSearch size={14} stroke={1.8} />}
      rightSection={
        text ? (
          <CloseButton size="xs" aria-label={`Clear ${placeholder.toLowerCase()}`} onClick={() => change("")} />
        ) : small ? null : (
          <kbd>/</kbd>
        )
      }
    />
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

const CHECK = <IconCheck size={14} aria-hidden="true" />;

/** One filter as a button that says what is chosen: "State Below minimum". */
export function FilterMenu<Value extends string>({
  label,
  value,
  choices,
  all,
  onChange,
}: {
  label: string;
  value: Value | undefined;
  choices: readonly Choice<Value>[];
  all: string;
  onChange: (value: Value | undefined) => void;
}) {
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className={styles.filter}
          data-on={chosen ? true : undefined}
          aria-label={`${label}: ${chosen?.label ?? all}`}
        >
          <span className={styles.label}>{label}</span> <span>{chosen?.label ?? all}</span>
          <IconChevronDown size={13} stroke={1.8} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.choices}>
        <Menu.RadioItem
          value=""
          checked={!chosen}
          checkIcon={CHECK}
          closeMenuOnClick
          onChange={() => onChange(undefined)}
        >
          {all}
        </Menu.RadioItem>
        {choices.map((choice) => (
          <Menu.RadioItem
            key={choice.value}
            value={choice.value}
            checked={choice.value === value}
            checkIcon={CHECK}
            closeMenuOnClick
            onChange={() => onChange(choice.value)}
          >
            {choice.label}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A filter by day; empty is any. */
export function DayFilter({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}) {
  return (
    <label className={styles.day} data-on={value ? true : undefined}>
      <span className={styles.label}>{label}</span>
      <input type="date" value={value ?? ""} onChange={(event) => onChange(event.currentTarget.value || undefined)} />
    </label>
  );
}
