import { lookUp } from '../../json.ts';
import type { JsonFile, PackageFacts } from '../../repository/facts.ts';
import { STAMP_VARIABLES } from '../../repository/tasks.ts';
import type { Setting } from './setting.ts';

/** The inputs that Nx takes for a target that lists none. */
export const DEFAULT_INPUTS: readonly unknown[] = ['default', '^default'];

/** Lists what a stamp goes by and the inputs of a target lack. */
export function listMissingInputs(
  nx: JsonFile,
  pkg: PackageFacts,
  settings: readonly Setting[],
): readonly string[] {
  const sources = [pkg.project?.body, lookUp(pkg.manifest.body, 'nx'), nx.body];
  const known = listVariables(effectiveInputs(settings), sources);
  return STAMP_VARIABLES.filter((name) => !known.some((variable) => variable.includes(name)));
}

/** The nearest list counts; `...` in it stands for the one behind. */
function effectiveInputs(settings: readonly Setting[]): readonly unknown[] {
  const [first, ...more] = settings.filter(({ value }) => Array.isArray(value['inputs']));
  if (!first) return DEFAULT_INPUTS;
  const inputs = first.value['inputs'] as readonly unknown[];
  return inputs.includes('...') ? [...inputs, ...effectiveInputs(more)] : inputs;
}

/** Lists the variables among inputs, and the commands that may print one; named inputs may hold others. */
function listVariables(inputs: unknown, sources: readonly unknown[], depth = 0): readonly string[] {
  if (!Array.isArray(inputs) || depth > 8) return [];
  return (inputs as readonly unknown[]).flatMap((input): readonly string[] => {
    const own = [lookUp(input, 'env'), lookUp(input, 'runtime')].filter((value) => typeof value === 'string');
    const name = typeof input === 'string' ? input : lookUp(input, 'input');
    if (typeof name !== 'string' || name.startsWith('^')) return own;
    return sources.flatMap((source) =>
      listVariables(lookUp(source, 'namedInputs', name), sources, depth + 1),
    );
  });
}
