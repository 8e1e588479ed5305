import type { Permission } from "@invista/contracts/permissions";
import type { ReturnLine, ReturnStatus, ReturnView } from "@invista/contracts/returns/returns";

type Step = ReturnView["actions"][number];

/** What each step of a return asks of whoever takes it. */
export const PERMISSION = {
  approve: "return:approve",
  reject: "return:approve",
  cancel: "return:create",
  receive: "return:receive",
  inspect: "return:inspect",
  refund: "return:refund",
  replace: "return:approve",
  close: "return:close",
  reopen: "return:close",
} as const satisfies Record<Step, Permission>;

const ACTIONS: Record<ReturnStatus, readonly Step[]> = {
  REQUESTED: ["approve", "reject", "cancel"],
  APPROVED: ["receive", "cancel"],
  IN_TRANSIT: ["receive"],
  RECEIVED: ["inspect"],
  INSPECTED: ["refund", "replace", "close"],
  CLOSED: ["reopen"],
  REJECTED: [],
  CANCELLED: [],
};

/** The steps that are lawful in a state and would do something; the database refuses all others. */
export function lawfulActions(
  status: ReturnStatus,
  of: {
    lines: readonly Pick<ReturnLine, "disposition">[];
    creditNotes: readonly object[];
    replacements: readonly object[];
  },
): readonly Step[] {
  const isReplaced = of.lines.some((line) => line.disposition === "REPLACE");
  return ACTIONS[status].filter(
    (step) =>
      !(step === "refund" && of.creditNotes.length > 0) &&
      !(step === "replace" && (!isReplaced || of.replacements.length > 0)),
  );
}
