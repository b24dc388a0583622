/** The stream whose records are documents. */
export const DOCUMENTS_STREAM: string = 'callDocuments';

/** The folder of a directory in which they lie as files. No stream has its name. */
export const DOCUMENTS_FOLDER = 'documents';
