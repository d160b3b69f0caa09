/** How `verstamp guard` is called. */
export const USAGE =
  'verstamp guard [--plan DIR] [--tag TAG] [--new] [--no-cache] | --since REF [--new] | --receipt | --adopt [NAME…] --reason TEXT [--new] [--no-cache]';
