/** One place of a screen: a character, and the codes of its style. */
export interface Cell {
  readonly character: string;
  readonly style: readonly string[];
}

const ESCAPE = '\u001B';

/** A control sequence, a control character, or anything else. */
const TOKEN = new RegExp(
  String.raw`${ESCAPE}\[(?<mark>\??)(?<numbers>[\d;]*)(?<final>[A-Za-z])|(?<control>[\r\n])|(?<character>[^\p{Cc}])`,
  'uy',
);

/** The end of a chunk that may be the beginning of a sequence. */
const UNFINISHED = new RegExp(String.raw`${ESCAPE}(?:\[[\d;?]*)?$`);

/** What ends a style: all of them, brightness, colour. */
const RESETS: Readonly<Record<string, RegExp>> = { '': /./, '0': /./, '22': /^[12]$/, '39': /^3\d$/ };

/** A screen that obeys what a program of ours may send to a terminal, and throws at everything else. */
export class TerminalScreen {
  #columns: number;
  #lines: Cell[][] = [[]];
  #row = 0;
  #column = 0;
  #style: readonly string[] = [];
  #rest = '';
  #wraps = true;
  /** Whether a program has said that more is to come before it is shown. */
  isHeldBack = false;

  constructor(columns: number) {
    this.#columns = columns;
  }

  get lines(): readonly (readonly Cell[])[] {
    return this.#lines;
  }

  /** What is to be read, without the space at the end of lines. */
  get text(): string {
    return this.#lines.map((line) => textOf(line).trimEnd()).join('\n');
  }

  /** Whether the next program begins on a line of its own, in no colour, and long lines go on in the next. */
  get isClean(): boolean {
    return (
      this.#wraps && this.#column === 0 && this.#style.length === 0 && !this.isHeldBack && this.#rest === ''
    );
  }

  /** Makes the window so wide. Lines that are wider now are broken, as most terminals do; the cursor stays on its line. */
  resize(columns: number): void {
    this.#columns = columns;
    const lines = this.#lines.map((line) => brokenAt(line, columns));
    this.#row = lines.slice(0, this.#row).reduce((sum, { length }) => sum + length, 0);
    this.#lines = lines.flat();
  }

  write(chunk: string): void {
    const whole = this.#rest + chunk;
    this.#rest = UNFINISHED.exec(whole)?.[0] ?? '';
    const text = whole.slice(0, whole.length - this.#rest.length);
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const at = TOKEN.lastIndex;
      const { mark, numbers = '', final, control, character } = TOKEN.exec(text)?.groups ?? {};
      if (final !== undefined) this.#obey(`${mark}${final}`, numbers);
      else if (control === '\r') this.#column = 0;
      else if (control === '\n') this.#moveTo(this.#row + 1);
      else if (character !== undefined) this.#put(character);
      else throw new Error(`no terminal may be sent this: ${JSON.stringify(text.slice(at, at + 20))}`);
    }
  }

  #obey(name: string, numbers: string): void {
    const count = Number(numbers === '' ? 1 : numbers);
    if (name === 'A') this.#moveTo(Math.max(0, this.#row - count));
    else if (name === 'B') this.#moveTo(this.#row + count);
    else if (name === 'G') this.#column = count - 1;
    else if (name === 'K') this.#erase(numbers);
    else if (name === 'm') this.#changeStyle(numbers);
    else if (numbers === '7' && (name === '?h' || name === '?l')) this.#wraps = name === '?h';
    else if (numbers === '2026' && (name === '?h' || name === '?l')) this.isHeldBack = name === '?h';
    else throw new Error(`a sequence of an unknown kind: ${numbers}${name}`);
  }

  #put(character: string): void {
    if (this.#column === this.#columns && !this.#wraps) this.#column -= 1;
    if (this.#column === this.#columns) {
      this.#moveTo(this.#row + 1);
      this.#column = 0;
    }
    const line = this.#lines[this.#row] ?? [];
    while (line.length < this.#column) line.push({ character: ' ', style: [] });
    line[this.#column] = { character, style: this.#style };
    this.#column += 1;
  }

  #moveTo(row: number): void {
    this.#row = row;
    while (this.#lines.length <= row) this.#lines.push([]);
  }

  #erase(part: string): void {
    this.#lines[this.#row]?.splice(part === '2' ? 0 : this.#column);
  }

  #changeStyle(code: string): void {
    const reset = RESETS[code];
    this.#style =
      reset === undefined ? [...this.#style, code] : this.#style.filter((each) => !reset.test(each));
  }
}

function brokenAt(line: readonly Cell[], columns: number): Cell[][] {
  const count = Math.max(1, Math.ceil(line.length / columns));
  return Array.from({ length: count }, (_, index) => line.slice(index * columns, (index + 1) * columns));
}

export function textOf(line: readonly Cell[]): string {
  return line.map(({ character }) => character).join('');
}
