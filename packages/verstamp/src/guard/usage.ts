/** How `verstamp guard` is called. */
export const USAGE =
  'verstamp guard [--plan DIR] [--new] [--no-cache] | --since REF [--new] | --receipt | --adopt [NAME…] --reason TEXT';
