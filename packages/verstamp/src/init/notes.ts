import { lookUp } from '../edit/json.ts';
import { dependsOn, type Project } from './project.ts';
import type { Facts, PackageFacts } from '../doctor/facts.ts';
import type { Note } from './plan.ts';

/** The server frameworks that are known, and the line that guards each. */
const SERVERS: ReadonlyArray<readonly [name: string, entry: string, line: string]> = [
  ['express', 'express', 'app.use(guardExpress(gate))'],
  ['fastify', 'fastify', 'await app.register(guardFastify(gate))'],
  ['hono', 'hono', 'app.use(guardHono(gate))'],
  ['ws', 'ws', "sockets.on('connection', guardConnection(gate, (socket) => …))"],
];

/** Frameworks whose own configuration holds Vite's. */
const HOLDERS: ReadonlyArray<readonly [name: string, file: string, place: string]> = [
  ['astro', 'astro.config', 'vite.plugins'],
  ['nuxt', 'nuxt.config', 'vite.plugins'],
];

/** Says what a person has to decide: where a server checks its clients, and where another configuration holds Vite's. */
export function listNotes({
  packages,
  facts: { pipelines },
  isWhole,
}: Pick<Project, 'packages' | 'facts' | 'isWhole'>): readonly Note[] {
  return [...packages.flatMap((pkg) => listOwnNotes(pkg)), ...(isWhole ? listPublishing(pipelines) : [])];
}

/** Jobs are written in ways that nobody but their authors should change. */
function listPublishing(pipelines: Facts['pipelines']): readonly Note[] {
  return pipelines
    .filter(({ text }) => /\bchangeset publish\b/.test(text))
    .map(({ file }) => ({
      place: file,
      text: 'Publish with "verstamp release" in place of "changeset publish".',
    }));
}

function listOwnNotes(pkg: PackageFacts): readonly Note[] {
  const place = pkg.manifest.file;
  // What is a dependency for development only is tested with, and serves nobody.
  const server = SERVERS.find(([name]) => lookUp(pkg.manifest.body, 'dependencies', name) !== undefined);
  const holder = HOLDERS.find(([name]) => dependsOn(pkg, name));
  const isGuarded = dependsOn(pkg, '@verstamp/server');
  const calls = Object.values(pkg.commands).some((command) => /(?:^|[&|;]\s*)esbuild\s/.test(command));
  return [
    ...(calls
      ? [
          {
            place,
            text: "esbuild's command line takes no plugins: build with a script, and add verstamp() to its plugins.",
          },
        ]
      : []),
    ...(holder && !pkg.scripts.some(({ plugins }) => plugins.length > 0)
      ? [{ place, text: `Add verstamp() from "@verstamp/build/vite" to ${holder[2]} in ${holder[1]}.` }]
      : []),
    ...(server && !isGuarded
      ? [
          {
            place,
            text: `To check clients, install @verstamp/server: ${server[2]} from "@verstamp/server/${server[1]}".`,
          },
        ]
      : []),
  ];
}
