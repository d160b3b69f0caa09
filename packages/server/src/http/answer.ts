/** Headers of a response, by name. */
export type HeaderRecord = Readonly<Record<string, string>>;

/** What is sent in answer to a request that does not go on to the application. */
export interface HttpAnswer {
  readonly status: number;
  /** A reason phrase of the application's own; `undefined` for the standard one. */
  readonly statusText: string | undefined;
  readonly headers: HeaderRecord;
  readonly body: string;
}
