/** Maximum size of a sort key, in bytes. DynamoDB rejects requests with a longer or empty key. */
const SIZE_LIMIT = 1024;

/** Whether an id can be a sort key. No item can have any other id. */
export const canBeKey = (id: string) => id !== '' && Buffer.byteLength(id) <= SIZE_LIMIT;
