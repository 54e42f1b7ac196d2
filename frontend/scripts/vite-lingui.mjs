// Build side of translation: t('English') becomes t('short-id'), and a .po file becomes modules of compiled messages.
// There are three to a language, because the live page must come quickly over a slow line: `x.po?part=first` has what
// the pages people land on need, `x.po?part=rest` everything else, and `x.po?part=floor` what of that the live page
// fetches after its first comments.
import { readFileSync } from 'node:fs';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import MagicString from 'magic-string';
import PO from 'pofile';
import { calls, messageId } from './messages.mjs';

/** Features whose pages people land on; keep in step with `light` in src/routes.ts. */
const FIRST = /^src\/(?!features\/)|^src\/features\/(accounts|consultations|meetings)\/(?!Screen)/;
const FLOOR = /^src\/features\/speakers\//;

function partsOf({ references }) {
  if (references.some((file) => FIRST.test(file))) return ['first'];
  return references.some((file) => FLOOR.test(file)) ? ['floor', 'rest'] : ['rest'];
}

export function lingui() {
  return [
    {
      name: 'convenor:po',
      enforce: 'pre',
      load(id) {
        const [file, part] = id.split('.po?part=');
        if (!part) return null;
        this.addWatchFile(`${file}.po`);
        const messages = {};
        for (const item of PO.parse(readFileSync(`${file}.po`, 'utf8')).items) {
          if (item.obsolete || !partsOf(item).includes(part)) continue;
          messages[messageId(item.msgid, item.msgctxt)] = compileMessage(item.msgstr[0] || item.msgid);
        }
        // A JSON string parses faster than the same object as source text.
        const json = JSON.stringify(JSON.stringify(messages));
        return { code: `export default JSON.parse(${json})`, moduleType: 'js' };
      },
    },
    {
      name: 'convenor:message-ids',
      enforce: 'post',
      transform(code, id) {
        const file = id.split('?')[0];
        if (!file.includes('/src/') || file.includes('/node_modules/') || !/\bt\(/.test(code)) return null;
        if (!/\.(ts|svelte)$/.test(file)) return null;
        const out = new MagicString(code);
        for (const call of calls(this.parse(code))) {
          if (call.message === undefined) continue;
          out.overwrite(
            call.text.start,
            call.text.end,
            JSON.stringify(messageId(call.message, call.context)),
          );
          if (call.contextNode) out.remove(call.values.end, call.contextNode.end);
        }
        return { code: out.toString(), map: out.generateMap({ hires: true }) };
      },
    },
  ];
}
