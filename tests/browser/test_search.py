"""The search box answers while one types, and the keyboard alone is enough."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tools.drive.reader import open_atlas
from tools.drive.server import Server


def box(page: Page) -> Locator:
    """Find the input."""
    return page.get_by_role("combobox", name="查找机构")


def hits(page: Page) -> Locator:
    """Find what is suggested."""
    return page.locator(".st-key-searchbox").get_by_role("option")


@pytest.fixture(scope="module")
def typing(server: Server, context: BrowserContext) -> Iterator[Page]:
    """Open a window for all that is typed without a choice."""
    window = context.new_page()
    open_atlas(window, server.address, "/?map=svg")
    expect(box(window)).to_be_visible()
    yield window
    window.close()


@pytest.fixture
def asking(typing: Page) -> Page:
    """Give that window with an empty box and no suggestion."""
    box(typing).fill("")
    box(typing).press("Escape")
    box(typing).blur()
    expect(hits(typing)).to_have_count(0)
    return typing


def test_initials_and_enter_open_the_card_and_stand_in_the_url(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?map=svg")
    box(page).press_sequentially("ymsz")
    box(page).press("Enter")
    expect(page.locator(".card-title")).to_have_text("艺妙神州")
    expect(page).to_have_url(re.compile(r"sel=yimiao-shenzhou"))
    expect(box(page)).to_have_value("")


def test_the_same_choice_again_keeps_it(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?sel=hanshi-lianhe&map=svg")
    for _ in range(2):
        box(page).fill("汉氏联合")
        hits(page).first.click()
        expect(hits(page)).to_have_count(0)
        expect(page.locator(".card-title")).to_have_text("汉氏联合")
        expect(page).to_have_url(re.compile(r"sel=hanshi-lianhe"))


def test_who_goes_on_typing_while_a_choice_redraws_the_page_loses_nothing(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?sel=hanshi-lianhe&map=svg")
    text = "beijing shi changping qu huilongguan"
    for _ in range(2):
        box(page).fill("汉氏联合")
        hits(page).first.click()
        box(page).press_sequentially(text, delay=60)
        expect(box(page)).to_have_value(text)


def test_a_typing_error_is_forgiven(asking: Page) -> None:
    box(asking).fill("yimaoshenzou")
    expect(hits(asking).first).to_have_text("艺妙神州")


def test_suggestions_stand_under_what_they_are(asking: Page) -> None:
    box(asking).fill("艺妙")
    expect(asking.get_by_role("group", name="企业").get_by_role("option")).to_have_count(2)
    expect(box(asking)).to_have_attribute("aria-expanded", "true")


def test_the_keyboard_alone_reaches_the_box_and_the_second_suggestion(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?map=svg")
    expect(box(page)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("艺妙")
    expect(hits(page)).to_have_count(3)  # the last one makes a filter
    second = hits(page).nth(1).text_content() or ""
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(hits(page).nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator(".card-title")).to_have_text(second)


def test_what_is_typed_can_become_a_filter(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?map=svg")
    box(page).fill("艺妙")
    page.get_by_role("group", name="筛选").get_by_role("option").click()
    expect(page).to_have_url(re.compile(r"[?&]q="))
    expect(page.locator(".st-key-found").get_by_role("button")).to_have_count(2)
    page.get_by_role("button", name=re.compile("艺妙.*×")).click()
    expect(page).not_to_have_url(re.compile("q="))


def test_the_word_of_a_therapy_is_offered_as_a_filter_first(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?map=svg")
    box(page).fill("car-t")
    expect(hits(page).first).to_contain_text("技术路线")
    hits(page).first.click()
    expect(page).to_have_url(re.compile("modality=car_t"))
    expect(page.locator(".st-key-chips")).to_contain_text("CAR-T")


def test_escape_closes_the_suggestions_and_then_empties_the_box(asking: Page) -> None:
    box(asking).fill("海淀")
    expect(hits(asking).first).to_be_visible()
    asking.keyboard.press("Escape")
    expect(hits(asking)).to_have_count(0)
    expect(box(asking)).to_have_value("海淀")
    asking.keyboard.press("Escape")
    expect(box(asking)).to_have_value("")
    expect(asking).not_to_have_url(re.compile("sel="))


def test_what_nobody_is_called_is_said_to_be_not_found(asking: Page) -> None:
    box(asking).fill("qqqqzzzz")
    expect(asking.locator(".st-key-searchbox").get_by_role("status")).to_contain_text("未找到")


def test_a_choice_on_the_page_about_the_data_goes_to_the_map_and_keeps_the_filters(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/about?kind=company&lang=zh")
    box(page).fill("ymsz")
    hits(page).first.click()
    expect(page.locator(".card-title")).to_have_text("艺妙神州")
    expect(page).to_have_url(re.compile(r"/\?(?=.*sel=yimiao-shenzhou)(?=.*kind=company)"))
