/** A text as SQL writes it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a view, a column or a field, in the case in which it is given. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
