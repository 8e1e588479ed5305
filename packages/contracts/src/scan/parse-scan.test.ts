import { describe, expect, test } from "vitest";
import { isGtin, parseScan, spellings } from "./parse-scan.ts";

const TODAY = new Date("2026-11-26T12:00:00Z");
const scan = (text: string) => parseScan(text, TODAY);
const NOTHING = { quantity: null, gtin: null, lot: null, expiresOn: null, serial: null, problem: null };

test.each(["4006381333931", "036000291452", "96385074", "10614141000415", "00614141000418"])("%s is a GTIN", (code) => {
  expect(isGtin(code)).toBe(true);
});
test.each(["4006381333932", "03600029145", "", "4006381 33931", "123456789012345"])("%s is no GTIN", (code) => {
  expect(isGtin(code)).toBe(false);
});

test("a GTIN is looked up in every length it may be kept in", () => {
  expect(spellings("036000291452")).toEqual(["036000291452", "00036000291452", "0036000291452"]);
  expect(spellings("00000096385074")).toEqual(["00000096385074", "0000096385074", "000096385074", "96385074"]);
  expect(spellings("ADH-0420")).toEqual(["ADH-0420"]);
});

test("plain codes stay what they are", () => {
  expect(scan(" ADH-0420 ")).toEqual({ ...NOTHING, code: "ADH-0420" });
  expect(scan("4006381333931")).toEqual({ ...NOTHING, code: "4006381333931", gtin: "4006381333931" });
  expect(scan("]E04006381333931").code).toBe("4006381333931");
});

test("a number and a star before a code is a quantity", () => {
  expect(scan("12*ADH-0420")).toEqual({ ...NOTHING, code: "ADH-0420", quantity: "12" });
  expect(scan("2,5 * PIP-0420")).toEqual({ ...NOTHING, code: "PIP-0420", quantity: "2.5" });
  expect(scan("A*B").quantity).toBeNull();
});

describe("GS1", () => {
  test.each([
    ["with symbology and separator", "]C101006141410004181727033110LOT-7\u001d3712"],
    ["as a DataMatrix", "]d20100614141000418172703313712\u001d10LOT-7"],
    ["without symbology", "01006141410004181727033110LOT-7\u001d3712"],
    ["as people write it", "(01)00614141000418(17)270331(10)LOT-7(37)12"],
  ])("%s says product, lot, day and count", (_, text) => {
    expect(scan(text)).toEqual({
      code: "00614141000418",
      gtin: "00614141000418",
      lot: "LOT-7",
      expiresOn: "2027-03-31",
      quantity: "12",
      serial: null,
      problem: null,
    });
  });

  test("a typed quantity goes before the count of the code", () => {
    expect(scan("3*(01)00614141000418(37)12").quantity).toBe("3");
  });

  test("a serial number, weights and other elements are passed over or kept", () => {
    expect(scan("]C1010061414100041831030012502112345\u001d").serial).toBe("12345");
    expect(scan("]C10100614141000418310300125021SN-99")).toMatchObject({ serial: "SN-99", gtin: "00614141000418" });
  });

  test("day 00 is the last of the month, and the century is the near one", () => {
    expect(scan("(01)00614141000418(17)280200").expiresOn).toBe("2028-02-29");
    expect(scan("(01)00614141000418(17)990101").expiresOn).toBe("1999-01-01");
    expect(scan("(01)00614141000418(17)700101").expiresOn).toBe("2070-01-01");
  });

  test.each([
    ["(01)00614141000419(10)A", /check digit/],
    ["(01)00614141000418(17)270231", /not a day/],
    ["]C10100614141000", /cut off/],
    ["]C1AB", /no element/],
    ["(hello)", /brackets/],
  ])("%s is told what is wrong with it", (text, words) => {
    expect(scan(text).problem).toMatch(words);
  });
});
