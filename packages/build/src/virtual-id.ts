/** The ids that programs import; the last one is the plugin's own. */
export const VIRTUAL_ID: RegExp = /^virtual:verstamp(?:\/static|\/worker)?$/;

/** The part of a virtual id that says which module it is. */
export type VirtualModule = 'accessor' | 'static' | 'worker';

/** Says which virtual module an id, resolved or not, stands for. */
export function readVirtualId(id: string): VirtualModule {
  return id.endsWith('/static') ? 'static' : id.endsWith('/worker') ? 'worker' : 'accessor';
}
