import type { Environment } from 'vite';
import type { Project, Session } from '../session.ts';
import { outputKey } from './output-key.ts';

/** The sessions of one evaluation of the configuration. */
export interface Sessions {
  /** Begins an environment's build, unless it goes on with another of its outputs. */
  begin(environment: Environment): void;
  /** Ends it, or all of them, so that the next one has a stamp of its own. */
  end(environment?: Environment): void;
  /** Returns the session of an environment's build, or of the dev server; of the latest build for workers and unknown environments. */
  session(environment: Environment | undefined): Session;
}

/**
 * Creates the sessions of a project.
 *
 * @param served - The session of the dev server; `undefined` if the project is built.
 */
export function createSessions(project: Project, served: Session | undefined): Sessions {
  /** The sessions of the environments; one that has ended is still asked for late files. */
  const sessions = new Map<string, Session>();
  const begun = new Set<string>();
  let latest: Session | undefined;
  const begin = (environment: Environment): Session => {
    latest = project.begin(outputKey(environment));
    begun.add(environment.name);
    sessions.set(environment.name, latest);
    return latest;
  };
  return {
    begin(environment) {
      // With Rolldown a build starts again for each of its formats.
      if (!served && !begun.has(environment.name)) begin(environment);
    },
    end(environment) {
      if (environment) begun.delete(environment.name);
      else {
        begun.clear();
        project.end();
      }
    },
    session(environment) {
      const isOwn = environment && !environment.config.isWorker;
      const session = served ?? (isOwn ? (sessions.get(environment.name) ?? begin(environment)) : latest);
      if (!session) throw new Error('a build that has not begun has no stamp');
      return session;
    },
  };
}
