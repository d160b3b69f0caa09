import { cliUsage } from '@verstamp/core/problems';
import type {
  Command,
  FlagSpec,
  InvocationOf,
  Misuse,
  OptionSpecs,
  Outcome,
  TextSpec,
  Typed,
  ValuesOf,
} from './command.ts';
import { createPaint } from './terminal/colours.ts';
import { escapeLine } from './terminal/escape.ts';

/** A command as its file writes it: what it runs gets the values of its own options. */
export interface CommandDefinition<Options extends OptionSpecs> extends Omit<Command, 'options' | 'run'> {
  readonly options: Options;
  readonly run: (invocation: InvocationOf<Options>) => Promise<Outcome>;
}

/** Defines a command. Its options are read before it runs. */
export function defineCommand<const Options extends OptionSpecs>(
  definition: CommandDefinition<Options>,
): Command {
  const { usage, options } = definition;
  const misuse: Misuse = (reason) => cliUsage({ reason, usage });
  return {
    ...definition,
    run: async (typed, surroundings) =>
      definition.run({
        ...typed,
        values: await readValues(options, typed.values, misuse),
        isJson: typed.values['json'] === true,
        surroundings,
        misuse,
        paint: createPaint(surroundings.stdout),
        say: (line) => void surroundings.stderr.write(`${escapeLine(line)}\n`),
      }),
  };
}

async function readValues<Options extends OptionSpecs>(
  options: Options,
  typed: Typed['values'],
  misuse: Misuse,
): Promise<ValuesOf<Options>> {
  const values: Record<string, unknown> = {};
  // In the order in which they were typed: of several that are wrong, the first is told.
  for (const name of Object.keys({ ...typed, ...options })) {
    const spec = options[name];
    if (spec) values[name] = await readValue(spec, typed[name], misuse);
  }
  return values as ValuesOf<Options>;
}

async function readValue(spec: FlagSpec | TextSpec, typed: unknown, misuse: Misuse): Promise<unknown> {
  if (spec.type === 'boolean') return typed === true;
  return typeof typed === 'string' && spec.read ? spec.read(typed, misuse) : typed;
}
