// The names the pages use for what the API sends. Everything is generated (schema.d.ts); here are only short names.
import type { components } from './schema';

type Schemas = components['schemas'];

export type Account = Schemas['AccountOut'];
export type ActedAs = Schemas['ActedAs'];
export type Capacity = Schemas['CapacityOut'];
export type CapacityKind = Schemas['CapacityKind'];
export type Comment = Schemas['CommentOut'];
export type Consultation = Schemas['ConsultationOut'];
export type ConsultationBrief = Schemas['ConsultationBrief'];
export type Contribution = Schemas['ContributionOut'];
export type ContributionVersion = Schemas['VersionOut'];
export type Decision = Schemas['DecisionOut'];
export type Delegation = Schemas['DelegationOut'];
export type Entry = Schemas['EntryOut'];
export type Event = NonNullable<Entry['payload']>;
export type Me = Schemas['Me'];
export type Meeting = Schemas['MeetingOut'];
export type Note = Schemas['NoteOut'];
export type Option = Schemas['OptionOut'];
export type OptionPositions = Schemas['OptionTally'];
export type Position = Schemas['PositionOut'];
export type Question = Schemas['QuestionOut'];
export type RecordPage = Schemas['RecordPage'];
export type Right = Schemas['Right'];
export type Round = Schemas['RoundOut'];
export type Stance = Schemas['Stance'];
export type SubjectType = Schemas['SubjectType'];
export type Tally = Schemas['Tally'];
export type Statement = Schemas['MyStatementOut'];
export type Answer = Schemas['Answer'];
export type Summary = Schemas['SummaryOut'];
export type SummaryDocument = Schemas['Document'];
export type Claim = Schemas['Claim'];
export type Run = Schemas['Run'];
