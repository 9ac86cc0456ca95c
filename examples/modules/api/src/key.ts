/** Most bytes of a sort key in DynamoDB, which refuses to look for a longer one, and for an empty one. */
const MOST = 1024;

/** Whether something can be stored under this id; of any other, there is nothing to look for. */
export const canBeKey = (id: string) => id !== '' && Buffer.byteLength(id) <= MOST;
