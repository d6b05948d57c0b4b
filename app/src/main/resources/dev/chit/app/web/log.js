// @ts-check
// What was said in a conversation, as far as it is near the eyes: of a long one a part is drawn,
// and the part moves with the scrolling.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { day, dayKey } from './format.js';
import { Leaving, Message, chosen } from './message.js';
import { Money, Request } from './moneybubbles.js';
import { SentFile, Transfer } from './filebubbles.js';
import { html, Icon } from './parts.js';
import { keyOf, timeline } from './questions.js';
import { dispatch } from './store.js';
import { older } from './talking.js';
import { t } from './text.js';

const NEAR_EDGE = 400;
const NEAR_END = 80;
const DRAWN_MAX = 240;
const STEP = 80;

/** Stays at its end while new things come, and where it is while the drawn part moves. */
export function Log({ state, talk, peer }) {
  const key = keyOf(peer);
  const ref = useRef(/** @type {any} */ (null));
  const place = useRef({ end: true, anchor: '', top: 0, at: 0, toEnd: false });
  const [from, setFrom] = useState(/** @type {string | null} */ (null));
  const items = useMemo(
    () => timeline(talk, state.payments, state.requests, fileItems(state), key),
    [talk, state.payments, state.requests, state.files, state.transfers, key]);
  const begin = beginOf(items, from);
  const end = Math.min(items.length, begin + DRAWN_MAX);
  const drawnItems = items.slice(begin, end);
  const isTail = end === items.length;

  useLayoutEffect(() => {
    const box = ref.current;
    // Scrolled by somebody whose event has not come yet: they no longer want the end.
    const untouched = box.scrollTop >= place.current.at;
    if (isTail && (place.current.toEnd || (place.current.end && untouched))) {
      place.current.toEnd = false;
      box.scrollTop = box.scrollHeight;
    } else {
      // What was at the upper edge stays there, whatever came or went above it.
      const anchor = byKey(box, place.current.anchor);
      if (anchor) {
        box.scrollTop += within(box, anchor) - place.current.top;
      }
    }
    note();
  }, [items, begin]);

  const look = state.look?.key === key ? state.look.id : '';
  useLayoutEffect(() => {
    const at = look === '' ? -1 : items.findIndex((it) => it.key === look);
    if (at < 0) {
      return;
    }
    place.current.end = false;
    place.current.anchor = '';
    setFrom(items[Math.max(0, at - DRAWN_MAX / 2)].key);
  }, [look, items.length > 0]);
  useLayoutEffect(() => {
    const found = look === '' ? null : byKey(ref.current, look);
    if (found) {
      found.scrollIntoView({ block: 'center' });
      found.classList.add('looked-for');
      found.focus({ preventScroll: true });
      note();
      dispatch({ type: 'look', look: null });
    }
  }, [look, begin]);

  useEffect(() => {
    const box = ref.current;
    const stay = new ResizeObserver(() => {
      if (place.current.end) {
        box.scrollTop = box.scrollHeight;
      }
    });
    stay.observe(box);
    return () => stay.disconnect();
  }, []);
  useEffect(() => {
    if (talk.more && begin === 0 && ref.current.scrollHeight <= ref.current.clientHeight + NEAR_EDGE) {
      older(key);
    }
  }, [items]);

  function note() {
    const box = ref.current;
    const edge = box.getBoundingClientRect().top;
    const first = [...box.children].find((it) =>
      it.dataset.key && it.getBoundingClientRect().bottom > edge);
    place.current.end = isTail && box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
    place.current.anchor = first?.dataset.key ?? '';
    place.current.top = first ? within(box, first) : 0;
    place.current.at = box.scrollTop;
  }
  const scrolled = () => {
    const box = ref.current;
    note();
    if (box.scrollTop < NEAR_EDGE) {
      if (begin > 0) {
        setFrom(items[Math.max(0, begin - STEP)].key);
      } else if (talk.more) {
        older(key);
      }
    } else if (!isTail && box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_EDGE) {
      const next = begin + STEP;
      setFrom(next + DRAWN_MAX >= items.length ? null : items[next].key);
    }
  };
  useEffect(() => {
    // What was loaded or drawn above may lie beyond what a person can scroll to.
    if (!place.current.end && ref.current.scrollTop < NEAR_EDGE) {
      scrolled();
    }
  }, [items, begin]);
  const toEnd = () => {
    place.current.toEnd = true;
    setFrom(null);
  };
  const drawn = useMemo(() => drawnOf(drawnItems, talk, state.unit, peer),
    [items, begin, state.unit, peer]);
  return html`<div class="log-frame"><div class="log" role="log" tabindex="0" ref=${ref} onScroll=${scrolled}
      aria-label=${t('messages', { name: peer.name })} aria-busy=${!talk.loaded}>
    ${talk.loaded && begin === 0 && html`<p class="edge">${talk.more ? t('older') : t('beginning')}</p>`}
    ${drawn}
  </div>
  ${!isTail && html`<button type="button" class="round to-end" aria-label=${t('to-newest')}
    title=${t('to-newest')} onClick=${toEnd}><${Icon} name="down" /></button>`}</div>`;
}

/** How far below the beginning of what is drawn, however far that is scrolled. */
function within(box, item) {
  return item.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
}

/** Where the drawn part begins: at an item, or as far from the end as is drawn at once. */
function beginOf(items, from) {
  const at = from === null ? -1 : items.findIndex((it) => it.key === from);
  return at >= 0 ? at : Math.max(0, items.length - DRAWN_MAX);
}

const byKey = (box, key) =>
  key === '' ? null : [...box.children].find((it) => it.dataset.key === key) ?? null;

/** Files that are on their way out are shown as such, not twice. */
function fileItems(state) {
  const moving = state.transfers.filter((it) => it.kind === 'send');
  return state.files.filter((it) => !(it.state === 'sending'
    && moving.some((one) => one.with === it.with && one.name === it.name)));
}

function drawnOf(items, talk, unit, peer) {
  const drawn = [];
  let today = '';
  for (const item of items) {
    const key = dayKey(item.at);
    if (key !== today) {
      today = key;
      drawn.push(html`<p class="day" key=${'day-' + key}><span>${day(item.at)}</span></p>`);
    }
    drawn.push(drawnItem(item, talk, unit, peer));
  }
  return drawn;
}

function drawnItem(item, talk, unit, peer) {
  switch (item.kind) {
    case 'payment':
      return html`<${Money} key=${item.key} id=${item.key} payment=${item.payment} unit=${unit} />`;
    case 'request':
      return html`<${Request} key=${item.key} id=${item.key} request=${item.request} unit=${unit} />`;
    case 'file':
      return html`<${SentFile} key=${item.key} id=${item.key} file=${item.file} />`;
    case 'leaving':
      return html`<${Leaving} key=${item.key} leaving=${item.leaving} to=${keyOf(peer)} />`;
    default:
      if (item.message.chosen_seconds !== undefined) {
        return html`<p class="edge" key=${item.key} data-key=${item.key}>${
          chosen(item.message, item.message.from)}</p>`;
      }
      return html`<${Message} key=${item.key} message=${item.message} peer=${peer}
        answered=${item.message.reply_to
          && (talk.messages.find((it) => it.id === item.message.reply_to) ?? null)} />`;
  }
}

/** Files of this conversation that are under way. */
export function UnderWay({ transfers }) {
  return transfers.length > 0 && html`<ul class="transfers" aria-label=${t('under-way')}>${
    transfers.map((it) => html`<li key=${it.transfer}><${Transfer} transfer=${it} /></li>`)}</ul>`;
}
