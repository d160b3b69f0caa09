import { quote } from '@verstamp/core';
import type { Command, InvocationOf, OptionSpecs, Outcome } from '../command.ts';
import { exitOf } from '../conclusion.ts';
import { defineCommand } from '../define-command.ts';
import { diagnose } from '../doctor/checks.ts';
import { conclude, type Finding } from '../doctor/finding.ts';
import { gatherFacts } from '../doctor/gather.ts';
import type { SiteQuestion } from '../doctor/gather/site.ts';
import { describeFinding, formatFindings } from '../doctor/report.ts';
import { makeChanges, planJsonEdits, type Change } from '../edit/change.ts';
import { readOrigin } from '../options/origin.ts';
import { readUrl } from '../options/url.ts';
import { findWorkspace } from '../repository/workspace.ts';
import { escapeForeign } from '../terminal/escape.ts';

const options = {
  fix: {
    type: 'boolean',
    description: 'corrects in the workspace what can be corrected without a risk',
  },
  document: {
    type: 'string',
    value: 'PATH',
    description:
      "the path of the site's version document (default: as the page says, else version.json beside it or above)",
  },
  origin: {
    type: 'string',
    value: 'ORIGIN',
    description:
      'an origin whose pages ask this server, as in https://shop.example (else one that no server knows)',
    read: readOrigin,
  },
} satisfies OptionSpecs;

/** `verstamp doctor`: finds setups that would lie. */
export const command: Command = defineCommand({
  usage: 'verstamp doctor [URL] [--fix] [--document PATH] [--origin ORIGIN]',
  details:
    'Looks for mistakes that would put a wrong version into a build or show one to a client, in the workspace and in the\n' +
    'live site or server at URL: task caches that replay a revision, stamps that disagree, stale builds, bundlers without\n' +
    'the plugin, ledgers that forget, version documents that clients do not get, packages that npm would publish unguarded.\n' +
    'Exits 1 if there are errors, 3 if something could not be found out; warnings alone exit 0.',
  options,
  run: doctor,
});

type DoctorInvocation = InvocationOf<typeof options>;

async function doctor(invocation: DoctorInvocation): Promise<Outcome> {
  const { values, surroundings, paint, say } = invocation;
  const site = readSite(invocation);
  const { cwd, env } = surroundings;
  // A site can be looked at from anywhere.
  const workspace = await findWorkspace(cwd).catch((error: unknown) => {
    if (site && !values.fix) return undefined;
    throw error;
  });
  const subjects = { workspace, site, env, onProgress: say };
  const found = diagnose(await gatherFacts(subjects));
  const fixed = values.fix && workspace ? await fix(workspace.root, found) : [];
  for (const { file } of fixed) say(`changed ${escapeForeign(file)}`);
  const findings = fixed.length > 0 ? diagnose(await gatherFacts(subjects)) : found;
  const conclusion = conclude(findings);
  return {
    exit: exitOf(conclusion),
    document: { conclusion, findings: findings.map(describeFinding), fixed: fixed.map(({ file }) => file) },
    text: formatFindings(findings, paint),
  };
}

async function fix(root: string, findings: readonly Finding[]): Promise<readonly Change[]> {
  const changes = await planJsonEdits(
    root,
    findings.flatMap(({ remedy = [] }) => remedy),
  );
  await makeChanges(root, changes);
  return changes;
}

function readSite({ positionals, values, misuse }: DoctorInvocation): SiteQuestion | undefined {
  const [text, ...more] = positionals;
  const { document, origin } = values;
  if (more.length) throw misuse(`One URL at most, ${positionals.length} came.`);
  if (text === undefined) {
    if (document === undefined && origin === undefined) return undefined;
    throw misuse('--document and --origin need a URL.');
  }
  const url = readUrl(text, misuse);
  if (document !== undefined && !URL.canParse(document, url.href)) {
    throw misuse(`${quote(document)} is no path.`);
  }
  return { url, document, origin };
}
