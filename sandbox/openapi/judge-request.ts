import type { JsonObject } from './json-object.ts';
import type { Operation } from './document.ts';
import type { Defect } from './fault.ts';
import type { FindDefects } from './find-defects.ts';
import { mediaTypeOf } from './media-type.ts';
import { parseExactly } from './parse-exactly.ts';
import type { Exchange } from './recording-proxy.ts';

/** What the document does not allow in a request: parameters, content type, body. */
export function judgeRequest(exchange: Exchange, operation: Operation, findDefects: FindDefects): Defect[] {
  return [...judgeQuery(exchange, operation, findDefects), ...judgeBody(exchange, operation, findDefects)];
}

function judgeQuery({ url }: Exchange, { parameters }: Operation, findDefects: FindDefects): Defect[] {
  const seen = `the query is ${url.search}`;
  const names = [...new Set(url.searchParams.keys())];
  const unknown = names.filter((name) => parameters.every((parameter) => parameter.name !== name));
  return [
    ...unknown.map((name) => ({ at: `query ${name}`, what: 'undeclared', seen })),
    ...parameters.flatMap(({ name, isRequired, schema }): Defect[] => {
      const at = `query ${name}`;
      const [text, ...more] = url.searchParams.getAll(name);
      if (text === undefined) return isRequired ? [{ at, what: 'missing', seen }] : [];
      if (more.length > 0) return [{ at, what: 'given more than once', seen }];
      return findDefects(schema, valueOf(text, schema)).map(({ what }) => ({ at, what, seen }));
    }),
  ];
}

/** A query is all text; only where the document wants something else is it read as such. */
function valueOf(text: string, { type }: JsonObject): unknown {
  return type === 'string' || !/^(?:true|false|-?\d+)$/.test(text) ? text : parseExactly(text);
}

function judgeBody(
  exchange: Exchange,
  { requestBody: expected }: Operation,
  findDefects: FindDefects,
): Defect[] {
  const { requestBody: text, requestHeaders } = exchange;
  const at = 'body';
  if (expected === undefined) return text === '' ? [] : [{ at, what: 'undeclared', seen: text }];
  if (text === '') return expected.isRequired ? [{ at, what: 'missing', seen: 'no body' }] : [];
  const mediaType = mediaTypeOf(requestHeaders);
  const schema = expected.schemas.get(mediaType);
  if (schema === undefined) return [{ at: 'content type', what: `${mediaType} is undeclared`, seen: text }];
  return findDefects(schema, parseExactly(text)).map((defect) => ({
    ...defect,
    at: `body ${defect.at}`.trim(),
  }));
}
