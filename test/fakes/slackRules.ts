/** What Slack refuses and its emulator takes (docs.slack.dev, Block Kit reference and chat.postMessage errors). */

type Json = Readonly<Record<string, unknown>>;

/** Why Slack would not take these blocks; undefined when it would. */
export function blocksFault(text: string | undefined, most: number, invalid: string): string | undefined {
  if (text === undefined) return undefined;
  const blocks = JSON.parse(text) as readonly Json[];
  if (blocks.length > most || JSON.stringify(blocks).length > 60_000) return invalid;
  const actionIds = blocks.flatMap(actionIdsOf);
  const blockIds = blocks.flatMap(({ block_id: id }) => (id === undefined ? [] : [id]));
  const repeated = [actionIds, blockIds].some((ids) => new Set(ids).size !== ids.length);
  return repeated || blocks.some((block) => !isSound(block)) ? invalid : undefined;
}

const elementsOf = (block: Json): readonly Json[] => [
  ...((block.elements as readonly Json[] | undefined) ?? []),
  ...(block.element ? [block.element as Json] : []),
];

const actionIdsOf = (block: Json): readonly unknown[] =>
  block.type === 'actions' || block.type === 'input'
    ? elementsOf(block).flatMap(({ action_id: id }) => (id === undefined ? [] : [id]))
    : [];

const TEXT_LIMITS: Readonly<Record<string, number>> = { header: 150, section: 3000, context: 3000 };

function isSound(block: Json): boolean {
  if (block.type === 'image') return isSoundImage(block);
  const limit = TEXT_LIMITS[String(block.type)];
  if (limit !== undefined && textsOf(block).some((text) => text === '' || text.length > limit)) return false;
  if (block.type === 'rich_text') return textsOf(block).every((text) => text !== '');
  return elementsOf(block).every(isSoundElement);
}

/** A picture needs words beside it, and comes from one place: a public address or a file Slack has. */
function isSoundImage({ alt_text: alt, title, image_url: url, slack_file: file }: Json): boolean {
  const name = (title as { text?: string } | undefined)?.text;
  const inSlack = (file as { id?: string } | undefined)?.id;
  return (
    typeof alt === 'string' &&
    alt !== '' &&
    alt.length <= 2000 &&
    (name === undefined || (name !== '' && name.length <= 2000)) &&
    (inSlack === undefined ? typeof url === 'string' : url === undefined && /^F[A-Z0-9]{8,}$/.test(inSlack))
  );
}

function isSoundElement(element: Json): boolean {
  const options = element.options as readonly { text: { text: string } }[] | undefined;
  if (options && (options.length === 0 || options.some(({ text }) => text.text.length > 75))) return false;
  if (element.type === 'button') {
    const { text } = element.text as { text: string };
    return text !== '' && text.length <= 75 && String(element.value ?? '').length <= 2000;
  }
  const { initial_value: initial = '', max_length: most = 3000 } = element as {
    initial_value?: string;
    max_length?: number;
  };
  return initial.length <= most;
}

/** Every `text` in a block, at any depth. */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'text' && typeof inner === 'string' ? [inner] : textsOf(inner),
  );
}

/** A modal as `views.open` and `views.update` get it. */
export function viewFault(text: string | undefined): string | undefined {
  if (text === undefined) return 'invalid_arguments';
  const view = JSON.parse(text) as { title?: { text: string }; blocks?: unknown; submit?: unknown };
  const title = view.title?.text ?? '';
  const hasInputs = JSON.stringify(view.blocks).includes('"type":"input"');
  if (title === '' || title.length > 24 || (hasInputs && !view.submit)) return 'invalid_arguments';
  return blocksFault(JSON.stringify(view.blocks), 100, 'invalid_arguments');
}
