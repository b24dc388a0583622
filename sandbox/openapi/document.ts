import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from './json-object.ts';

/** Gong's OpenAPI document, as far as a judge asks it. */
export interface Document {
  readonly version: string;
  /** Such as `GET /v2/calls/{id}`. */
  readonly operations: readonly string[];
  /** The operation that a request means; a path without parameters goes before one with them. */
  find(method: string, path: string): Operation | undefined;
  /** What a `$ref` or a schema without one stands for. */
  resolve(value: unknown): JsonObject;
}

export interface Operation {
  /** Such as `GET /v2/calls/{id}`. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody: Body | undefined;
  /** By status. */
  readonly answers: ReadonlyMap<string, Answer>;
}

interface Parameter {
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: JsonObject;
}

/** Schemas by media type. */
interface Body {
  readonly isRequired: boolean;
  readonly schemas: ReadonlyMap<string, JsonObject>;
}

interface Answer {
  readonly schemas: ReadonlyMap<string, JsonObject>;
  readonly headers: ReadonlyMap<string, JsonObject>;
}

const PLACE = join(import.meta.dirname, '..', '..', '..', 'shared', 'gong', 'openapi-2026-07.json');

/** Gong's document is not ours to pass on: it is read where it lies, and undefined if it lies nowhere. */
export function readDocument(named: string | undefined): Document | undefined {
  if (named === undefined && !existsSync(PLACE)) return undefined;
  const root: unknown = JSON.parse(readFileSync(named ?? PLACE, 'utf8'));
  const at = (path: readonly string[]): JsonObject =>
    objectOf(path.reduce<unknown>((inner, key) => objectOf(inner)[key], root));
  const paths = Object.entries(at(['paths'])).toSorted(
    ([left], [right]) => parameterCount(left) - parameterCount(right),
  );
  return {
    version: String(at(['info'])['version']),
    operations: paths.flatMap(([template, methods]) =>
      Object.keys(objectOf(methods)).map((method) => `${method.toUpperCase()} ${template}`),
    ),
    find(method, path) {
      const [template, methods] = paths.find(([candidate]) => patternOf(candidate).test(path)) ?? [];
      const operation = objectOf(methods)[method.toLowerCase()];
      return template === undefined || operation === undefined
        ? undefined
        : readOperation(`${method} ${template}`, objectOf(operation));
    },
    resolve(value) {
      const { $ref: reference, ...rest } = objectOf(value);
      return typeof reference === 'string' ? at(reference.split('/').slice(1)) : rest;
    },
  };
}

function readOperation(name: string, operation: JsonObject): Operation {
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'].map(objectOf) : [];
  const body = operation['requestBody'] === undefined ? undefined : objectOf(operation['requestBody']);
  return {
    name,
    parameters: parameters
      .filter((parameter) => parameter['in'] === 'query')
      .map((parameter) => ({
        name: String(parameter['name']),
        isRequired: parameter['required'] === true,
        schema: { description: parameter['description'], ...objectOf(parameter['schema']) },
      })),
    requestBody: body && { isRequired: body['required'] === true, schemas: schemasOf(body['content']) },
    answers: new Map(
      Object.entries(objectOf(operation['responses'])).map(([status, answer]) => [
        status,
        { schemas: schemasOf(objectOf(answer)['content']), headers: schemasOf(objectOf(answer)['headers']) },
      ]),
    ),
  };
}

function schemasOf(value: unknown): Map<string, JsonObject> {
  return new Map(
    Object.entries(objectOf(value)).map(([name, of]) => [name, objectOf(objectOf(of)['schema'])]),
  );
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function parameterCount(template: string): number {
  return template.split('{').length - 1;
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
}
