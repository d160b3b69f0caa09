/** A line of a page that stands for any lines. */
const ANY = '…';

/**
 * Tells whether a page shows what a command printed, line by line. `…` stands for any lines; empty lines, and those in
 * which npm names the script that it runs, need not be shown.
 */
export function isShown(printed: string, shown: string): boolean {
  const lines = readLines(printed).filter((line) => !line.startsWith('> '));
  const pattern = readLines(shown).map((line) => (line === ANY ? '(?:.*\n)*' : `${escape(line)}\n`));
  return new RegExp(`^${pattern.join('')}$`).test(lines.map((line) => `${line}\n`).join(''));
}

function readLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(Boolean);
}

function escape(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
