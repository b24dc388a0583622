/** Where a text stops being JSON, counted from 1, and why. Quotes nothing of the text. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** Finds the first fault of a text. Returns undefined if the text is JSON. Node's parser quotes the text, and often names no place. */
export function findJsonFault(text: string): JsonFault | undefined {
  const fault = new JsonScanner(text).run();
  if (fault === undefined) return undefined;
  const before = text.slice(0, fault.position);
  const line = before.split('\n').length;
  return { line, column: fault.position - before.lastIndexOf('\n'), reason: fault.reason };
}

interface Fault {
  readonly position: number;
  readonly reason: string;
}

type Expected = 'value' | 'value or end of list' | 'key' | 'key or end of object' | 'colon' | 'comma' | 'end';

const BLANKS = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])/y;
const LITERAL = /(?:true|false|null)(?!\w)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Walks through the text once, with a stack of its own, since a nested text could overflow the process's. */
class JsonScanner {
  readonly #text: string;
  readonly #open: ('{' | '[')[] = [];
  #position = 0;
  #expected: Expected = 'value';
  #lastComma = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Fault | undefined {
    for (;;) {
      this.#skip(BLANKS);
      const char = this.#text[this.#position];
      if (char === undefined) {
        return this.#expected === 'end' ? undefined : this.#fault('the text ends too early');
      }
      const fault = this.#take(char);
      if (fault !== undefined) return fault;
    }
  }

  #take(char: string): Fault | undefined {
    switch (this.#expected) {
      case 'end':
        return this.#fault('more follows after the end of the JSON value');
      case 'colon':
        if (char !== ':') return this.#fault('a colon is missing after a key');
        return this.#advance('value');
      case 'comma':
        if (char === '}' || char === ']') return this.#close(char);
        if (char !== ',')
          return this.#fault(reasonOf(char, 'a comma is missing, or a text is not in quotes'));
        this.#lastComma = this.#position;
        return this.#advance(this.#open.at(-1) === '{' ? 'key' : 'value');
      case 'key':
      case 'key or end of object':
        if (char === '"') return this.#string('colon');
        if (char === '}') return this.#close(char);
        return this.#fault(reasonOf(char, 'a key in double quotes is expected'));
      case 'value':
      case 'value or end of list':
        break;
    }
    return this.#value(char);
  }

  #value(char: string): Fault | undefined {
    if (char === '{' || char === '[') {
      this.#open.push(char);
      return this.#advance(char === '{' ? 'key or end of object' : 'value or end of list');
    }
    if (char === '"') return this.#string(this.#afterValue());
    if (char === ']') return this.#close(char);
    if (this.#skip(NUMBER) || this.#skip(LITERAL)) {
      this.#expected = this.#afterValue();
      return undefined;
    }
    return this.#fault(reasonOf(char, 'a value is expected'));
  }

  #string(next: Expected): Fault | undefined {
    const start = this.#position;
    this.#position += 1;
    for (;;) {
      const char = this.#text[this.#position];
      if (char === undefined) return { position: start, reason: 'the quotes that open here are not closed' };
      if (char < ' ') return this.#fault('a line break, a tab or the like stands inside of quotes');
      if (char === '"') return this.#advance(next);
      if (char !== '\\') this.#position += 1;
      else if (!this.#skip(ESCAPE)) return this.#fault('a backslash inside of quotes must be doubled');
    }
  }

  #close(char: '}' | ']'): Fault | undefined {
    const isMatch = this.#open.at(-1) === (char === '}' ? '{' : '[');
    const isAfterComma = this.#expected === 'key' || this.#expected === 'value';
    if (isMatch && isAfterComma && this.#text[this.#lastComma] === ',') {
      return { position: this.#lastComma, reason: 'the comma before a closing bracket is one too many' };
    }
    if (!isMatch || isAfterComma) return this.#fault('a closing bracket stands in the wrong place');
    this.#open.pop();
    return this.#advance(this.#afterValue());
  }

  #afterValue(): Expected {
    return this.#open.length === 0 ? 'end' : 'comma';
  }

  #advance(expected: Expected): undefined {
    this.#position += 1;
    this.#expected = expected;
  }

  /** Returns whether the pattern matched here, and if so goes on behind it. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#position;
    const isMatch = pattern.test(this.#text);
    if (isMatch) this.#position = pattern.lastIndex;
    return isMatch;
  }

  #fault(reason: string): Fault {
    return { position: this.#position, reason };
  }
}

/** What most people meant by a character that is not allowed. */
function reasonOf(char: string, otherwise: string): string {
  if (char === "'") return 'JSON has double quotes only';
  if (char === '/' || char === '#') return 'JSON has no comments';
  return otherwise;
}
