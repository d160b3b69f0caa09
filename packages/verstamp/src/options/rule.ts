import * as core from '@verstamp/core';
import { ruleSyntax } from '@verstamp/core/problems';

const NAMED = {
  sameMajor: core.sameMajor,
  clientNotOlder: core.clientNotOlder,
  clientNotNewer: core.clientNotNewer,
  messageProtocol: core.messageProtocol,
  exactBuild: core.exactBuild,
  anyVersion: core.anyVersion,
} as const;

/** The names that `--rule` takes. */
export const RULE_NAMES: readonly string[] = Object.keys(NAMED);

/**
 * Reads the value of `--rule`: a name, eight characters, or a rule as JSON.
 *
 * @throws VerstampError `RULE_SYNTAX` if it is none of them.
 */
export function readRuleOption(text: string): core.Rule {
  if (Object.hasOwn(NAMED, text)) return core.resolveRule(NAMED[text as keyof typeof NAMED]);
  if (!text.startsWith('{')) return core.resolveRule(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw ruleSyntax({ value: text, reason: 'is no JSON' });
  }
  return core.resolveRule(value as core.RuleInput);
}

/** Formats a rule for people, with the limits that may have decided, as in `rule xx------, from 2.6.0 to 3.1.0`. */
export function formatRule({ table, min, max, deprecated = {}, until = {} }: core.Rule): string {
  const to = max === undefined ? [] : [min === undefined ? `up to ${max}` : `to ${max}`];
  const range = [...(min === undefined ? [] : [`from ${min}`]), ...to].join(' ');
  const dates = [
    ...Object.entries(deprecated).map(([major, date]) => `major ${major} deprecated since ${date}`),
    ...Object.entries(until).map(([major, date]) => `major ${major} until ${date}`),
  ];
  return [`rule ${table}`, ...(range ? [range] : []), ...dates].join(', ');
}
