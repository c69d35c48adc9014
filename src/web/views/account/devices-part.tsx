/** Where one is signed in, and signing out there. */

import { useState } from 'react';
import type { OwnAccountWire } from '#wire/session.ts';
import { send } from '../../api-client.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { FormReport } from '../../parts/form-report.tsx';
import { useSending } from '../../parts/use-sending.ts';
import { countText, momentText } from '../../words.ts';
import type { AccountPartProps } from './own-account.tsx';

type Device = OwnAccountWire['sessions'][number];

/** The part. This device is left by signing out. */
export function DevicesPart({ account: { sessions } }: AccountPartProps) {
  const sending = useSending();
  const [told, setTold] = useState('');
  const revoke = async ({ id, device }: Device) => {
    const done = await sending.run({}, () => send('DELETE', `/api/account/sessions/${encodeURIComponent(id)}`, {}));
    if (done !== null) setTold(`${device} is signed out.`);
  };
  const columns: readonly TableColumn<Device>[] = [
    {
      title: 'Device',
      isRowTitle: true,
      cell: ({ device, isThis }) => (
        <>
          {device} {isThis && <span className="badge">This one</span>}
        </>
      ),
    },
    { title: 'Since', cell: ({ startedAt }) => momentText(startedAt) },
    { title: 'Last used', cell: ({ lastUsedAt }) => momentText(lastUsedAt) },
    {
      title: 'Sign out',
      cell: (row) =>
        row.isThis ? (
          'by the menu at the top'
        ) : (
          <button
            type="button"
            className="button button-quiet"
            disabled={sending.state.isBusy}
            onClick={() => void revoke(row)}
          >
            Sign out<span className="unseen"> {row.device}</span>
          </button>
        ),
    },
  ];
  return (
    <section aria-labelledby="devices-title">
      <h2 id="devices-title">Where you are signed in</h2>
      <FormReport state={sending.state} where="While signing it out">
        <DataTable
          label="Devices that are signed in"
          caption={`${countText(sessions.length, 'device is', 'devices are')} signed in. One that you do not know: sign it out and change your password.`}
          columns={columns}
          rows={sessions}
          keyOf={({ id }) => id}
          none="None."
        />
        <p role="status">{told}</p>
      </FormReport>
    </section>
  );
}
