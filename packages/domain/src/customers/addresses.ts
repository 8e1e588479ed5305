import type { AddressRef, RemoveAddressInput, SaveAddressInput } from "@invista/contracts/customer/customer";
import { refuse } from "@invista/contracts/errors";
import type { NeonWork } from "../shared/work.ts";

/** Adds an address of a customer or changes one; of several defaults for the same use the newest is the default. */
export async function saveAddress(work: NeonWork, input: SaveAddressInput): Promise<AddressRef> {
  const { idempotencyKey: _, customerId, id, ...values } = input;
  const { name } = await lockCustomer(work, customerId);
  if (values.isDefault)
    await work.tx.address.updateMany({
      where: {
        customerId,
        isDefault: true,
        ...(values.kind === "BOTH" ? {} : { kind: { in: [values.kind, "BOTH"] } }),
      },
      data: { isDefault: false },
    });
  const saved =
    id === null ? await work.tx.address.create({ data: { customerId, ...values }, select: { id: true } }) : { id };
  if (id !== null) {
    const { count } = await work.tx.address.updateMany({ where: { id, customerId }, data: values });
    if (count === 0) throw refuse("NOT_FOUND", "record.notFound", { entity: "Address", id });
  }
  record(work, customerId, id === null ? "ADD_ADDRESS" : "CHANGE_ADDRESS", { customer: name, ...values });
  return { id: saved.id, customerId, operationId: work.operationId };
}

/** Takes an address away; orders and invoices keep what they were sent with. */
export async function removeAddress(work: NeonWork, input: RemoveAddressInput): Promise<AddressRef> {
  const { customerId, id } = input;
  const { name } = await lockCustomer(work, customerId);
  const { count } = await work.tx.address.deleteMany({ where: { id, customerId } });
  if (count === 0) throw refuse("NOT_FOUND", "record.notFound", { entity: "Address", id });
  record(work, customerId, "REMOVE_ADDRESS", { customer: name, addressId: id });
  return { id, customerId, operationId: work.operationId };
}

async function lockCustomer(work: NeonWork, id: string): Promise<{ name: string }> {
  const [found] = await work.tx.$queryRaw<
    { name: string }[]
  >`SELECT name FROM customer WHERE id = ${id} FOR NO KEY UPDATE`;
  if (!found) throw refuse("NOT_FOUND", "record.notFound", { entity: "Customer", id });
  return found;
}

function record(work: NeonWork, customerId: string, action: string, newValues: object): void {
  work.audit({ action, resource: "customers", resourceId: customerId, newValues });
  work.touch("order");
}
