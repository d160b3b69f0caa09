import { checkCompatibility } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';
import type { Command, Invocation, Outcome } from '../command.ts';
import { exitOf, toneOf } from '../conclusion.ts';
import { formatRule, readRuleOption, RULE_NAMES } from '../options/rule.ts';

const USAGE = 'verstamp compare CLIENT SERVER [--rule RULE]';

/** `verstamp compare`: the decision about a pair of versions. */
export const command: Command = {
  usage: USAGE,
  details:
    'Exits 0 where the client is allowed (or warned), 1 where it is refused or discarded, 3 where a version is unreadable.',
  options: {
    rule: {
      type: 'string',
      value: 'RULE',
      description: `eight characters as in xx------, JSON, or one of ${RULE_NAMES.join(', ')} (default sameMajor)`,
    },
  },
  run: async (invocation) => compare(invocation),
};

function compare({ positionals, values, paint }: Invocation): Outcome {
  const [client, server, ...more] = positionals;
  if (client === undefined || server === undefined || more.length) {
    throw cliUsage({ reason: `Two versions are needed, ${positionals.length} came.`, usage: USAGE });
  }
  const rule = readRuleOption(typeof values['rule'] === 'string' ? values['rule'] : 'sameMajor');
  const decision = checkCompatibility(client, server, rule);
  const { verdict, message } = decision;
  const { table: _, ...limits } = rule;
  return {
    exit: exitOf(verdict),
    document: Object.keys(limits).length ? { ...decision, limits } : decision,
    text: `${paint(toneOf(verdict), verdict)}  ${message}  ${paint('quiet', `(${formatRule(rule)})`)}`,
  };
}
