import type { BlobHierarchyListSegment, BlobItem, ContainerClient } from '@azure/storage-blob';
import { deadline } from './connect.ts';
import { asked } from './ranges.ts';

/** The most storage gives at once: some megabytes, and one transaction of the index. */
const PAGE = 5_000;

/** For one page: a full one is longer on its way than one answer. */
const PAGE_MS = 30_000;

export interface Listed {
  readonly blobs: readonly BlobItem[];
  /** Only when folders are asked for; each ends in `/`. */
  readonly folders: readonly string[];
}

export interface ListingQuestion {
  readonly prefix?: string;
  /** Stops at `/`: what is in folders below is told by their names alone. */
  readonly byFolder?: boolean;
  readonly metadata?: boolean;
  /** Blobs a page, at most 5,000. */
  readonly pageSize?: number;
}

/** Accounts with a hierarchical namespace list each directory as an empty blob, too. */
const isDirectory = ({ metadata }: BlobItem): boolean => metadata?.hdi_isfolder === 'true';

function pagesOf(container: ContainerClient, question: ListingQuestion, token: string | undefined) {
  const { prefix = '', byFolder = false, metadata = true, pageSize = PAGE } = question;
  const options = { includeMetadata: metadata, ...(prefix === '' ? {} : { prefix }), ...deadline(PAGE_MS) };
  const settings = { maxPageSize: pageSize, ...(token ? { continuationToken: token } : {}) };
  return byFolder
    ? container.listBlobsByHierarchy('/', options).byPage(settings)
    : container.listBlobsFlat(options).byPage(settings);
}

/** One page after `token`, under its own deadline: a long listing may take its time, but no page may hang. */
const pageAfter = (container: ContainerClient, question: ListingQuestion, token: string | undefined) =>
  asked(container, undefined, async () => {
    const { value, done } = await pagesOf(container, question, token).next();
    if (done) return { blobs: [], folders: [], next: undefined };
    const { segment, continuationToken: next } = value;
    const { blobPrefixes: prefixes = [] }: Partial<BlobHierarchyListSegment> = segment;
    return {
      blobs: segment.blobItems.filter((blob) => !isDirectory(blob)),
      folders: prefixes.map(({ name }) => name),
      next,
    };
  });

/** What a container holds, in name order, a page at a time. Throws StorageUnavailable. */
export async function* listPages(container: ContainerClient, question: ListingQuestion): AsyncGenerator<Listed> {
  let token: string | undefined;
  do {
    const { next, ...page } = await pageAfter(container, question, token);
    // Storage may answer with an empty page and a token for more.
    if (page.blobs.length > 0 || page.folders.length > 0) yield page;
    token = next;
  } while (token);
}
