import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { chromiumFiles } from './chromiumFiles.ts';

/** Needed by root in a container, where Chromium has no sandbox of its own and /dev/shm is small. */
const IN_A_CONTAINER = ['--no-sandbox', '--disable-setuid-sandbox', '--disable-dev-shm-usage', '--no-zygote'];

/** Keeps Chromium from talking to anything but the pages under test. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
];

const DRAWING = ['--disable-gpu', '--font-render-hinting=none', '--hide-scrollbars'];

const SOUND = ['--autoplay-policy=no-user-gesture-required', '--mute-audio'];

/** The environment of this process, with more variables. */
function environment(extra: Record<string, string>): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(own), ...extra };
}

/** Starts headless Chromium; close it when done. The first start on a machine unpacks it, which takes some seconds. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, libraries, fontSettings } = await chromiumFiles();
  const paths = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return chromium.launch({
    executablePath: executable,
    headless: true,
    // A limit for a browser that hangs, not for a machine that is slow.
    timeout: 5 * 60_000,
    args: [...IN_A_CONTAINER, ...QUIET, ...DRAWING, ...SOUND],
    env: environment({ ...(paths ? { LD_LIBRARY_PATH: paths } : {}), FONTCONFIG_FILE: fontSettings }),
  });
}

/** What Chromium complains of on any page of a context from now on: warnings, errors and faults nobody caught. */
export function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  context.on('weberror', (fault) => complaints.push(fault.error().message));
  return complaints;
}
