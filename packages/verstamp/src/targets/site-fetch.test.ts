import { expect, it } from 'vitest';
import { hideCredentials } from './site-fetch.ts';

it.each([
  ['https://bob:s3cret@host.example/x', 'https://host.example/x'],
  ['https://bob:s3/cret@host.example/x', 'https://host.example/x'],
  ['https://host.example/a.tgz?X-Amz-Signature=abc#part', 'https://host.example/a.tgz'],
  ['https://host.example/@shop/cart', 'https://host.example/@shop/cart'],
  ['HTTPS://bob@host.example', 'HTTPS://host.example'],
  ['dist/a?b@c', 'dist/a?b@c'],
  ['git+https://s3cret@host.example/x', 'git+https://host.example/x'],
])('shows %s as %s', (target, shown) => {
  expect(hideCredentials(target)).toBe(shown);
});
