import { receiptMissing } from '@verstamp/core/problems';
import type { Facts, PackageFacts } from '../facts.ts';
import type { Finding } from '../finding.ts';

const RELEASE = /\bverstamp\b\S*\s+release\b/;
const RECEIPT = /\bguard\b.*\s--receipt\b/;
const COMMAND = 'verstamp guard --receipt';

/** Finds packages that could be published past `verstamp release`, where that is what releases them. */
export function checkReceipts({ packages }: Facts): readonly Finding[] {
  const isReleased = packages.some(({ commands }) =>
    Object.values(commands).some((command) => RELEASE.test(command)),
  );
  if (!isReleased) return [];
  return packages.filter(isUnguarded).map(({ manifest: { file }, name, commands }) => ({
    severity: 'warning',
    place: file,
    problem: receiptMissing({ name, file }),
    remedy: [{ file, path: ['scripts', 'prepublishOnly'], value: formatCommand(commands['prepublishOnly']) }],
  }));
}

function isUnguarded({ isPrivate, version, commands }: PackageFacts): boolean {
  return !isPrivate && version !== undefined && !RECEIPT.test(commands['prepublishOnly'] ?? '');
}

/** What ran there before still does, once the receipt is there. */
function formatCommand(present: string | undefined): string {
  return present === undefined || present.trim() === '' ? COMMAND : `${COMMAND} && ${present}`;
}
