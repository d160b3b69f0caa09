import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readZip } from './zip.ts';

const fail = (reason: string): Error => new Error(reason);
const BOUNDS = { files: 100, bytes: 10_000 };

it('reads what is packed and what is not', () => {
  const zip = zipSync({
    'a.txt': Buffer.from('a'),
    'b.txt': [Buffer.from('b'), { level: 0 }],
    'c/': Buffer.alloc(0),
  });
  expect([...readZip(zip, BOUNDS, fail)].map(([name, bytes]) => `${name} ${bytes.toString()}`)).toEqual([
    'a.txt a',
    'b.txt b',
  ]);
});

it.each(['states its size', 'states none'])(
  'reads no more than the bound of a file that is not packed and %s',
  (title) => {
    const zip = Buffer.from(zipSync({ a: [Buffer.alloc(BOUNDS.bytes + 1), { level: 0 }] }));
    // Where the list at the end says how large it is once it is unpacked.
    if (title === 'states none') zip.writeUInt32LE(0, zip.indexOf('PK\u0001\u0002') + 24);
    expect(() => readZip(zip, BOUNDS, fail)).toThrow('it unpacks to more than 10000 bytes.');
  },
);
