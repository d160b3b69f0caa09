/** Runs a task for every item, a limited number at a time; the results keep the items' order. */
export async function runPool<Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
  limit = 16,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) results[index] = await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
