/** Whether an address or host is this computer's own; IPv4 may stand in an IPv6 address, as Node gives it. */
export function isLoopback(urlOrHost: string): boolean {
  const host = urlOrHost.includes('://') ? new URL(urlOrHost).hostname : urlOrHost;
  return /^(?:localhost|\[::1\]|::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(host);
}
