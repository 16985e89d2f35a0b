/** Whether an address or host is this computer's own. */
export function isLoopback(urlOrHost: string): boolean {
  const host = urlOrHost.includes('://') ? new URL(urlOrHost).hostname : urlOrHost;
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
