/** The ids that programs import; the last one is the plugin's own. */
export const VIRTUAL_ID: RegExp = /^virtual:verstamp(?:\/static|\/worker)?$/;

/** The ids that Vite, Rollup and Rolldown load the virtual modules by: no other plugin takes them for a path. */
export const RESOLVED_ID: RegExp = /^\0virtual:verstamp/;

/** The hook by which Vite, Rollup and Rolldown find the virtual modules. */
export const RESOLVE_HOOK: {
  readonly order: 'pre';
  readonly filter: { readonly id: RegExp };
  handler(this: void, id: string): string;
} = { order: 'pre', filter: { id: VIRTUAL_ID }, handler: (id) => `\0${id}` };

/** The part of a virtual id that says which module it is. */
export type VirtualModule = 'accessor' | 'static' | 'worker';

/** Returns which virtual module an id, resolved or not, stands for. */
export function readVirtualId(id: string): VirtualModule {
  return id.endsWith('/static') ? 'static' : id.endsWith('/worker') ? 'worker' : 'accessor';
}
