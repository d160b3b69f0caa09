import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { execute, type Ending, type Execution } from './execute.ts';

const cwd = realpathSync(tmpdir());

/** Runs a script of Node. */
const run = async (script: string, more: Partial<Execution> = {}): Promise<Ending> =>
  execute(process.execPath, ['-e', script], { cwd, env: {}, ...more });

describe('execute', () => {
  it.each([
    ['its end', '', { exitCode: 0, stdout: '', stderr: '' }],
    ['its exit code', 'process.exitCode = 3', { exitCode: 3 }],
    ['what it says', 'console.log("out"); console.error("err")', { stdout: 'out\n', stderr: 'err\n' }],
    [
      'what it says before it fails',
      'console.log("\u00e4"); process.exitCode = 1',
      { exitCode: 1, stdout: '\u00e4\n' },
    ],
    ['much of it', 'process.stdout.write("x".repeat(5e6))', { stdout: 'x'.repeat(5e6) }],
    ['no exit code where a signal ended it', 'process.kill(process.pid)', { exitCode: undefined }],
    ['its folder', 'process.stdout.write(process.cwd())', { stdout: cwd }],
  ])('gives %s', async (_, script, ending) => {
    expect(await run(script)).toMatchObject(ending);
  });

  it('gives it variables beside those of this process', async () => {
    const script = 'process.stdout.write(process.env.OWN + typeof process.env.PATH)';
    expect(await run(script, { env: { OWN: 'own ' } })).toMatchObject({ stdout: 'own string' });
  });

  it('fails where there is no such program', async () => {
    await expect(execute('verstamp-nowhere', [], { cwd, env: {} })).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('fails where it does not end in time', async () => {
    await expect(run('setInterval(() => {}, 1000)', { timeoutMs: 50 })).rejects.toThrow('Command failed');
  });
});
