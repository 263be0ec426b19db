"""What steers the presentation in the browser: the keys, and small controls that fade."""

from components.modules import Component

MARKUP = """<div class="bar"><button type="button" class="leave" hidden></button><button type="button" class="back"
  hidden></button><button type="button" class="on" hidden></button><span class="count" role="status"
  hidden></span></div>"""
STYLE = """
.bar { display: flex; align-items: center; justify-content: flex-end; gap: 6px; height: 44px;
  font: 20px/1 var(--st-font); color: var(--st-text-color); }
button { all: unset; cursor: pointer; box-sizing: border-box; min-width: 44px; height: 44px; padding: 0 12px;
  text-align: center; border: 1px solid var(--st-border-color); border-radius: 8px; transition: opacity .6s; }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); opacity: 1 !important; }
button:disabled { opacity: .35; cursor: default; }
[hidden] { display: none; }
.count { opacity: .75; min-width: 64px; text-align: right; font-variant-numeric: tabular-nums; }
.idle button { opacity: 0; }
@media (prefers-reduced-motion: reduce) { button { transition: none; } }
"""
# The keys are heard before anything else, so that no focus takes them away: PageUp and PageDown come from clickers,
# up and down scroll what is longer than the stage. Where the reader stands is kept here, too: two quick presses go
# two steps on, whatever the server has answered by then.
SCRIPT = """
const IDLE_MS = 2500;
const SCROLL_PX = 240;
const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity };
const SCROLLS = { ArrowDown: 1, ArrowUp: -1 };
const WIDTH = 1920, HEIGHT = 1080;

function make(root) {
  const find = (name) => root.querySelector(name);
  const bar = find(".bar"), back = find(".back"), on = find(".on"), leave = find(".leave"), count = find(".count");
  const stage = { data: {}, at: -1, wasFull: Boolean(document.fullscreenElement), timer: 0, isLeaving: false };

  stage.paint = () => {
    const { views, words } = stage.data;
    const view = views[stage.at];
    count.textContent = view ? `${stage.at + 1} / ${views.length}` : "";
    count.setAttribute("aria-label", view ? `${stage.at + 1} / ${views.length} ${view.name}` : "");
    for (const [button, sign, word] of [[back, "‹", words.back], [on, "›", words.on], [leave, words.leave, ""]]) {
      button.textContent = sign;
      if (word) button.setAttribute("aria-label", word);
      button.title = word || words.leave_help;
      button.hidden = false;  // not before it has a name
    }
    count.hidden = !view;
    back.disabled = stage.at < 1;
    on.disabled = stage.at >= views.length - 1;
  };
  stage.go = (by) => {
    const { views } = stage.data;
    if (!views.length || (stage.at < 0 && by === -1)) return;
    const next = Math.min(views.length - 1, Math.max(0, stage.at + by));
    if (next === stage.at) return;
    stage.at = next;
    stage.paint();
    stage.trigger("view", views[next].id);
  };
  stage.leave = () => {
    if (stage.isLeaving) return;
    stage.isLeaving = true;
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    stage.trigger("left", true);
  };
  stage.wake = () => {
    clearTimeout(stage.timer);
    bar.classList.remove("idle");
    stage.timer = setTimeout(() => bar.classList.add("idle"), IDLE_MS);
  };
  stage.fit = () => {
    const size = Math.min(innerWidth / WIDTH, innerHeight / HEIGHT);
    document.documentElement.style.setProperty("--stage", String(size));
  };
  stage.onkey = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key in STEPS) stage.go(STEPS[event.key]);
    else if (event.key in SCROLLS) {
      document.querySelector(".st-key-present_pages")?.scrollBy({ top: SCROLLS[event.key] * SCROLL_PX });
    } else if (event.key === "Escape") stage.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  stage.onfull = () => {  // in full screen the browser keeps Esc for itself
    if (stage.wasFull && !document.fullscreenElement) stage.leave();
    stage.wasFull = Boolean(document.fullscreenElement);
  };
  stage.onback = () => {  // steps that were taken while the connection was cut
    const view = stage.data.views[stage.at];
    if (stage.isLeaving) stage.trigger("left", true);
    else if (view && stage.at !== stage.data.at) stage.trigger("view", view.id);
  };
  stage.update = (component) => {
    const isAnswer = stage.data.at !== component.data.at;
    stage.data = component.data;
    stage.trigger = component.setTriggerValue;
    if (isAnswer) stage.at = component.data.at;
    stage.isLeaving = false;
    stage.paint();
  };
  stage.listen = (change) => {
    window[change]("keydown", stage.onkey, true);
    window[change]("pointermove", stage.wake);
    window[change]("resize", stage.fit);
    window[change]("atlas-back", stage.onback);
    document[change]("fullscreenchange", stage.onfull);
  };
  back.onclick = () => stage.go(-1);
  on.onclick = () => stage.go(1);
  leave.onclick = stage.leave;
  stage.listen("addEventListener");
  stage.fit();
  stage.wake();
  return stage;
}

const stages = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!stages.has(root)) stages.set(root, make(root));
  const stage = stages.get(root);
  stage.update(component);
  return () => {
    clearTimeout(stage.timer);
    stage.listen("removeEventListener");
    stages.delete(root);
  };
}
"""

# mounted by components.stage.steps, which knows where each step leads
mount = Component("present_controls", html=MARKUP, css=STYLE, js=SCRIPT)
