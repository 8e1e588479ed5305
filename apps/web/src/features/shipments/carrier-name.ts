import type { CarrierView } from "@invista/contracts/carrier/carrier";

/** A carrier with the service, where it is not his only one. */
export function carrierName({ name, serviceCode }: Pick<CarrierView, "name" | "serviceCode">): string {
  return serviceCode === "STANDARD" ? name : `${name}, ${serviceCode.toLowerCase()}`;
}
