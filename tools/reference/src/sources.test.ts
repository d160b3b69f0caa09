import { expect, it } from 'vitest';
import { linkSources } from './sources.ts';

it.each([
  ['Answers (contract §7).', 'Answers (see [the wire](../wire.md)).'],
  ['Decides (contract §3 and §7).', 'Decides (see [rules](../wire.md#rules) and [the wire](../wire.md)).'],
  ['Cut (RFC 6455 §5.5).', 'Cut ([RFC 6455](https://www.rfc-editor.org/rfc/rfc6455) §5.5).'],
  ['Nothing named.', 'Nothing named.'],
])('links the sources in %j', (text, linked) => {
  expect(linkSources(text)).toBe(linked);
});
