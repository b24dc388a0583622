/** What a front matter is made of: texts, numbers, and lists of further fields. What is undefined has no line. */
export interface YamlFields {
  readonly [key: string]: YamlValue | undefined;
}

type YamlValue = string | number | boolean | readonly YamlFields[];

/** What JSON lets stand, and YAML does not or takes for the end of a line. */
const UNFIT = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

const INDENT = '  ';

/** Returns the lines of these fields. Every text is quoted as JSON does it, which any reader of YAML takes. */
export function yamlLines(fields: YamlFields): string[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (typeof value !== 'object') return [`${key}: ${scalar(value)}`];
    return value.length === 0 ? [`${key}: []`] : [`${key}:`, ...value.flatMap(item)];
  });
}

function item(fields: YamlFields): string[] {
  return yamlLines(fields).map((line, index) => `${INDENT}${index === 0 ? '- ' : INDENT}${line}`);
}

function scalar(value: string | number | boolean): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    UNFIT,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
