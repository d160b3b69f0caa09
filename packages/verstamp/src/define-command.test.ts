import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Invocation, Surroundings } from './command.ts';
import { defineCommand } from './define-command.ts';
import { parseWords } from './words.ts';

const sink = { write: () => true };
const surroundings: Surroundings = { cwd: '/', env: {}, stdout: sink, stderr: sink };

const runs: Invocation[] = [];

const command = defineCommand({
  usage: 'verstamp try',
  details: '',
  options: {
    dry: { type: 'boolean', description: '' },
    name: { type: 'string', value: 'NAME', description: '' },
    count: {
      type: 'string',
      value: 'NUMBER',
      description: '',
      read: async (text, misuse) => {
        if (!/^\d+$/.test(text)) throw misuse('A number is needed.');
        return Number(text);
      },
    },
  },
  run: async (invocation) => {
    const { dry, name, count } = invocation.values;
    expectTypeOf(dry).toEqualTypeOf<boolean>();
    expectTypeOf(name).toEqualTypeOf<string | undefined>();
    expectTypeOf(count).toEqualTypeOf<number | undefined>();
    // @ts-expect-error No option has this name.
    const { nmae } = invocation.values;
    runs.push(invocation);
    return { exit: 0, document: {}, text: String(nmae) };
  },
});

async function run(...own: readonly string[]): Promise<Invocation | undefined> {
  await command.run(parseWords(command, { own, rest: undefined }), surroundings);
  return runs.at(-1);
}

describe('a command', () => {
  it('gets what its options were read to be', async () => {
    expect(await run('--dry', '--name', 'shop', '--count', '12', 'more')).toMatchObject({
      values: { dry: true, name: 'shop', count: 12 },
      positionals: ['more'],
      isJson: false,
    });
  });

  it('gets a value for options that were left out', async () => {
    expect(await run('--json')).toMatchObject({
      values: { dry: false, name: undefined, count: undefined },
      isJson: true,
    });
  });

  it('does not run where an option cannot be read, and says how it is called', async () => {
    const before = runs.length;
    await expect(run('--count', 'many')).rejects.toThrow('A number is needed. Expected: verstamp try.');
    expect(runs.length).toBe(before);
  });
});

it('says nothing that a terminal obeys', async () => {
  const texts: string[] = [];
  const stderr = { write: (text: string | Uint8Array) => texts.push(String(text)) > 0 };
  const saying = defineCommand({
    usage: 'verstamp say',
    details: '',
    options: {},
    run: async ({ say }) => {
      say('a\u001b[2K\n::error::b\u202e');
      return { exit: 0, document: {}, text: '' };
    },
  });
  await saying.run(parseWords(saying, { own: [], rest: undefined }), { ...surroundings, stderr });
  expect(texts).toEqual(['a·[2K·::error::b·\n']);
});
