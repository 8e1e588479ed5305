export { readLabels } from "./read-labels.ts";
