import type { KitPlan } from "@invista/contracts/kit/kit";
import { expect, test } from "vitest";
import { isChosen, placeKey, sourcesOf, takenInAll } from "./kit-values.ts";

const source = (location: string, take: string, serials: string[] = []) => ({
  location,
  lotId: null,
  lotNumber: null,
  expiresAt: null,
  free: "5",
  take,
  serials,
});
const part = (trackSerials: boolean, sources: ReturnType<typeof source>[]) => ({
  productId: trackSerials ? "drive" : "screw",
  sku: "S",
  name: "S",
  unitCode: "EA",
  trackSerials,
  needed: "3",
  isMade: false,
  short: "0",
  sources,
});
const plan = (...parts: KitPlan["parts"]): KitPlan => ({
  sku: "KIT",
  unitCode: "EA",
  trackLots: false,
  trackExpiry: false,
  trackSerials: false,
  parts,
});

test("what is planned is what is sent, and a place of which nothing is taken is left out", () => {
  const screws = part(false, [source("A-1", "3"), source("B-1", "0")]);
  expect(sourcesOf(plan(screws), {})).toEqual([{ productId: "screw", location: "A-1", lotId: null, quantity: "3" }]);
});

test("another choice takes its place, and has to be as much as is needed", () => {
  const [a, b] = [source("A-1", "3"), source("B-1", "0")];
  const screws = part(false, [a, b]);
  const choices = { [placeKey(screws, a)]: "1", [placeKey(screws, b)]: "1,5" };
  expect(takenInAll(screws, choices)).toBe("2.5");
  expect(isChosen(screws, choices)).toBe(false);
  expect(isChosen({ ...screws, isMade: true }, choices)).toBe(true);
  expect(isChosen(screws, {})).toBe(true);
  expect(takenInAll(screws, { [placeKey(screws, a)]: "x" })).toBeNull();
});

test("pieces are counted by their numbers", () => {
  const place = source("A-1", "3", ["D-1", "D-2", "D-3", "D-4"]);
  const drives = part(true, [place]);
  expect(sourcesOf(plan(drives), { [placeKey(drives, place)]: ["D-4", "D-1", "D-2"] })).toEqual([
    { productId: "drive", location: "A-1", lotId: null, quantity: "3", serials: ["D-4", "D-1", "D-2"] },
  ]);
});
