import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPackage } from './format.ts';
import { readPackages, root } from './packages.ts';

// Writes docs/api from the sources.
mkdirSync(join(root, 'docs/api'), { recursive: true });
const packages = readPackages();
for (const item of packages) {
  writeFileSync(join(root, 'docs/api', `${item.folder}.md`), formatPackage(item, packages));
}
