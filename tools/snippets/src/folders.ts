import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

/** The folder of this tool, whose dependencies snippets may import. */
export const toolFolder: string = fileURLToPath(new URL('../', import.meta.url));
