/** A list of 32-bit integers that grows by doubling its array. */
export interface GrowingList {
  values: Int32Array;
  count: number;
}

export function createList(): GrowingList {
  return { values: new Int32Array(64), count: 0 };
}

export function push(list: GrowingList, value: number): void {
  if (list.count === list.values.length) {
    const wider = new Int32Array(list.count * 2);
    wider.set(list.values);
    list.values = wider;
  }
  list.values[list.count++] = value;
}
