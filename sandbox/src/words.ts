import type { Random } from './random.ts';

export const firstNames: readonly string[] =
  'Ada Björn Chloé Dmitri Élodie Fatima Grace Hiroshi Ingrid João Katarzyna Liam Mei Noor Óscar Priya'.split(
    ' ',
  );
export const lastNames: readonly string[] =
  "Andersson Bauer Çelik D'Souza Eriksen Fischer García Haddad Ito Jansen Kowalski Müller Nguyễn O’Neill".split(
    ' ',
  );
export const jobTitles: readonly string[] = [
  'Account Executive',
  'Enterprise Account Executive',
  'Sales Development Representative',
  'Customer Success Manager',
  'Solutions Engineer',
  'VP Sales, EMEA & APAC',
];
export const accounts: readonly string[] = [
  'Northwind Traders',
  'Müller & Söhne GmbH',
  'Acme "Rocket" Inc.',
  '株式会社さくら',
  'Café del Mar',
  'Blue\\Ridge Logistics',
];
export const topics: readonly string[] =
  'Small Talk,Pricing,Objections,Next Steps,Product Demo,Integrations,Security,Call Setup'.split(',');

/** Texts that break careless readers: emoji, CJK, line separators, quotes, escapes that only look like escapes. */
export const awkwardTexts: readonly string[] = [
  'Kick-off 🚀👩🏽‍💻 – “final” round',
  '四半期レビュー：次のステップ',
  'Line one\nline two\r\n\tindented',
  'Separator\u2028and\u2029paragraph',
  'Looks like \\ud83d an escape, \\n is not one',
  'He said "yes", she said \'no\' </script>',
  'مراجعة العقد 50%',
  'Null \\u0000 and {"json": "[1,2]"}',
  'e\u0301 combining, \u00a0 and \u200b zero width, \u{1F1E9}\u{1F1EA}',
  'Control \u0001\u001f characters \u007f',
];

const titles: readonly string[] = [
  'Discovery call',
  'Weekly sync',
  'Demo',
  'Renewal discussion',
  'Pricing review',
  'Onboarding, part 2',
  'Call with',
];

const sentences: readonly string[] = [
  'Thanks for making the time today.',
  'Could you walk me through how your team handles that now?',
  'We looked at two other vendors last quarter and neither could import our history.',
  'The rollout would start with the sales team, some forty people.',
  'I would have to bring in our security officer before we sign anything.',
  'Let me share my screen.',
  'What would have to be true for you to go live by March?',
  'Honestly, the price is higher than what we had planned.',
  'We can split the invoice over two quarters if that helps.',
  'Does the integration work with custom fields on the opportunity?',
  'Yes, custom fields come across as they are, including pick lists.',
  'Right.',
  'That is a fair point, and it is why we offer a pilot of six weeks.',
  'Who else should be on the next call?',
  'I will send the summary and the two documents we spoke about.',
  'Our biggest pain is that nobody writes anything down after a meeting.',
];

export function writeTitle(choose: Random): string {
  if (choose.chance(0.12)) return choose.pick(awkwardTexts);
  return `${choose.pick(titles)} ${choose.pick(accounts)}`;
}

export function writeSentence(choose: Random): string {
  return choose.chance(0.04) ? choose.pick(awkwardTexts) : choose.pick(sentences);
}

export function writeParagraph(choose: Random, length: number): string {
  return Array.from({ length }, () => writeSentence(choose)).join(' ');
}
