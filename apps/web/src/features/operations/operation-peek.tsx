import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "../../shared/api/trpc.ts";
import { Change, Moment } from "../../shared/format/values.tsx";
import { Lines } from "../../shared/ui/lines.tsx";
import { PeekPanel, PeekSection } from "../../shared/ui/peek-panel.tsx";
import { QueryArea, Skeleton } from "../../shared/ui/query-area.tsx";
import { MOVEMENT_WORDS } from "../../shared/ui/reason-words.ts";
import { StatusChip } from "../../shared/ui/status-chip.tsx";
import { operationState, procedureWord } from "./operation-words.ts";
import { UndoBlockers, UndoButton } from "./undo-part.tsx";

/** One operation beside the list: what it moved, and whether it can be undone. */
export function OperationPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const query = trpc.operation.get.useQuery({ id }, { placeholderData: keepPreviousData });
  const operation = query.data?.operation;
  return (
    <PeekPanel
      label="Details of the operation"
      title={operation ? procedureWord(operation.procedure) : "…"}
      chip={
        operation ? (
          <StatusChip tone={operationState(operation).tone}>{operationState(operation).word}</StatusChip>
        ) : null
      }
      subtitle={operation ? <By at={operation.createdAt} name={operation.createdByName} /> : "…"}
      onClose={onClose}
      actions={query.data ? <UndoButton view={query.data} /> : null}
    >
      <QueryArea
        query={query}
        loading={
          <div style={{ padding: 16 }}>
            <Skeleton height={280} />
          </div>
        }
      >
        {(view) => (
          <>
            <UndoBlockers view={view} />
            <PeekSection title="Movements">
              <Lines
                items={view.movements}
                itemId={(row) => row.seq}
                entity="movement"
                name={(row) => row.sku}
                detail={(row) => `${MOVEMENT_WORDS[row.type]}, ${row.warehouseCode} ${row.location || "floor"}`}
                end={(row) => <Change value={row.quantity} />}
                empty="It moved nothing."
              />
            </PeekSection>
          </>
        )}
      </QueryArea>
    </PeekPanel>
  );
}

function By({ at, name }: { at: string; name: string | null }) {
  return (
    <>
      {name ?? "Invista"}, <Moment at={at} />
    </>
  );
}
