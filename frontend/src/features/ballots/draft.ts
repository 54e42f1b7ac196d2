// A ballot as it is drafted in the form, and what is sent of it. Pure.
import type { BallotSpec } from '../../api/types.ts';
import { askedBy, type Method } from './choice.ts';

export type Preset = 'themes' | 'overall' | 'own';
export interface FormOption {
  key: number;
  label: string;
  subject: { type: string; id: string } | null;
}
export interface Person {
  capacity_id: string;
  name: string;
}
/** Texts as they stand in the fields: numbers too, and times in the reader's own zone. */
export interface Form {
  question: string;
  detail: string;
  language: string;
  options: FormOption[];
  method: Method;
  seats: string;
  minChoices: string;
  maxChoices: string;
  dots: string;
  scoreMin: '0' | '1';
  weighting: 'one_each' | 'equal_groups';
  mode: 'open' | 'group_visible' | 'secret';
  unanimity: 'publish' | 'blur';
  opens: string;
  closes: string;
  capacities: string[];
  quorum: string;
  minEvaluations: string;
  threshold: string;
  doubleMajority: boolean;
  /** `option` is the key of one of `options`. */
  recusals: { person: Person; option: number }[];
  tellers: Person[];
}

/** What the rules offer: four main themes by approval and PAV, one overall theme by ranking and Schulze. */
export const PRESETS: Record<Exclude<Preset, 'own'>, Partial<Form>> = {
  themes: { method: 'pav', seats: '4', minChoices: '3', maxChoices: '', weighting: 'equal_groups' },
  overall: { method: 'schulze', seats: '1', minChoices: '0', maxChoices: '', weighting: 'equal_groups' },
};

/** STV is not offered where the options are themes: with many of them a tie decides too often. */
export const METHODS: readonly Method[] = [
  'approval',
  'pav',
  'phragmen',
  'mes',
  'schulze',
  'borda',
  'stv',
  'score',
  'dots',
  'straw',
];
export const methodsFor = (options: readonly FormOption[]): Method[] =>
  METHODS.filter((method) => method !== 'stv' || options.every((one) => one.subject?.type !== 'theme'));

/** A secret ballot by one of these publishes nothing from which its winners follow, so tellers are needed. */
export const needsTellers = ({ mode, method }: Form): boolean =>
  mode === 'secret' && ['pav', 'phragmen', 'mes', 'stv'].includes(method);

const whole = (text: string, otherwise: number): number =>
  /^\d+$/.test(text.trim()) ? Number(text) : otherwise;

/** `instant`: of the text of a date-and-time field. What the method does not use is left at its default. */
export function specOf(form: Form, instant: (text: string) => string): BallotSpec {
  const asked = askedBy(form.method);
  const chooses = asked === 'approve' || asked === 'ranking';
  const judges = asked === 'approve' || asked === 'scores' || asked === 'answers';
  const options = form.options.filter((one) => one.label.trim());
  return {
    question: form.question.trim(),
    detail: form.detail.trim() || null,
    language: form.language,
    options: options.map(({ label, subject }) => ({ label: label.trim(), detail: null, subject })),
    rules: {
      method: form.method,
      seats: whole(form.seats, 1),
      score_min: form.scoreMin === '1' ? 1 : 0,
      score_max: 5,
      dots: whole(form.dots, 10),
      min_choices: chooses ? whole(form.minChoices, 0) : 0,
      max_choices: chooses && form.maxChoices.trim() ? whole(form.maxChoices, 1) : null,
      weighting: form.method === 'stv' ? 'one_each' : form.weighting,
      quorum_percent: whole(form.quorum, 0),
      min_evaluations: whole(form.minEvaluations, 0),
      threshold_percent: judges ? whole(form.threshold, 0) : 0,
      double_majority: judges && form.doubleMajority,
    },
    mode: form.mode,
    unanimity: form.mode === 'open' ? 'publish' : form.unanimity,
    opens_at: form.opens ? instant(form.opens) : null,
    closes_at: instant(form.closes),
    capacities: form.capacities,
    recusals: form.recusals
      .map(({ person, option }) => ({
        capacity_id: person.capacity_id,
        option: options.findIndex((one) => one.key === option),
      }))
      .filter(({ option }) => option >= 0),
    tellers: form.tellers.map((person) => person.capacity_id),
  };
}

/** The form of a draft that is on file. `local`: of an instant; `named`: of a capacity. */
export function formOf(
  spec: BallotSpec,
  local: (iso: string) => string,
  named: (capacity: string) => string,
): Form {
  const { rules } = spec;
  const person = (capacity_id: string): Person => ({ capacity_id, name: named(capacity_id) });
  return {
    question: spec.question,
    detail: spec.detail ?? '',
    language: spec.language,
    options: spec.options.map((one, key) => ({ key, label: one.label, subject: one.subject })),
    method: rules.method as Method,
    seats: String(rules.seats),
    minChoices: String(rules.min_choices),
    maxChoices: rules.max_choices === null ? '' : String(rules.max_choices),
    dots: String(rules.dots),
    scoreMin: rules.score_min === 1 ? '1' : '0',
    weighting: rules.weighting,
    mode: spec.mode,
    unanimity: spec.unanimity,
    opens: spec.opens_at ? local(spec.opens_at) : '',
    closes: local(spec.closes_at),
    capacities: [...spec.capacities],
    quorum: String(rules.quorum_percent),
    minEvaluations: String(rules.min_evaluations),
    threshold: String(rules.threshold_percent),
    doubleMajority: rules.double_majority,
    recusals: spec.recusals.map((one) => ({ person: person(one.capacity_id), option: one.option })),
    tellers: spec.tellers.map(person),
  };
}
