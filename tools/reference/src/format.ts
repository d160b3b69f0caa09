import { layOut, linkTypes, slugOf, type Section, type TypeLinks } from './anchors.ts';
import type { Declaration } from './declaration.ts';
import type { Entry, Package } from './packages.ts';
import { linkSources } from './sources.ts';

const NOTICE =
  '<!-- Written by `pnpm run reference` from the docstrings in the sources: change those, and run it again. -->';

/** Writes a package's page. */
export function formatPackage(item: Package, packages: readonly Package[]): string {
  const { name, folder, description, entries } = item;
  const types = linkTypes(packages, item);
  const parts = [
    `# API of ${name}`,
    NOTICE,
    `${description} How it is used: [its README](../../packages/${folder}/README.md).`,
    ...(entries.length > 1 ? [formatContents(entries)] : []),
    ...layOut(item).flatMap((section) => formatSection(section, types)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function formatContents(entries: readonly Entry[]): string {
  return entries
    .map(({ specifier, exports, declared }) => {
      const link = `- [${specifier}](#${slugOf(specifier)})`;
      if (declared !== undefined) return `${link}: declares the virtual modules`;
      const names = exports.filter(({ kind }) => kind !== 'type').map(({ name }) => `\`${name}\``);
      const shown = names.length > 12 ? [...names.slice(0, 12), '…'] : names;
      return `${link}: ${shown.join(', ')}`;
    })
    .join('\n');
}

function formatSection({ entry, shown, known }: Section, types: TypeLinks): readonly string[] {
  const { specifier, exports, declared } = entry;
  const heading = `## ${specifier}`;
  if (declared !== undefined) return [heading, `\`\`\`ts\n${declared}\n\`\`\``];
  if (specifier.endsWith('/problems')) return [heading, formatProblems(exports)];
  const links = known.map(({ name }) => linkType(name, types)).join(', ');
  return [
    heading,
    ...shown.map((declaration) => formatDeclaration(declaration, specifier, types)),
    ...(links ? [`As above: ${links}.`] : []),
  ];
}

function linkType(name: string, types: TypeLinks): string {
  const [page, anchor] = types.get(name) ?? ['', ''];
  return `[${name}](${page}#${anchor})`;
}

/** Links the types that a signature names, other than the declared one. */
function formatTypes({ name, signature }: Declaration, types: TypeLinks): string {
  const bare = signature.replaceAll(/\/\*[^]*?\*\/|'[^']*'/g, '');
  const named = new Set([...bare.matchAll(/\b[A-Z]\w+\b/g)].map(([word]) => word));
  const links = [...named]
    .filter((word) => word !== name && types.has(word))
    .map((word) => linkType(word, types));
  return links.length ? `See ${links.join(', ')}.` : '';
}

/** The texts of the errors are a table: one function for each, which takes the values that its text names. */
function formatProblems(exports: readonly Declaration[]): string {
  const rows = exports.flatMap(({ name, signature, doc }) => {
    const [, code] = /VerstampError<\s*'(\w+)'/.exec(signature) ?? [];
    return code === undefined ? [] : [`| \`${name}\` | [${code}](../errors/${code}.md) | ${doc.text} |`];
  });
  return ['| function | makes | |', '| --- | --- | --- |', ...rows].join('\n');
}

function formatDeclaration(declaration: Declaration, specifier: string, types: TypeLinks): string {
  const { name, signature, doc, isDefault } = declaration;
  const parts = [
    `### ${name}`,
    `${linkSources(doc.text)}${isDefault ? ' Also the default export.' : ''}`,
    `\`\`\`ts\n${signature}\n\`\`\``,
    [
      ...doc.params.map((param) => `- \`${param.name}\`: ${linkSources(param.text)}`),
      ...(doc.returns === undefined ? [] : [`- Returns: ${linkSources(doc.returns)}`]),
      ...doc.throws.map((text) => `- Throws: ${linkCodes(text)}`),
    ].join('\n'),
    formatTypes(declaration, types),
    ...doc.examples.map((example) => formatExample(example, declaration, specifier)),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function linkCodes(text: string): string {
  return text.replaceAll(/`([A-Z]+(?:_[A-Z]+)+)`/g, '[`$1`](../errors/$1.md)');
}

/** An example that uses what it is about gets the import with which it runs. */
function formatExample(example: string, { name, kind }: Declaration, specifier: string): string {
  if (kind !== 'function' || !example.includes(`${name}(`))
    return `For example \`${example.replaceAll('`', "'")}\``;
  const others = [...example.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([other]) => other);
  const code = example.replace(/(?<!;)( \/\/.*)?$/, ';$1');
  return `\`\`\`ts example="yes"\nimport { ${[...new Set([name, ...others])].join(', ')} } from '${specifier}';\n\n${code}\n\`\`\``;
}
