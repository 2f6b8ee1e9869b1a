/** In an ordering each place is taken once: whoever gets a place that is taken gives its own to the other. Without this file the server says what is double. */
for (const form of document.querySelectorAll('[data-question]')) {
  const places = [...form.querySelectorAll('select[data-place]')];
  const before = new Map(places.map((place) => [place, place.value]));
  form.addEventListener('change', ({ target }) => {
    if (!before.has(target)) return;
    const other = places.find((place) => place !== target && place.value !== '' && place.value === target.value);
    if (other) other.value = before.get(target);
    for (const place of places) before.set(place, place.value);
  }, { capture: true });
}
