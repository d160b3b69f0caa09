import type { Invocation, Sink, Tone } from '../command.ts';
import { util } from './node-util.ts';

const STYLES = {
  good: 'green',
  bad: 'red',
  doubt: 'yellow',
  quiet: 'dim',
  strong: 'bold',
} as const satisfies Readonly<Record<Tone, string>>;

/** Creates what colours text for a sink; text stays as it is if the sink is not a terminal. */
export function createPaint({ isTTY }: Pick<Sink, 'isTTY'>): Invocation['paint'] {
  return (tone, text) => (isTTY ? util.styleText(STYLES[tone], text, { stream: process.stdout }) : text);
}
