/** How large an app is. */
export interface AppShape {
  readonly modules: number;
  readonly lazy: number;
  readonly pages: number;
}

const PAGES = ['index', 'orders', 'account'];

/** The names of an app's pages. */
export function listPages({ pages }: AppShape): readonly string[] {
  return PAGES.slice(0, pages);
}

/** How many strings each module holds that can be told from all others. */
export const LITERALS = 3;

/** Returns the text of a string that can be told from all others. */
export function formatLiteral(module: number, literal: number): string {
  return `literal-${String(module).padStart(5, '0')}-${literal}`;
}

/** How many lazy chunks a visitor's page loads. */
export const VISITED = 20;
