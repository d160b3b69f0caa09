import { receiptMissing } from '@verstamp/core/problems';
import type { PackageFacts, RepositoryFacts } from '../../repository/facts.ts';
import { isReleasing } from '../../repository/tasks.ts';
import type { Finding } from '../finding.ts';

const RECEIPT = /\bguard\b.*\s--receipt\b/;
const COMMAND = 'verstamp guard --receipt';

/** Finds packages that could be published past `verstamp release`, if that is what releases them. */
export function checkReceipts({ packages, pipelines, publishScripts }: RepositoryFacts): readonly Finding[] {
  const commands = [
    ...packages.flatMap((pkg) => Object.values(pkg.commands)),
    ...pipelines.map(({ text }) => text),
  ];
  if (!commands.some(isReleasing)) return [];
  return packages.filter(isPublished).flatMap(({ manifest: { file }, name, commands: own }) =>
    publishScripts
      .filter((script) => !RECEIPT.test(own[script] ?? ''))
      .map((script): Finding => ({
        severity: 'warning',
        place: file,
        problem: receiptMissing({ name, file, script }),
        remedy: [{ file, path: ['scripts', script], value: formatCommand(own[script]) }],
      })),
  );
}

function isPublished({ isPrivate, version }: PackageFacts): boolean {
  return !isPrivate && version !== undefined;
}

/** What ran there before still does, once the receipt is there. */
function formatCommand(present: string | undefined): string {
  return present === undefined || present.trim() === '' ? COMMAND : `${COMMAND} && ${present}`;
}
