import { Button, SegmentedControl } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useShortcuts } from "../../shared/keys/use-shortcuts.ts";
import { useCan } from "../../shared/session/session.tsx";
import { InspectDialog } from "../../shared/ui/inspect-dialog.tsx";
import { InspectionList } from "./inspection-list.tsx";
import { NcrList } from "./ncr-list.tsx";
import { PlanDialog } from "./plan-dialog.tsx";
import { PlanList } from "./plan-list.tsx";
import type { QualityLists } from "./quality-lists.ts";
import { qualityTab, type QualitySearch } from "./quality-search.ts";

/** Inspections, what was found wrong, and the plans that say what is looked at. */
export function QualityPage({
  search,
  onSearch,
  onInspection,
  onNcr,
}: {
  search: QualitySearch;
  onSearch: (change: Partial<QualitySearch>) => void;
  onInspection: (id: string) => void;
  onNcr: (id: string) => void;
}) {
  const mayInspect = useCan("quality:inspect");
  const mayPlan = useCan("quality:plan_manage");
  const [open, setOpen] = useState<"inspect" | "plan" | null>(null);
  const tab = search.tab ?? "inspections";
  const verb = tab === "plans" ? (mayPlan ? "plan" : null) : mayInspect ? "inspect" : null;
  useShortcuts(
    [
      {
        keys: "c",
        label: tab === "plans" ? "new plan" : "new inspection",
        group: "This page",
        inFooter: true,
        run: () => setOpen(verb),
      },
    ],
    verb !== null,
  );
  const lists: QualityLists = {
    search,
    onSearch,
    switcher: (
      <SegmentedControl
        aria-label="What is shown"
        data={[
          { value: "inspections", label: "Inspections" },
          { value: "ncrs", label: "Nonconformances" },
          { value: "plans", label: "Plans" },
        ]}
        value={tab}
        onChange={(next) =>
          onSearch({ tab: qualityTab.parse(next), q: undefined, status: undefined, ncr: undefined, view: undefined })
        }
      />
    ),
    actions: verb ? (
      <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setOpen(verb)}>
        {verb === "plan" ? "New plan" : "New inspection"}
      </Button>
    ) : null,
  };
  return (
    <>
      {tab === "inspections" ? <InspectionList {...lists} onOpen={onInspection} /> : null}
      {tab === "ncrs" ? <NcrList {...lists} onOpen={onNcr} /> : null}
      {tab === "plans" ? <PlanList {...lists} /> : null}
      {open === "inspect" ? (
        <InspectDialog
          onClose={() => setOpen(null)}
          onDone={(id) => {
            setOpen(null);
            onInspection(id);
          }}
        />
      ) : null}
      {open === "plan" ? <PlanDialog plan={null} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
