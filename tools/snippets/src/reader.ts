import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Block } from './blocks.ts';
import { isShown } from './shown.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** What somebody who follows a page has: an empty folder, a shell and a browser tab. */
export interface Desk {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Pages without a browser need none. */
  readonly tab?: Page | undefined;
}

/** Somebody who does what a page says, block by block. */
export interface Reader {
  /** Carries out a block and the prose above it. Throws where the page promises what does not come. */
  follow(block: Block): Promise<void>;
  /** Ends what still runs. */
  leave(): Promise<void>;
}

/**
 * Creates a reader. Files are written where their block's title says. `sh` is run in the first terminal, or where the
 * prose says "in a second terminal", "in the third terminal" it is started there and left running. A `text` block is
 * what must be seen: behind "Open <URL>" or "Press **BUTTON**" in the browser, else in the terminal used last, where
 * everything that a command printed to stdout must be shown, or `…` in its place.
 */
export function createReader({ folder, env, tab }: Desk): Reader {
  const terminals = new Map<string, Terminal>();
  let project = folder;
  let last: Terminal | undefined;

  const terminal = (ordinal: string): Terminal => {
    const open = terminals.get(ordinal) ?? openTerminal({ cwd: project, env });
    terminals.set(ordinal, open);
    return (last = open);
  };

  const follow = async (block: Block): Promise<void> => {
    const { language, attributes, text, prose } = block;
    if (attributes['title'] !== undefined) return write(join(project, attributes['title']), text);
    if (language === 'sh') {
      const [, ordinal] = /\bIn (?:a|the) (second|third) terminal\b/.exec(prose) ?? [];
      if (ordinal !== undefined) return terminal(ordinal).start(text);
      await terminal('first').run(text);
      project = terminal('first').folder;
      return;
    }
    if (language !== 'text') throw new Error(`nobody can follow a block of ${language || 'no language'}`);
    const [, url] = /Open <(.+?)>/.exec(prose) ?? [];
    const [, button] = /press \*\*(.+?)\*\*/i.exec(prose) ?? [];
    if (url === undefined && button === undefined) return see(last, text);
    if (!tab) throw new Error('there is no browser');
    if (url !== undefined) await tab.goto(url);
    if (button !== undefined) await tab.getByRole('button', { name: button, exact: true }).click();
    for (const line of text.trim().split('\n')) await tab.getByText(line, { exact: true }).waitFor();
  };

  return {
    async follow(block) {
      try {
        await follow(block);
      } catch (error) {
        const seen = (await tab?.innerText('body')) ?? 'nothing';
        throw new Error(`${block.page}:${block.line} does not come true; the tab shows:\n${seen}`, {
          cause: error,
        });
      }
    },
    async leave() {
      for (const running of terminals.values()) await running.stop();
    },
  };
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** What has ended printed what is shown and nothing else; what runs may print more. */
async function see(terminal: Terminal | undefined, text: string): Promise<void> {
  if (terminal?.isIdle) {
    if (!isShown(terminal.printed, text)) throw new Error(`Expected ${text}got:\n${terminal.printed}`);
    return;
  }
  for (const line of text.trim().split('\n')) await terminal?.print(line);
}
