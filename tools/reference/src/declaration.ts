import type { Doc } from './doc.ts';
import { docBefore, type Module, type Statement } from './module.ts';

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

type Declared = NonNullable<Extract<Statement, { type: 'ExportNamedDeclaration' }>['declaration']>;

/** What each kind of declaration says of itself. */
type Kept = Pick<Declaration, 'kind' | 'name' | 'signature'> & Partial<Pick<Declaration, 'body'>>;

/** Reads what a statement declares and exports; `undefined` if it is nothing that is documented. */
export function declare(module: Module, statement: Statement): Declaration | undefined {
  if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return undefined;
  const kept = describe(module, statement.declaration);
  return kept && { isDefault: false, doc: docBefore(module, statement.start), body: '', ...kept };
}

function describe(module: Module, declaration: Declared): Kept | undefined {
  const { start, end } = declaration;
  const text = (from: number, to: number) => module.text.slice(from, to);
  switch (declaration.type) {
    case 'FunctionDeclaration': {
      const { body } = declaration;
      const head = body ? text(start, body.start).trim() : text(start, end);
      const signature = `${head.replace(/^async /, '')};`;
      const name = declaration.id?.name ?? '';
      return { kind: 'function', name, signature, body: body ? text(body.start, body.end) : '' };
    }
    case 'VariableDeclaration': {
      const [declared] = declaration.declarations;
      if (declared?.id.type !== 'Identifier') return undefined;
      // Without a type of its own it is what it says.
      const isTyped = Boolean(declared.id.typeAnnotation);
      const signature = isTyped ? `${text(start, declared.id.end).trim()};` : text(start, end);
      return { kind: 'value', name: declared.id.name, signature };
    }
    case 'ClassDeclaration':
      return {
        kind: 'class',
        name: declaration.id?.name ?? '',
        signature: withoutBodies(module, declaration),
      };
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return { kind: 'type', name: declaration.id.name, signature: text(start, end) };
    default:
      return undefined;
  }
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
