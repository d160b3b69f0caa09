import { lookUp } from '../json.ts';
import type { PackageFacts, RepositoryFacts } from '../repository/facts.ts';
import { FRAMEWORKS_PAGE } from '../terminal/error-page.ts';
import type { Note } from './note.ts';
import { dependsOn, type Project } from './project.ts';

/** The server frameworks that are known, and the line that guards each. */
const SERVERS: ReadonlyArray<readonly [name: string, line: string]> = [
  ['express', 'app.use(guardExpress(gate))'],
  ['fastify', 'await app.register(guardFastify(gate))'],
  ['hono', 'app.use(guardHono(gate))'],
  ['ws', "sockets.on('connection', guardConnection(gate, (socket) => …))"],
];

/** Frameworks that build without a configuration as well. */
const HOLDERS = ['astro', 'nuxt'] as const;

/** Says what a person has to decide, or only a person can write. */
export function listNotes({
  packages,
  facts: { pipelines },
  isWhole,
}: Pick<Project, 'packages' | 'facts' | 'isWhole'>): readonly Note[] {
  return [...packages.flatMap((pkg) => listOwnNotes(pkg)), ...(isWhole ? listPublishing(pipelines) : [])];
}

/** Jobs are written in ways that nobody but their authors should change. */
function listPublishing(pipelines: RepositoryFacts['pipelines']): readonly Note[] {
  return pipelines
    .filter(({ text }) => /\bchangeset publish\b/.test(text))
    .map(({ file }) => ({
      place: file,
      text: 'Publish with "verstamp release" in place of "changeset publish".',
    }));
}

function listOwnNotes(pkg: PackageFacts): readonly Note[] {
  const texts = [noteCommand(pkg), noteHolder(pkg), noteServer(pkg)].filter((text) => text !== undefined);
  return texts.map((text) => ({ place: pkg.manifest.file, text }));
}

function noteCommand({ commands }: PackageFacts): string | undefined {
  const isCalled = Object.values(commands).some((command) => /(?:^|[&|;]\s*)esbuild\s/.test(command));
  if (!isCalled) return undefined;
  return "esbuild's command line takes no plugins: build with a script, and add verstamp() to its plugins.";
}

function noteHolder(pkg: PackageFacts): string | undefined {
  const holder = HOLDERS.find((name) => dependsOn(pkg, name));
  if (holder === undefined || pkg.scripts.some(({ bundlers }) => bundlers.includes('vite'))) return undefined;
  return `Add verstamp({ carrier: 'page' }) from "@verstamp/build/vite" to vite.plugins in a ${holder}.config (${FRAMEWORKS_PAGE}).`;
}

function noteServer(pkg: PackageFacts): string | undefined {
  // What is a dependency for development only is tested with, and serves nobody.
  const server = SERVERS.find(([name]) => lookUp(pkg.manifest.body, 'dependencies', name) !== undefined);
  if (!server || dependsOn(pkg, '@verstamp/server')) return undefined;
  const [name, line] = server;
  return `To check clients, install @verstamp/server: ${line} from "@verstamp/server/${name}".`;
}
