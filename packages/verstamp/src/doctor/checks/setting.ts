import type { JsonPath } from '../../edit/json.ts';
import type { JsonObject } from '../../json.ts';

/** What a file says of a task, and where in it. */
export interface Setting {
  readonly file: string;
  readonly path: JsonPath;
  readonly value: JsonObject;
}
