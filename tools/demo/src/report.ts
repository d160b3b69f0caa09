import { styleText } from 'node:util';
import Table from 'cli-table3';

/** Collects what was expected and what came, and prints it for a person. */
export interface Report {
  /** Begins a chapter. */
  chapter(title: string): void;
  /** Prints a line that is no expectation. */
  note(text: string): void;
  /** Prints one expectation and remembers whether it held. */
  expect(text: string, held: boolean): void;
  /** Prints a table; the last cell of each row says whether what came is what was expected. */
  table(
    head: readonly string[],
    rows: ReadonlyArray<{ readonly cells: readonly string[]; readonly held: boolean }>,
  ): void;
  /** Prints the closing line and gives the exit code: 0 only if every expectation held. */
  close(): 0 | 1;
}

/** The width of a table's last column, in characters: what came over the wire is wrapped there. */
const EVIDENCE_WIDTH = 64;

/** Creates a report that prints to stdout. */
export function createReport(print: (line: string) => void = console.log): Report {
  const counts = { held: 0, failed: 0 };
  const mark = (held: boolean) => {
    counts[held ? 'held' : 'failed']++;
    return held ? styleText('green', '✓') : styleText('red', '✗');
  };
  return {
    chapter: (title) => print(`\n${styleText('bold', title)}`),
    note: (text) => print(`  ${text}`),
    expect: (text, held) => print(`  ${mark(held)} ${text}`),
    table(head, rows) {
      const colWidths = [...head.slice(0, -1).map(() => null), EVIDENCE_WIDTH];
      const table = new Table({ head: [...head, ''], colWidths, wordWrap: true, style: { head: ['bold'] } });
      table.push(...rows.map(({ cells, held }) => [...cells, mark(held)]));
      print(table.toString());
    },
    close() {
      print(`\n${counts.held} expectations held, ${counts.failed} did not`);
      return counts.failed === 0 && counts.held > 0 ? 0 : 1;
    },
  };
}
