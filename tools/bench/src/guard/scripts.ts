import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';

const DIST = new URL('../../../../packages/release/dist/', import.meta.url);

const COUNT = `
const read = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
const before = read();
const { readFileSync } = await import('node:fs');`;

/** What a script says of itself. */
export interface Said {
  /** The CPU time since its first line. */
  readonly cpuSeconds: number;
  /** How many packages were found, or bytes digested. */
  readonly count: number;
}

/**
 * Asks a registry about packages as the guard does; its arguments are the workspace's root and a list as JSON. The
 * code is bundled as that of the package is, and stands where its dependencies are found.
 */
export function prepareAsk(): string {
  const outfile = fileURLToPath(new URL('../node_modules/.cache/bench/ask.js', DIST));
  const entry = fileURLToPath(new URL('ask.ts', import.meta.url));
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  return `${COUNT}
const [root, list] = process.argv.slice(-2);
const { countPublished } = await import(${JSON.stringify(pathToFileURL(outfile).href)});
const count = await countPublished(root, JSON.parse(readFileSync(list, 'utf8')));
console.log(JSON.stringify({ cpuSeconds: read() - before, count }));
`;
}

/** Asks the same with the least that Node can do: sixteen connections that stay open, and nothing made of the answers. */
export const ASK_BARE = `${COUNT}
const [registry, list] = process.argv.slice(-2);
const names = JSON.parse(readFileSync(list, 'utf8')).map(({ name, version }) => name.replace('/', '%2f') + '/' + version);
const http = process.getBuiltinModule('node:http');
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
let count = 0;
const ask = (path) => new Promise((resolve, reject) => {
  const request = http.request(registry + path, { agent }, (response) => {
    response.on('data', () => {});
    response.on('end', () => resolve((count += response.statusCode === 200 ? 1 : 0)));
  });
  request.on('error', reject).end();
});
const work = async () => { for (let path = names.pop(); path; path = names.pop()) await ask(path); };
await Promise.all(Array.from({ length: 16 }, work));
agent.destroy();
console.log(JSON.stringify({ cpuSeconds: read() - before, count }));
`;

/** Digests a tarball, the first that this process digests; its argument is the tarball. */
export const DIGEST = `
const { readFileSync } = await import('node:fs');
const { digestContent, readTarball } = await import(${JSON.stringify(new URL('index.js', DIST).href)});
const bytes = readFileSync(process.argv.at(-1));${COUNT.replace(/const \{ readFileSync.*/, '')}
const { digest } = digestContent(await readTarball(bytes, 'big.tgz'));
console.log(JSON.stringify({ cpuSeconds: read() - before, count: digest.length ? bytes.length : 0 }));
`;
