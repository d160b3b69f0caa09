import { checkCompatibility } from '@verstamp/core';
import type { Command, InvocationOf, OptionSpecs, Outcome } from '../command.ts';
import { exitOf, toneOf } from '../conclusion.ts';
import { defineCommand } from '../define-command.ts';
import { formatRule, readRuleOption, RULE_NAMES } from '../options/rule.ts';

const options = {
  rule: {
    type: 'string',
    value: 'RULE',
    description: `eight characters as in xx------, JSON, or one of ${RULE_NAMES.join(', ')} (default sameMajor)`,
    read: readRuleOption,
  },
} satisfies OptionSpecs;

/** `verstamp compare`: the decision about a pair of versions. */
export const command: Command = defineCommand({
  usage: 'verstamp compare CLIENT SERVER [--rule RULE]',
  details:
    'Exits 0 where the client is allowed (or warned), 1 where it is refused or discarded, 3 where a version is unreadable.',
  options,
  run: async (invocation) => compare(invocation),
});

function compare({ positionals, values, misuse, paint }: InvocationOf<typeof options>): Outcome {
  const [client, server, ...more] = positionals;
  if (client === undefined || server === undefined || more.length) {
    throw misuse(`Two versions are needed, ${positionals.length} came.`);
  }
  const rule = values.rule ?? readRuleOption('sameMajor');
  const decision = checkCompatibility(client, server, rule);
  const { verdict, message } = decision;
  const { table: _, ...limits } = rule;
  return {
    exit: exitOf(verdict),
    document: Object.keys(limits).length ? { ...decision, limits } : decision,
    text: `${paint(toneOf(verdict), verdict)}  ${message}  ${paint('quiet', `(${formatRule(rule)})`)}`,
  };
}
