/** Whether an address is of this machine: plain http is for those alone, and no proxy stands before them. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
