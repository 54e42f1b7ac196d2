import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formOf, methodsFor, PRESETS, specOf, type Form } from './draft.ts';

const form: Form = {
  question: ' Which? ',
  detail: '',
  language: 'en',
  options: [
    { key: 5, label: 'Openness', subject: { type: 'theme', id: 'x' } },
    { key: 6, label: ' ', subject: null },
    { key: 7, label: ' Access', subject: null },
  ],
  method: 'approval',
  seats: '1',
  minChoices: '',
  maxChoices: '',
  dots: '10',
  scoreMin: '0',
  weighting: 'one_each',
  mode: 'secret',
  unanimity: 'blur',
  opens: '',
  closes: '2026-01-02T10:00',
  capacities: ['delegate'],
  quorum: '50',
  minEvaluations: '0',
  threshold: '60',
  doubleMajority: true,
  recusals: [
    { person: { capacity_id: 'c', name: 'C' }, option: 7 },
    { person: { capacity_id: 'd', name: 'D' }, option: 6 },
  ],
  tellers: [{ capacity_id: 't', name: 'T' }],
};
const instant = (text: string) => `${text}Z`;

test('what is left empty is not sent, and a recusal follows its option', () => {
  const spec = specOf(form, instant);
  assert.deepEqual(
    spec.options.map((one) => one.label),
    ['Openness', 'Access'],
  );
  assert.deepEqual(spec.recusals, [{ capacity_id: 'c', option: 1 }]);
  assert.deepEqual([spec.opens_at, spec.closes_at, spec.detail], [null, '2026-01-02T10:00Z', null]);
  assert.equal(spec.rules.threshold_percent, 60);
});

test('what a method does not use keeps its default', () => {
  const { rules } = specOf({ ...form, method: 'stv', weighting: 'equal_groups' }, instant);
  assert.deepEqual([rules.weighting, rules.threshold_percent, rules.double_majority], ['one_each', 0, false]);
  assert.equal(specOf({ ...form, mode: 'open' }, instant).unanimity, 'publish');
});

test('the offers are those of the rules, and STV is not one for themes', () => {
  const themes = specOf({ ...form, ...PRESETS.themes }, instant).rules;
  assert.deepEqual(
    [themes.method, themes.seats, themes.min_choices, themes.max_choices, themes.weighting],
    ['pav', 4, 3, null, 'equal_groups'],
  );
  assert.equal(specOf({ ...form, ...PRESETS.overall }, instant).rules.method, 'schulze');
  assert.ok(!methodsFor(form.options).includes('stv'));
  assert.ok(methodsFor(form.options.slice(1)).includes('stv'));
});

test('a draft on file comes back as it was', () => {
  const spec = specOf(form, instant);
  const again = formOf(
    spec,
    (iso) => iso.replace('Z', ''),
    () => 'somebody',
  );
  assert.deepEqual(specOf(again, instant), spec);
});
