import type { Permission } from "@invista/contracts/permissions";
import { Link, type LinkProps } from "@tanstack/react-router";
import { sentence } from "../format/words.ts";
import { useMe } from "../session/session.tsx";

interface Target {
  readonly permission: Permission;
  readonly to: (id: string) => LinkProps;
}

/** Where each kind of document is shown, and to whom. */
const TARGETS: Partial<Record<string, Target>> = {
  ORDER: { permission: "order:read", to: (orderId) => ({ to: "/orders/$orderId", params: { orderId } }) },
  SHIPMENT: {
    permission: "shipment:read",
    to: (shipmentId) => ({ to: "/shipments/$shipmentId", params: { shipmentId } }),
  },
  RETURN: { permission: "return:read", to: (returnId) => ({ to: "/returns/$returnId", params: { returnId } }) },
  INVOICE: { permission: "invoice:read", to: (invoiceId) => ({ to: "/invoices/$invoiceId", params: { invoiceId } }) },
  TRANSFER: {
    permission: "transfer:read",
    to: (transferId) => ({ to: "/transfers/$transferId", params: { transferId } }),
  },
  COUNT: { permission: "count:read", to: (countId) => ({ to: "/counts/$countId", params: { countId } }) },
  INSPECTION: {
    permission: "quality:read",
    to: (inspectionId) => ({ to: "/quality/$inspectionId", params: { inspectionId } }),
  },
  NON_CONFORMANCE: { permission: "quality:read", to: (ncrId) => ({ to: "/quality/ncr/$ncrId", params: { ncrId } }) },
  IMPORT: { permission: "product:import", to: (importId) => ({ to: "/imports/$importId", params: { importId } }) },
  IMPORT_UNDO: { permission: "product:import", to: (importId) => ({ to: "/imports/$importId", params: { importId } }) },
  OPERATION: { permission: "operation:read", to: (peek) => ({ to: "/operations", search: { peek } }) },
};

/** A document by its number, as a link for whoever may read it; without a number by what kind it is. */
export function DocumentLink({ kind, id, number }: { kind: string; id: string; number: string | null }) {
  const { permissions } = useMe();
  const target = TARGETS[kind];
  const words = number ?? sentence(kind);
  return target && permissions.includes(target.permission) ? <Link {...target.to(id)}>{words}</Link> : words;
}
