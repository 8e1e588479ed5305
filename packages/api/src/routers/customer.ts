import {
  addressRef,
  changeTermsInput,
  createCustomerInput,
  customerRef,
  customerView,
  getCustomerInput,
  listCustomersInput,
  listCustomersOutput,
  removeAddressInput,
  saveAddressInput,
  updateCustomerInput,
} from "@invista/contracts/customer/customer";
import {
  changeTerms,
  createCustomer,
  getCustomer,
  listCustomers,
  removeAddress,
  saveAddress,
  updateCustomer,
} from "@invista/domain/customers";
import { command, query } from "../kit/procedures.ts";
import { router } from "../kit/trpc.ts";

export const customerRouter = router({
  list: query("customer:read", "GET /customers", "Customers, by page")
    .input(listCustomersInput)
    .output(listCustomersOutput)
    .query(({ ctx, input }) => listCustomers(ctx.read, input)),
  get: query("customer:read", "GET /customers/{id}", "One customer")
    .input(getCustomerInput)
    .output(customerView)
    .query(({ ctx, input }) => getCustomer(ctx.read, input)),
  create: command("customer:create", "POST /customers", "Create a customer")
    .input(createCustomerInput)
    .output(customerRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => createCustomer(work, input))),
  saveAddress: command("customer:update", "POST /customers/{customerId}/addresses", "Add or change an address")
    .input(saveAddressInput)
    .output(addressRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => saveAddress(work, input))),
  removeAddress: command(
    "customer:update",
    "DELETE /customers/{customerId}/addresses/{id}",
    "Take an address of a customer away",
  )
    .input(removeAddressInput)
    .output(addressRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => removeAddress(work, input))),
  update: command("customer:update", "PATCH /customers/{id}", "Change a customer")
    .input(updateCustomerInput)
    .output(customerRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => updateCustomer(work, input))),
  changeTerms: command("customer:update", "POST /customers/{id}/terms", "Change the state or the terms of a customer")
    .input(changeTermsInput)
    .output(customerRef)
    .mutation(({ ctx, input }) => ctx.commit((work) => changeTerms(work, input))),
});
