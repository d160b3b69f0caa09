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
