import { Session, type Profiler } from 'node:inspector/promises';

/** Microseconds between two samples. */
const INTERVAL = 100;

type Profile = Profiler.Profile;

/** Takes samples of this process until the function that is given back is called, which gives them. */
export async function startProfile(): Promise<() => Promise<Profile>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return profile;
  };
}

/**
 * Gives the share of the busy samples of a profile that lie in files below the URL `folder`, and in what these
 * call of V8 and Node. What Node does when a head is written is not among it: the application asks for that.
 */
export function shareIn({ nodes, samples = [] }: Profile, folder: string): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node])));
  const isIn = (node: Profiler.ProfileNode | undefined): boolean => {
    if (!node) return false;
    const { url, functionName } = node.callFrame;
    if (url.startsWith('file:')) return url.startsWith(folder);
    return !(url.startsWith('node:') && functionName === 'writeHead') && isIn(parents.get(node.id));
  };
  const busy = samples.flatMap((id) => byId.get(id) ?? []).filter(isBusy);
  return busy.filter(isIn).length / busy.length;
}

function isBusy({ callFrame }: Profiler.ProfileNode): boolean {
  return callFrame.functionName !== '(idle)';
}
