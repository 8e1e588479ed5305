import { Button } from "@mantine/core";
import { IconAdjustments } from "@tabler/icons-react";
import { SETTING_CATEGORIES } from "@invista/contracts/config/registry";
import { useState } from "react";
import { trpc } from "../../shared/api/trpc.ts";
import { Ago } from "../../shared/format/values.tsx";
import { plural, sentence } from "../../shared/format/words.ts";
import { SearchField } from "../../shared/ui/filters.tsx";
import { PlainPage } from "../../shared/ui/list-page.tsx";
import { Notice } from "../../shared/ui/notice.tsx";
import { Panel } from "../../shared/ui/panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import styles from "./configuration.module.css";
import { SettingDialog } from "./setting-dialog.tsx";
import { knownSettings, valueWords, type Setting } from "./setting.ts";

/** How the product behaves, by what it is about; a change holds at once, everywhere. */
export function ConfigurationPage({
  q,
  onSearch,
}: {
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
}) {
  const query = trpc.config.list.useQuery({});
  const [openKey, setOpenKey] = useState<string | null>(null);
  const settings = knownSettings(query.data?.rows ?? []);
  const term = (q ?? "").toLowerCase();
  const shown = settings.filter(({ key, definition }) =>
    `${key} ${definition.label} ${definition.description}`.toLowerCase().includes(term),
  );
  const open = settings.find(({ key }) => key === openKey);
  return (
    <PlainPage
      title="Configuration"
      figures={
        query.data ? `${plural(settings.filter((row) => row.isSet).length, "setting")} differ from the default` : null
      }
    >
      <search className={styles.search} aria-label="Filter settings">
        <SearchField value={q ?? ""} onChange={(next) => onSearch(next || undefined)} placeholder="Search settings" />
      </search>
      <QueryArea query={query} loading={<Skeleton height="60vh" />}>
        {() =>
          shown.length === 0 ? (
            <Notice
              icon={<IconAdjustments size={28} stroke={1.5} />}
              title={settings.length === 0 ? "No setting is yours to see" : "No setting matches"}
              action={term ? <Button onClick={() => onSearch(undefined)}>Clear the search</Button> : null}
            >
              {settings.length === 0
                ? "Ask an administrator for the permissions they need."
                : "Settings are found by name and by what they do."}
            </Notice>
          ) : (
            SETTING_CATEGORIES.map((category) => {
              const rows = shown.filter((row) => row.category === category);
              return rows.length === 0 ? null : (
                <Panel key={category} title={sentence(category)} flush>
                  <ul className={styles.list}>
                    {rows.map((row) => (
                      <SettingLine key={row.key} setting={row} onOpen={() => setOpenKey(row.key)} />
                    ))}
                  </ul>
                </Panel>
              );
            })
          )
        }
      </QueryArea>
      {open ? <SettingDialog key={open.key} setting={open} onClose={() => setOpenKey(null)} /> : null}
    </PlainPage>
  );
}

function SettingLine({ setting, onOpen }: { setting: Setting; onOpen: () => void }) {
  const { definition, value, isSet, key, mayChange, updatedAt, updatedByName } = setting;
  return (
    <li data-entity="setting" data-id={key}>
      <span className={styles.what}>
        <span className="strong">{definition.label}</span>
        <span className="dim">{definition.description}</span>
      </span>
      <span className={styles.value}>
        <span className={isSet ? "strong" : "dim"}>
          {definition.secret ? (isSet ? "Set, not shown" : "Not set") : valueWords(definition, value)}
        </span>
        <span className="faint">
          {isSet && updatedAt ? (
            <>
              {updatedByName ?? "Someone"}, <Ago at={updatedAt} />
            </>
          ) : (
            "Default"
          )}
        </span>
      </span>
      <Button size="xs" aria-label={`${mayChange ? "Change" : "History of"} ${definition.label}`} onClick={onOpen}>
        {mayChange ? "Change" : "History"}
      </Button>
    </li>
  );
}
