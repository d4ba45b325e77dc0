// Elements made by hand. Text is only ever text: nothing here parses markup, and the page's policy forbids it.

/** An element with attributes (`class`, `title`, `data-*`, `aria-*` ...) and children (elements, text, nothing). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A link within the page. */
export const inner = (href, attributes, ...children) => h("a", { href, "data-go": true, ...attributes }, ...children);

/** A link to an article where it was published: http and https only; anything else is its text. */
export function outer(url, attributes, ...children) {
  let parsed = null;
  try {
    parsed = new URL(url);
  } catch {
    // shown as text
  }
  if (parsed === null || !["http:", "https:"].includes(parsed.protocol)) return h("span", attributes, ...children);
  return h(
    "a",
    { ...attributes, href: parsed.href, target: "_blank", rel: "noopener noreferrer nofollow" },
    ...children,
  );
}

/** Text cut at its marks: `look(segment)` gives the attributes of a marked stretch, or null for plain text. */
export function segmented(segments, look) {
  return segments.map((segment) => {
    const attributes = segment.marks.length ? look(segment) : null;
    return attributes ? h(attributes.tag ?? "mark", { ...attributes, tag: null }, segment.text) : segment.text;
  });
}

/** Make `parent` show `items`, each under its `key`: what has not changed stays, with its focus and its scroll. */
export function reconcile(parent, items, key, make) {
  const held = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const focused = document.activeElement?.closest?.("[data-key]")?.dataset.key;
  let changed = 0;
  items.forEach((item, place) => {
    const name = key(item);
    const print = JSON.stringify(item);
    let element = held.get(name);
    held.delete(name);
    if (!element || element.print !== print) {
      const fresh = make(item);
      fresh.dataset.key = name;
      fresh.print = print;
      if (parent.dataset.filled) fresh.classList.add("fresh");
      if (element) element.replaceWith(fresh);
      element = fresh;
      changed += 1;
    }
    if (parent.children[place] !== element) parent.insertBefore(element, parent.children[place] ?? null);
  });
  for (const gone of held.values()) gone.remove();
  parent.dataset.filled = "yes";
  if (focused !== undefined && !parent.contains(document.activeElement)) {
    const again = parent.querySelector(`[data-key="${CSS.escape(focused)}"] a`);
    if (again) again.focus({ preventScroll: true });
  }
  return changed;
}

export const byId = (id) => document.getElementById(id);

/** `3 articles`, `1 article`. */
export const count = (number, noun, plural = `${noun}s`) => `${number.toLocaleString()} ${number === 1 ? noun : plural}`;
