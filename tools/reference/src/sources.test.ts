import { expect, it } from 'vitest';
import { linkSources } from './sources.ts';

it.each([
  ['Chooses (docs/ledgers.md).', 'Chooses (see [ledgers](../ledgers.md)).'],
  [
    'Reads (docs/wire.md#the-version-document).',
    'Reads (see [the version document](../wire.md#the-version-document)).',
  ],
  ['Cut (RFC 6455 §5.5).', 'Cut ([RFC 6455](https://www.rfc-editor.org/rfc/rfc6455) §5.5).'],
  ['Nothing named.', 'Nothing named.'],
])('links the sources in %j', (text, linked) => {
  expect(linkSources(text)).toBe(linked);
});
