"""The search box in the browser: an input and a list under it that the keyboard alone can use."""

from components.modules import Component

# The list is a popover of the browser's own: nothing cuts it off and nothing lies over it.
MARKUP = """<div class="box">
<input type="search" role="combobox" aria-autocomplete="list" aria-haspopup="listbox" aria-expanded="false"
  aria-controls="hits" autocomplete="off" spellcheck="false" maxlength="60">
<div class="list" popover="manual"><div id="hits" role="listbox"></div><p class="none" role="status" hidden></p></div>
</div>"""
STYLE = """
.box { height: 36px; }
input { box-sizing: border-box; width: 100%; height: 36px; margin: 0; padding: 0 10px; font: inherit;
  color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: 8px; appearance: none; text-overflow: ellipsis; }
input::placeholder { color: var(--st-text-color); opacity: .7; font-size: 0.929rem; }
input:focus { outline: 2px solid var(--st-primary-color); outline-offset: -1px; }
input::-webkit-search-cancel-button { display: none; }
.list { position: fixed; inset: auto; margin: 0; padding: 4px; box-sizing: border-box; width: 340px;
  max-width: calc(100vw - 16px); max-height: min(70vh, 520px); overflow: hidden auto; z-index: 1000000;
  font-family: var(--st-font); font-size: 0.929rem; line-height: 1.35;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: 8px; box-shadow: 0 6px 20px rgb(0 0 0 / 25%); }
.list .head { padding: 6px 8px 2px; font-size: 0.857rem; opacity: .75; }
.list .hit { padding: 5px 8px; border-radius: 5px; cursor: pointer; overflow-wrap: anywhere; }
.list .hit small { margin-left: 0.6em; opacity: .75; font-size: 0.857rem; }
.list .hit:hover, .list .hit[aria-selected=true] {
  background: color-mix(in srgb, var(--st-primary-color) 12%, transparent); }
.list .hit[aria-selected=true] {
  box-shadow: inset 3px 0 0 var(--st-primary-color); }
.list .none { margin: 0; padding: 6px 8px; }
"""
# What is typed goes to the server after a short rest and comes back with its hits; `/` leads to the box from
# anywhere. Enter may come before the hits: then the first of them is taken when they arrive.
SCRIPT = """
const REST_MS = 120;

function make(root) {
  const input = root.querySelector("input");
  const list = root.querySelector(".list");
  const hits = root.querySelector("[role=listbox]");
  const none = root.querySelector(".none");
  const box = { data: {}, active: -1, wantsFirst: false, timer: 0, isOpen: false };
  const rows = () => [...hits.querySelectorAll("[role=option]")];
  const isAnswered = () => box.data.query === input.value.trim();

  box.place = () => {
    const at = input.getBoundingClientRect();
    list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - list.offsetWidth - 8))}px`;
    list.style.top = `${at.bottom + 4}px`;
  };
  box.open = (isOpen) => {
    if (isOpen !== box.isOpen) list.togglePopover(isOpen);
    box.isOpen = isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) box.place();
    else box.mark(-1);
  };
  box.mark = (number) => {
    box.active = number;
    rows().forEach((row, place) => row.setAttribute("aria-selected", String(place === number)));
    const row = rows()[number];
    if (row) {
      input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  box.send = () => {
    clearTimeout(box.timer);
    const text = input.value.trim();
    if (!text) return;
    if (isAnswered()) box.show();
    else box.set("text", text);
  };
  box.choose = (row) => {
    clearTimeout(box.timer);
    input.value = "";
    box.wantsFirst = false;
    box.open(false);
    box.trigger("chosen", row.dataset.target);
  };
  box.show = () => {
    hits.replaceChildren();
    for (const group of box.data.groups) {
      const part = document.createElement("div");
      const head = document.createElement("div");
      part.setAttribute("role", "group");
      part.setAttribute("aria-label", group.head);
      head.className = "head";
      head.setAttribute("aria-hidden", "true");
      head.textContent = group.head;
      part.append(head);
      for (const hit of group.hits) {
        const row = document.createElement("div");
        row.className = "hit";
        row.id = `hit-${rows().length + part.querySelectorAll("[role=option]").length}`;
        row.setAttribute("role", "option");
        row.dataset.target = hit.target;
        row.textContent = hit.name;
        if (hit.note) {
          const note = document.createElement("small");
          note.textContent = hit.note;
          row.append(note);
        }
        row.onpointerdown = (event) => event.preventDefault();
        row.onclick = () => box.choose(row);
        part.append(row);
      }
      hits.append(part);
    }
    none.textContent = box.data.none;
    none.hidden = rows().length > 0;
    box.open(true);
    box.mark(-1);
    if (box.wantsFirst && rows().length) box.choose(rows()[0]);
    box.wantsFirst = false;
  };
  box.update = (component) => {
    box.set = component.setStateValue;
    box.trigger = component.setTriggerValue;
    box.data = component.data;
    input.setAttribute("aria-label", box.data.label);
    hits.setAttribute("aria-label", box.data.label);
    input.placeholder = box.data.placeholder;
    const isNew = box.shown !== JSON.stringify(box.data);
    if (isNew && input.value.trim() && isAnswered() && root.activeElement === input) box.show();
    box.shown = JSON.stringify(box.data);
  };

  input.oninput = () => {
    clearTimeout(box.timer);
    box.wantsFirst = false;
    if (!input.value.trim()) box.open(false);
    box.timer = setTimeout(box.send, REST_MS);
  };
  input.onfocus = () => { if (input.value.trim() && isAnswered()) box.show(); };
  input.onblur = () => box.open(false);
  list.onpointerdown = (event) => event.preventDefault();
  input.onkeydown = (event) => {
    event.stopPropagation();  // out there the letters would seem typed into nothing, and are shortcuts
    if (event.isComposing) return;
    const count = box.isOpen ? rows().length : 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!box.isOpen && input.value.trim() && isAnswered()) box.show();
      else if (count) {
        const next = event.key === "ArrowDown" ? box.active + 1 : Math.max(box.active, 0) - 1;
        box.mark((next + count) % count);
      }
    } else if (event.key === "Enter" && input.value.trim()) {
      event.preventDefault();
      if (count && isAnswered()) box.choose(rows()[Math.max(box.active, 0)]);
      else if (!isAnswered()) {
        box.wantsFirst = true;
        box.send();
      } else box.show();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!box.isOpen) input.value = "";
      box.open(false);
    }
  };
  box.onslash = (event) => {
    const at = event.composedPath()[0];
    const writes = at instanceof Element && (at.matches("input, textarea, select") || at.isContentEditable);
    if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  };
  document.addEventListener("keydown", box.onslash);
  addEventListener("resize", box.place);
  return box;
}

const boxes = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!boxes.has(root)) boxes.set(root, make(root));
  const box = boxes.get(root);
  box.update(component);
  return () => {
    document.removeEventListener("keydown", box.onslash);
    removeEventListener("resize", box.place);
    boxes.delete(root);
  };
}
"""

# mounted by components.search.search, which knows what to answer
mount = Component("search_box", html=MARKUP, css=STYLE, js=SCRIPT)
