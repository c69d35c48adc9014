/** The parts of the form that are lists: parties, service area, money, documents, milestones, negotiated shares. */

import { amountKinds, delayCauses, partyRoles } from '#core/agreements/vocabulary.ts';
import { amountText } from '../../handover-words.ts';
import { BodyField } from '../../parts/body-field.tsx';
import { Combobox, type ComboOption } from '../../parts/combobox.tsx';
import { DayField, optionsOf, TextField, Tick, WordField } from '../../parts/form-field.tsx';
import { causeText, documentWords, natureWords } from './arrangement-words.ts';
import { fieldId } from './form-problems.ts';
import { FormRows } from './form-rows.tsx';
import { type ArrangementFields, hasPart } from './form-state.ts';

/** What every part of the form is given. */
export type FormPartProps = {
  readonly fields: ArrangementFields;
  readonly change: (fields: Partial<ArrangementFields>) => void;
  readonly bodies: readonly ComboOption[];
  /** Names of bodies that the arrangement has and the list lacks, by id. */
  readonly nameOf: (id: string) => string | null;
  readonly events: readonly ComboOption[];
};

/** Who holds it. */
export function PartyRows({ fields, change, bodies, nameOf }: FormPartProps) {
  return (
    <FormRows
      path="parties"
      legend="Parties"
      hint="Every body that holds it. Begin to write a name or a code and choose from the list. A body with two roles is named twice."
      rowName="Party"
      rows={fields.parties}
      empty={{ organisation: '', role: 'partner', share: '', signedOn: '' }}
      onChange={(parties) => change({ parties })}
    >
      {(party, at, set) => (
        <>
          <BodyField
            id={fieldId(`parties.${at}.organisation`)}
            label="Body"
            value={party.organisation}
            options={bodies}
            nameOf={nameOf}
            onChange={(organisation) => set({ organisation })}
          />
          <WordField
            id={fieldId(`parties.${at}.role`)}
            label="Role"
            value={party.role}
            options={optionsOf(partyRoles)}
            onChange={(role) => set({ role })}
          />
          {hasPart(fields, 'shares') && (
            <TextField
              id={fieldId(`parties.${at}.share`)}
              label="Share of funding, %"
              size={6}
              value={party.share}
              onChange={(share) => set({ share })}
            />
          )}
          <DayField
            id={fieldId(`parties.${at}.signedOn`)}
            label="Signed on"
            value={party.signedOn}
            onChange={(signedOn) => set({ signedOn })}
          />
        </>
      )}
    </FormRows>
  );
}

/** The land it is for. */
export function AreaRows({ fields, change, bodies, nameOf }: FormPartProps) {
  return (
    <FormRows
      path="serviceArea"
      legend="Service area"
      hint="Bodies whose whole area it is for, or codes of building blocks. Leave it empty for the land that both sides serve."
      rowName="Area"
      rows={fields.serviceArea}
      empty={{ area: '' }}
      onChange={(serviceArea) => change({ serviceArea })}
    >
      {({ area }, at, set) => (
        <BodyField
          id={fieldId(`serviceArea.${at}`)}
          label="Body, or code of a block"
          value={area}
          options={bodies}
          nameOf={nameOf}
          onChange={(chosen) => set({ area: chosen })}
        />
      )}
    </FormRows>
  );
}

/** Its money. */
export function AmountRows({ fields, change, bodies, nameOf }: FormPartProps) {
  const kinds = Object.fromEntries(amountKinds.map((kind) => [kind, amountText(kind)]));
  return (
    <FormRows
      path="amounts"
      legend="Money"
      hint="State the whole once, or each party’s part, never both: amounts of one kind add up."
      rowName="Amount"
      rows={fields.amounts}
      empty={{ what: 'annual-value', nature: 'revenue', pounds: '', party: '', location: '', year: '' }}
      onChange={(amounts) => change({ amounts })}
    >
      {(amount, at, set) => (
        <>
          <WordField
            id={fieldId(`amounts.${at}.what`)}
            label="What"
            value={amount.what}
            options={optionsOf(kinds)}
            onChange={(what) => set({ what })}
          />
          <TextField
            id={fieldId(`amounts.${at}.pence`)}
            label="Pounds"
            size={12}
            value={amount.pounds}
            onChange={(pounds) => set({ pounds })}
          />
          <WordField
            id={fieldId(`amounts.${at}.nature`)}
            label="Nature"
            value={amount.nature}
            options={optionsOf(natureWords)}
            onChange={(nature) => set({ nature })}
          />
          <BodyField
            id={fieldId(`amounts.${at}.party`)}
            label="Whose (empty: of the whole)"
            value={amount.party}
            options={bodies}
            nameOf={nameOf}
            onChange={(party) => set({ party })}
          />
          <BodyField
            id={fieldId(`amounts.${at}.location`)}
            label="Where the service is given"
            value={amount.location}
            options={bodies}
            nameOf={nameOf}
            onChange={(location) => set({ location })}
          />
          <TextField
            id={fieldId(`amounts.${at}.year`)}
            label="Year, such as 2026-27"
            size={8}
            value={amount.year}
            onChange={(year) => set({ year })}
          />
        </>
      )}
    </FormRows>
  );
}

/** Its documents. */
export function DocumentRows({ fields, change }: FormPartProps) {
  return (
    <FormRows
      path="documents"
      legend="Documents"
      rowName="Document"
      rows={fields.documents}
      empty={{ kind: 'agreement', title: '', reference: '', on: '' }}
      onChange={(documents) => change({ documents })}
    >
      {(one, at, set) => (
        <>
          <WordField
            id={fieldId(`documents.${at}.kind`)}
            label="Kind"
            value={one.kind}
            options={optionsOf(documentWords)}
            onChange={(kind) => set({ kind })}
          />
          <TextField
            id={fieldId(`documents.${at}.title`)}
            label="Title"
            value={one.title}
            onChange={(title) => set({ title })}
          />
          <TextField
            id={fieldId(`documents.${at}.reference`)}
            label="Address or file reference"
            value={one.reference}
            onChange={(reference) => set({ reference })}
          />
          <DayField id={fieldId(`documents.${at}.on`)} label="Date" value={one.on} onChange={(on) => set({ on })} />
        </>
      )}
    </FormRows>
  );
}

/** What is to be done by when. */
export function MilestoneRows({ fields, change, events }: FormPartProps) {
  return (
    <FormRows
      path="milestones"
      legend="Milestones"
      rowName="Milestone"
      rows={fields.milestones}
      empty={{ title: '', due: '', done: '', slippedTo: '', causes: [] as readonly string[], event: '', note: '' }}
      onChange={(milestones) => change({ milestones })}
    >
      {(one, at, set) => (
        <>
          <TextField
            id={fieldId(`milestones.${at}.title`)}
            label="What is to be done"
            value={one.title}
            onChange={(title) => set({ title })}
          />
          <DayField id={fieldId(`milestones.${at}.due`)} label="Due" value={one.due} onChange={(due) => set({ due })} />
          <DayField
            id={fieldId(`milestones.${at}.done`)}
            label="Done"
            value={one.done}
            onChange={(done) => set({ done })}
          />
          <DayField
            id={fieldId(`milestones.${at}.slippedTo`)}
            label="Slipped to"
            value={one.slippedTo}
            onChange={(slippedTo) => set({ slippedTo })}
          />
          <fieldset className="ticks" id={fieldId(`milestones.${at}.causes`)} tabIndex={-1}>
            <legend>Delay put down to</legend>
            {delayCauses.map((cause) => (
              <Tick
                key={cause}
                text={causeText(cause)}
                isOn={one.causes.includes(cause)}
                onTurn={(isOn) =>
                  set({ causes: delayCauses.filter((each) => (each === cause ? isOn : one.causes.includes(each))) })
                }
              />
            ))}
          </fieldset>
          <Combobox
            id={fieldId(`milestones.${at}.event`)}
            label="Which event of reorganisation"
            value={one.event}
            options={events}
            onChange={(event) => set({ event })}
          />
          <TextField
            id={fieldId(`milestones.${at}.note`)}
            label="Note"
            value={one.note}
            onChange={(note) => set({ note })}
          />
        </>
      )}
    </FormRows>
  );
}

/** Shares that the parties have agreed for successors. */
export function NegotiatedRows({ fields, change, bodies, nameOf }: FormPartProps) {
  return (
    <FormRows
      path="negotiated"
      legend="Negotiated shares"
      hint="Only where the parties have agreed how a party’s part passes to its successors. The shares of one party come to 100."
      rowName="Share"
      rows={fields.negotiated}
      empty={{ party: '', successor: '', share: '' }}
      onChange={(negotiated) => change({ negotiated })}
    >
      {(one, at, set) => (
        <>
          <BodyField
            id={fieldId(`negotiated.${at}.party`)}
            label="Of which party"
            value={one.party}
            options={bodies}
            nameOf={nameOf}
            onChange={(party) => set({ party })}
          />
          <BodyField
            id={fieldId(`negotiated.${at}.successor`)}
            label="Successor"
            value={one.successor}
            options={bodies}
            nameOf={nameOf}
            onChange={(successor) => set({ successor })}
          />
          <TextField
            id={fieldId(`negotiated.${at}.share`)}
            label="Share, %"
            size={6}
            value={one.share}
            onChange={(share) => set({ share })}
          />
        </>
      )}
    </FormRows>
  );
}
