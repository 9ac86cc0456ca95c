/**
 * The services that functions call, with the protocols of the AWS SDK: DynamoDB (dynalite, which implements its expressions and errors), and only
 * those operations of AWS IoT, SNS, Lambda, Firehose and Cognito that the examples use, which record their inputs. Any other operation
 * is an error. Not implemented: signatures, throttling, limits; permissions are checked afterwards, with the recorded calls.
 */
import { createServer, IncomingMessage, request, Server } from 'http';
import type { AddressInfo } from 'net';

/** Has no types. */
const dynalite: (options: object) => Server = jest.requireActual('dynalite');

export interface Call {
  /** Name of the function whose credentials were used. */
  readonly caller: string;
  /** For example `dynamodb:GetItem`. */
  readonly action: string;
  readonly input: any;
}

type Answer = { readonly status?: number; readonly body: object | string };
export type Handlers = Readonly<Record<string, (input: any) => Promise<Answer> | Answer>>;

/** The operation of a request, by the protocols of the services: JSON with a target, query, and REST. */
function operationOf({ method, url = '', headers }: IncomingMessage, body: string): Omit<Call, 'caller'> {
  const target = headers['x-amz-target'] as string | undefined;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, publishedTo] = /^\/topics\/(.+)$/.exec(pathname) ?? [];
  const [, certificateId] = /^\/certificates\/([^/]+)$/.exec(pathname) ?? [];
  const [, policyName] = /^\/target-policies\/([^/]+)$/.exec(pathname) ?? [];
  const [, invoked] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname) ?? [];
  if (target) {
    const [service, operation] = target.split('.');
    const prefix = Object.entries({ DynamoDB_20120810: 'dynamodb', Firehose_20150804: 'firehose', AWSCognitoIdentityProviderService: 'cognito-idp' });
    return { action: `${prefix.find(([name]) => name === service)?.[1] ?? service}:${operation}`, input: JSON.parse(body) };
  }
  if (publishedTo) return { action: 'iot:Publish', input: { topic: decodeURIComponent(publishedTo), qos: searchParams.get('qos'), payload: body } };
  if (certificateId && method === 'GET') return { action: 'iot:DescribeCertificate', input: { certificateId } };
  if (certificateId && method === 'PUT') return { action: 'iot:UpdateCertificate', input: { certificateId, newStatus: searchParams.get('newStatus') } };
  if (policyName && method === 'PUT') return { action: 'iot:AttachPolicy', input: { policyName: decodeURIComponent(policyName), ...JSON.parse(body) } };
  if (invoked) {
    return { action: 'lambda:InvokeFunction', input: { FunctionName: decodeURIComponent(invoked), type: headers['x-amz-invocation-type'], event: JSON.parse(body) } };
  }
  const form = new URLSearchParams(body);
  if (form.get('Action') === 'Publish') return { action: 'sns:Publish', input: Object.fromEntries(form) };
  throw new Error(`the services of the test do not know ${method} ${url} ${body.slice(0, 100)}`);
}

export class Services {
  readonly calls: Call[] = [];
  /** Operations whose next response is lost. */
  readonly lost = new Set<string>();
  readonly tables = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  private readonly server = createServer((incoming, outgoing) => {
    let action = '';
    void read(incoming).then(async body => {
      const caller = /Credential=([^/]+)\//.exec(incoming.headers.authorization ?? '')?.[1] ?? 'nobody';
      const { input, ...operation } = operationOf(incoming, body);
      action = operation.action;
      this.calls.push({ caller, action, input });
      if (action.startsWith('dynamodb:')) return this.forward(incoming, body);
      const handler = this.handlers[action];
      if (!handler) throw new Error(`the services of the test do not know ${action}`);
      return handler(input);
    }).catch(error => ({ status: 501, body: { __type: 'NotImplemented', message: error.message } })).then(({ status = 200, body }: Answer) => {
      if (this.lost.delete(action)) return void incoming.socket.destroy();
      outgoing.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/xml' : 'application/json' });
      outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });

  constructor(private readonly handlers: Handlers) {}

  async start(): Promise<void> {
    await Promise.all([this.server, this.tables].map(server => new Promise<void>(done => server.listen(0, '127.0.0.1', done))));
  }

  get endpoint(): string {
    return urlOf(this.server);
  }

  async stop(): Promise<void> {
    await Promise.all([this.server, this.tables].map(server => new Promise(done => {
      server.close(done);
      server.closeAllConnections();
    })));
  }

  private async forward({ method, headers }: IncomingMessage, body: string): Promise<Answer> {
    return new Promise((done, failed) => {
      const outgoing = request(urlOf(this.tables), { method, headers }, response => {
        void read(response).then(text => done({ status: response.statusCode, body: JSON.parse(text) }), failed);
      });
      outgoing.on('error', failed);
      outgoing.end(body);
    });
  }
}

export const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function read(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
