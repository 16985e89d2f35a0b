import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { isAction } from '../../src/chat/actions.ts';
import { CARDS, type CardKind, type CardView, renderCard } from '../../src/chat/cards.ts';
import { TEAMS_LIMITS, withinTeamsLimits } from '../../src/chat/teams/limits.ts';
import { isUndecided } from '../../src/features/requests/model/request.ts';
import type { AdaptiveCard, CardAction, CardElement } from '../../src/platform/cards/adaptiveCard.ts';
import type { CardData } from '../../src/platform/cards/cardData.ts';
import { drawCard } from '../../src/platform/cards/drawers.ts';
import { escapeMarkdown } from '../../src/platform/cards/literalText.ts';
import { expandTemplate } from '../../src/platform/cards/template.ts';
import { TEMPLATES } from '../../src/platform/cards/templates.ts';
import { inDeclaredSubset } from '../cards/declaredSubset.ts';
import { recordingOf } from '../cards/sampleRequests.ts';
import { SAMPLE_VIEWS } from '../cards/sampleViews.ts';

const FOLDER = new URL('../../cards/', import.meta.url);

const FILES = readdirSync(FOLDER).sort();

const CARD_KINDS = Object.keys(CARDS) as CardKind[];

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));

const elementsOf = (card: AdaptiveCard): readonly CardElement[] => card.body.flatMap(inside);

const inside = (element: CardElement): readonly CardElement[] =>
  element.type === 'Container' ? [element, ...element.items.flatMap(inside)] : [element];

const actionsOf = (card: AdaptiveCard): readonly CardAction[] => [
  ...(card.actions ?? []),
  ...elementsOf(card).flatMap((element) => (element.type === 'ActionSet' ? element.actions : [])),
];

const inputsOf = (card: AdaptiveCard) => elementsOf(card).filter((element) => element.type.startsWith('Input.'));

describe('the closed list of cards', () => {
  it('has a file for every template, with its example data, and draws a kind by each of them', () => {
    const files = TEMPLATES.flatMap((name) => [`${name}.data.json`, `${name}.json`]);
    expect(FILES).toEqual(files.sort());
    const used = new Set(CARD_KINDS.map((kind) => CARDS[kind].template));
    expect([...used].sort()).toEqual([...TEMPLATES].sort());
  });

  it('has at least one sample for every kind', () => {
    expect(new Set(Object.values(SAMPLE_VIEWS).map(({ kind }) => kind))).toEqual(new Set(CARD_KINDS));
  });

  it.each(TEMPLATES)('%s.json opens in a designer with %s.data.json', (template) => {
    const card = inDeclaredSubset(expandTemplate(template, read(`${template}.data.json`) as CardData));
    expect(card.speak).not.toBe('');
  });

  it('puts no Markdown of its own into a template: every text of a card is plain', () => {
    for (const file of TEMPLATES.map((name) => `${name}.json`)) {
      JSON.stringify(read(file), (key, value) => {
        if (key === 'text' && typeof value === 'string') {
          const own = value.replace(/\$\{[^}]*\}/g, '');
          expect(escapeMarkdown(own), file).toBe(own);
        }
        return value;
      });
    }
  });
});

// The CommonJS build: the other one leaves out the endings of its imports.
const {
  AdaptiveCard: Parsed,
  SerializationContext,
  Versions,
} = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

describe.each(Object.entries(SAMPLE_VIEWS))('%s', (_name, view) => {
  const card = renderCard(view);

  it('is of the declared subset, and its buttons are actions of the registry', () => {
    expect(inDeclaredSubset(card)).toBe(card);
    for (const action of actionsOf(card))
      if (action.type === 'Action.Execute') expect(isAction(action.verb), action.verb).toBe(true);
  });

  it('is read without a complaint by the Adaptive Cards parser', () => {
    const context = new SerializationContext(Versions.v1_5);
    new Parsed().parse(card, context);
    const complaints = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
    // Charts are Teams' own; this parser is of a host without them, and shows the words in their place; so is the picking of people.
    const teamsOwn = /"Chart\.VerticalBar"\. Fallback will be used|"choices\.data" is supported in version 1\.6/;
    expect(complaints.filter((each) => !teamsOwn.test(each))).toEqual([]);
  });

  it('is within the limits of Teams as it is', () => {
    expect(withinTeamsLimits(card)).toBe(card);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(TEAMS_LIMITS.cardBytes);
  });

  it('has a title, and buttons that hold the id and what a form carries, and nothing else', () => {
    expect(elementsOf(card).some((each) => each.type === 'TextBlock' && each.style === 'heading')).toBe(true);
    for (const action of actionsOf(card)) {
      if (action.type === 'Action.Execute')
        expect(['id', 'submit', 'values']).toEqual(expect.arrayContaining(Object.keys(action.data)));
    }
  });

  it('keeps the inputs of a form apart, and lets Back leave it', () => {
    const ids = inputsOf(card).map((input) => (input as { id: string }).id);
    expect(new Set(ids).size).toBe(ids.length);
    if (ids.length === 0) return;
    const back = actionsOf(card).find((action) => action.type === 'Action.Execute' && action.verb === 'back');
    expect(back).toMatchObject({ associatedInputs: 'none' });
  });
});

describe('what a card may show', () => {
  const views = Object.entries(SAMPLE_VIEWS);

  it('keeps no button that acts on a request which has been decided', () => {
    for (const [name, view] of views) {
      if (view.kind !== 'approver' && view.kind !== 'reminder' && view.kind !== 'requester') continue;
      const { request } = view.view;
      const verbs = actionsOf(renderCard(view)).map((action) => ('verb' in action ? action.verb : ''));
      if (isUndecided(request) && view.view.left !== 'nothing') expect(verbs.length, name).toBeGreaterThan(0);
      else if (request.state === 'released' && view.kind === 'requester' && !name.endsWith('.ended'))
        expect(verbs, name).toEqual(['listen']);
      else expect(verbs, name).toEqual([]);
    }
    for (const name of ['requester.ended', 'requester.revoked', 'access.revoked', 'access.ended', 'last-day.over']) {
      const view = SAMPLE_VIEWS[name];
      expect(view && actionsOf(renderCard(view)), name).toEqual([]);
    }
  });

  /** Cards of those who asked, and who may never see what exists. */
  const HOLDERS: ReadonlySet<CardKind> = new Set(['requester', 'answer-form', 'last-day']);

  it('never shows a requester what is stored', () => {
    const stored = recordingOf({ id: 'rec-secret', number: '+441632960999', extension: '977', otherExtension: '978' });
    const secrets = /rec-|960999|960 999|97[78]|15:08|4 min 32|incoming|outgoing|hours/;
    for (const [name, view] of views) {
      if (!('view' in view) || !HOLDERS.has(view.kind) || !('request' in view.view)) continue;
      const seen = { ...view.view, candidates: [stored], agreed: stored, moreCandidates: 3 };
      const card = renderCard({ ...view, view: seen } as CardView);
      expect(JSON.stringify(card), name).not.toMatch(secrets);
    }
  });

  it('names those whom no platform reaches, while there is something to decide', () => {
    const view = SAMPLE_VIEWS['approver.nobody-agreed'];
    expect(view && JSON.stringify(renderCard(view))).toContain('no way to reach Peter Hale');
  });

  it('offers only the recording already agreed on, and no wider terms', () => {
    const view = SAMPLE_VIEWS['approve-form.narrowing'];
    if (view?.kind !== 'approve-form') throw new Error('sample missing');
    const choices = new Map(
      inputsOf(renderCard(view)).map((input) => [
        (input as { id: string }).id,
        ((input as { choices?: { value: string }[] }).choices ?? []).map(({ value }) => value),
      ]),
    );
    expect(choices.get('recordingId')).toHaveLength(1);
    expect(choices.get('days')).toEqual(['1', '3', '7']);
    expect(choices.get('mode')).toEqual(['listen']);
  });
});

describe('expanding', () => {
  it('throws, naming the place, when the data lack something the template needs', () => {
    expect(() => expandTemplate('notice', { tone: 'good', speak: 'x', text: 'x' })).toThrow(/notice\.json.*title/);
  });

  it('finds what is outside the declared subset', () => {
    expect(() =>
      inDeclaredSubset(
        expandTemplate('notice', { tone: 'purple', title: 'x', speak: 'x', text: 'x', backTo: '', buttons: [] }),
      ),
    ).toThrow(/purple/);
    expect(() =>
      inDeclaredSubset(
        drawCard(
          {
            template: 'clip',
            draw: () => ({ tone: 'good', title: 'x', speak: 'x', link: 'javascript:alert(1)', linkTitle: 'x' }),
          },
          {},
        ),
      ),
    ).toThrow(/web address/);
  });
});
