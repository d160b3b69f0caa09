import { defineFormat } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';
import { auditServer, type AuditOptions, type AuditReport, type AuditResult } from '@verstamp/server/audits';
import type { Command, Invocation, Outcome } from '../command.ts';
import { exitOf, toneOf } from '../conclusion.ts';
import { readOrigin } from '../options/origin.ts';
import { readRuleOption, RULE_NAMES } from '../options/rule.ts';
import { readUrl } from '../options/url.ts';
import { formatColumns } from '../terminal/columns.ts';
import { escapeForeign } from '../terminal/escape.ts';

const USAGE =
  'verstamp audit URL [--rule RULE] [--format TEMPLATE] [--document PATH | --no-document] [--origin ORIGIN]';

/** `verstamp audit`: holds a live server, in whatever language, to the wire. */
export const command: Command = {
  usage: USAGE,
  details:
    'Asks a live server with GET, HEAD and OPTIONS only, as clients that fit and clients that do not. URL is a resource\n' +
    'behind the check. Exits 1 where a MUST fails, 3 where the server gives no answer or names no version.',
  options: {
    rule: {
      type: 'string',
      value: 'RULE',
      description: `the rule it follows: eight characters, JSON, or one of ${RULE_NAMES.join(', ')} (default: as advertised)`,
    },
    format: {
      type: 'string',
      value: 'TEMPLATE',
      description: 'the notation of its versions, as in V{major}.{minor}-{revision:3} (default: as in 1.4.3)',
    },
    document: {
      type: 'string',
      value: 'PATH',
      description: 'the path of its version document (default /version.json)',
    },
    'no-document': { type: 'boolean', description: 'there is no version document' },
    origin: {
      type: 'string',
      value: 'ORIGIN',
      description:
        'an origin whose pages may read refusals, as in https://shop.example (else that is not asked)',
    },
  },
  run: audit,
};

async function audit(invocation: Invocation): Promise<Outcome> {
  const url = readTarget(invocation.positionals);
  const options = readOptions(invocation.values, url);
  invocation.say(`asking ${url.host}, one request after the other`);
  const report = await auditServer(url, options);
  return { exit: exitOf(report.outcome), document: report, text: format(report, invocation.paint) };
}

function readTarget(positionals: readonly string[]): URL {
  const [text, ...more] = positionals;
  if (text === undefined || more.length) {
    throw cliUsage({ reason: `One URL is needed, ${positionals.length} came.`, usage: USAGE });
  }
  return readUrl(text, USAGE);
}

function readOptions(values: Invocation['values'], url: URL): AuditOptions {
  const { rule, format: template, document, origin, 'no-document': isWithout } = values;
  if (
    typeof document === 'string' &&
    (isWithout === true || !document.startsWith('/') || !URL.canParse(document, url.href))
  ) {
    const reason =
      isWithout === true
        ? '--document and --no-document exclude each other.'
        : '--document needs a path that begins with "/".';
    throw cliUsage({ reason, usage: USAGE });
  }
  return {
    ...(typeof rule === 'string' ? { rule: readRuleOption(rule) } : {}),
    ...(typeof template === 'string' ? { format: defineFormat(template) } : {}),
    ...(typeof document === 'string' ? { document } : {}),
    ...(isWithout === true ? { document: false } : {}),
    origin: readOrigin(origin, USAGE),
  };
}

function format(report: AuditReport, paint: Invocation['paint']): string {
  const { url, name, server, rule, results } = report;
  const title = paint('strong', name === undefined ? server : `${escapeForeign(name)} ${server}`);
  const rows = results
    .filter(({ outcome }) => outcome !== 'holds')
    .map(({ outcome, level, id, title: what, reason }) => [
      paint(outcome === 'skipped' ? 'quiet' : toneOf(outcome), outcome),
      level,
      id,
      outcome === 'skipped' ? paint('quiet', reason) : `A server ${what}. ${reason}`,
    ]);
  return [
    `${title} at ${escapeForeign(url)}, held to the rule ${rule}`,
    ...formatColumns(rows),
    summarise(report, paint),
  ].join('\n');
}

function summarise({ outcome, results }: AuditReport, paint: Invocation['paint']): string {
  const count = (kind: AuditResult['outcome']) => results.filter((result) => result.outcome === kind).length;
  const conclusions = {
    holds: 'The server conforms',
    fails: 'The server does not conform',
    unknown: 'Not known whether the server conforms',
  };
  const counts = `${count('holds')} hold, ${count('fails')} fail, ${count('unknown')} unknown, ${count('skipped')} skipped`;
  return `${paint(toneOf(outcome), conclusions[outcome])}: ${counts}.`;
}
