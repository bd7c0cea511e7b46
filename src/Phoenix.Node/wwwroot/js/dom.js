// Everything that is shown goes through here as text: nothing of what the page is told is ever read as HTML.

export const byId = id => document.getElementById(id);

/** An element with attributes and children; strings become text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** Sets text only if it changed, so that a selection and a screen reader are left alone. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Shows one row per item, reusing the rows that are there: focus and selection stay where they are.
 * @param keyOf names an item
 * @param make makes a row for a new item
 * @param fill writes the item into its row
 */
export function showRows(parent, items, keyOf, make, fill) {
  const known = new Map([...parent.children].map(row => [row.dataset.key, row]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let row = known.get(key);
    known.delete(key);
    if (!row) {
      row = make(item);
      row.dataset.key = key;
    }
    if (row !== place) parent.insertBefore(row, place);
    else place = place.nextElementSibling;
    fill(row, item);
  }
  for (const row of known.values()) row.remove();
}

/** A row of a table with so many cells. */
export const cells = count => () => element("tr", {}, ...Array.from({ length: count }, () => element("td")));

/** A figure with its name. */
export const figure = () => element("div", { class: "figure" }, element("span", { class: "name" }), element("b"));

export function showFigures(parent, figures) {
  showRows(parent, figures, f => f.name, figure, (node, f) => {
    setText(node.firstChild, f.name);
    setText(node.lastChild, f.text);
    node.lastChild.className = f.tone ?? "";
    node.title = f.title ?? "";
  });
}
