import type { Config } from '../config/config.ts';
import { appCompany, companyOf, type Company } from '../directory/company.ts';

/** The company that the credentials of a config belong to. */
export function configCompany({ baseUrl, credentials }: Config): Company {
  if (credentials.type === 'APIKey') return companyOf({ baseUrl, accessKey: credentials.accessKey });
  const { clientId, baseUrl: ownUrl, earlierBaseUrls: earlierUrls = [] } = credentials;
  return appCompany({ baseUrl, clientId, ownUrl, earlierUrls });
}
