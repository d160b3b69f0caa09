// Gathers what the compiler declares: the entries keep their own, and share the rest of what they refer to.
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

const STATEMENT = /^(?=\/\*\*|(?:import|export|declare|interface|type)\b)/m;
const NAME = /^(?:export )?(?:declare )?(?:interface|type|function|const|class) (\w+)/m;
const FROM = /^((?:import|export)(?: type)?) \{([^}]*)\} from '([^']+)';\n/;

/**
 * Gathers declarations, and leaves out what no entry refers to, and indentation.
 *
 * @param entries - Paths of the entries' declarations.
 * @param shared - The path of the file for what they refer to.
 * @returns The text of each file.
 * @throws Error where two files declare the same name.
 */
export function gatherDeclarations(entries: readonly string[], shared: string): ReadonlyMap<string, string> {
  const files = readAll(entries);
  const others = [...files].flatMap(([path, statements]) => (entries.includes(path) ? [] : statements));
  const declared = nameAll(others);
  const texts = new Map(entries.map((entry) => [entry, gatherEntry(files.get(entry) ?? [], entry, shared)]));
  const used = [...listUsed([...texts.values()], declared)].map((name) => declared.get(name) ?? '');
  const imports = mergeLists(others.filter((text) => text.startsWith('import') && !isLocal(text)));
  texts.set(shared, imports + used.join('').replaceAll(/^(?=declare|interface|type)/gm, 'export '));
  return new Map([...texts].map(([path, text]) => [path, text.replaceAll(/^ +/gm, ' ')]));
}

/** Reads the entries and all that they refer to, statement by statement. */
function readAll(entries: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, readonly string[]>();
  const paths = new Set(entries);
  for (const path of paths) {
    const statements = split(readFileSync(path, 'utf8'));
    files.set(path, statements);
    for (const text of statements.filter(isLocal)) {
      const [, , , name = ''] = FROM.exec(text) ?? [];
      paths.add(resolve(dirname(path), name.replace(/\.[jt]s$/, '.d.ts')));
    }
  }
  return files;
}

/** A comment belongs to what follows it. */
function split(text: string): readonly string[] {
  const parts = text.split(STATEMENT);
  return parts.flatMap((part, index) => {
    if (part.startsWith('/**')) return [];
    const before = parts[index - 1] ?? '';
    return before.startsWith('/**') ? [before + part] : [part];
  });
}

function nameAll(statements: readonly string[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const text of statements) {
    const name = NAME.exec(text)?.[1];
    if (name === undefined) continue;
    if (named.has(name)) throw new Error(`Two files declare ${name}: give one of them another name.`);
    named.set(name, text);
  }
  return named;
}

function isLocal(statement: string): boolean {
  return FROM.exec(statement)?.[3]?.startsWith('.') === true;
}

/** An entry as it is, apart from where it finds what it shares. */
function gatherEntry(statements: readonly string[], entry: string, shared: string): string {
  const path = relative(dirname(entry), shared).replace(/^(?!\.)/, './');
  const moved = statements
    .filter(isLocal)
    .map((text) => text.replace(/'[^']+'/, `'${path.replace(/\.d\.ts$/, '.js')}'`));
  return mergeLists(moved) + statements.filter((text) => !isLocal(text)).join('');
}

/** Writes one statement where several import or export types or values of the same module. */
function mergeLists(statements: readonly string[]): string {
  const lists = new Map<string, Set<string>>();
  for (const text of statements) {
    const [, verb = '', list = '', path = ''] = FROM.exec(text) ?? [];
    const start = verb.startsWith('import') ? 'import type' : verb;
    const names = lists.get(`${start} ${path}`) ?? new Set();
    for (const name of list.split(',')) names.add(name.replace(/^\s*(?:type )?/, '').trim());
    lists.set(`${start} ${path}`, names);
  }
  return [...lists]
    .map(([key, names]) => {
      const [, start = '', path = ''] = /^(.+) (\S+)$/.exec(key) ?? [];
      return `${start} { ${[...names].filter(Boolean).join(', ')} } from '${path}';\n`;
    })
    .join('');
}

/** Lists the names that texts refer to, and those to which their declarations do. */
function listUsed(texts: readonly string[], declared: ReadonlyMap<string, string>): ReadonlySet<string> {
  const used = new Set<string>();
  const open = [...texts];
  for (const text of open) {
    for (const [name] of text.replaceAll(/\/\*\*[^]*?\*\//g, '').matchAll(/\w+/g)) {
      const found = declared.get(name);
      if (found === undefined || used.has(name)) continue;
      used.add(name);
      open.push(found);
    }
  }
  return used;
}
