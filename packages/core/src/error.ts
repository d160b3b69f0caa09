/**
 * The one error class of verstamp.
 *
 * `code` is stable and has a page under docs/errors/; `details` holds the values that the
 * message was made from; `cause` is what was thrown further down.
 */
export class VerstampError<Code extends string = string, Details extends object = object> extends Error {
  override readonly name: string = 'VerstampError';
  readonly code: Code;
  readonly details: Details;

  /** @param message - Says what, what was expected, what came, and what to do. */
  constructor(code: Code, message: string, details: Details, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}
