/** A file of a bundle that has not been written, as Rollup and Rolldown have it. */
export type BundleFile =
  | { readonly type: 'chunk'; code: string; readonly map?: { sourcesContent?: unknown } | null }
  | { readonly type: 'asset'; readonly fileName: string; source: string | Uint8Array };

/**
 * Puts a stamp in the place of the blank that was hashed; both have the same length, so that source maps
 * stay exact.
 */
export function fillBundle(files: Iterable<BundleFile>, blank: string, text: string): void {
  const fill = (content: string): string => content.replaceAll(blank, () => text);
  for (const file of files) {
    if (file.type === 'chunk') {
      if (!file.code.includes(blank)) continue;
      file.code = fill(file.code);
      if (file.map && Array.isArray(file.map.sourcesContent)) {
        file.map.sourcesContent = (file.map.sourcesContent as unknown[]).map((content) =>
          typeof content === 'string' ? fill(content) : content,
        );
      }
    } else if (file.fileName.endsWith('.map') && typeof file.source === 'string') {
      if (file.source.includes(blank)) file.source = fill(file.source);
    }
  }
}
