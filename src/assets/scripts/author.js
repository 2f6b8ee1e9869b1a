/**
 * Keeps the draft of an editor while it is written, each save on the revision before it. What cannot be sent stays on this computer until it can. The
 * buttons of the form save it too, without this file.
 */
const pause = 1000;
const longest = 6000;
const again = 5000;
const presence = 20_000;

for (const form of document.querySelectorAll('[data-author]')) author(form);

function author(form) {
  const url = form.dataset.author;
  // A work that is written part by part keeps what was typed in each of them.
  const key = ['draft', url, form.dataset.authorPlace].filter(Boolean).join(' ');
  const here = () => location.pathname + location.search;
  const said = document.querySelector('[data-author-state]');
  const body = () => new URLSearchParams(new FormData(form));
  const typed = () => [...body()].filter(([name]) => name !== '_csrf' && name !== 'revision');
  const post = (to) => fetch(to, { method: 'POST', headers: { Accept: 'application/json' }, body: body() });
  let timer = null;
  let since = null;
  let stopped = false;
  let changes = 0;
  offer();

  /** What an earlier visit could not send. */
  function offer() {
    const box = document.querySelector('[data-author-kept]');
    if (!box) return;
    const own = read(key);
    // What was saved by the button stands in the page now; beside a conflict it is nowhere else yet.
    const stands = own && JSON.stringify(own.fields) === JSON.stringify(typed());
    if (stands && form.dataset.conflict === undefined) forget(key);
    const name = own && !stands ? key : keptUnder(`draft ${url} `).find((other) => other !== key);
    const kept = name && read(name);
    if (!kept) return;
    box.hidden = false;
    box.querySelector('[data-author-kept-text]').textContent = box.dataset.text.replace('{at}', new Date(kept.at).toLocaleString(document.documentElement.lang));
    box.querySelector('[data-author-restore]').addEventListener('click', () => {
      // It belongs to another part: there it is offered again.
      if (name !== key && kept.href !== here()) return location.assign(kept.href);
      restore(kept.fields, name === key);
      if (name !== key) forget(name);
      box.hidden = true;
      form.dispatchEvent(new window.Event('input', { bubbles: true }));
    });
    box.querySelector('[data-author-drop]').addEventListener('click', () => {
      forget(name);
      box.hidden = true;
    });
  }

  function restore(pairs, same) {
    const values = group(pairs);
    for (const field of form.elements) {
      if (!field.name || field.name === '_csrf' || field.name === 'revision') continue;
      // Hidden fields say which part this is.
      if (!same && field.type === 'hidden') continue;
      const list = (values.get(field.name) ?? []).map(([, value]) => value);
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = list.includes(field.value);
      else if (field.tagName !== 'BUTTON' && list.length > 0) field.value = list[0];
    }
  }

  async function keep() {
    clearTimeout(timer);
    since = null;
    const sent = changes;
    try {
      const answer = await post(url);
      const { text, revision, message } = await answer.json();
      if (answer.status === 413) {
        // To send it again would not make it smaller; the next change will.
        said.textContent = message;
        return;
      }
      if (answer.status === 409 || answer.status === 422) {
        // Somebody else was first, or a version is under review: the button shows both.
        stopped = answer.status === 409;
        said.textContent = `${text ?? ''} ${said.dataset.conflict}`;
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      form.elements.revision.value = revision;
      if (sent === changes) forget(key);
      said.textContent = text;
      form.dispatchEvent(new window.CustomEvent('kept'));
    } catch {
      said.textContent = said.dataset.failed;
      timer = setTimeout(keep, again);
    }
  }

  form.addEventListener('input', () => {
    changes += 1;
    write(key, { at: Date.now(), href: here(), fields: typed() });
    if (stopped) return;
    since ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, Math.min(pause, since + longest - Date.now())));
  });
  form.addEventListener('submit', () => clearTimeout(timer));
  const others = document.querySelector('[data-author-others]');
  if (others)
    (async function look() {
      try {
        const answer = await post(others.dataset.authorOthers);
        if (answer.ok) others.textContent = (await answer.json()).text;
      } catch {
        // The saves say when the connection is gone.
      }
      setTimeout(look, presence);
    })();
}

function group(pairs) {
  const map = new Map();
  for (const pair of pairs) map.set(pair[0], [...(map.get(pair[0]) ?? []), pair]);
  return map;
}

/** Names under which something is kept. */
function keptUnder(beginning) {
  try {
    return Object.keys(window.localStorage).filter((name) => name.startsWith(beginning));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(window.localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store: the server still gets every save.
  }
}

function forget(key) {
  try {
    window.localStorage.removeItem(key);
  } catch {
    // Nothing to forget.
  }
}
