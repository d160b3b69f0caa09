import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { readDoc, type Doc } from './doc.ts';

/** Something that a package exports, as its source declares it. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'function' | 'value' | 'class' | 'type';
  /** Also what `import x from` gives. */
  readonly isDefault: boolean;
  /** As in a declaration file: without bodies. */
  readonly signature: string;
  readonly doc: Doc;
  /** The body of a function, to see what it throws; `''` for everything else. */
  readonly body: string;
}

type Statement = ReturnType<typeof parseSync>['program']['body'][number];

interface Module {
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly docs: ReadonlyArray<{ readonly end: number; readonly value: string }>;
}

/** Finds a package's other entry points, as in `@verstamp/core/problems`. */
export type FindEntry = (specifier: string) => string | undefined;

/** Reads what a module exports, whatever module declares it, in the order of its exports. */
export function readExports(file: string, findEntry: FindEntry): readonly Declaration[] {
  const module = readModule(file);
  const found = new Map<string, Declaration>();
  let byDefault: string | undefined;
  const add = (declaration: Declaration | undefined): void => {
    if (declaration && !found.has(declaration.name)) found.set(declaration.name, declaration);
  };
  for (const statement of module.statements) {
    if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier') {
      byDefault = statement.declaration.name;
    } else if (statement.type === 'ExportAllDeclaration') {
      const target = resolve(file, statement.source.value, findEntry);
      for (const declaration of readExports(target, findEntry)) add(declaration);
    } else if (statement.type === 'ExportNamedDeclaration') {
      if (statement.declaration) add(declare(module, statement));
      else if (statement.source) {
        const target = readExports(resolve(file, statement.source.value, findEntry), findEntry);
        for (const { local } of statement.specifiers) add(target.find(({ name }) => name === nameOf(local)));
      }
    }
  }
  const main = byDefault === undefined ? undefined : found.get(byDefault);
  if (main) found.set(main.name, { ...main, isDefault: true });
  return [...found.values()];
}

function nameOf(node: { readonly type: string }): string {
  const named = node as { readonly name?: string; readonly value?: string };
  return named.name ?? named.value ?? '';
}

function resolve(from: string, specifier: string, findEntry: FindEntry): string {
  const target = specifier.startsWith('.') ? join(dirname(from), specifier) : findEntry(specifier);
  if (target === undefined || !existsSync(target)) throw new Error(`${from} exports from ${specifier}`);
  return target;
}

const modules = new Map<string, Module>();

function readModule(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(file, 'utf8');
  const { program, comments, errors } = parseSync(file, text, { lang: 'ts' });
  if (errors.length) throw new Error(`${file} cannot be parsed`);
  const docs = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
  const module = { text, statements: program.body, docs };
  modules.set(file, module);
  return module;
}

function declare(module: Module, statement: Statement): Declaration | undefined {
  if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return undefined;
  const { declaration } = statement;
  const { start, end } = declaration;
  const source = module.text.slice(start, end);
  const upTo = (position: number | undefined) =>
    position === undefined ? source : module.text.slice(start, position).trim();
  const base = { isDefault: false, doc: docBefore(module, statement.start), body: '' };
  if (declaration.type === 'FunctionDeclaration') {
    const body = declaration.body ? module.text.slice(declaration.body.start, declaration.body.end) : '';
    const signature = `${upTo(declaration.body?.start).replace(/^async /, '')};`;
    return { ...base, kind: 'function', name: declaration.id?.name ?? '', signature, body };
  }
  if (declaration.type === 'VariableDeclaration') {
    const [declared] = declaration.declarations;
    if (declared?.id.type !== 'Identifier') return undefined;
    // Without a type of its own it is what it says.
    const isTyped = Boolean(declared.id.typeAnnotation);
    const signature = isTyped ? `${upTo(declared.id.end)};` : source;
    return { ...base, kind: 'value', name: declared.id.name, signature };
  }
  if (declaration.type === 'ClassDeclaration') {
    return {
      ...base,
      kind: 'class',
      name: declaration.id?.name ?? '',
      signature: withoutBodies(module, declaration),
    };
  }
  if (declaration.type === 'TSInterfaceDeclaration' || declaration.type === 'TSTypeAliasDeclaration') {
    return { ...base, kind: 'type', name: declaration.id.name, signature: source };
  }
  return undefined;
}

interface ClassNode {
  readonly start: number;
  readonly body: { readonly start: number; readonly body: readonly object[] };
}

interface MemberNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly value?: { readonly body?: { readonly start: number } | null } | null;
}

/** Writes a class as a declaration file does: members without bodies and values, private ones left out. */
function withoutBodies({ text }: Module, { start, body }: ClassNode): string {
  const members = (body.body as readonly MemberNode[])
    .map((member) => text.slice(member.start, member.value?.body?.start ?? member.end).trim())
    .filter((member) => !member.startsWith('#'))
    .map((member) => `  ${member.replace(/ = [^;]*;?$/, '').replace(/;$/, '')};`);
  return `${text.slice(start, body.start).trim()} {\n${members.join('\n')}\n}`;
}

function docBefore({ docs, text }: Module, position: number): Doc {
  const comment = docs.findLast(({ end }) => end <= position && text.slice(end, position).trim() === '');
  return readDoc(comment?.value.slice(1) ?? '');
}
