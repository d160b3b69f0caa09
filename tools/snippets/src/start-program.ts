import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { auditServer, type AuditReport } from '@verstamp/server/audits';
import { toolFolder } from './folders.ts';
import { QUIET_ENV } from './run.ts';

/** A snippet that listens, in a process of its own. */
export interface RunningProgram {
  readonly url: string;
  /** Holds it to the wire. */
  audit(): Promise<AuditReport>;
  stop(): Promise<void>;
}

/** Starts a snippet that listens. The port that it names may be somebody else's, so it gets a free one. */
export async function startProgram(file: string, cwd: string): Promise<RunningProgram> {
  const preload = `${toolFolder}src/free-port.ts`;
  const args = ['--conditions=@verstamp/source', '--import', preload, file];
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
  const child = spawn(process.execPath, args, { cwd, env: QUIET_ENV, stdio: [...stdio] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const closed = once(child, 'close');
  const [port] = (await Promise.race([once(child, 'message'), closed])) as [unknown];
  if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}:\n${output}`);
  const url = `http://localhost:${Number(port)}/api/orders`;
  return {
    url,
    audit: async () => auditServer(url),
    async stop() {
      child.kill();
      await closed;
    },
  };
}
