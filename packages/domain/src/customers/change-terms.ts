import type { ChangeTermsInput, CustomerRef } from "@invista/contracts/customer/customer";
import type { NeonWork } from "../shared/work.ts";
import { writeCustomer } from "./write-customer.ts";

/** Changes the state or the terms of a customer the caller saw at `version`; what is left out stays. */
export async function changeTerms(work: NeonWork, input: ChangeTermsInput): Promise<CustomerRef> {
  const { idempotencyKey: _, id, version, ...given } = input;
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return writeCustomer(work, { id, version }, values, values);
}
