export { getSerial, listSerials } from "./read-serials.ts";
