// Every page there is, and what has to be opened on it, for the tests that go round all of them.
import type { Page } from '@playwright/test';
import { HOME, theMeeting } from './pages.ts';
import { OTHER_SLUG, type Role, type Service, SLUG } from './service.ts';

export interface Place {
  name: string;
  path: string;
  who: Role | null;
  /** Opens what is closed when one arrives. Must not depend on the language of the page. */
  open?: (page: Page) => Promise<void>;
}

interface Facts {
  meeting: string;
  /** The sealed and the open ballot of the other consultation. */
  ballots: { sealed: string; open: string };
  contribution: string;
  claim: string;
}

/** What the addresses are made of; publishes the summary of the main consultation, drafts that of the other one. */
export async function prepare(service: Service): Promise<Facts> {
  const { id } = await theMeeting(service);
  const { items } = await service.get<{ items: { id: string; text: string | null; version: number }[] }>(
    `/consultations/${SLUG}/contributions?limit=100`,
  );
  const shown = items.filter((one) => one.text);
  await service.act('POST', `/consultations/${OTHER_SLUG}/summary`, 'chair');
  const draft = await service.act<{ id: string }>('POST', `/consultations/${SLUG}/summary`, 'chair');
  await service.act('POST', `/summaries/${draft.id}/publish`, 'chair');
  const { content } = await service.get<{
    content: { claims: { id: string; kind: string; groups: unknown[] }[] };
  }>(`/consultations/${SLUG}/summary`);
  const claim =
    content.claims.find((one) => one.kind === 'word' && one.groups.length > 3) ?? content.claims[0]!;
  const { items: held } = await service.get<{ items: { id: string; state: string }[] }>(
    `/consultations/${OTHER_SLUG}/ballots`,
  );
  const ballot = (state: string) => held.find((one) => one.state === state)!.id;
  return {
    meeting: id,
    ballots: { sealed: ballot('sealed'), open: ballot('open') },
    contribution: (shown.find((one) => one.version > 1) ?? shown[0]!).id,
    claim: claim.id,
  };
}

const openAll = (page: Page) =>
  page
    .locator('main details')
    .evaluateAll((all) => all.slice(0, 3).forEach((one) => ((one as HTMLDetailsElement).open = true)));

const press = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click();
};

const type = async (page: Page) => {
  await page.locator('.composer textarea').fill('We take the floor to support this.');
};

const openDialog = (button: string) => async (page: Page) => {
  await page.locator(button).first().click();
  await page.getByRole('dialog').waitFor();
};

/** A recommendation, an issue and the note of transmittal, each still empty. */
const addOutcome = async (page: Page) => {
  const add = page.locator('section[aria-labelledby="outcome"] form > button[type="button"]');
  await add.first().waitFor();
  for (const button of (await add.all()).toReversed()) await button.click();
};

const chooseStance = async (page: Page) => {
  await page.locator('[id^="edit-"]').first().click();
  await page.locator('input[value="support_with_reservations"]').check();
};

export function places({ meeting, ballots, contribution, claim }: Facts): Place[] {
  const other = `/c/${OTHER_SLUG}`;
  return [
    { name: 'home', path: '/', who: null },
    { name: 'sign-in', path: '/sign-in', who: null, open: press('form button[type="button"]') },
    { name: 'verify', path: '/verify', who: null },
    { name: 'nowhere', path: '/nowhere', who: null },
    { name: 'consultation', path: HOME, who: null },
    { name: 'consultation-delegate', path: HOME, who: 'delegate', open: press('header .menu summary') },
    { name: 'advisory', path: `${other}/advisory`, who: null },
    {
      name: 'advisory-nominations',
      path: `${other}/advisory-nominations`,
      who: 'convener',
      open: press('[data-nomination="standing"] input'),
    },
    { name: 'advisory-offices', path: `${other}/advisory-offices`, who: 'secretariat' },
    { name: 'advisory-interests', path: `${other}/advisory-interests`, who: 'advisor' },
    { name: 'ballots', path: `${other}/ballots`, who: 'chair' },
    { name: 'ballot-sealed', path: `${other}/ballots/${ballots.sealed}`, who: null, open: openAll },
    { name: 'ballot-open', path: `${other}/ballots/${ballots.open}`, who: 'advisor' },
    { name: 'ballot-open-public', path: `${other}/ballots/${ballots.open}`, who: null },
    { name: 'ballot-new', path: `${other}/ballots/new`, who: 'chair', open: openAll },
    { name: 'consultation-other', path: other, who: null },
    { name: 'meeting', path: `${HOME}/meetings/${meeting}`, who: null },
    { name: 'meeting-delegate', path: `${HOME}/meetings/${meeting}`, who: 'delegate', open: type },
    { name: 'meeting-chair', path: `${HOME}/meetings/${meeting}`, who: 'chair' },
    { name: 'transcript', path: `${HOME}/meetings/${meeting}/transcript`, who: null },
    { name: 'meeting-screen', path: `${HOME}/meetings/${meeting}/screen`, who: null },
    {
      name: 'meeting-ask',
      path: `${HOME}/meetings/${meeting}`,
      who: 'delegate',
      open: press('[data-ask] .button.primary'),
    },
    {
      name: 'meeting-chair-hide',
      path: `${HOME}/meetings/${meeting}`,
      who: 'chair',
      open: openDialog('ol article .foot button'),
    },
    { name: 'console', path: `${HOME}/meetings/${meeting}/console`, who: 'chair' },
    { name: 'console-public', path: `${HOME}/meetings/${meeting}/console`, who: null },
    { name: 'wordings', path: `${HOME}/points/wordings`, who: 'rapporteur' },
    { name: 'contribute-public', path: `${HOME}/contribute`, who: null },
    { name: 'contribute', path: `${HOME}/contribute`, who: 'delegate', open: press('button[type="submit"]') },
    { name: 'contributions', path: `${HOME}/contributions`, who: null },
    { name: 'contribution', path: `${HOME}/contributions/${contribution}`, who: null, open: openAll },
    { name: 'contribution-chair', path: `${HOME}/contributions/${contribution}`, who: 'chair' },
    {
      name: 'caucuses',
      path: `${HOME}/caucuses`,
      who: 'delegate',
      open: press('main .button.primary'),
    },
    { name: 'missing', path: `${HOME}/missing`, who: 'delegate' },
    { name: 'became', path: `${HOME}/became`, who: 'delegate' },
    { name: 'documents', path: `${HOME}/documents`, who: null },
    { name: 'documents-chair', path: `${HOME}/documents`, who: 'chair', open: addOutcome },
    { name: 'positions', path: `${HOME}/positions`, who: null, open: openAll },
    { name: 'positions-delegate', path: `${HOME}/positions`, who: 'delegate', open: chooseStance },
    { name: 'decisions', path: `${HOME}/decisions`, who: null },
    {
      name: 'decisions-chair',
      path: `${HOME}/decisions`,
      who: 'chair',
      open: openDialog('main section .button'),
    },
    { name: 'statements', path: `${HOME}/statements`, who: null },
    { name: 'statements-delegate', path: `${HOME}/statements`, who: 'delegate' },
    { name: 'agreement', path: `${HOME}/statements/agreement`, who: 'rapporteur' },
    { name: 'chair', path: `${HOME}/chair`, who: 'chair' },
    { name: 'chair-close', path: `${HOME}/chair`, who: 'chair', open: openDialog('main .button.danger') },
    { name: 'chair-secretariat', path: `${HOME}/chair`, who: 'secretariat' },
    { name: 'chair-draft', path: `${other}/chair`, who: 'chair' },
    { name: 'chair-public', path: `${HOME}/chair`, who: null },
    { name: 'summary', path: `${HOME}/summary`, who: null },
    { name: 'summary-claim', path: `${HOME}/summary/${claim}`, who: null },
    { name: 'summary-none', path: `${other}/summary`, who: null },
    {
      name: 'summary-review',
      path: `${HOME}/summary-review`,
      who: 'delegate',
      open: press('.paragraph button'),
    },
    { name: 'summary-changes', path: `${HOME}/summary-changes`, who: null },
    { name: 'summary-editing', path: `${other}/summary-editing`, who: 'chair', open: openAll },
    { name: 'summary-draft', path: `${other}/summary`, who: 'chair' },
    { name: 'record', path: `${HOME}/record`, who: null, open: openAll },
  ];
}
