import { describe, expect, it } from 'vitest';
import { chooseMode, type GuardMode } from './mode.ts';

function choose(typed: string): GuardMode {
  const words = typed.split(' ').filter(Boolean);
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
  return chooseMode({
    values: Object.fromEntries(options.map((name) => [name, true])),
    positionals: words.filter((word) => !word.startsWith('--')),
  });
}

describe('the guard that is asked for', () => {
  it.each([
    ['', 'workspace'],
    ['--plan --tag --new --no-cache --json', 'workspace'],
    ['--since --new --json', 'since'],
    ['--receipt --json', 'receipt'],
    ['--adopt --reason --new --no-cache @shop/cart', 'adopt'],
  ])('is, with "%s", that of the %s', (typed, mode) => {
    expect(choose(typed)).toBe(mode);
  });

  it.each([
    ['--receipt --since', '--since does not go with --receipt.'],
    ['--receipt --tag', '--tag does not go with --receipt.'],
    ['--receipt --new', '--new does not go with --receipt.'],
    ['--adopt --reason --receipt', '--adopt does not go with --receipt.'],
    ['--receipt extra', 'The guard takes no arguments.'],
    ['--since --plan', '--plan does not go with --since.'],
    ['--since --tag', '--tag does not go with --since.'],
    ['--since --no-cache', '--no-cache does not go with --since.'],
    ['--since --adopt --reason', '--adopt does not go with --since.'],
    ['--since extra', 'The guard takes no arguments.'],
    ['--adopt --reason --tag', '--tag does not go with --adopt.'],
    ['--adopt --reason --plan', '--plan does not go with --adopt.'],
    ['--reason', '--reason does not go with a guard of the workspace.'],
    ['extra', 'The guard takes no arguments.'],
  ])('is none with "%s"', (typed, reason) => {
    expect(() => choose(typed)).toThrow(`${reason} Expected: verstamp guard `);
  });
});
