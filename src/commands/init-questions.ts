import { EXAMPLE_ADDRESS, readAddress } from '../config/address.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { GivenConfig } from '../config/source.ts';
import { isStartDate } from '../base/start-date.ts';
import type { Prompts } from '../terminal/prompts.ts';
import type { Decisions } from './make-config.ts';

const WHERE_TO_FIND_THEM = `This needs an access key of Gong. A technical administrator creates it in Gong under Company settings > Ecosystem > API.
Gong shows its secret once, when the key is created. The address of your company's API stands on the same page.`;

/** The answers so far, as they were typed; but for the secret, which is typed anew. */
interface Entered {
  readonly address: string;
  readonly accessKey: string;
  readonly startDate: string;
}

/** Asks the person at the terminal. With `isForced` the config is written whatever stands there, and whatever its check says. */
export function askForDecisions(prompts: Prompts, isForced: boolean): Decisions {
  let answers: Entered = { address: '', accessKey: '', startDate: '' };
  let isFirst = true;
  return {
    say: (text) => prompts.say(text),
    get columns() {
      return prompts.columns;
    },
    async config(): Promise<GivenConfig> {
      if (isFirst) prompts.say(WHERE_TO_FIND_THEM);
      isFirst = false;
      const address = await prompts.ask({
        message: "Address of your company's Gong API (empty for https://api.gong.io)",
        placeholder: EXAMPLE_ADDRESS,
        initialValue: answers.address,
        faultOf: faultOfAddress,
      });
      const accessKey = await prompts.ask({
        message: 'Access key',
        initialValue: answers.accessKey,
        faultOf: faultOfKey,
      });
      const secret = await prompts.askSecret({ message: 'Access key secret', faultOf: faultOfKey });
      const startDate = await prompts.ask({
        message: 'First day to read (empty for the last 90 days)',
        placeholder: '2026-01-31',
        initialValue: answers.startDate,
        faultOf: faultOfStartDate,
      });
      answers = { address, accessKey, startDate };
      return { kind: 'given', config: toConfig(answers, secret), nameOf: (path) => path };
    },
    async mayReplace(file) {
      return isForced || (await prompts.confirm(`There is ${file} already. Write over it?`));
    },
    async afterFailure() {
      if (isForced) return 'write';
      return await prompts.choose('The check has failed. What now?', [
        { value: 'ask again', label: 'Ask again' },
        { value: 'write', label: 'Write it all the same' },
        { value: 'stop', label: 'Write nothing' },
      ]);
    },
  };
}

function toConfig({ address, accessKey, startDate }: Entered, secret: string): JsonObject {
  return {
    credentials: { auth_type: 'APIKey', access_key: accessKey, access_key_secret: secret },
    ...(address === '' ? {} : { api_base_url: readAddress(address).baseUrl }),
    ...(startDate === '' ? {} : { start_date: startDate }),
  };
}

function faultOfAddress(text: string): string | undefined {
  const { faults } = readAddress(text === '' ? undefined : text);
  return faults.length === 0 ? undefined : `This ${faults.join('; it ')}.`;
}

function faultOfKey(text: string): string | undefined {
  if (text === '') return 'This is required.';
  return /\s/.test(text) ? 'This has a blank inside: copy it again.' : undefined;
}

function faultOfStartDate(text: string): string | undefined {
  if (text === '' || isStartDate(text)) return undefined;
  return 'This must look like 2026-01-31, or 2026-01-31T00:00:00Z.';
}
