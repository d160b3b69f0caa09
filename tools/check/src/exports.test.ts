import { describe, expect, it } from 'vitest';
import { readPackages, readSources } from './workspace.ts';

describe.each(readPackages())('$manifest.name', ({ folder }) => {
  it('has a docstring on every export', () => {
    const bare = readSources(folder).flatMap(({ file, text }) =>
      [
        ...withoutTemplates(text).matchAll(
          /^(?<doc> \*\/\n|\/\*\*.*\*\/\n)?export (?:async |declare )?(?:function\*?|const|class|interface|type) (?<name>\w+)/gm,
        ),
      ]
        .filter(({ groups }) => !groups?.['doc'])
        .map(({ groups }) => `${file}: ${groups?.['name']}`),
    );
    expect(bare).toEqual([]);
  });
});

/** Source that the build writes into modules stands in template literals, and is nobody's export. */
function withoutTemplates(text: string): string {
  return text.replace(/`[^`]*`/g, '``');
}
