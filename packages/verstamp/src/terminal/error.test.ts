import { expect, it } from 'vitest';
import { reportError } from './error.ts';

it('reports what nobody foresaw without what a terminal obeys', () => {
  const texts: string[] = [];
  const sink = { write: (text: string | Uint8Array) => texts.push(String(text)) > 0 };
  const error = new Error("EACCES: open 'a\u001b[2K\r\u202eb'\n::error::c");
  reportError(error, { json: false, stdout: sink, stderr: sink });
  expect(texts[0]).toBe("verstamp: UNEXPECTED: EACCES: open 'a·[2K··b'·::error::c\n");
  // Line breaks stand between the lines of the trace only.
  expect(texts.join('')).toMatch(/^[ -~·\n]+$/);
});
