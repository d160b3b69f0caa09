import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { listPages } from './pages.ts';
import { root } from './folders.ts';

const fences = /^( *)(`{3,})[^]*?^\1\2$/gm;
const read = (page: string) => readFileSync(join(root, page), 'utf8').replaceAll(fences, '');

/** What GitHub makes of the headings of a page: the second of a kind gets `-1`. */
function readAnchors(text: string): readonly string[] {
  const seen = new Map<string, number>();
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before ? `${slug}-${before}` : slug;
  });
}

function findBroken(page: string): readonly string[] {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => target);
  return links.filter((target) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, file))) return true;
    if (anchor === undefined || statSync(join(root, file)).isDirectory()) return false;
    return !readAnchors(read(file)).includes(anchor);
  });
}

it.each(listPages())('%s links to what is there', (page) => {
  expect(findBroken(page)).toEqual([]);
});
