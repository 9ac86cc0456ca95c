/** Processes all items, at most `limit` in parallel. After an error no further item is started; it is thrown when the running ones have ended. */
export async function eachAtMost<T>(limit: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const errors: unknown[] = [];
  const worker = async () => {
    while (queue.length && !errors.length) await work(queue.shift()!).catch(error => void errors.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (errors.length) throw errors[0];
}
