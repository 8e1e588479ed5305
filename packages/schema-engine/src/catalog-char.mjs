import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";

const CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * adapter-pg knows no pg_catalog "char" (OID 18), which introspection reads: such a column passes through it as text
 * and gets its true type back afterwards.
 */
export function nameCatalogChar(adapter) {
  let charColumns = new Set();
  const performIO = adapter.performIO.bind(adapter);
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    charColumns = new Set();
    result.fields?.forEach((field, index) => {
      if (field.dataTypeID !== CHAR_OID) return;
      charColumns.add(index);
      field.dataTypeID = TEXT_OID;
    });
    return result;
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type, index) =>
      charColumns.has(index) ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
  return adapter;
}
