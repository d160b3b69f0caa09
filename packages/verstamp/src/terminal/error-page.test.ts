import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorPageOf } from './error-page.ts';

it('is the address of a page in the repository that the package names', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly repository: { readonly url: string };
  };
  const repository = manifest.repository.url.replace(/^git\+(.*)\.git$/, '$1/blob/main/');
  const page = errorPageOf('CLI_USAGE');
  expect(page.startsWith(repository)).toBe(true);
  expect(existsSync(new URL(`../../../../${page.slice(repository.length)}`, import.meta.url))).toBe(true);
});
