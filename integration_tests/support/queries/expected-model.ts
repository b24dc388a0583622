import type { Row } from '../../../test-kit/duckdb.ts';
import type { Sandbox } from '../../../sandbox/src/index.ts';
import { companyRowsOf } from './company-rows.ts';
import { competitorsByStage, dealsWithoutCustomers, pointsByAccount } from './expected-deals.ts';
import { lostDeals } from './expected-documents.ts';
import { commentsWithoutReply, lowestAnswers, questionsOfHosts } from './expected-teams.ts';
import { customerQuestions, talkBySide, timeOnTopics } from './expected-talk.ts';

/** What each question of docs/model.md has to be answered with, worked out from what the sandbox holds, by heading. */
export function expectedModel(sandbox: Sandbox): Readonly<Record<string, Row[]>> {
  const company = companyRowsOf(sandbox);
  return {
    'Who talks how much, by side': talkBySide(company),
    'Key points and next steps by account': pointsByAccount(company),
    'Competitors by stage of the deal': competitorsByStage(company),
    'What customers ask': customerQuestions(company),
    'Who asks, and who talks on': questionsOfHosts(company),
    'Comments without a reply': commentsWithoutReply(company),
    'The lowest answers of each rep': lowestAnswers(company),
    'Time on topics': timeOnTopics(company),
    'Deals on which no customer spoke': dealsWithoutCustomers(company),
    'Lost deals, for a language model': lostDeals(sandbox, company),
  };
}
