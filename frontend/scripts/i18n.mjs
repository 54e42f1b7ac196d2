// npm run i18n:extract  renews the catalogues from the sources (kept sorted, so that merges are quiet)
// npm run i18n:check    fails when a catalogue is out of date, a translation is missing or its placeholders differ
import { readFileSync, readdirSync, writeFileSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import PO from 'pofile';
import { collect } from './messages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = 'en';
const LOCALES = ['en', 'ar', 'zh'];
const keyOf = (message, context) => `${context ?? ''}\u0004${message}`;

function messagesInSources() {
  const found = new Map();
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && /\.(svelte|ts)$/.test(f.name) && !/\.(test|d)\.ts$/.test(f.name))
    .map((f) => join(f.parentPath, f.name))
    .sort();
  for (const file of files) {
    const where = relative(root, file);
    for (const { message, context } of collect(readFileSync(file, 'utf8'), where)) {
      const entry = found.get(keyOf(message, context)) ?? { message, context, files: new Set() };
      entry.files.add(where);
      found.set(keyOf(message, context), entry);
    }
  }
  return [...found.values()].sort((a, b) =>
    keyOf(a.message, a.context) < keyOf(b.message, b.context) ? -1 : 1,
  );
}

const pathOf = (locale) => join(root, 'src', 'locales', `${locale}.po`);

function readCatalogue(locale) {
  const known = new Map();
  if (!existsSync(pathOf(locale))) return known;
  for (const item of PO.parse(readFileSync(pathOf(locale), 'utf8')).items)
    known.set(keyOf(item.msgid, item.msgctxt), item.msgstr[0] ?? '');
  return known;
}

function render(locale, messages) {
  const known = readCatalogue(locale);
  const po = new PO();
  po.headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    'X-Generator': 'npm run i18n:extract',
    Language: locale,
  };
  for (const { message, context, files } of messages) {
    const item = new PO.Item();
    item.msgid = message;
    if (context) item.msgctxt = context;
    item.msgstr = [locale === SOURCE ? message : (known.get(keyOf(message, context)) ?? '')];
    item.references = [...files].sort();
    po.items.push(item);
  }
  return `${po.toString().trimEnd()}\n`;
}

/** Names of the values a message takes: a translation that drops or invents one would print a hole. */
function placeholders(compiled, names = new Set()) {
  if (!Array.isArray(compiled)) return names;
  for (const part of compiled) {
    if (!Array.isArray(part)) continue;
    names.add(part[0]);
    for (const choice of Object.values(part[2] ?? {})) placeholders(choice, names);
  }
  return names;
}

function problems(locale, messages) {
  const known = readCatalogue(locale);
  const wrong = [];
  for (const { message, context } of messages) {
    const text = known.get(keyOf(message, context));
    if (!text) {
      wrong.push(`${locale}: not translated: ${message}`);
      continue;
    }
    const wanted = [...placeholders(compileMessage(message))].sort().join(', ');
    const got = [...placeholders(compileMessage(text))].sort().join(', ');
    if (wanted !== got) wrong.push(`${locale}: has {${got}} where {${wanted}} is needed: ${message}`);
  }
  if (existsSync(pathOf(locale)) && readFileSync(pathOf(locale), 'utf8') !== render(locale, messages))
    wrong.push(`${locale}: src/locales/${locale}.po is not current; run npm run i18n:extract`);
  return wrong;
}

const command = process.argv[2];
const messages = messagesInSources();
if (command === 'extract') {
  for (const locale of LOCALES) writeFileSync(pathOf(locale), render(locale, messages));
  const missing = LOCALES.flatMap((locale) => problems(locale, messages));
  console.log(`i18n: ${messages.length} messages, ${missing.length} left to do`);
} else if (command === 'check') {
  const wrong = LOCALES.flatMap((locale) => problems(locale, messages));
  for (const line of wrong) console.error(line);
  console.log(`i18n: ${messages.length} messages, ${wrong.length} problems`);
  process.exit(wrong.length ? 1 : 0);
} else {
  console.error('usage: node scripts/i18n.mjs extract|check');
  process.exit(2);
}
