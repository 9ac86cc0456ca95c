import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { decodeChunked } from './aws-chunked';
import { awsJson } from './aws-json';
import { awsQuery } from './aws-query';
import { type Caller, callerOf } from './caller';
import { wireError } from './error';
import { credentialOf, HttpRequest, HttpResponse, RequestHead } from './http';
import type { Protocol } from './protocol';
import { restJson } from './rest-json';
import { restXml } from './rest-xml';
import { checkInput, Schemas, schemasOf } from './schema';
import { identify, isForm, ServiceModel } from './services';
import { ConnectionLost } from '../faults/injector';

/** Finds out who sends a request, before its body is read; or says, in the protocol of its service, that nobody known does. */
export async function admit(account: Account, head: RequestHead, requestId: string): Promise<{ caller: Caller } | { refusal: HttpResponse }> {
  try {
    return { caller: await callerOf(account, head) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const found = identify({ ...head, body: Buffer.alloc(0) });
    const service = typeof found === 'string' ? stranger(found, head) : found;
    const schemas = schemasOf(service);
    return { refusal: protocolOf(service, schemas).writeError(wireError(error, service.protocol, schemas), service, requestId) };
  }
}

/** A service that the account does not have: of its protocol, only the form of errors matters. */
const stranger = (name: string, head: RequestHead): ServiceModel => isForm(head)
  ? { name, protocol: 'query', xmlNamespace: 'http://webservices.amazon.com/AWSFault/2005-15-09' }
  : { name, protocol: 'json', jsonVersion: '1.1' };

/** Answers a request of a caller in the protocol of its service. */
export async function handle(account: Account, request: HttpRequest, caller: Caller, requestId: string): Promise<HttpResponse> {
  const service = identify(request);
  if (typeof service === 'string') {
    const error = wireError(account.unknownOperation(service, operationOfStranger(request)), 'json');
    return awsJson.writeError(error, { name: service, protocol: 'json', jsonVersion: '1.1' }, requestId);
  }
  const schemas = schemasOf(service);
  const protocol = protocolOf(service, schemas);
  try {
    checkRegion(account, service, request);
    const decoded = decodeChunked(request);
    const name = protocol.operationOf(decoded, schemas);
    const operation = schemas.operations.get(name);
    if (!operation) throw account.unknownOperation(service.name, name || `${request.method} ${request.path}`);
    const input = protocol.read(decoded, operation);
    checkInput(operation.input, input, service.protocol);
    const output = await account.call(service.name, name, input, { ...caller, requestId, isClient: true });
    return protocol.write(output, operation, service, requestId);
  } catch (error) {
    if (error instanceof ConnectionLost) throw error;
    if (!(error instanceof AwsError)) account.failures.push(error);
    return protocol.writeError(wireError(error, service.protocol, schemas), service, requestId);
  }
}

/** Global services: requests may be signed for any region. */
const GLOBAL = ['iam', 'sts'];

/** The account has one region. A call for another one is an error: it must not get this region's resources. */
function checkRegion({ region }: Account, { name }: ServiceModel, request: HttpRequest) {
  const asked = credentialOf(request)?.region ?? region;
  if (asked === region || GLOBAL.includes(name)) return;
  throw new AwsError('InvalidRegion', `the emulator's account is in ${region}, but the call is meant for ${asked}: choose ${region} (AWS_REGION, --region, or \`env\` of the stack)`);
}

function protocolOf(service: ServiceModel, schemas: Schemas): Protocol {
  switch (service.protocol) {
    case 'query': return awsQuery;
    case 'json': return awsJson;
    case 'restJson': return restJson(schemas);
    case 'restXml': return restXml(schemas, service.xmlNamespace ?? '');
  }
}

function operationOfStranger({ headers, method, path, body }: HttpRequest): string {
  return headers['x-amz-target']?.split('.').pop() ?? new URLSearchParams(body.toString()).get('Action') ?? `${method} ${path}`;
}
