import { parseOutput } from '../../test-kit/airbyte-output.ts';
import { runCli } from '../../test-kit/run-cli.ts';

/** Credentials whose forms in JSON, in Base64 and in addresses all differ from themselves. */
export const key = 'KEYKEYKEY+/=1234';
export const secret = 'secret+/=&?"\\ü! 5678';
export const credentials = { auth_type: 'APIKey', access_key: key, access_key_secret: secret };

/** Every form in which the credentials travel or are written. */
export const forms: readonly string[] = [...new Set([key, secret, `${key}:${secret}`].flatMap(formsOf))];

function formsOf(text: string): string[] {
  const base64 = Buffer.from(text).toString('base64');
  const plain = [text, base64, base64.replace(/=+$/, ''), Buffer.from(text).toString('base64url')];
  return plain.flatMap((form) => [
    form,
    encodeURIComponent(form),
    new URLSearchParams({ q: form }).toString().slice(2),
  ]);
}

export interface Searched {
  /** What was found of the secrets in stdout and stderr. */
  readonly leaks: readonly string[];
  readonly exitCode: number | null;
  readonly stdout: string;
}

/** Runs a command as talkative as it can be, and looks for the secrets in all that it prints. */
export async function search(...words: readonly string[]): Promise<Searched> {
  const { exitCode, stdout, stderr } = await runCli([...words, '--debug'], { LOG_LEVEL: 'debug' });
  parseOutput(stdout);
  // A line escapes what stands in a message, and a quoted JSON text in it was escaped before.
  const once = unescape(`${stdout}\n${stderr}`);
  const printed = [stdout, stderr, once, unescape(once)].join('\n');
  return { leaks: forms.filter((form) => printed.includes(form)), exitCode, stdout };
}

function unescape(text: string): string {
  return text.replaceAll(/\\(["\\])/g, '$1');
}
