import type { Finding } from './finding.ts';

/**
 * Explains a decision in one or two English sentences, with nothing in them that was not parsed. Versions are named
 * by three parts, since the revision is not for users; by all four only if the revision is what differs.
 */
export function explain({ verdict, client, server, difference, move, until }: Finding): string {
  if (verdict === 'unknown') {
    const side = client ? (server ? 'rule' : 'server') : 'client';
    return `Nothing was decided: the ${side} given could not be read.`;
  }
  const fits =
    verdict === 'warn'
      ? 'runs against'
      : verdict === 'allow'
        ? 'is compatible with'
        : 'is not compatible with';
  const where = difference?.client ? `: the client's ${difference.part} is ${difference.client}.` : '.';
  // A refusal may name no server: the close of a connection, to a client that knows of none.
  const text = `Client ${client} ${fits} server ${server ?? 'unknown'}${where}`;
  const end = verdict === 'warn' ? 'is served until' : 'can no longer be used since';
  const advice = until
    ? ` The outdated functionality ${end} ${until}: update the client.`
    : verdict === 'discard'
      ? ' The message was discarded.'
      : move
        ? ` Update the ${move}.`
        : '';
  return difference?.part === 'revision' ? text + advice : displayText(text + advice);
}

/** Leaves the revision out of every version in a text: it is not for users. */
export function displayText(text: string): string {
  return text.replace(/((^| )\d+\.\d+\.\d+)\.\d+/g, '$1');
}
