/** An error response, as JSON in the format of RFC 9457. */
export class Problem extends Error {
  constructor(public readonly status: number, public readonly title: string, detail: string) {
    super(detail);
  }

  get body(): object {
    return { type: 'about:blank', title: this.title, status: this.status, detail: this.message };
  }
}

export const badRequest = (detail: string) => new Problem(400, 'Bad Request', detail);
export const unauthorized = () => new Problem(401, 'Unauthorized', 'the request has no token that identifies a user');
export const notFound = (what: string) => new Problem(404, 'Not Found', `there is no ${what}, or it is not yours`);
export const unexpected = () => new Problem(500, 'Internal Server Error', 'an internal error occurred, which your request did not cause; try again later');
