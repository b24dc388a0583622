import type { Operation } from './document.ts';
import { excerpt, type Defect } from './fault.ts';
import type { FindDefects } from './find-defects.ts';
import { mediaTypeOf } from './media-type.ts';
import { parseExactly } from './parse-exactly.ts';
import type { Exchange } from './recording-proxy.ts';

/** What the document does not allow in an answer: status, headers, content type, body. */
export function judgeAnswer(exchange: Exchange, operation: Operation, findDefects: FindDefects): Defect[] {
  const { status, answerHeaders, answerBody } = exchange;
  const known = operation.answers.get(String(status));
  const undeclared = { at: 'status', what: 'undeclared', seen: `${status} ${excerpt(answerBody)}` };
  const inStatus = known === undefined ? [undeclared] : [];
  // All refusals have one shape, which a status that the document does not name has to have as well.
  const expected = known ?? operation.answers.get('400') ?? operation.answers.get('500');
  const mediaType = mediaTypeOf(answerHeaders);
  const schema = expected?.schemas.get(mediaType);
  if (expected === undefined || schema === undefined) {
    return [
      ...inStatus,
      { at: 'content type', what: `${mediaType} is undeclared`, seen: excerpt(answerBody) },
    ];
  }
  const inHeaders = [...expected.headers].flatMap(([name, headerSchema]): Defect[] => {
    const text = answerHeaders[name.toLowerCase()];
    if (text === undefined) return [];
    const value = typeof text === 'string' && /^-?\d+$/.test(text) ? parseExactly(text) : text;
    return findDefects(headerSchema, value).map((defect) => ({ ...defect, at: `header ${name}` }));
  });
  return [...inStatus, ...inHeaders, ...judgeBody(answerBody, (value) => findDefects(schema, value))];
}

function judgeBody(text: string, find: (value: unknown) => Defect[]): Defect[] {
  let value: unknown;
  try {
    value = parseExactly(text);
  } catch {
    return [{ at: '', what: 'not JSON', seen: excerpt(text) }];
  }
  return find(value);
}
