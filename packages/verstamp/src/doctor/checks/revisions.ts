import { revisionFixed } from '@verstamp/core/problems';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';

const SET = /\bVERSTAMP_REVISION["']?\s*[:=]\s*["']?(\d+)["']?(?=[\s,;}&]|$)/m;

/** Finds revisions that are written down as a number: every build would bear the same. */
export function checkRevisions({ packages, pipelines }: Facts): readonly Finding[] {
  return [
    ...packages.flatMap(({ scripts }) =>
      scripts.flatMap(({ file, revisions: [revision] }) =>
        revision === undefined ? [] : [fixed(file, revision)],
      ),
    ),
    ...packages.flatMap(({ manifest: { file }, commands }) =>
      findSet(file, Object.values(commands).join('\n')),
    ),
    ...pipelines.flatMap(({ file, text }) => findSet(file, text)),
  ];
}

function findSet(file: string, text: string): readonly Finding[] {
  const revision = SET.exec(text)?.[1];
  return revision === undefined ? [] : [fixed(file, Number(revision))];
}

function fixed(file: string, revision: number): Finding {
  return { severity: 'error', place: file, problem: revisionFixed({ file, revision }) };
}
