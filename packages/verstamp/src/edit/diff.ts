import type { Change } from './change.ts';

/** A line of a difference; what is equal is shown around what is not. */
export interface DiffLine {
  readonly kind: 'equal' | 'removed' | 'added';
  readonly text: string;
}

/** Compares two texts line by line. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [splitLines(before), splitLines(after)];
  const lengths = measure(a, b);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'equal', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      lines.push({ kind: 'removed', text: a[i] ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: b[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** Formats a change as `diff -u` does, with one line around; what is in between is left out. */
export function formatChange({ file, before, after }: Change): readonly DiffLine[] {
  const lines = diffLines(before ?? '', after);
  const near = lines.map((_, index) =>
    lines.slice(Math.max(index - 1, 0), index + 2).some(({ kind }) => kind !== 'equal'),
  );
  const title: DiffLine = { kind: 'equal', text: `${file}${before === undefined ? ' (new)' : ''}` };
  return [title, ...lines.filter((_, index) => near[index])];
}

function splitLines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** How many lines the rest of both have in common, from each pair of lines on. */
function measure(a: readonly string[], b: readonly string[]): ReadonlyArray<readonly number[]> {
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row = [], next = []] = [lengths[i], lengths[i + 1]];
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
