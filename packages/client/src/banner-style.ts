/** How the banner looks until a page says otherwise: system colours, so that dark and forced colours fit. */
export const STYLE: string =
  ':host{position:fixed;inset:auto 0 0;z-index:9999;font:var(--version-banner-font,1rem/1.5 system-ui)}' +
  'div:not(:empty){display:flex;flex-wrap:wrap;gap:1em;align-items:center;padding:1em;' +
  'color:var(--version-banner-color,CanvasText);background:var(--version-banner-background,Canvas);' +
  'border-top:2px solid var(--version-banner-accent,Highlight)}' +
  'span{flex:1}button{font:inherit}';
