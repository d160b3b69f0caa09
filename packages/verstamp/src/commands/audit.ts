import { defineFormat } from '@verstamp/core';
import { auditServer } from '@verstamp/server/audits';
import { formatAudit } from '../audit/report.ts';
import type { Command, InvocationOf, OptionSpecs, Outcome } from '../command.ts';
import { exitOf } from '../conclusion.ts';
import { defineCommand } from '../define-command.ts';
import { readOrigin } from '../options/origin.ts';
import { readRuleOption, RULE_NAMES } from '../options/rule.ts';
import { readUrl } from '../options/url.ts';
import { createSiteFetch } from '../targets/site-fetch.ts';

const options = {
  rule: {
    type: 'string',
    value: 'RULE',
    description: `the rule it follows: eight characters, JSON, or one of ${RULE_NAMES.join(', ')} (default: as advertised)`,
    read: readRuleOption,
  },
  format: {
    type: 'string',
    value: 'TEMPLATE',
    description: 'the notation of its versions, as in V{major}.{minor}-{revision:3} (default: as in 1.4.3)',
    read: defineFormat,
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
    description: 'an origin whose pages use it, as in https://shop.example (else CORS is not asked about)',
    read: readOrigin,
  },
} satisfies OptionSpecs;

/** `verstamp audit`: holds a live server, in whatever language, to the wire. */
export const command: Command = defineCommand({
  usage:
    'verstamp audit URL [--rule RULE] [--format TEMPLATE] [--document PATH | --no-document] [--origin ORIGIN]',
  details:
    'Asks a live server with GET, HEAD and OPTIONS only, as clients that fit and clients that do not. URL is a resource\n' +
    'behind the check. Exits 1 where a MUST fails, 3 where the server gives no answer or names no version.',
  options,
  run: audit,
});

type AuditInvocation = InvocationOf<typeof options>;

async function audit(invocation: AuditInvocation): Promise<Outcome> {
  const { values, paint, say } = invocation;
  const url = readTarget(invocation);
  const document = readDocument(invocation, url);
  say(`asking ${url.host}, one request after the other`);
  const { rule, format: notation, origin } = values;
  const fetch = createSiteFetch(url);
  const report = await auditServer(url, { rule, format: notation, document, origin, fetch });
  return { exit: exitOf(report.outcome), document: report, text: formatAudit(report, paint) };
}

function readTarget({ positionals, misuse }: AuditInvocation): URL {
  const [text, ...more] = positionals;
  if (text === undefined || more.length) {
    throw misuse(`One URL is needed, ${positionals.length} came.`);
  }
  return readUrl(text, misuse);
}

function readDocument({ values, misuse }: AuditInvocation, url: URL): string | false | undefined {
  const { document, 'no-document': isWithout } = values;
  if (document === undefined) return isWithout ? false : undefined;
  if (isWithout) throw misuse('--document and --no-document exclude each other.');
  if (document.startsWith('/') && URL.canParse(document, url.href)) return document;
  throw misuse('--document needs a path that begins with "/".');
}
