import { describe, expect, it } from 'vitest';
import { documentTaken, pluginTwice, serverSilent, serverUnreachable } from '@verstamp/core/problems';
import { addFix } from './finding.ts';

describe('addFix', () => {
  it.each([
    [documentTaken({ path: 'public/version.json' }), /^Remove it, or name the document otherwise /],
    [pluginTwice({ count: 2 }), /^Remove all but one; workers need none of their own\.$/],
    [serverSilent({ url: 'https://shop.example' }), /^Name the path of its document, /],
    [serverUnreachable({ url: 'https://shop.example' }), /^Check the URL, and that the server can /],
  ])('takes the last sentence of "%s"', (error, fix) => {
    const { code, message, details } = addFix(error);
    expect(details.fix).toMatch(fix);
    expect({ code, message, details: { ...details, fix: '' } }).toEqual({
      code: error.code,
      message: error.message,
      details: { ...error.details, fix: '' },
    });
  });
});
