/** What a Dockerfile says about the image it ends in. */
export interface Dockerfile {
  /** Everything after each FROM, in order. */
  readonly bases: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly entrypoint: readonly string[];
  /** Everything after each COPY of the last stage. */
  readonly copies: readonly string[];
}

/** Reads the forms that our own Dockerfile uses: quoted `KEY="value"` pairs and an ENTRYPOINT in JSON. */
export function dockerfile(text: string): Dockerfile {
  const instructions = readInstructions(text);
  const lastStage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
  const rest = (name: string, of = lastStage) =>
    of.filter((instruction) => instruction.name === name).map((instruction) => instruction.rest);
  return {
    bases: rest('FROM', instructions),
    labels: readPairs(rest('LABEL')),
    environment: readPairs(rest('ENV')),
    user: rest('USER').at(-1),
    entrypoint: readWords(rest('ENTRYPOINT').at(-1) ?? '[]'),
    copies: rest('COPY'),
  };
}

function readInstructions(text: string): { name: string; rest: string }[] {
  return text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', ...words] = line.split(' ');
      return { name, rest: words.join(' ') };
    });
}

function readPairs(lines: readonly string[]): Record<string, string> {
  const pairs = lines.flatMap((line) => [...line.matchAll(/(\S+?)="([^"]*)"/g)]);
  return Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value]));
}

function readWords(line: string): string[] {
  const words: unknown = JSON.parse(line);
  return Array.isArray(words) ? words.map(String) : [];
}
