import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from './blocks.ts';
import { root } from './folders.ts';

/** A command of a page, and the output that the page shows for it. */
export interface Command {
  readonly words: readonly string[];
  readonly shown: readonly string[];
}

/** Reads the commands of a block: those behind `$`, with what follows, or else every line. Comments are left out. */
export function readCommands({ text }: Pick<Block, 'text'>): readonly Command[] {
  const lines = text.split('\n').filter(Boolean);
  const isSession = lines.some((line) => line.startsWith('$ '));
  const commands: { words: readonly string[]; shown: string[] }[] = [];
  for (const line of lines) {
    if (isSession && !line.startsWith('$ ')) commands.at(-1)?.shown.push(line);
    else {
      for (const part of line
        .replace(/^\$ /, '')
        .replace(/(^|\s)# .*$/, '')
        .split(' && ')) {
        const words = part.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? [];
        if (words.length)
          commands.push({ words: words.map((word) => word.replaceAll(/^['"]|['"]$/g, '')), shown: [] });
      }
    }
  }
  return commands;
}

/** Reads the commands of the jobs of a CI: what stands behind `run:`, or in a list by itself. */
export function readSteps({ text }: Pick<Block, 'text'>): readonly Command[] {
  const steps = [...text.matchAll(/^ *- (?:run: )?((?!\w+:)[a-z].*)$/gm)].map(([, step = '']) => step);
  return readCommands({ text: steps.join('\n') });
}

/** Gives a command's own words behind `npx`, `pnpm exec` and settings such as `VERSTAMP_RELEASE=1`. */
export function withoutLauncher(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const [first, second] = words.slice(start);
  if (first === 'npx') return words.slice(start + 1);
  if (first === 'pnpm' && second === 'exec') return words.slice(start + 2);
  return words.slice(start);
}

/** Splits a command at `--`, behind which another one stands. */
export function splitRest(
  words: readonly string[],
): readonly [own: readonly string[], rest: readonly string[]] {
  const at = words.indexOf('--');
  return at < 0 ? [words, []] : [words.slice(0, at), words.slice(at + 1)];
}

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/**
 * Says what is wrong with a command that is not ours: a script that this repository lacks (where the page is about it),
 * a program that is not installed, a file that is not there, a package that does not exist.
 */
export function findFault(words: readonly string[]): string | undefined {
  const [program = '', ...args] = words;
  if (/^(npm|pnpm)$/.test(program)) return findPackageFault(args);
  if (
    !/^(cd|mkdir|git|node|curl|python3|deno|bun)$/.test(program) &&
    !existsSync(join(root, 'node_modules/.bin', program))
  )
    return `${program} is no program that is known here`;
  const missing = args.find((arg) => /^(packages|tools|docs)\//.test(arg) && !existsSync(join(root, arg)));
  return missing && `${missing} is not there`;
}

function findPackageFault([verb = '', ...args]: readonly string[]): string | undefined {
  const names = args.filter((arg) => !arg.startsWith('-'));
  if (verb === 'run') {
    const [script = ''] = names;
    return (scripts[script] ?? FAMILIAR.has(script)) ? undefined : `there is no script ${script}`;
  }
  if (verb === 'start' || verb === 'test') return undefined;
  if (!/^(install|i|ci|add|uninstall|version)$/.test(verb)) return `${verb} is no verb that is known here`;
  const unknown = names.find(
    (name) => name.startsWith('@verstamp/') && !existsSync(join(root, 'packages', name.slice(10))),
  );
  return unknown && `there is no package ${unknown}`;
}

/** Scripts that are the reader's. */
const FAMILIAR = new Set(['build', 'dev', 'release']);
