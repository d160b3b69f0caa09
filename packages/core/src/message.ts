import type { Finding } from './decision.ts';

/**
 * Explains a decision in one or two English sentences, with nothing in them that was not parsed. Versions are named
 * by three parts, since the revision is not for users; by all four only where the revision is what differs.
 */
export function explain(finding: Finding): string {
  const { verdict, client, server, difference } = finding;
  if (verdict === 'unknown') {
    const side = client === undefined ? 'client' : server === undefined ? 'server' : 'rule';
    return `Nothing was decided: what was given for the ${side} could not be read.`;
  }
  const part = difference?.part;
  const show = part === 'revision' ? String : displayText;
  const fits = verdict === 'warn' ? 'runs against' : `is ${verdict === 'allow' ? '' : 'not '}compatible with`;
  const where = difference?.client ? `: the client's ${part} is ${difference.client}` : '';
  return show(`Client ${client} ${fits} server ${server}${where}.`) + advise(finding);
}

/** Leaves the revision out of every version in a text: it is not for users. */
export function displayText(text: string): string {
  return text.replace(/(^| )(\d+\.\d+\.\d+)\.\d+/g, '$1$2');
}

function advise({ verdict, move, until }: Finding): string {
  if (until !== undefined) {
    const end = verdict === 'warn' ? 'is served until' : 'can no longer be used since';
    return ` The outdated functionality ${end} ${until}: update the client.`;
  }
  if (verdict === 'discard') return ' The message was discarded.';
  return move ? ` Update the ${move}.` : '';
}
