const polynomial = 0xedb88320;
const one = 0x8000_0000;

/** The CRC-32 of two texts in a row, from the CRC-32 of each and the length of the second, without reading either. */
export function joinChecksums(first: number, second: number, secondLength: number): number {
  // Bytes that follow multiply the first checksum by x^8 each, modulo the polynomial.
  let factor = one;
  let power = 0x0080_0000;
  for (let left = secondLength; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) factor = multiply(factor, power);
    power = multiply(power, power);
  }
  return (multiply(factor, first) ^ second) >>> 0;
}

/** Bits are reflected: the highest stands for x^0. */
function multiply(left: number, right: number): number {
  let product = 0;
  let shifted = right;
  for (let bit = 31; bit >= 0; bit -= 1) {
    if (((left >>> bit) & 1) === 1) product ^= shifted;
    shifted = (shifted & 1) === 1 ? (shifted >>> 1) ^ polynomial : shifted >>> 1;
  }
  return product >>> 0;
}
