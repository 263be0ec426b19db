"""The policy page answers its questions by clicks, says where each figure stands, and keeps the URL."""

import re

import pytest

from atlas.language.i18n import LANGUAGES
from atlas.selection.filter import Filter
from atlas.selection.row_filter import follow_filter
from tests.screen import ENGLISH, Tags, open_app, read_html, read_url, show_failure

PAGE = "pages/explore/policy.py"
SECTIONS = ("targets", "measures", "timeline")


def open_policy(**parameters: str):
    app = open_app(PAGE, **parameters)
    assert show_failure(app) == ""
    return app


def read_page(app) -> str:
    return " ".join(body for body in read_html(app) if 'class="foot"' not in body)


def find_rows(app, table: str) -> list[list[str]]:
    """Give the cells of each row of a table, as plain text."""
    body = next(part for part in read_html(app) if f'class="plain {table}"' in part)
    inside = body.split(f'class="plain {table}"')[1].split("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", inside)
    return [[Tags(cell).words for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows]


def list_months(app) -> list[str]:
    """Give the headings of the timeline's list."""
    return [head.split(" · ")[0] for head in re.findall(r'<h3 class="list-title">(.*?)</h3>', read_page(app))]


def find_group(app, key: str):
    return next(one for one in app.get("button_group") if one.key == key)


def test_the_targets_come_first_and_say_that_they_cannot_be_measured():
    page = read_page(open_policy())
    for figure in ("至少20家", "至少15个", "至少3家"):
        assert figure in page
    assert page.count("据现有来源无法衡量") == 5
    assert "progress" not in page


def test_a_named_firm_is_said_not_to_be_a_frontier_firm():
    page = read_page(open_policy(lang="en"))
    assert "a named firm is not therefore one" in page
    assert "Not the same thing" in page
    assert "艺妙神州" in page  # the list of what is counted


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_opens_and_proves_what_it_says(section, lang):
    page = read_page(open_policy(section=section, lang=lang))
    assert page.count("<details") > 5
    assert page.count('class="proof"') > 5


@pytest.mark.parametrize("section", SECTIONS)
def test_the_chinese_page_says_nothing_in_english(section):
    assert ENGLISH.findall(Tags(read_page(open_policy(section=section))).words) == []


def test_haidian_pays_up_to_half_a_million_a_project_and_the_page_says_where_that_is_said():
    app = open_policy(section="measures", support_area="110108")
    row = next(row for row in find_rows(app, "measures") if "50万元" in row[2])
    assert "最高" in row[2]
    assert "每个项目" in row[2]
    assert "每个项目最高50万元" in read_page(app).partition(f">{row[4].strip()[:12]}")[2]


def test_beijing_and_shanghai_stand_side_by_side_at_phase_three():
    app = open_policy(section="measures", support_stage="phase_3", support_area="110000,310000")
    head, phase, general = find_rows(app, "matrix")
    assert [cell.strip() for cell in head] == ["阶段", "北京市", "上海市"]
    assert "来源未载" in phase[1]
    assert "最高" in phase[2]
    assert "3000万元" in phase[2]
    assert "未写数额" in general[1]


def test_what_is_picked_goes_into_the_url():
    app = open_policy(section="measures")
    app.selectbox(key="measures_purpose").select("finance").run()
    app.selectbox(key="measures_stage").select("iit").run()
    assert (read_url(app, "purpose"), read_url(app, "support_stage")) == ("finance", "iit")


def test_the_section_goes_into_the_url():
    app = open_policy()
    find_group(app, "policy_section").set_value("timeline").run()
    assert read_url(app, "section") == "timeline"
    assert show_failure(app) == ""


def test_a_purpose_and_places_without_any_measure_say_so():
    page = read_page(open_policy(section="measures", purpose="environment", support_area="110108"))
    assert "来源未载此类措施" in page


def count_of(page: str) -> int:
    """Read how many targets or measures a section's title counts."""
    return int(re.search(r"(?:共|：)(\d+)项", page)[1])


def test_the_targets_follow_place_document_and_time():
    assert count_of(read_page(open_policy())) == 5
    assert count_of(read_page(open_policy(area="110115"))) == 4  # not the functional areas of another place
    assert count_of(read_page(open_policy(park="biopark"))) == 5
    assert count_of(read_page(open_policy(source="doc-000"))) == 3
    assert count_of(read_page(open_policy(**{"from": "2025"}))) == 2


def test_the_measures_follow_the_place_with_those_that_reach_it_from_above():
    places = set(find_rows(open_policy(section="measures", area="110115", purpose="all"), "matrix")[0][1:])
    assert {place.strip() for place in places} == {"中国", "北京市", "大兴生物医药产业基地"}


def test_picked_places_stand_whatever_place_is_filtered_and_the_notice_says_so():
    app = open_policy(section="measures", area="110115", support_area="310000", purpose="all")
    assert [cell.strip() for cell in find_rows(app, "matrix")[0]] == ["阶段", "上海市"]
    assert "以下筛选条件不影响本栏：区、功能区" in read_page(app)


@pytest.mark.parametrize("section", ["targets", "measures"])
def test_a_section_and_the_data_page_tell_of_the_same_rows(section, snapshot):
    for chosen in ({"area": "bda"}, {"source": "doc-004"}, {"to": "2024", "kind": "company"}):
        page = open_policy(section=section, purpose="all", **chosen)
        filter, _ = Filter.from_url(chosen, snapshot)
        rows = follow_filter(snapshot, filter, "indicators" if section == "targets" else "policy_measures")
        if section == "targets":
            rows = rows[rows["value_kind_code"] == "target"]
        assert count_of(read_page(page)) == len(rows) > 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_the_filters_leave_nothing_the_page_says_which_to_take_away(lang):
    targets = read_page(open_policy(source="doc-003", lang=lang))
    measures = read_page(
        open_policy(section="measures", purpose="all", support_area="411000", source="doc-004", lang=lang)
    )
    for page in (targets, measures):
        assert {"zh": "去掉“见于”后", "en": "Without Named in"}[lang] in page


@pytest.mark.parametrize("chosen", [{"section": "targets"}, {"section": "measures", "purpose": "all"}])
def test_the_foot_before_an_audience_names_the_documents_really_shown(chosen):
    app = open_policy(present="true", area="110108", source="doc-002", **chosen)
    foot = next(body for body in read_html(app) if 'class="foot"' in body)
    assert "投资人凭什么敢赌" not in foot


def test_a_year_is_one_click_and_its_months_are_listed():
    app = open_policy(section="timeline")
    find_group(app, "timeline_years").set_value("2025").run()
    assert (read_url(app, "from"), read_url(app, "to")) == ("2025", "2025")
    assert list_months(app) == [*(f"2025年{month}月" for month in (1, 4, 6, 8, 9)), "2025年，月份未注明"]


def test_months_can_be_chosen_as_a_range():
    app = open_policy(section="timeline")
    app.select_slider[0].set_range("2025-04", "2025-06").run()
    assert (read_url(app, "from"), read_url(app, "to")) == ("2025-04", "2025-06")
    assert list_months(app) == ["2025年4月", "2025年6月", "2025年，月份未注明"]


@pytest.mark.parametrize(
    "window",
    [{"from": "2025", "to": "2003"}, {"from": "0001", "to": "9999"}, {"from": "2100"}, {"to": "2024-02-29"}],
    ids=str,
)
def test_any_time_window_opens(window):
    open_policy(section="timeline", **window)


def test_a_click_on_what_an_event_names_opens_its_card():
    app = open_policy(section="timeline", **{"from": "2025-08", "to": "2025-08"})
    app.button(key="go_2025-08_jitai").click().run()
    assert read_url(app, "sel") == "jitai"
    assert "card-title" in read_page(app)


def test_a_date_known_only_to_the_year_is_drawn_as_an_open_span():
    page = read_page(open_policy(section="timeline", **{"from": "2025", "to": "2025"}))
    span = re.search(r'<a class="span (\w+)" href="#events-ev-aimaituosai-approved"[^>]*width:([\d.]+)%', page)
    assert span
    assert span[1] == "outlined"
    assert float(span[2]) == 100


@pytest.mark.parametrize("name", ["section", "purpose", "support_stage", "support_area"])
def test_a_value_that_means_nothing_is_named_in_a_notice(name):
    parameters = {"section": "measures", name: "nothing"}
    bodies = [body for body in read_html(open_policy(**parameters)) if 'class="notice"' in body]
    assert any(f"{name}=nothing" in body for body in bodies)


@pytest.mark.parametrize("section", ["targets", "measures"])
def test_just_the_filters_that_say_nothing_of_policies_are_named_in_a_notice(section):
    page = read_page(open_policy(section=section, kind="company", stage="marketed", area="110108"))
    assert "以下筛选条件不影响本栏：机构类型 · 产品阶段<" in page
    assert "不影响本栏" not in read_page(open_policy(section=section, area="110108", source="doc-004", to="2025"))


def test_the_timeline_can_be_taken_away_as_a_picture():
    names = [one.proto.label for one in open_policy(section="timeline").get("download_button")]
    assert names == ["PNG 图片", "SVG 矢量图"]
    assert not open_policy(section="timeline", **{"from": "2100"}).get("download_button")
