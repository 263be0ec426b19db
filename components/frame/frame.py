"""What surrounds every page: title, language, theme, notices and the footer."""

from pathlib import Path

import streamlit as st

from atlas.language.i18n import LANGUAGES
from atlas.links.parameters import LANG
from atlas.pictures.credit import say_boundaries, say_newest
from components.boundary import guard
from components.cached import load_snapshot
from components.frame import theme_switch
from components.frame.copy_button import show_link_button
from components.frame.present_button import show_present_button
from components.render import render
from components.signs.static_files import list_fonts, static_url
from components.state import is_bare, is_presenting, read_lang, settle_lang, write_told
from components.tiles import read_ground
from components.told import read_choices
from components.words import label

STYLE = Path(__file__).resolve().parents[2] / "static" / "atlas.css"
STAGE_STYLE, EMBED_STYLE = STYLE.with_name("present.css"), STYLE.with_name("embed.css")
SIDEBAR_PX = 244
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}


def set_up_page() -> None:
    """Set the browser's title and the wide layout, and load the style sheet."""
    settle_lang()
    st.set_page_config(
        page_title=label("Beijing Cell and Gene Therapy Atlas"), layout="wide", initial_sidebar_state=SIDEBAR_PX
    )
    st.html(STYLE)
    st.html(f'<style>@import url("{list_fonts()[0]}");</style>')
    if is_presenting():
        st.html(STAGE_STYLE)
    elif is_bare():
        st.html(EMBED_STYLE)
    else:
        st.logo(static_url(f"title-{read_lang()}-{theme_type()}"), size="large")


def theme_type() -> str:
    """Tell which theme the reader sees: `light` or `dark`."""
    return "dark" if st.context.theme.get("type") == "dark" else "light"


def _change_language() -> None:
    write_told(**{LANG: next(iter(read_choices("language", LANGUAGES)), "")})


def show_language_switch() -> None:
    """Show the switch between the languages; it writes the URL."""
    st.session_state["language"] = read_lang()
    st.segmented_control(
        label("Language"),
        LANGUAGES,
        format_func=LANGUAGE_NAMES.__getitem__,
        key="language",
        required=True,
        label_visibility="collapsed",
        on_change=guard(_change_language),
    )


def show_switches() -> None:
    """Show what every page has at its top right: link, presentation, language and theme."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="switches"):
        show_link_button()
        show_present_button()
        show_language_switch()
        theme_switch.show_theme_switch(theme_type())


def show_notices(dropped: tuple[str, ...]) -> None:
    """Tell which parts of the URL meant nothing here."""
    if dropped:
        st.html(render("page_notice.html", values=", ".join(dropped)[:120]))


def show_footer() -> None:
    """Show the boundary note, the credit, the date of the newest document and the snapshot."""
    snapshot, lang = load_snapshot(), read_lang()
    right = [say_newest(snapshot, lang), f"{label('Snapshot')} {snapshot.snapshot_id}"]
    if lang != LANGUAGES[0]:
        right.insert(0, label("Pinyin: no English name in the sources"))
    said = " · ".join(right[:-1] if is_bare() else right)
    st.html(render("foot.html", left=say_credit(), right=said))


def say_credit() -> str:
    """Say whose the boundaries are and what they are worth, and whose ground lies below."""
    ground = read_ground()
    below = label("Ground: {credit}", credit=ground.credit) if ground else ""
    return " · ".join(filter(None, [say_boundaries(read_lang()), below]))
