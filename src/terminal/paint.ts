import { styleText } from 'node:util';

export type Style = 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow';

/** Gives a text a style, where there are colours. */
export type Paint = (style: Style, text: string) => string;

export function createPaint(hasColors: boolean): Paint {
  // Whether there are any is known; Node would look at stdout, which may be a file beside a terminal.
  return (style, text) => (hasColors ? styleText(style, text, { validateStream: false }) : text);
}
