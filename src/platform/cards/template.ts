import { readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import type { AdaptiveCard } from './adaptiveCard.ts';
import type { CardData } from './cardData.ts';
import { DOLLAR_MARK, escapeMarkdown, showable, withoutHostFunctions } from './literalText.ts';
import type { TemplateName } from './templates.ts';

const FOLDER = new URL('../../../cards/', import.meta.url);

const loaded = new Map<TemplateName, Template>();

/**
 * Fills the template of a card. Whatever the data hold is shown as it stands: `${...}` in it is not worked
 * out, and Markdown in it is escaped where a host would read it. Throws when the data lack something the
 * template names: a fault of a template, not of a person.
 */
export function expandTemplate(kind: TemplateName, data: CardData): AdaptiveCard {
  const filled: unknown = loadedTemplate(kind).expand({ $root: mapTexts(data, hideDollars) });
  const left = /\$\{[^}]*\}?/.exec(JSON.stringify(filled));
  if (left !== null) throw new Error(`cards/${kind}.json: nothing to put for ${left[0]}`);
  // Of the declared subset: the templates' types and tests see to that, not every card on its way out.
  return literal(mapTexts(filled, showDollars)) as AdaptiveCard;
}

function loadedTemplate(kind: TemplateName): Template {
  const known = loaded.get(kind);
  if (known !== undefined) return known;
  const template = new Template(JSON.parse(readFileSync(new URL(`${kind}.json`, FOLDER), 'utf8')));
  loaded.set(kind, template);
  return template;
}

const hideDollars = (text: string): string => showable(text).replaceAll('${', `${DOLLAR_MARK}{`);

const showDollars = (text: string): string => text.replaceAll(DOLLAR_MARK, '$');

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
}

/** Escapes texts by where they stand, because that is what decides whether a host reads them as markup. */
function literal(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(literal);
  if (typeof node !== 'object' || node === null) return node;
  const part = node as Record<string, unknown>;
  const inside = Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, literal(inner)]));
  switch (part.type) {
    case 'TextBlock':
      return { ...inside, text: changed(part.text, escapeMarkdown) };
    case 'TextRun':
      return { ...inside, text: changed(part.text, withoutHostFunctions) };
    case 'FactSet':
      return { ...inside, facts: each(part.facts, ['title', 'value']) };
    case 'Input.Toggle':
      return { ...inside, title: changed(part.title, escapeMarkdown) };
    case 'Input.ChoiceSet':
      // Hosts read Markdown in radio buttons, not in a drop-down.
      return part.style === 'expanded' ? { ...inside, choices: each(part.choices, ['title']) } : inside;
    case 'Action.Execute':
      return { ...inside, data: withoutEmpty(inside.data) };
    default:
      return inside;
  }
}

/** A button that brings nothing along says nothing of it. */
function withoutEmpty(data: unknown): unknown {
  const { values, ...rest } = data as { readonly values?: object };
  return values === undefined || Object.keys(values).length === 0 ? rest : data;
}

const changed = (value: unknown, change: (text: string) => string): unknown =>
  typeof value === 'string' ? change(value) : value;

const each = (list: unknown, keys: readonly string[]): unknown =>
  Array.isArray(list)
    ? list.map((item: Record<string, unknown>) => ({
        ...item,
        ...Object.fromEntries(keys.map((key) => [key, changed(item[key], escapeMarkdown)])),
      }))
    : list;
