/** Works on all items, a bounded number of them at the same time. The first error ends it, once what is running has ended. */
export async function eachAtMost<T>(limit: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const errors: unknown[] = [];
  const worker = async () => {
    while (queue.length && !errors.length) await work(queue.shift()!).catch(error => void errors.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (errors.length) throw errors[0];
}
