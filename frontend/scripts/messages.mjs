// What counts as a translatable message, and what its id is. Used by the build and by the i18n command alike,
// so that extraction and the running page can never disagree.
//
// A message is a call `t('text')`, `t('text', values)` or `t('text', values, 'context')` whose text and context
// are plain string literals in ICU MessageFormat. The context tells two meanings of one English word apart.
import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { parse as parseSvelte } from 'svelte/compiler';
import { parseSync } from 'vite';

export const messageId = (message, context) => generateMessageId(message, context ?? '');

const literal = (node) => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked;
  return undefined;
};

/** Every call of `t` below `node`, with its literals and the places of its arguments in the source. */
export function* calls(node) {
  if (Array.isArray(node)) {
    for (const child of node) yield* calls(child);
    return;
  }
  if (!node || typeof node !== 'object') return;
  if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 't') {
    const [text, values, context] = node.arguments;
    yield {
      message: literal(text),
      context: literal(context),
      text,
      values,
      contextNode: context,
      start: node.start,
    };
  }
  for (const key of Object.keys(node)) if (key !== 'parent' && key !== 'loc') yield* calls(node[key]);
}

/** The messages of one source file; a call whose text is not a literal is an error, because nobody could translate it. */
export function collect(code, filename) {
  const ast = filename.endsWith('.svelte')
    ? parseSvelte(code, { modern: true, filename })
    : parseSync(filename, code).program;
  const found = [];
  for (const call of calls(ast)) {
    if (call.message === undefined || (call.contextNode && call.context === undefined)) {
      const line = code.slice(0, call.start).split('\n').length;
      throw new Error(`${filename}:${line}: the text and context of t() must be plain string literals`);
    }
    found.push({ message: call.message, context: call.context });
  }
  return found;
}
