export { removeAddress, saveAddress } from "./addresses.ts";
export { changeTerms } from "./change-terms.ts";
export { createCustomer } from "./create-customer.ts";
export { getCustomer, listCustomers } from "./read-customers.ts";
export { updateCustomer } from "./update-customer.ts";
