/** Starts the workbench in the page. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/tables.css';
import './styles/map.css';
import './styles/views.css';
import './styles/start.css';
import './styles/handover.css';
import './styles/schedule-grid.css';
import './styles/arrangements.css';
import './styles/scenarios.css';
import './styles/charts.css';
import './styles/rebase.css';
import './styles/data.css';
import './styles/releases.css';
import './styles/people.css';
import './styles/proposals.css';
import './styles/print.css';

const place = document.getElementById('workbench');
if (place === null) throw new Error('the page has no element with id workbench');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
