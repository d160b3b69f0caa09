import type { Decision, Finding } from './decision.ts';

const HEADS: Readonly<Record<Decision['verdict'], string>> = {
  allow: 'is compatible with',
  warn: 'runs against',
  refuse: 'is not compatible with',
  discard: 'is not compatible with',
  unknown: '',
};

/** Explains a decision in one or two English sentences, with nothing in them that was not parsed. */
export function explain(decision: Finding): string {
  const { verdict, client, server, difference } = decision;
  if (client === undefined || server === undefined) {
    const side = client === undefined ? 'client' : 'server';
    return `The version of the ${side} could not be read, so nothing was decided. Expected a version as in 1.4.3.`;
  }
  const where =
    !difference || difference.part === 'none'
      ? ''
      : `: the client's ${difference.part} is ${difference.client}`;
  const head = verdict === 'unknown' ? 'could not be compared with' : HEADS[verdict];
  return `Client ${client} ${head} server ${server}${where}.${advice(decision)}`;
}

function advice({ verdict, move, until }: Finding): string {
  if (until !== undefined) {
    return verdict === 'warn'
      ? ` This functionality is outdated and is served until ${until}: update the client.`
      : ` The outdated functionality can no longer be used since ${until}: update the client.`;
  }
  if (verdict === 'discard') return ' The message was discarded.';
  return move === undefined ? '' : ` Update the ${move}.`;
}
