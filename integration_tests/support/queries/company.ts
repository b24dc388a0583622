import type { Records } from '../../../src/generated/records.ts';
import type { Sandbox } from '../../../sandbox/src/index.ts';
import { truth, type StreamName } from '../../../test-kit/truth.ts';

/** All records of a synced sandbox. */
export type Company = { readonly [Name in StreamName]: readonly Records[Name][] };
export type ExtensiveCall = Records['extensiveCalls'];
export type Party = NonNullable<ExtensiveCall['parties']>[number];

export function companyOf(sandbox: Sandbox): Company {
  const of = <Name extends StreamName>(name: Name): Records[Name][] =>
    JSON.parse(JSON.stringify(truth(sandbox, name)));
  return {
    users: of('users'),
    calls: of('calls'),
    extensiveCalls: of('extensiveCalls'),
    scorecards: of('scorecards'),
    answeredScorecards: of('answeredScorecards'),
    callTranscripts: of('callTranscripts'),
  };
}

export function titleOf(call: ExtensiveCall | undefined): string | null {
  return call?.metaData?.title ?? null;
}

/** Objects of the CRM with the call they are linked to. */
export function crmObjects({ extensiveCalls }: Company, objectType: string, timing: string) {
  return extensiveCalls.flatMap((call) =>
    (call.context ?? [])
      .flatMap(({ objects }) => objects ?? [])
      .filter((object) => object.objectType === objectType && object.timing === timing)
      .map(({ objectId, fields }) => ({
        call,
        objectId,
        valueOf: (field: string): unknown => fields?.find(({ name }) => name === field)?.value,
      })),
  );
}

/** All sentences in the order of transcripts and speech. */
export function sentencesOf({ callTranscripts, extensiveCalls }: Company) {
  const calls = new Map(extensiveCalls.map((call) => [call.id, call]));
  return callTranscripts.flatMap((transcript) => {
    const call = calls.get(transcript.callId);
    return (transcript.transcript ?? []).flatMap((monologue, index) => {
      const speaker = call?.parties?.find(({ speakerId }) => speakerId === monologue.speakerId);
      return (monologue.sentences ?? []).map((sentence, position) => ({
        transcript,
        call,
        speaker,
        monologue,
        monologueNumber: index + 1,
        sentence,
        sentenceNumber: position + 1,
      }));
    });
  });
}
