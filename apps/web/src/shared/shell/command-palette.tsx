import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useState, type KeyboardEvent } from "react";
import { trpc } from "../api/trpc.ts";
import { refusalOf } from "../api/refusal.ts";
import { useCan } from "../session/session.tsx";
import styles from "./command-palette.module.css";
import { useCommands, type Command } from "./use-commands.ts";

/** Finds products, orders, customers, pages and actions; arrows choose, Enter goes. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [term] = useDebouncedValue(text.trim(), 120);
  const mayRead = useCan("product:read");
  const found = trpc.system.search.useQuery(
    { q: term },
    { enabled: term !== "" && mayRead, placeholderData: keepPreviousData },
  );
  const commands = useCommands(text, term === "" ? [] : (found.data?.hits ?? []));
  const at = Math.min(chosen, Math.max(0, commands.length - 1));
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen((at + step + commands.length) % Math.max(1, commands.length));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(commands[at]);
    }
  };
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={580}
      yOffset="12vh"
      padding={0}
      transitionProps={{ duration: 80, transition: "fade" }}
      classNames={{ content: styles.palette ?? "" }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label="Search and commands">
        <div className={styles.field}>
          <IconSearch size={18} stroke={1.6} aria-hidden="true" />
          <input
            data-autofocus
            role="combobox"
            aria-label="Search products, orders, customers and pages"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-autocomplete="list"
            {...(commands.length > 0 ? { "aria-activedescendant": `palette-${at}` } : {})}
            placeholder="SKU, barcode, name, lot, document number, page…"
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
          <kbd>Esc</kbd>
        </div>
        <ul id="palette-list" role="listbox" aria-label="Results" className={styles.list}>
          {commands.map((command, index) => (
            <li
              key={command.id}
              id={`palette-${index}`}
              role="option"
              aria-selected={index === at}
              ref={index === at ? (element) => element?.scrollIntoView({ block: "nearest" }) : null}
              className={styles.option}
              onMouseMove={() => setChosen(index)}
              // Keys are handled by the field, which keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onMouseUp={() => run(command)}
            >
              <command.icon size={16} stroke={1.6} aria-hidden="true" />
              <span className="strong">{command.title}</span>
              <span className="dim cut">{command.detail}</span>
              <span className={`${styles.kind} faint`}>{command.kind}</span>
            </li>
          ))}
        </ul>
        {commands.length === 0 ? <p className={styles.none}>{saying(found.error, found.isFetching)}</p> : null}
      </Modal.Content>
    </Modal.Root>
  );
}

function saying(error: unknown, busy: boolean): string {
  return (
    refusalOf(error)?.message ??
    (busy ? "Searching…" : "Nothing found. A SKU, barcode, name or order number works best.")
  );
}
