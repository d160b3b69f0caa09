import type { Block } from './blocks.ts';
import { isForPages } from './kind.ts';

/** What modules of this folder give to snippets that take it for granted, and when a snippet gets it. */
const GIVEN: ReadonlyArray<
  readonly [file: string, names: readonly string[], when: (text: string) => boolean]
> = [
  ['page', ['verifier', 'socket', 'response', 'show', 'isBusy'], isForPages],
  [
    'server',
    ['gate', 'createServer', 'listener', 'response', 'header', 'handle'],
    imports('@verstamp/server'),
  ],
  ['build', ['stamp'], (text) => /'@verstamp\/build'/.test(text)],
  ['express', ['app'], imports('@verstamp/server/express')],
  ['fastify', ['app'], imports('@verstamp/server/fastify')],
  ['hono', ['app'], imports('@verstamp/server/hono')],
  ['ws', ['sockets', 'WebSocket'], imports('@verstamp/server/ws')],
];

/** Completes a snippet to a module: with the names that it takes for granted, and with what its comments promise. */
export function completeModule({ text }: Pick<Block, 'text'>, folder: string): string {
  const given = GIVEN.filter(([, , when]) => when(text)).map(([file, names]) => {
    const used = names.filter((name) => isFree(name, text));
    return used.length ? `import { ${used.join(', ')} } from '${folder}/${file}.ts';\n` : '';
  });
  return `${given.join('')}import { promise } from '${folder}/promise.ts';\n${keepPromises(text)}`;
}

function imports(entry: string): (text: string) => boolean {
  return (text) => text.includes(`'${entry}`);
}

function isFree(name: string, text: string): boolean {
  const used = new RegExp(String.raw`(?<![.\w'/-])${name}(?![\w'/-]|\??:)`);
  const declared = new RegExp(
    String.raw`(?:const|let|function|class) ${name}\b|import [^;]*\b${name}\b[^;]* from`,
  );
  return used.test(text.replaceAll(/\/\/.*/g, '')) && !declared.test(text);
}

const LITERAL = String.raw`'[^'…]*'|"[^"…]*"|-?\d[\d_]*|true|false|undefined`;
const EXPRESSION = new RegExp(
  String.raw`^(?!(?:await|const|import|export|return)\b)([\w(].*);(?: |\n)// (${LITERAL})$`,
  'gm',
);
const IMPORT = new RegExp(
  String.raw`^import \{ ([\w, ]+) \} from '[^']+';(?: |\n)// ((?:${LITERAL})(?:, (?:${LITERAL}))*)$`,
  'gm',
);

/** Turns `expression; // value` into a comparison. */
function keepPromises(text: string): string {
  return text
    .replaceAll(IMPORT, (line, names: string, values: string) => {
      return `${line}\npromise([${names}], [${values}]);`;
    })
    .replaceAll(EXPRESSION, (_, expression: string, value: string) => `promise(${expression}, ${value});`);
}
