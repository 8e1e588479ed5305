import type { CustomerView } from "@invista/contracts/customer/customer";
import { STANDARD_LIST } from "@invista/contracts/product/price-lists";
import type { ReactNode } from "react";
import { formatMoney } from "../../shared/format/numbers.ts";
import { Ago } from "../../shared/format/values.tsx";
import { plural } from "../../shared/format/words.ts";
import { Facts } from "../../shared/ui/facts.tsx";

/** What is known about a customer. */
export function CustomerFacts({ customer }: { customer: CustomerView }) {
  const facts: (readonly [string, ReactNode])[] = [
    ["Contact", customer.contactName ?? "–"],
    [
      "E-mail",
      customer.email === null ? (
        "–"
      ) : (
        <a key="email" href={`mailto:${customer.email}`}>
          {customer.email}
        </a>
      ),
    ],
    [
      "Phone",
      customer.phone === null ? (
        "–"
      ) : (
        <a key="phone" href={`tel:${customer.phone.replace(/[^+\d]/g, "")}`}>
          {customer.phone}
        </a>
      ),
    ],
    ["Pays in", customer.paymentTermDays === 0 ? "At once" : plural(customer.paymentTermDays, "day")],
    [
      "Credit limit",
      customer.openValue === null
        ? "–"
        : customer.creditLimit === null
          ? "None"
          : formatMoney(customer.creditLimit, customer.currency),
    ],
    ["Currency", customer.currency],
    ["Tax number", customer.taxId ?? "–"],
    ["Shelf life", customer.minShelfLifeDays === 0 ? "Any" : `${plural(customer.minShelfLifeDays, "day")} at least`],
    ["Price list", customer.priceListCode === STANDARD_LIST ? "Standard" : customer.priceListCode],
    ["Created", <Ago key="created" at={customer.createdAt} />],
  ];
  if (customer.notes !== null) facts.push(["Notes", customer.notes]);
  return <Facts facts={facts} />;
}
