import type { Invited, InviteResult } from "@invista/contracts/invitation/invitation";
import { Button, CopyButton } from "@mantine/core";
import { PlainTable } from "../../shared/ui/plain-table.tsx";
import { StatusChip, type Tone } from "../../shared/ui/status-chip.tsx";

const WORDS: Record<InviteResult["outcome"], { word: string; tone: Tone }> = {
  INVITED: { word: "Invited", tone: "good" },
  ALREADY_MEMBER: { word: "Has an account", tone: "warning" },
  ALREADY_INVITED: { word: "Invited before", tone: "info" },
  NOT_AN_ADDRESS: { word: "Not an address", tone: "danger" },
};

/** Each address with what became of it; a link to hand over where no mail went out. */
export function InviteResults({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const links = new Map((invited.links ?? []).map(({ email, link }) => [email, link]));
  return (
    <>
      {links.size > 0 ? (
        <p className="dim">
          No mail went out for some. Copy their links now and hand them over: they are shown only here.
        </p>
      ) : null}
      <PlainTable
        label="Results"
        rows={invited.results}
        rowId={(row) => row.email}
        columns={[
          { header: "Address", cell: (row) => row.email },
          {
            header: "Result",
            cell: (row) => <StatusChip tone={WORDS[row.outcome].tone}>{WORDS[row.outcome].word}</StatusChip>,
          },
          {
            header: "Link",
            align: "end",
            cell: (row) => {
              const link = links.get(row.email);
              return link ? (
                <CopyButton value={link}>
                  {({ copied, copy }) => (
                    <Button size="xs" onClick={copy} aria-label={`Copy the link for ${row.email}`}>
                      {copied ? "Copied" : "Copy link"}
                    </Button>
                  )}
                </CopyButton>
              ) : null;
            },
          },
        ]}
      />
      <div style={{ display: "flex", justifyContent: "flex-end", marginTop: 16 }}>
        <Button variant="filled" onClick={onClose}>
          Done
        </Button>
      </div>
    </>
  );
}
