import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStamp } from '@verstamp/core';
import { scanForStamps } from './scan-stamps.ts';

const stamp = {
  name: '@scope/shop',
  version: '1.4.3.417',
  time: '2026-11-21T02:00:00Z',
  commit: '1a2b3c4d5e6f',
};
const text = formatStamp(stamp);

describe('scanForStamps', () => {
  it.each([
    ['a page', `<meta name="verstamp" content="${text}">`],
    ['code', `const text="${text}",next=1`],
    ['a URL', `worker.js#verstamp=${text}&document=x`],
    ['a single line', text],
    ['text of other encodings', `ä漢字'${text}'\u{1F600}`],
  ])('finds a stamp in %s', (_, file) => {
    const offset = Buffer.from(file).indexOf(text);
    expect(scanForStamps(Buffer.from(file))).toEqual([{ offset, length: text.length, stamp }]);
  });

  it('finds several', () => {
    const other = formatStamp({ ...stamp, name: 'other' });
    expect(scanForStamps(Buffer.from(`"${text}" '${other}'`)).map(({ stamp: { name } }) => name)).toEqual([
      '@scope/shop',
      'other',
    ]);
  });

  it.each([
    '',
    '@',
    'a@1.2.3',
    'root@127.0.0.1',
    'root@127.0.0.1;c=1a2b3c4',
    'a@1.2.3.4;t=never',
    '@1.2.3.4;t=2026-01-01',
  ])('finds none in %j', (file) => {
    expect(scanForStamps(Buffer.from(file))).toEqual([]);
  });

  it('reads any bytes, in time that grows with their number only', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('@', '1.2.3.4', ';t=', 'a', '\n', '@1.0.0.0;t='), { maxLength: 200 }),
        (parts) => {
          for (const { offset, length } of scanForStamps(Buffer.from(parts.join('')))) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(length).toBeGreaterThan(0);
          }
        },
      ),
    );
    const started = process.cpuUsage().user;
    scanForStamps(Buffer.from('a@'.repeat(2 ** 20)));
    expect(process.cpuUsage().user - started).toBeLessThan(5e6);
  });
});
