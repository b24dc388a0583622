import { listAt, objectsAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { companyName } from './company-name.ts';
import { crmObjects } from './crm-objects.ts';
import { lineAt } from './line-at.ts';
import type { YamlFields } from './yaml.ts';

/** Who speaks under an id of the transcript. */
export interface Speaker {
  readonly speakerId: string;
  /** No two speakers of a call have the same. */
  readonly name: string;
  readonly affiliation: string | undefined;
}

/** Somebody who was invited to a call or took part in it. */
export interface Person {
  readonly party: JsonObject;
  /** Only of those who may speak. */
  readonly speaker: Speaker | undefined;
  /** Whether somebody else of the call has the same name. */
  readonly isNamesake: boolean;
}

/** Returns the people of a call in Gong's order, each speaker with a name: those who have none are numbered. */
export function peopleOf(call: JsonObject): readonly Person[] {
  const taken = new Set<string>();
  const parties = objectsAt(call, 'parties');
  const names = parties.map(nameOf);
  let unnamed = 0;
  return parties.map((party, index) => {
    const speakerId = lineAt(party, 'speakerId');
    const known = names[index];
    const isNamesake = known !== undefined && names.indexOf(known) !== names.lastIndexOf(known);
    if (speakerId === undefined) return { party, speaker: undefined, isNamesake };
    if (known === undefined) unnamed += 1;
    const name = distinctName(known ?? numberedSpeaker(unnamed), taken);
    const speaker = { speakerId, name, affiliation: lineAt(party, 'affiliation') };
    return { party, speaker, isNamesake };
  });
}

export function numberedSpeaker(number: number): string {
  return `Speaker ${number}`;
}

/** Returns the name, or with a number behind it if it is taken, and takes it. */
export function distinctName(name: string, taken: Set<string>): string {
  let distinct = name;
  for (let number = 2; taken.has(distinct); number += 1) distinct = `${name} (${number})`;
  taken.add(distinct);
  return distinct;
}

/** The host's name, as the transcript has it, or the user's id where no party is that user. */
export function hostOf(people: readonly Person[], metaData: JsonObject): YamlFields {
  const userId = lineAt(metaData, 'primaryUserId');
  const host = people.find(({ party }) => userId !== undefined && lineAt(party, 'userId') === userId);
  const name = host === undefined ? undefined : (host.speaker?.name ?? nameOf(host.party));
  return name === undefined ? { host_user_id: userId } : { host: name };
}

/** What a front matter says of a person. */
export function personFields({ party, speaker, isNamesake }: Person): YamlFields {
  const name = lineAt(party, 'name');
  const email = name === undefined || isNamesake ? lineAt(party, 'emailAddress') : undefined;
  const phone = name === undefined && email === undefined ? lineAt(party, 'phoneNumber') : undefined;
  // That a colleague is a user of the CRM tells nothing of the call.
  const links = crmObjects(party).filter(({ type }) => type !== 'User');
  return {
    name,
    email,
    phone,
    // As the transcript calls them.
    speaker: speaker?.name === nameOf(party) && !isNamesake ? undefined : speaker?.name,
    title: lineAt(party, 'title'),
    company: companyName(party),
    affiliation: lineAt(party, 'affiliation'),
    attended: wasOnlyInvited(party) ? false : undefined,
    crm_objects: links.length === 0 ? undefined : links,
  };
}

function nameOf(party: JsonObject): string | undefined {
  return lineAt(party, 'name') ?? lineAt(party, 'emailAddress');
}

function wasOnlyInvited(party: JsonObject): boolean {
  const methods = listAt(party, 'methods');
  return methods.includes('Invitee') && !methods.includes('Attendee');
}
