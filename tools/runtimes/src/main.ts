import { bundleProgram } from './bundle.ts';
import { RUNTIMES } from './runtimes.ts';
import { startSite } from './server.ts';

const bundle = await bundleProgram();
const site = await startSite(bundle.contents);
try {
  for (const { title, run } of RUNTIMES) {
    const { checks, faults } = await run(bundle.text, site.url);
    console.log(`${title.padEnd(10)} ${checks - faults.length} of ${checks} hold`);
    for (const fault of faults) console.log(`  ${fault}`);
    if (faults.length || !checks) process.exitCode = 1;
  }
} finally {
  await site.close();
}
