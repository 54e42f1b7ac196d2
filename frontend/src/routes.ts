// The table of pages. Each is a chunk of its own; `framed` pages sit inside the frame of one consultation.
// scripts/vite-shell.mjs reads this table, so keep the shape of its lines.
import type { Component } from 'svelte';

/** Pages take the parts of their address as properties. */
export type PageModule = Promise<{ default: Component<any> }>;

export interface RouteDef {
  pattern: string;
  framed?: boolean;
  /** A page people land on: its texts are in the first part of the catalogue (scripts/vite-lingui.mjs). */
  light?: boolean;
  load: () => PageModule;
}

export const routes: RouteDef[] = [
  { pattern: '/', light: true, load: () => import('./features/consultations/HomePage.svelte') },
  { pattern: '/sign-in', light: true, load: () => import('./features/accounts/SignInPage.svelte') },
  { pattern: '/verify', load: () => import('./features/record/VerifyPage.svelte') },
  {
    pattern: '/c/:slug',
    framed: true,
    light: true,
    load: () => import('./features/consultations/ConsultationPage.svelte'),
  },
  {
    pattern: '/c/:slug/meetings/:id',
    framed: true,
    light: true,
    load: () => import('./features/meetings/MeetingPage.svelte'),
  },
  {
    pattern: '/c/:slug/meetings/:id/console',
    framed: true,
    load: () => import('./features/chair/console/ConsolePage.svelte'),
  },
  {
    pattern: '/c/:slug/meetings/:id/transcript',
    framed: true,
    load: () => import('./features/transcripts/TranscriptPage.svelte'),
  },
  { pattern: '/c/:slug/meetings/:id/screen', load: () => import('./features/meetings/ScreenPage.svelte') },
  {
    pattern: '/c/:slug/contribute',
    framed: true,
    load: () => import('./features/contributions/ContributePage.svelte'),
  },
  {
    pattern: '/c/:slug/contributions',
    framed: true,
    load: () => import('./features/contributions/ListPage.svelte'),
  },
  {
    pattern: '/c/:slug/contributions/:id',
    framed: true,
    load: () => import('./features/contributions/DetailPage.svelte'),
  },
  {
    pattern: '/c/:slug/positions',
    framed: true,
    load: () => import('./features/positions/PositionsPage.svelte'),
  },
  {
    pattern: '/c/:slug/points',
    framed: true,
    load: () => import('./features/points/PointsPage.svelte'),
  },
  {
    pattern: '/c/:slug/points/queue',
    framed: true,
    load: () => import('./features/points/QueuePage.svelte'),
  },
  {
    pattern: '/c/:slug/points/same',
    framed: true,
    load: () => import('./features/points/SamePage.svelte'),
  },
  {
    pattern: '/c/:slug/points/wordings',
    framed: true,
    load: () => import('./features/points/WordingsPage.svelte'),
  },
  {
    pattern: '/c/:slug/missing',
    framed: true,
    load: () => import('./features/contributions/MissingPage.svelte'),
  },
  {
    pattern: '/c/:slug/became',
    framed: true,
    load: () => import('./features/contributions/BecamePage.svelte'),
  },
  {
    pattern: '/c/:slug/caucuses',
    framed: true,
    load: () => import('./features/contributions/CaucusesPage.svelte'),
  },
  {
    pattern: '/c/:slug/decisions',
    framed: true,
    load: () => import('./features/decisions/DecisionsPage.svelte'),
  },
  {
    pattern: '/c/:slug/advisory',
    framed: true,
    load: () => import('./features/advisory/CompositionPage.svelte'),
  },
  {
    pattern: '/c/:slug/advisory-nominations',
    framed: true,
    load: () => import('./features/advisory/NominationsPage.svelte'),
  },
  {
    pattern: '/c/:slug/advisory-offices',
    framed: true,
    load: () => import('./features/advisory/OfficesPage.svelte'),
  },
  {
    pattern: '/c/:slug/advisory-interests',
    framed: true,
    load: () => import('./features/advisory/InterestsPage.svelte'),
  },
  {
    pattern: '/c/:slug/ballots',
    framed: true,
    load: () => import('./features/ballots/BallotsPage.svelte'),
  },
  {
    pattern: '/c/:slug/ballots/new',
    framed: true,
    load: () => import('./features/ballots/DraftPage.svelte'),
  },
  {
    pattern: '/c/:slug/ballots/:id/edit',
    framed: true,
    load: () => import('./features/ballots/DraftPage.svelte'),
  },
  {
    pattern: '/c/:slug/ballots/:id',
    framed: true,
    load: () => import('./features/ballots/BallotPage.svelte'),
  },
  {
    pattern: '/c/:slug/statements',
    framed: true,
    load: () => import('./features/opinions/StatementsPage.svelte'),
  },
  {
    pattern: '/c/:slug/statements/agreement',
    framed: true,
    load: () => import('./features/opinions/AgreementPage.svelte'),
  },
  {
    pattern: '/c/:slug/themes',
    framed: true,
    load: () => import('./features/themes/ThemesPage.svelte'),
  },
  {
    pattern: '/c/:slug/themes/:id',
    framed: true,
    load: () => import('./features/themes/ThemePage.svelte'),
  },
  {
    pattern: '/c/:slug/theme-tagging',
    framed: true,
    load: () => import('./features/themes/TaggingPage.svelte'),
  },
  {
    pattern: '/c/:slug/programme',
    framed: true,
    load: () => import('./features/programme/ProgrammePage.svelte'),
  },
  {
    pattern: '/c/:slug/programme/edit',
    framed: true,
    load: () => import('./features/programme/EditPage.svelte'),
  },
  { pattern: '/c/:slug/chair', framed: true, load: () => import('./features/chair/ChairPage.svelte') },
  {
    pattern: '/c/:slug/summary',
    framed: true,
    load: () => import('./features/summaries/SummaryPage.svelte'),
  },
  {
    pattern: '/c/:slug/summary/:claim',
    framed: true,
    load: () => import('./features/summaries/SummaryPage.svelte'),
  },
  {
    pattern: '/c/:slug/documents',
    framed: true,
    load: () => import('./features/documents/DocumentsPage.svelte'),
  },
  {
    pattern: '/c/:slug/summary-review',
    framed: true,
    load: () => import('./features/summaries/ReviewPage.svelte'),
  },
  {
    pattern: '/c/:slug/summary-changes',
    framed: true,
    load: () => import('./features/summaries/ChangesPage.svelte'),
  },
  {
    pattern: '/c/:slug/summary-editing',
    framed: true,
    load: () => import('./features/summaries/EditingPage.svelte'),
  },
  { pattern: '/c/:slug/record', framed: true, load: () => import('./features/record/RecordPage.svelte') },
];
