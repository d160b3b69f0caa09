import type { Finding } from './decision.ts';

const HEADS: Readonly<Record<string, string>> = { allow: 'is compatible with', warn: 'runs against' };

/**
 * Explains a decision in one or two English sentences, with nothing in them that was not parsed. Versions are named
 * by three parts, since the revision is not for users; by all four only where the revision is what differs.
 */
export function explain(finding: Finding): string {
  const { verdict, client, server, difference } = finding;
  const show = difference?.part === 'revision' ? String : displayText;
  if (verdict === 'unknown') {
    const side = client === undefined ? 'client' : server === undefined ? 'server' : 'rule';
    return `Nothing was decided: what was given for the ${side} could not be read.`;
  }
  const where =
    !difference || difference.part === 'none'
      ? ''
      : `: the client's ${difference.part} is ${difference.client}`;
  return `Client ${show(client)} ${HEADS[verdict] ?? 'is not compatible with'} server ${show(server)}${where}.${advise(finding)}`;
}

function displayText(version: string | undefined): string {
  return String(version).replace(/^(\d+\.\d+\.\d+)\.\d+/, '$1');
}

function advise({ verdict, move, until }: Finding): string {
  if (until !== undefined) {
    return verdict === 'warn'
      ? ` This functionality is outdated and is served until ${until}: update the client.`
      : ` The outdated functionality can no longer be used since ${until}: update the client.`;
  }
  if (verdict === 'discard') return ' The message was discarded.';
  return move ? ` Update the ${move}.` : '';
}
