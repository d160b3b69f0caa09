import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readZip } from './zip.ts';

const fail = (reason: string): Error => new Error(reason);
const BOUNDS = { files: 100, bytes: 10_000 };

const zipped = (files: Parameters<typeof zipSync>[0]): Buffer => Buffer.from(zipSync(files));

const read = async (zip: Buffer): Promise<readonly string[]> =>
  [...(await readZip(zip, BOUNDS, fail))].map(([name, bytes]) => `${name} ${bytes.toString()}`);

it('reads what is packed and what is not', async () => {
  const zip = zipped({
    'a.txt': Buffer.from('a'),
    'b.txt': [Buffer.from('b'), { level: 0 }],
    'c/': Buffer.alloc(0),
    'd.protos.': Buffer.from('d'),
  });
  // What packs here cannot name a file so.
  const renamed = Buffer.from(zip.toString('latin1').replaceAll('d.protos.', '__proto__'), 'latin1');
  expect(await read(renamed)).toEqual(['a.txt a', 'b.txt b', '__proto__ d']);
});

it.each(['/a.txt', '../a.txt', 'C:/a.txt'])('reads %s, since nothing is written', async (name) => {
  expect(await read(zipped({ [name]: Buffer.from('a') }))).toEqual([`${name} a`]);
});

it('reads no more than the bound of a file that is not packed', async () => {
  const zip = zipped({ a: [Buffer.alloc(BOUNDS.bytes + 1), { level: 0 }] });
  await expect(read(zip)).rejects.toThrow('it unpacks to more than 10000 bytes.');
});

it.each([0, BOUNDS.bytes])('reads nothing of a larger file that is said to have %d bytes', async (stated) => {
  for (const level of [0, 9] as const) {
    const zip = zipped({ a: [Buffer.alloc(BOUNDS.bytes + 1), { level }] });
    // Where the list at the end says how large it is once it is unpacked.
    zip.writeUInt32LE(stated, zip.indexOf('PK\u0001\u0002') + 24);
    await expect(read(zip)).rejects.toThrow('it is no sound zip archive.');
  }
});

it('reads no more files than the bound', async () => {
  const names = Array.from({ length: BOUNDS.files + 1 }, (_, index) => `${index}`);
  const zip = zipped(Object.fromEntries(names.map((name) => [name, Buffer.alloc(0)])));
  await expect(read(zip)).rejects.toThrow('it holds more than 100 files.');
});

it.each([
  ['encrypted', 6, 1],
  ['packed by bzip2', 8, 12],
])('says that it reads no file that is %s', async (_, offset, value) => {
  const zip = zipped({ a: [Buffer.from('a'), { level: 9 }] });
  zip.writeUInt16LE(value, zip.indexOf('PK\u0001\u0002') + offset + 2);
  await expect(read(zip)).rejects.toThrow('it holds files that are encrypted, or packed by another method');
});

it('reads nothing else where a byte has been put in, taken out or changed in content', async () => {
  const zip = zipped({ 'a.txt': Buffer.from('first'), 'b.txt': [Buffer.from('second'), { level: 0 }] });
  const sound = await read(zip);
  const list = zip.indexOf('PK\u0001\u0002');
  for (let at = 0; at < zip.length; at++) {
    const [before, behind] = [zip.subarray(0, at), zip.subarray(at + 1)];
    const byte = zip[at] ?? 0;
    const others = [[80, byte], [], ...(at < list ? [[255 - byte]] : [])];
    for (const bytes of others) {
      const other = Buffer.concat([before, Buffer.from(bytes), behind]);
      expect([undefined, sound]).toContainEqual(await read(other).catch(() => undefined));
    }
  }
});
