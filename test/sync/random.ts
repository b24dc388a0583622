/** Numbers from 0 to 1 that follow from the seed alone, so that a failing run can be run again. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e_37_79_b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 0x2c_1b_3c_6d);
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x29_7a_2d_39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to, but not including, `end`. */
export function below(end: number, random: () => number): number {
  return Math.floor(random() * end);
}
