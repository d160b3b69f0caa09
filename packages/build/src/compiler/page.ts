/**
 * Whether an HTML file that is put out is a page that somebody may open: a whole document, whose name is no hash.
 * Others are parts that a program puts into a page, or refers to by what they hold.
 */
export function isPageFile(html: string, { isHashed }: { readonly isHashed: boolean }): boolean {
  return !isHashed && /<(?:!doctype|html|head)[\s>]/i.test(html);
}
