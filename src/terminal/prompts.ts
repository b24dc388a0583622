import { stderr, stdin } from 'node:process';
import { type CANCEL_SYMBOL, confirm, isCancel, log, password, select, text } from '@clack/prompts';
import { wrapText } from './wrap.ts';

/** The user has broken off, or the process was told to end, while a question was open. */
export class Cancelled extends Error {}

export interface Question {
  readonly message: string;
  /** Stands there as an example until something is typed. */
  readonly placeholder?: string;
  /** Stands there as if it had been typed. */
  readonly initialValue?: string;
  /** Returns what is wrong with an answer, or undefined. */
  readonly faultOf: (answer: string) => string | undefined;
}

export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
}

/** What the library draws to the left of its texts. */
const FRAME_COLUMNS = 4;

/** Questions to the person at the terminal, on stderr. What is typed comes without blanks around it. */
export interface Prompts {
  /** How wide what is said may be. */
  readonly columns: number;
  say(text: string): void;
  ask(question: Question): Promise<string>;
  /** What is typed is not shown. */
  askSecret(question: Pick<Question, 'message' | 'faultOf'>): Promise<string>;
  /** No is the answer to begin with. */
  confirm(message: string): Promise<boolean>;
  choose<Value extends string>(message: string, choices: readonly Choice<Value>[]): Promise<Value>;
}

/** Returns undefined where nobody could answer. All that asks throws Cancelled when the user breaks off. */
export function openPrompts(signal: AbortSignal): Prompts | undefined {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  const common = { output: stderr, signal };
  return {
    get columns() {
      return (stderr.columns || 80) - FRAME_COLUMNS;
    },
    say(message) {
      log.message(wrapText(message, this.columns), common);
    },
    async ask({ message, placeholder = '', initialValue = '', faultOf }) {
      const validate = validatorOf(faultOf);
      return answered(await text({ ...common, message, placeholder, initialValue, validate })).trim();
    },
    async askSecret({ message, faultOf }) {
      return answered(await password({ ...common, message, validate: validatorOf(faultOf) })).trim();
    },
    async confirm(message) {
      return answered(await confirm({ ...common, message, initialValue: false }));
    },
    async choose<Value extends string>(message: string, choices: readonly Choice<Value>[]) {
      const chosen = answered(await select<string>({ ...common, message, options: [...choices] }));
      const choice = choices.find(({ value }) => value === chosen);
      if (choice === undefined) throw new Cancelled();
      return choice.value;
    },
  };
}

function answered<Answer extends string | boolean>(answer: Answer | typeof CANCEL_SYMBOL): Answer {
  if (isCancel(answer)) throw new Cancelled();
  return answer;
}

function validatorOf(faultOf: Question['faultOf']) {
  return (answer: string | undefined): string | undefined => faultOf((answer ?? '').trim());
}
