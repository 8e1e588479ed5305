export interface NoticeKindDefinition {
  readonly label: string;
  readonly description: string;
  /** For people who chose nothing. */
  readonly inApp: boolean;
  readonly mail: boolean;
}

/** What people are told about; each can be chosen to be shown in the product, sent by mail, or both. */
export const NOTICE_KINDS = {
  "order.placed": {
    label: "My order was placed",
    description: "An order I entered stands",
    inApp: true,
    mail: false,
  },
  "order.to_confirm": {
    label: "An order waits for confirmation",
    description: "Someone placed an order that I may confirm",
    inApp: true,
    mail: false,
  },
  "order.changed": {
    label: "Someone worked on my order",
    description: "It was confirmed, put on hold, released or cancelled",
    inApp: true,
    mail: false,
  },
  "transfer.under_way": {
    label: "A transfer is on its way to me",
    description: "Stock was dispatched to a warehouse where I may receive it",
    inApp: true,
    mail: false,
  },
  "count.to_recount": {
    label: "A count needs a second look",
    description: "Lines that differ are to be counted again by someone else",
    inApp: true,
    mail: false,
  },
  "count.to_approve": {
    label: "A count waits for approval",
    description: "Stock was counted in a warehouse where I may approve it",
    inApp: true,
    mail: false,
  },
  "lot.recalled": {
    label: "A lot was recalled",
    description: "Nothing of it may leave, and what was promised of it is free again",
    inApp: true,
    mail: true,
  },
  general: {
    label: "Everything else",
    description: "What belongs to none of the above",
    inApp: true,
    mail: false,
  },
} as const satisfies Record<string, NoticeKindDefinition>;

export type NoticeKind = keyof typeof NOTICE_KINDS;
export const NOTICE_KIND_NAMES = Object.keys(NOTICE_KINDS).filter(isNoticeKind);

export function isNoticeKind(name: string): name is NoticeKind {
  return Object.hasOwn(NOTICE_KINDS, name);
}
