// @ts-check
// The statement: how the balance went in some days, entry by entry, and as files.
import { useEffect, useState } from 'preact/hooks';
import { saveText } from './files.js';
import { moment, money } from './format.js';
import { statement, statementFile } from './money.js';
import { Dialog, html, Problem, submitted, useWork } from './parts.js';
import { hide } from './store.js';
import { locale, t } from './text.js';

const WIDTH = 300;
const HEIGHT = 72;
const FORMATS = [['csv', 'csv'], ['json', 'json'], ['hledger', 'journal'], ['beancount', 'beancount']];

/** The balance as a line in steps: money moves at once. */
export function Chart({ points, unit, label }) {
  if (points.length < 2) {
    return null;
  }
  const values = points.map((it) => Number(it.balance));
  const low = Math.min(0, Number(points[0].before), ...values);
  const high = Math.max(Number(points[0].before), ...values, low + 1);
  const from = Date.parse(points[0].at);
  const to = Math.max(Date.now(), from + 1);
  const x = (at) => (((Date.parse(at) - from) / (to - from)) * WIDTH).toFixed(1);
  const y = (value) => (HEIGHT - 2 - ((value - low) / (high - low)) * (HEIGHT - 6)).toFixed(1);
  const line = `M0 ${y(Number(points[0].before))}`
    + points.map((it, at) => `H${x(it.at)}V${y(values[at])}`).join('') + `H${WIDTH}`;
  const text = t(label, {
    from: money(points[0].before, unit), to: money(points[points.length - 1].balance, unit),
  });
  return html`<svg class="chart" role="img" aria-label=${text} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"><path class="area" d=${`${line}V${HEIGHT}H0z`} />
    <path class="edge-line" d=${line} /></svg>`;
}

export function Statement({ state }) {
  const [days, setDays] = useState({ from: '', to: '' });
  const [shown, setShown] = useState(/** @type {any} */ (null));
  const { busy, wrong, run } = useWork();
  const load = () => run(async () => setShown(await statement(days.from, days.to)));
  useEffect(() => {
    load();
  }, []);
  const day = (name) => (event) => setDays({ ...days, [name]: event.target.value });
  const save = (format, ending) => run(async () =>
    saveText('statement.' + ending, (await statementFile(format, days.from, days.to)).text));
  const unit = state.unit;
  return html`<${Dialog} title=${t('statement')} onClose=${hide} wide>
    <form class="inline" onSubmit=${submitted(load)}>
      <label>${t('from-day')}<input type="date" value=${days.from} onInput=${day('from')} /></label>
      <label>${t('to-day')}<input type="date" value=${days.to} onInput=${day('to')} /></label>
      <button type="submit" disabled=${busy}>${t('show')}</button>
    </form>
    ${wrong && html`<${Problem} text=${wrong} />`}
    ${shown && html`<div class="statement">
      <${Chart} points=${shown.lines} unit=${unit} label="chart-days" />
      <p class="hint">${t('statement-sum', { opening: money(shown.opening, unit),
        closing: money(shown.closing, unit), through: shown.through })}</p>
      ${shown.all > shown.lines.length && html`<p class="hint">${t('statement-newest', {
        count: shown.lines.length, all: shown.all })}</p>`}
      <div class="table" tabindex="0" role="region" aria-label=${t('entries')}><table>
        <thead><tr><th scope="col">${t('when')}</th><th scope="col">${t('entry')}</th>
          <th scope="col" class="number">${t('change-column')}</th><th scope="col" class="number">${t('balance')}</th></tr></thead>
        <tbody>${shown.lines.toReversed().map((it) => html`<tr key=${it.index}>
          <td><time datetime=${it.at} title=${moment(it.at)}>${dayOf(it.at)}</time></td>
          <td><span dir="auto">${t('kind-' + it.kind, { name: it.other })}</span>${
            it.memo && html`<small dir="auto">${it.memo}</small>`}<small class="date-below">${
            dayOf(it.at)}</small></td>
          <td class="number">${signed(it.change, unit)}</td>
          <td class="number">${money(it.balance, unit)}</td></tr>`)}</tbody>
      </table></div>
      <p class="buttons" role="group" aria-label=${t('save-as')}>${FORMATS.map(([format, ending]) =>
        html`<button type="button" key=${format} disabled=${busy}
          onClick=${() => save(format, ending)}>${format === 'csv' || format === 'json' ? format.toUpperCase() : format}</button>`)}</p>
    </div>`}
  <//>`;
}

const DAY = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const dayOf = (at) => DAY.format(new Date(at));

const signed = (change, unit) =>
  (change.startsWith('-') ? '−' + money(change.slice(1), unit) : '+' + money(change, unit));
