import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from './commands/index.ts';
import { runCommandLine } from './run.ts';
import { errorPageOf } from './terminal/error-page.ts';

async function run(...args: readonly string[]): Promise<{
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) => ({
    write: (text: string | Uint8Array) => {
      written[name] += String(text);
      return true;
    },
  });
  const exit = await runCommandLine(args, {
    cwd: import.meta.dirname,
    env: {},
    stdout: sink('stdout'),
    stderr: sink('stderr'),
  });
  return { exit, ...written };
}

describe('verstamp compare', () => {
  it.each([
    ['1.4.3 1.5.6', 0, /^allow {2}Client 1\.4\.3 is compatible with server 1\.5\.6/],
    ['3.3.0 3.2.0 --rule clientNotOlder', 0, /^warn/],
    ['1.4.3 2.0.0', 1, /^refuse .*Update the client\./],
    ['1.4.3 2.0.0 --rule=--------', 0, /^allow/],
    ['2.7.0 2.5.0 --rule dd-d----', 1, /^discard/],
    ['1.0.0 1.5.0 --rule {"minor":{"older":"refuse"}}', 1, /^refuse/],
    ['1.0.0 1.5.0 --rule {"table":"--------","min":"1.2.0"}', 1, /^refuse .*\(rule --------, from 1\.2\.0\)/],
    ['1.0.0 1.5.0 --rule {"table":"--------","max":"1.2.0"}', 0, /\(rule --------, up to 1\.2\.0\)/],
    [
      '2.5.0 2.6.0 --rule {"table":"xx------","min":"2.6.0","max":"3.1.0"}',
      1,
      /^refuse .*\(rule xx------, from 2\.6\.0 to 3\.1\.0\)/,
    ],
    [
      '1.0.0 2.0.0 --rule {"table":"xx------","deprecated":{"1":"2026-01-01"},"until":{"1":"2026-02-01"}}',
      1,
      /\(rule xx------, major 1 deprecated since 2026-01-01, major 1 until 2026-02-01\)/,
    ],
    ['nonsense 1.0.0', 3, /^unknown/],
  ])('answers %s with exit %i', async (line, exit, stdout) => {
    expect(await run('compare', ...line.split(' '))).toEqual({
      exit,
      stdout: expect.stringMatching(stdout),
      stderr: '',
    });
  });

  it('prints the decision as one JSON document', async () => {
    const { exit, stdout } = await run('compare', '1.4.3', '2.0.0', '--json');
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'refuse', move: 'client', rule: 'xx------' });
    const limited = await run(
      'compare',
      '1.4.3',
      '2.0.0',
      '--json',
      '--rule',
      '{"table":"xx------","max":"1.2.0"}',
    );
    expect(JSON.parse(limited.stdout)).toMatchObject({ rule: 'xx------', limits: { max: '1.2.0' } });
  });
});

describe('wrong use', () => {
  it.each([
    ['', /Usage: verstamp COMMAND/],
    ['nonsense', /CLI_USAGE: There is no command "nonsense"/],
    ['constructor', /CLI_USAGE: There is no command/],
    [
      '--yes init',
      /CLI_USAGE: "--yes" stands where the command belongs: options come behind it\. Expected: verstamp read/,
    ],
    ['compare', /CLI_USAGE: Two versions are needed, 0 came/],
    ['compare 1.0.0 1.0.0 1.0.0', /CLI_USAGE/],
    ['compare 1.0.0 1.0.0 --nonsense', /CLI_USAGE: Unknown option '--nonsense'/],
    ['compare 1.0.0 1.0.0 --rule', /CLI_USAGE/],
    [
      'compare 1.0.0 1.0.0 --rule --------',
      /CLI_USAGE: Option '--rule' argument is ambiguous\. To specify an option argument starting with a dash use '--rule=-XYZ'\. Expected: /,
    ],
    ['compare 1.0.0 1.0.0 --rule zz', /RULE_SYNTAX/],
    ['compare 1.0.0 1.0.0 --rule {', /RULE_SYNTAX/],
    [
      'compare 1.0.0 1.0.0 --rule {"major":{"oldr":"refuse"}}',
      /RULE_SYNTAX: .*"oldr" is none of older, newer/,
    ],
    ['compare 1.0.0 1.0.0 --rule {"table":null}', /RULE_SYNTAX/],
    ['compare 1.0.0 1.0.0 --rule {"major":null}', /RULE_SYNTAX/],
    ['compare 1.0.0 1.1.0 -- --rule exactBuild', /CLI_USAGE: Two versions are needed, 4 came/],
    ['guard extra', /CLI_USAGE/],
    ['guard --receipt --since main --plan x', /CLI_USAGE: --since does not go with --receipt/],
    ['guard --since=', /CLI_USAGE: --since needs a branch, tag or commit/],
    ['guard --since main --tag next', /CLI_USAGE: --tag does not go with --since/],
    ['guard --adopt --tag next --reason so', /CLI_USAGE: --tag does not go with --adopt/],
    ['guard --reason so', /CLI_USAGE: --reason does not go/],
    ['guard -- --plan /nonexistent', /PLAN_INVALID/],
    ['release --new -- --no-git-tag', /CLI_USAGE: The release takes no arguments/],
    ['release extra', /CLI_USAGE: The release takes no arguments/],
    ['release --claim 0', /CLI_USAGE: A claim holds for a whole number of seconds/],
    ['release --claim soon', /CLI_USAGE/],
    ['guard --plan /nonexistent', /PLAN_INVALID/],
  ])('of "verstamp %s" exits 2 and says so on stderr only', async (line, stderr) => {
    expect(await run(...line.split(' ').filter(Boolean))).toEqual({
      exit: 2,
      stdout: '',
      stderr: expect.stringMatching(stderr),
    });
  });

  it('is followed by the address of the page that explains it', async () => {
    expect((await run('nonsense')).stderr).toMatch(/every option\.\n {2}https:\/\/\S+\/CLI_USAGE\.md\n$/);
  });

  it('is one JSON document on stdout too, where that was asked for', async () => {
    const { exit, stdout } = await run('compare', '--json');
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'CLI_USAGE', page: errorPageOf('CLI_USAGE') },
    });
  });
});

describe('what follows "--"', () => {
  const commands = [...COMMANDS].filter(([, { takesRest }]) => takesRest !== true).map(([name]) => name);

  it.each(commands)('is parsed like the rest by %s, where nothing stands before it', async (name) => {
    expect(await run(name, '--', '--help')).toEqual(await run(name, '--help'));
    const { exit, stdout } = await run(name, '--', '--json', '--nonsense');
    expect(exit).toBe(2);
    expect(stdout).toMatch(/"message": "Unknown option '--nonsense'/);
  });

  it.each(commands)('is no option for %s elsewhere', async (name) => {
    const { exit, stdout } = await run(name, '--json', '--', '--help', '--help', '--help');
    expect(exit).toBe(2);
    expect(stdout).toMatch(/"code": "(?:CLI_USAGE|TARGET_MISSING)"/);
  });

  it.each([
    ['compare -- 1.0.0 1.1.0 --rule exactBuild', 1, /^refuse/],
    ['compare --rule exactBuild -- 1.0.0 1.1.0', 1, /^refuse/],
    ['read -- ../package.json --json', 1, /"target": "\.\.\/package\.json"/],
  ])('is heard in "%s"', async (line, exit, stdout) => {
    expect(await run(...line.split(' '))).toMatchObject({ exit, stdout: expect.stringMatching(stdout) });
  });
});

describe('help', () => {
  it('lists every command', async () => {
    const { exit, stdout } = await run('--help');
    expect(exit).toBe(0);
    for (const name of COMMANDS.keys()) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    const [, page = ''] = /^New here\? .*\. (https:\S+)$/m.exec(stdout) ?? [];
    expect(page.startsWith(errorPageOf('').replace(/errors\/.*/, ''))).toBe(true);
    expect(existsSync(new URL(`../../../${page.slice(page.indexOf('docs/'))}`, import.meta.url))).toBe(true);
  });

  it.each([...COMMANDS.keys()])('explains %s, its options and the exit codes', async (name) => {
    const { exit, stdout } = await run(name, '--help');
    expect(exit).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: verstamp ${name}`));
    expect(stdout).toMatch(/--json .*\n.*--help .*\n\nExit codes: /);
  });

  it.each([...COMMANDS])(
    'shows, in how %s is called, the options that it takes and no other',
    async (_, { load }) => {
      const { usage, options } = (await load()).command;
      const shown = [...usage.matchAll(/--([a-z][a-z-]*)/g)].map(([, name]) => name);
      expect(new Set(shown)).toEqual(new Set(Object.keys(options)));
    },
  );

  it('is given by name, too', async () => {
    expect(await run('help', 'guard')).toEqual(await run('guard', '--help'));
    expect(await run('help')).toEqual(await run('--help'));
    expect(await run('help', 'nonsense')).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/CLI_USAGE/),
    });
  });

  it('says its own version', async () => {
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await run('-v')).toEqual(await run('--version'));
  });
});

describe('the README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

  it('lists every command, and explains each in the same order', () => {
    const [list = ''] = readme.split('## ');
    const named = [...list.matchAll(/^npx verstamp (\w+)/gm)].map(([, name]) => name);
    const explained = [...readme.matchAll(/^## verstamp (\w+)/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(COMMANDS.keys()));
    expect(explained).toEqual(named);
  });
});
