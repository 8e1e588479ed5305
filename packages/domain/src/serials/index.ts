export { getSerial, listSerials } from "./read-serials.ts";
export { getSerialAsOf, listSerialsAsOf } from "./serials-as-of.ts";
