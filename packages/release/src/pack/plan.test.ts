import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { formatIntegrity } from '../tarball/integrity.ts';
import { readPackFolder, type PlannedRelease } from './plan.ts';

const bytes = Buffer.from('packed');
const integrity = formatIntegrity(bytes);
const cart = { name: 'cart', version: '1.0.0' };

/** Reads a plan of one package, whose tarball is said to have an integrity. */
async function read(stated: string): Promise<readonly PlannedRelease[]> {
  const folder = makeFolder();
  const tarball = { path: 'cart.tgz', integrity: stated };
  const plan = { version: 1, plan: [[{ kind: 'publish', ...cart, tarball }]] };
  writeFileSync(join(folder, 'publish-plan.json'), JSON.stringify(plan));
  return readPackFolder(folder, [cart]);
}

it.each(['sha256', 'sha512'])('reads a plan that promises a %s', async (algorithm) => {
  const stated = `${algorithm}-${hash(algorithm, bytes, 'base64')}`;
  expect(await read(stated)).toMatchObject([{ ...cart, integrity: stated }]);
});

it.each([
  ['a sha1', `sha1-${hash('sha1', bytes, 'base64')}`],
  ['an md5', `md5-${hash('md5', bytes, 'base64')}`],
  ['a choice of bytes', `${integrity} ${formatIntegrity(Buffer.from('other'))}`],
  ['nothing', ''],
])('refuses a plan that promises %s, by which other bytes could go out', async (_, stated) => {
  await expect(read(stated)).rejects.toMatchObject({ code: 'PLAN_INVALID' });
});

it('refuses a plan whose name and version only look like those of a package once they are joined', async () => {
  const folder = makeFolder();
  const tarball = { path: 'a.tgz', integrity };
  const entry = { kind: 'publish', name: '', version: 'shop/cart@1.0.0', tarball };
  writeFileSync(join(folder, 'publish-plan.json'), JSON.stringify({ version: 1, plan: [[entry]] }));
  const reading = readPackFolder(folder, [{ name: '@shop/cart', version: '1.0.0' }]);
  await expect(reading).rejects.toMatchObject({ code: 'PLAN_INVALID' });
});
