/** A list of 32-bit integers that grows by doubling its array. */
export interface GrowingList {
  values: Int32Array;
  count: number;
}

export function createList(): GrowingList {
  return { values: new Int32Array(64), count: 0 };
}

export function push(list: GrowingList, value: number): void {
  if (list.count === list.values.length) widen(list, list.count * 2);
  list.values[list.count++] = value;
}

/** Makes room for so many integers, whose places can be written then. */
export function makeRoomIn(list: GrowingList, count: number): void {
  if (count > list.values.length) widen(list, count * 2);
}

function widen(list: GrowingList, length: number): void {
  const wider = new Int32Array(length);
  wider.set(list.values);
  list.values = wider;
}

/** What the list holds, in an array of its own. */
export function valuesOf({ values, count }: GrowingList): Int32Array {
  return values.slice(0, count);
}
