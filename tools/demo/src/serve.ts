import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildShop, readVersion } from './builds.ts';
import { startShop } from './shop.ts';

// Leaves the shop running until it is stopped; a version typed here is what its server moves on to.
const output = fileURLToPath(new URL('../dist/shop', import.meta.url));
await buildShop(output);
const shop = await startShop(output, Number(process.env['PORT'] ?? 0));
console.log(`The shop, ${readVersion(output)}, is open at ${shop.url.href}`);
console.log('Type a version, as in 1.5.0 or 2.0.0, and its server moves on to it; Ctrl+C ends.');

createInterface(process.stdin).on('line', (line) => {
  shop.deploy(line.trim()).then(
    () => console.log(`The server is ${line.trim()} now: watch the page.`),
    (error: unknown) => console.error(error instanceof Error ? error.message : error),
  );
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void shop.close().then(() => process.exit(0)));
}
