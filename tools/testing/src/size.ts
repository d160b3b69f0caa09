/** Whether tests run in their full size, as on CI; otherwise a small one shows that they work. */
export const isFull: boolean = process.env['VERSTAMP_FULL'] === '1';
