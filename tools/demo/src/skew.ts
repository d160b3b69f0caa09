import { join } from 'node:path';
import { readVersion } from './builds.ts';
import type { Report } from './report.ts';
import { runOrThrow } from './run.ts';
import { startShop, type Shop } from './shop.ts';

/** What the built terminal client saw of its server. */
interface Seen {
  readonly version: string;
  readonly document: string;
  readonly server: string;
  readonly order: string;
  readonly socket: string;
}

/** Serves a build of the shop and lets the built client check itself, while the server moves on. */
export async function showSkew(report: Report, output: string): Promise<void> {
  report.chapter('The built client against the built server, over HTTP and WebSocket');
  const version = readVersion(output);
  const shop = await startShop(output);
  try {
    const same = await ask(shop, output);
    report.note(JSON.stringify(same));
    report.expect(
      'client and server of one build report one version',
      same.version === version && same.server === version,
    );
    report.expect('it is served', same.document === 'allow' && same.order === `ordered from ${version}`);
    report.expect('over WebSocket too', same.socket === `hello from ${version}`);

    await shop.deploy('1.5.0.1');
    const newer = await ask(shop, output);
    report.expect(
      'after the server moved on to 1.5.0 it still is',
      newer.document === 'allow' && newer.server === '1.5.0.1',
    );

    await shop.deploy('2.0.0.1');
    const refused = await ask(shop, output);
    report.note(JSON.stringify(refused));
    report.expect(
      'after it moved on to 2.0.0 it knows that it must be updated',
      refused.document === 'refuse',
    );
    report.expect('a call throws ClientApiVersionMismatch', refused.order === 'ClientApiVersionMismatch');
    report.expect('the socket is closed with 4423 and the reason', /^4423 .+2\.0\.0/.test(refused.socket));
  } finally {
    await shop.close();
  }
}

async function ask(shop: Shop, output: string): Promise<Seen> {
  const client = [process.execPath, join(output, 'node/terminal.js'), shop.url.href];
  const { stdout } = await runOrThrow(client, { cwd: output });
  return JSON.parse(stdout) as Seen;
}
