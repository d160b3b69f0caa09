import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { packArchive } from '@verstamp/testing/archive';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { formatIntegrity } from '../tarball/integrity.ts';
import { nameTarball, openPacked, readPacked } from './packed.ts';

let folder = '';

beforeEach(() => {
  folder = makeFolder();
});

const CART = { name: '@shop/cart', version: '1.0.0' };
const TILL = { name: 'till', version: '2.0.0' };
const cart = packArchive([{ path: 'package.json', text: JSON.stringify(CART) }]);
const till = packArchive([{ path: 'package.json', text: JSON.stringify(TILL) }]);
/** Whoever looks into it, fails. */
const sealed = Buffer.from('no tarball');
const expected = new Map([CART, TILL].map((owner) => [nameTarball('pnpm', owner), owner]));

/** Writes files, and says whose they are taken for where a registry promises these bytes of packages. */
const owners = async (
  files: Readonly<Record<string, Buffer>>,
  promised: Readonly<Record<string, Buffer>> = {},
) => {
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes);
  const integrity = Object.entries(promised).map(([name, bytes]) => [name, formatIntegrity(bytes)] as const);
  const packed = await readPacked(folder, { expected, promised: new Map(integrity) });
  return packed.map(({ name, version, tarball }) => [tarball.slice(folder.length + 1), name, version]);
};

describe('readPacked', () => {
  it('reads of each tarball whose it is, whatever it is called', async () => {
    expect(await owners({ 'a.tgz': cart, 'shop-cart-1.0.0.tgz': till })).toEqual([
      ['a.tgz', '@shop/cart', '1.0.0'],
      ['shop-cart-1.0.0.tgz', 'till', '2.0.0'],
    ]);
  });

  it('does not look into bytes that are promised of the package that the file is named after', async () => {
    expect(await owners({ 'shop-cart-1.0.0.tgz': sealed }, { '@shop/cart': sealed })).toEqual([
      ['shop-cart-1.0.0.tgz', '@shop/cart', '1.0.0'],
    ]);
  });

  it.each<[string, string, Readonly<Record<string, Buffer>>]>([
    ['are promised of nothing', 'shop-cart-1.0.0.tgz', {}],
    ['are promised of another package', 'shop-cart-1.0.0.tgz', { till: sealed }],
    ['bear a name that nothing has', 'cart.tgz', { '@shop/cart': sealed }],
    ['bear the name of another version', 'shop-cart-1.0.1.tgz', { '@shop/cart': sealed }],
  ])('looks into bytes that %s', async (_, file, promised) => {
    await expect(owners({ [file]: sealed }, promised)).rejects.toMatchObject({ code: 'TARBALL_INVALID' });
  });

  it('takes a tarball for nobody else, where a registry promises of each package the bytes of another', async () => {
    const files = { 'shop-cart-1.0.0.tgz': cart, 'till-2.0.0.tgz': till };
    expect(await owners(files, { '@shop/cart': till, till: cart })).toEqual([
      ['shop-cart-1.0.0.tgz', '@shop/cart', '1.0.0'],
      ['till-2.0.0.tgz', 'till', '2.0.0'],
    ]);
  });

  it('believes no promise that can be forged', async () => {
    writeFileSync(join(folder, 'shop-cart-1.0.0.tgz'), sealed);
    const promised = new Map([['@shop/cart', 'sha1-GUmVh7pUrz9+6gGLKVqdYRgfuEs=']]);
    await expect(readPacked(folder, { expected, promised })).rejects.toMatchObject({
      code: 'TARBALL_INVALID',
    });
  });
});

describe('openPacked', () => {
  it('unpacks once, and not before it is asked to', async () => {
    const packed = openPacked(cart, 'cart.tgz');
    expect(packed.integrity).toBe(formatIntegrity(cart));
    expect(await packed.read()).toBe(await packed.read());
    await expect(openPacked(sealed, 'cart.tgz').read()).rejects.toMatchObject({ code: 'TARBALL_INVALID' });
  });
});

describe('nameTarball', () => {
  it.each([
    ['npm', 'shop-cart-1.0.0.tgz', 'till-2.0.0.tgz'],
    ['pnpm', 'shop-cart-1.0.0.tgz', 'till-2.0.0.tgz'],
    ['bun', 'shop-cart-1.0.0.tgz', 'till-2.0.0.tgz'],
    ['yarn', '@shop-cart-1.0.0.tgz', 'till-2.0.0.tgz'],
    ['yarn-classic', '@shop-cart.tgz', 'till.tgz'],
  ] as const)('knows how %s names them', (manager, ...names) => {
    expect([CART, TILL].map((owner) => nameTarball(manager, owner))).toEqual(names);
  });
});
