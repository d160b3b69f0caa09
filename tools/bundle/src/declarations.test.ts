import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { gatherDeclarations } from './declarations.ts';

let dist = '';

beforeEach(() => {
  dist = makeFolder();
});

function gather(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text);
  const texts = gatherDeclarations([join(dist, 'index.d.ts')], join(dist, 'types.d.ts'));
  return Object.fromEntries([...texts].map(([path, text]) => [path.slice(dist.length + 1), text]));
}

describe('declarations that are gathered', () => {
  const shape = `/** A shape. */\nexport interface Shape {\n    readonly sides: Side;\n}\n`;
  const side = `/** A side. */\nexport type Side = number;\n`;

  it('stand in one file with what they refer to, and no more', () => {
    const texts = gather({
      'index.d.ts': `export type { Shape } from './shape.js';\n`,
      'shape.d.ts': `import type { Side } from './side.js';\n${shape}export declare const unused: Side;\n`,
      'side.d.ts': `${side}export type Other = string;\n`,
    });
    expect(texts).toEqual({
      'index.d.ts': `export type { Shape } from './types.js';\n`,
      'types.d.ts': shape.replaceAll('    ', ' ') + side,
    });
  });

  it('keep what they import from other packages', () => {
    const texts = gather({
      'index.d.ts': `export type { Shape } from './shape.js';\n`,
      'shape.d.ts': `import type { Side } from 'sides';\n${shape}`,
    });
    expect(texts['types.d.ts']).toContain(`import type { Side } from 'sides';\n`);
  });

  it('are refused where two files declare the same name', () => {
    const files = {
      'index.d.ts': `export type { Shape } from './shape.js';\nexport type { Side } from './side.js';\n`,
      'shape.d.ts': `${shape}type Side = string;\n`,
      'side.d.ts': side,
    };
    expect(() => gather(files)).toThrow('Two files declare Side');
  });
});
