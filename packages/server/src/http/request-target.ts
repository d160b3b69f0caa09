/** Tells whether a request's target has a path; the target is a path with its query, or a whole URL. */
export function hasPath(target: string, path: string): boolean {
  // The search by substring keeps most other targets from being taken apart.
  return target.startsWith('/')
    ? startsWithPath(target, path)
    : target.includes(path) && pathOf(target) === path;
}

function startsWithPath(target: string, path: string): boolean {
  return target.startsWith(path) && ['', '?', '#'].includes(target.charAt(path.length));
}

/** Returns the path of a request's target, without query and fragment. */
export function pathOf(target: string): string {
  const end = target.search(/[?#]/);
  const bare = end < 0 ? target : target.slice(0, end);
  if (bare.startsWith('/')) return bare;
  const start = bare.indexOf('/', bare.indexOf('://') + 3);
  return start < 0 ? '/' : bare.slice(start);
}

/** Returns the query of a request's target, without the question mark; `''` if there is none. */
export function queryOf(target: string): string {
  const [bare = ''] = target.split('#', 1);
  const start = bare.indexOf('?');
  return start < 0 ? '' : bare.slice(start + 1);
}
