/** What a front matter is made of: texts, numbers, and lists of further fields. What is undefined has no line. */
export interface YamlFields {
  readonly [key: string]: YamlValue | undefined;
}

type YamlValue = string | number | boolean | readonly YamlFields[];

/** What JSON lets stand, and YAML does not or takes for the end of a line. */
const UNFIT = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Returns the lines of these fields. Every text is quoted as JSON does it, which any reader of YAML takes. */
export function yamlLines(fields: YamlFields): string[] {
  const lines: string[] = [];
  addFields(lines, fields, '', '');
  return lines;
}

/** `start` stands before the first line. */
function addFields(lines: string[], fields: YamlFields, start: string, indent: string): void {
  let before = start;
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (typeof value !== 'object') lines.push(`${before}${key}: ${scalar(value)}`);
    else if (value.length === 0) lines.push(`${before}${key}: []`);
    else {
      lines.push(`${before}${key}:`);
      for (const item of value) addFields(lines, item, `${indent}  - `, `${indent}    `);
    }
    before = indent;
  }
}

function scalar(value: string | number | boolean): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

function quote(text: string): string {
  const json = JSON.stringify(text);
  return UNFIT.test(json) ? json.replaceAll(new RegExp(UNFIT, 'g'), escapeUnit) : json;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
