// What people see when something does not work: always a sentence, never a lost text.
import { expect, serveThisFile, test } from './fixtures.ts';
import {
  comment,
  composer,
  draftState,
  HOME,
  option as optionOn,
  say,
  settled,
  theMeeting,
  toBeLive,
  toState,
  unique,
} from './pages.ts';
import { type Service, SLUG } from './service.ts';

serveThisFile();

interface Round {
  id: string;
  number: number;
  state: string;
}
interface Option {
  id: string;
  label: string;
}
interface Consultation {
  rounds: Round[];
  note: { questions: { number: number; options: Option[] }[] };
}

const consultation = (service: Service) => service.get<Consultation>(`/consultations/${SLUG}`);

test.describe('signing in', () => {
  test('a link that was asked for signs in once, and says so when it is used again', async ({
    service,
    enter,
  }) => {
    const page = await enter(null, '/sign-in');
    await page.getByLabel('Email address').fill('delegate3@demo.example');
    await page.getByRole('button', { name: 'Send me a sign-in link' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Look into your mail.' })).toBeVisible();
    const link = await service.mailedLink();
    await page.goto(link);
    await expect(page.locator('header')).toContainText('Delegate of Delegation 3, simulated');
    await expect(page).not.toHaveURL(/token=/);

    const other = await enter(null, link);
    await expect(other.getByRole('alert')).toContainText('expired or was already used');
    await expect(other.getByRole('button', { name: 'Send me a sign-in link' })).toBeVisible();
  });

  test('a link that has run out says so, in Arabic too', async ({ service, enter }) => {
    const link = await service.oneTimeLink('delegate3@demo.example', 0);
    const page = await enter(null, link);
    await expect(page.getByRole('alert')).toContainText('This sign-in link has expired or was already used.');
    const arabic = await enter(null, `${link}&lang=ar`);
    await expect(arabic.getByRole('alert')).toContainText('رابط');
    await expect(arabic.getByRole('alert').locator('[lang="en"]')).toContainText('expired');
  });

  test('a wrong password is refused in words, the right one signs in', async ({ service, enter }) => {
    await service.setPassword('delegate3@demo.example', 'correct horse battery staple');
    const page = await enter(null, '/sign-in');
    await page.getByRole('button', { name: 'Use my password instead' }).click();
    await page.getByLabel('Email address').fill('delegate3@demo.example');
    await page.getByLabel('Password').fill('not this one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('not right');
    await expect(page.getByLabel('Email address')).toHaveValue('delegate3@demo.example');
    await page.getByLabel('Password').fill('correct horse battery staple');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.locator('header').first()).toContainText('Delegate of Delegation 3, simulated');
  });

  test('a sign-in that has expired meanwhile is said, and the text stays', async ({ service, enter }) => {
    const { id } = await theMeeting(service);
    const page = await enter('civil', `${HOME}/meetings/${id}`);
    await composer(page).text.fill('Written while the sign-in ran out.');
    await page
      .context()
      .addCookies([{ name: 'convenor_session', value: 'no.longer.good', url: service.base, httpOnly: true }]);
    await composer(page).post.click();
    await expect(draftState(page, 'refused')).toContainText('Your sign-in has expired.');
    await expect(composer(page).text).toHaveValue('Written while the sign-in ran out.');
  });
});

test.describe('what does not fit', () => {
  test('a comment that is too long says by how much and is not sent', async ({ service, enter }) => {
    const { id } = await theMeeting(service);
    const page = await enter('civil', `${HOME}/meetings/${id}`);
    await composer(page).text.fill('x'.repeat(2_007));
    await expect(composer(page).region).toContainText('7 characters too many');
    await expect(composer(page).text).toHaveAttribute('aria-invalid', 'true');
    let sent = false;
    page.on('request', (request) => (sent ||= request.method() === 'POST'));
    await composer(page).post.click();
    await expect(composer(page).text).toBeFocused();
    expect(sent).toBe(false);
    await composer(page).text.fill('x'.repeat(1_999));
    await expect(composer(page).region).toContainText('1 character left');
  });

  test('a contribution that is too long, or has no title, says so', async ({ enter }) => {
    const page = await enter('civil', `${HOME}/contribute`);
    await page.getByRole('textbox', { name: 'Text' }).fill('y'.repeat(60_010));
    await expect(page.getByText('10 characters too many')).toBeVisible();
    await page.getByRole('button', { name: 'File the contribution' }).click();
    await expect(page.getByText('Give it a title.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  });

  test('a pasted control character is named and the text is kept', async ({ service, enter }) => {
    const { id } = await theMeeting(service);
    const page = await enter('civil', `${HOME}/meetings/${id}`);
    const spoiled = unique('Pasted from a terminal \u0007 with a bell');
    await composer(page).text.fill(spoiled);
    await composer(page).post.click();
    await expect(draftState(page, 'refused')).toContainText('U+0007');
    await expect(composer(page).text).toHaveValue(spoiled);
    await composer(page).text.fill(spoiled.replace('\u0007', ''));
    await composer(page).post.click();
    await expect(draftState(page, 'posted')).toBeVisible();
  });

  test('an override of the direction of writing is refused, directions of scripts are kept apart', async ({
    service,
    enter,
  }) => {
    const { id } = await theMeeting(service);
    const page = await enter('civil', `${HOME}/meetings/${id}`);
    await composer(page).text.fill('We are \u202Etsniaga the proposal');
    await composer(page).post.click();
    await expect(draftState(page, 'refused')).toContainText('U+202E');

    const arabic = unique('نؤيد الفقرة 27 (ب) من E/2006/85');
    await composer(page).text.fill(arabic);
    await page.getByRole('combobox', { name: 'Language of your text' }).selectOption('ar');
    await composer(page).post.click();
    const text = comment(page, arabic).locator('.user-text');
    await expect(text).toHaveAttribute('dir', 'auto');
    await expect(text).toHaveAttribute('lang', 'ar');
    await expect(text).toHaveCSS('direction', 'rtl');
    await expect(text).toHaveCSS('unicode-bidi', /isolate|plaintext/);
    // The name beside it keeps the direction of the page.
    await expect(comment(page, arabic).locator('bdi.name')).toHaveCSS('direction', 'ltr');
  });

  test('text is shown as text, whatever it contains', async ({ service, enter }) => {
    const { id } = await theMeeting(service);
    const page = await enter('civil', `${HOME}/meetings/${id}`);
    const text = unique('<img src=x onerror="document.title=1"><b>bold</b> & </script> {{ x }}');
    await say(page, text);
    await expect(comment(page, text)).toHaveCount(1);
    await expect(comment(page, text).locator('img, b')).toHaveCount(0);
    await page.reload();
    await expect(comment(page, text)).toHaveCount(1);
    await expect(page).not.toHaveTitle('1');
  });
});

test('the server stops while a comment is posted: the draft survives a reload and is posted once', async ({
  service,
  enter,
}) => {
  const { id } = await theMeeting(service);
  const page = await enter('civil', `${HOME}/meetings/${id}`);
  await toBeLive(page);
  const text = unique('Written while the server stopped.');
  await composer(page).text.fill(text);
  await expect(draftState(page, 'saved')).toBeVisible();
  await service.kill();
  await composer(page).post.click();
  await expect(draftState(page, 'unsent')).toContainText('There is no connection to the server.');
  await service.run();
  await page.reload();
  await expect(composer(page).text).toHaveValue(text);
  await expect(draftState(page, 'unsent')).toContainText('cannot be posted twice');
  await composer(page).post.click();
  await expect(comment(page, text)).toHaveCount(1);
  await page.reload();
  await expect(comment(page, text)).toHaveCount(1);
  await expect(composer(page).text).toHaveValue('');
});

test('a colleague was faster: the position is not overwritten unseen', async ({ service, enter }) => {
  const { note } = await consultation(service);
  const question = note.questions.find((one) => one.number === 3)!;
  const option = question.options[0]!;
  const page = await enter('delegate', `${HOME}/positions`);
  const form = optionOn(page, option.label);
  const reason = unique('Our capital has changed its mind.');
  await toState(form).click();
  await form.getByRole('radio', { name: 'Oppose' }).check();
  await form.getByRole('textbox', { name: /^Reason/ }).fill(reason);

  const colleague = {
    token: await service.token({ link: await service.oneTimeLink('delegate14b@demo.example') }),
  };
  const body = { stance: 'neutral', reason: null, condition: null, language: 'en' };
  await service.act('PUT', `/options/${option.id}/position`, colleague, body);

  await form.getByRole('button', { name: /this position|the position/ }).click();
  await expect(form.getByRole('alert')).toContainText(
    'Somebody of your delegation stated a position meanwhile',
  );
  await expect(form.getByRole('textbox', { name: /^Reason/ })).toHaveValue(reason);
  // Having seen it, the delegate can still state hers.
  await form.getByRole('button', { name: 'Cancel' }).click();
  await expect(form).toContainText('Neutral');
  await toState(form).click();
  await expect(form.getByRole('textbox', { name: /^Reason/ })).toHaveValue(reason);
  await form.getByRole('radio', { name: 'Oppose' }).check();
  await form.getByRole('button', { name: 'Change the position' }).click();
  await expect(form.getByRole('status').filter({ hasText: 'recorded' })).toBeVisible();
  await expect(form).toContainText('Oppose');
});

test.describe('addresses that lead nowhere', () => {
  for (const [path, words] of [
    ['/nowhere/at/all', 'There is no page at this address'],
    ['/c/no-such-consultation', 'There is no consultation here'],
    [`${HOME}/meetings/00000000-0000-4000-8000-000000000000`, 'There is no such meeting'],
    [`${HOME}/contributions/00000000-0000-4000-8000-000000000000`, 'There is no such contribution'],
    [`${HOME}/summary/no-such-claim`, /no published summary|not been published/i],
  ] as const)
    test(`${path} says so and shows the way home`, async ({ enter }) => {
      const page = await enter(null, path);
      await expect(page.locator('main')).toContainText(words);
      const home = page.getByRole('link', {
        name: /All consultations|Back to the overview|Overview|All contributions|Summary/,
      });
      await expect(home.first()).toBeVisible();
      await page.getByRole('link', { name: 'Convenor' }).first().click();
      await expect(page.getByRole('heading', { level: 1, name: 'Consultations' })).toBeVisible();
    });

  test('they answer 404', async ({ service }) => {
    for (const path of ['/nowhere/at/all', '/c/no-such-consultation'])
      expect((await fetch(service.base + path)).status, path).toBe(404);
  });
});

// The last one: it changes what the others need.
test('a round is closed while somebody writes: the page says why not, and keeps the text', async ({
  service,
  enter,
}) => {
  const { id, round_id } = await theMeeting(service);
  const page = await enter('civil', `${HOME}/meetings/${id}`);
  const writing = await enter('delegate', `${HOME}/contribute`);
  await Promise.all([toBeLive(page), toBeLive(writing)]);
  await composer(page).text.fill('One last remark.');
  await writing.getByRole('textbox', { name: 'Title' }).fill('A last contribution');
  await writing.getByRole('textbox', { name: 'Text' }).fill('Nearly finished.');
  await service.act('POST', `/rounds/${round_id}/close`, 'chair', { reason: 'The time is up.' });

  await expect(composer(page).region).toContainText(/closed/);
  await expect(composer(page).text).toHaveValue('One last remark.');
  await expect(composer(page).post).toHaveAttribute('aria-disabled', 'true');
  await expect(writing.getByText('The round has closed.')).toBeVisible();
  await expect(writing.getByRole('textbox', { name: 'Text' })).toHaveValue('Nearly finished.');
  await writing.reload();
  await settled(writing);
  await expect(writing.getByRole('textbox', { name: 'Text' })).toHaveValue('Nearly finished.');

  // Whoever had not heard of it yet is told by the server, in words.
  await expect(
    service.act('POST', `/meetings/${id}/comments`, 'civil', {
      text: 'Late.',
      language: 'en',
      option_id: null,
    }),
  ).rejects.toThrow(/Round 2 has closed, so you cannot comment now\./);

  await service.act('POST', `/rounds/${round_id}/open`, 'chair', {
    reason: 'Two speakers were still on the list.',
  });
  await composer(page).post.click();
  await expect(comment(page, 'One last remark.')).toHaveCount(1);
});
