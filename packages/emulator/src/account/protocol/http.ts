/** A request as the server received it: headers by lower-case name, the path still percent-encoded. */
export interface HttpRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** What of a request comes before its body. */
export type RequestHead = Omit<HttpRequest, 'body'>;

/** The signature of a request, in its header or its query. Its key is checked, but not what was signed. */
export interface Credential {
  readonly accessKeyId: string;
  /** The region and the service that the request was signed for. */
  readonly region: string;
  readonly scope: string;
}

export function credentialOf(request: Pick<HttpRequest, 'headers' | 'query'>): Credential | undefined {
  const text = /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ?? request.query.get('X-Amz-Credential');
  const [accessKeyId, , region, scope] = text?.split('/') ?? [];
  return accessKeyId && scope ? { accessKeyId, region, scope } : undefined;
}
