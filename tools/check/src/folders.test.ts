import { expect, it } from 'vitest';
import { findFolderCycle } from './folders.ts';

const shared = { file: 'ledger/records.ts', text: "import { git } from '../git.ts';" };
const guard = { file: 'guard/guard.ts', text: "import { readRecords } from '../ledger/records.ts';" };

it('finds no circle where folders import in one direction', () => {
  const inside = { file: 'guard/decide.ts', text: "import './guard.ts';" };
  expect(findFolderCycle([shared, guard, inside, { file: 'git.ts', text: '' }])).toBeUndefined();
});

it.each([
  ["import type { Report } from '../guard/guard.ts';", ['ledger', 'guard', 'ledger']],
  ["const { guard } = await import('../guard/guard.ts');", ['ledger', 'guard', 'ledger']],
  ["export { guard } from '../guard/inner/deep.ts';", ['ledger', 'guard', 'ledger']],
])('finds the circle that %s closes', (text, cycle) => {
  expect(findFolderCycle([shared, guard, { file: 'ledger/receipt.ts', text }])).toEqual(cycle);
});

it('finds a circle deep inside, of a folder and a file that stands beside it', () => {
  const fact = { file: 'guard/facts/fact.ts', text: "import { decide } from '../decide.ts';" };
  const decide = { file: 'guard/decide.ts', text: "import type { Fact } from './facts/fact.ts';" };
  expect(findFolderCycle([shared, guard, fact, decide])).toEqual([
    'guard/facts',
    'guard/decide.ts',
    'guard/facts',
  ]);
});
