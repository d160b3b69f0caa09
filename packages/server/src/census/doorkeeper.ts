import { hash } from '../hash.ts';

/** The filter's size: 16 kB. */
const BITS = 2 ** 17;
/** After so many texts it starts anew; until then at most one new text in forty is taken for an old one. */
const CAPACITY = 2 ** 14;
const PROBES = 4;

/**
 * Creates the function that tells whether a text came before, not long ago: a Bloom filter that forgets
 * (the "doorkeeper" of TinyLFU; Einziger, Friedman, Manes, ACM Transactions on Storage 13(4), 2017).
 */
export function createDoorkeeper(seed: number): (text: string) => boolean {
  const bits = new Uint32Array(BITS / 32);
  let admitted = 0;
  return (text) => {
    const [start, step] = hash(text, seed);
    let known = true;
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (start + probe * (step | 1)) & (BITS - 1);
      const mask = 1 << (bit & 31);
      if (!((bits[bit >>> 5] ?? 0) & mask)) known = false;
      bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | mask;
    }
    if (!known && ++admitted >= CAPACITY) {
      bits.fill(0);
      admitted = 0;
    }
    return known;
  };
}
