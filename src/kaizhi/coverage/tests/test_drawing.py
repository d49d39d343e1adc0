"""The drawing in a real browser: the layout by itself, and the journey of a director through the page."""

import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from kaizhi.accounts.models import Account
from kaizhi.coverage.tests.browser import opened
from kaizhi.coverage.tests.factories import make_account, make_r6

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAKE = """
const { layout } = await import("/static/coverage/layout.js");
const { bestShape } = await import("/static/coverage/fit.js");
let next = 0;
const plant = () => ({ id: ++next, leaf: true, open: [] });
const branch = (...open) => ({ id: ++next, leaf: false, open });
const plants = (n) => Array.from({ length: n }, plant);
const crossing = ({ boxes }) => boxes.filter((a, i) => boxes.some((b, j) => i < j &&
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)).length;
const view = { w: 900, h: 560 };
const drawn = (tops) => layout(tops, bestShape(tops, view));
"""


@pytest.fixture
def run(browser, live_server):
    """Evaluate a script beside the layout modules, without any page around it."""
    with opened(browser, f"{live_server.url}/static/coverage/tree.css") as page:
        yield lambda script: page.evaluate(f"async () => {{ {MAKE} {script} }}")


def test_a_group_of_26_plants_fits_one_screen_readably(run):
    """Four companies with 26 plants in all, three levels: nothing overlaps, and text stays larger than 8 px."""
    scale = run("""
        const tops = [branch(branch(...plants(9)), branch(...plants(8)), branch(...plants(5)), branch(...plants(4)))];
        const picture = drawn(tops);
        if (picture.boxes.length !== 31 || crossing(picture)) return 0;
        return Math.min(view.w / picture.w, view.h / picture.h);
    """)
    assert scale * 13 > 8


def test_every_shown_node_has_one_box_below_its_parent(run):
    assert run("""
        const deep = branch(branch(branch(...plants(3)), plant()), branch(...plants(40)), plant());
        const picture = drawn([deep]);
        const at = new Map(picture.boxes.map((box) => [box.node.id, box]));
        const bottom = (node) => at.get(node.id).y + at.get(node.id).h;
        const below = (node) => node.open.every((one) => at.get(one.id).y >= bottom(node) && below(one));
        const fits = (box) => box.x >= 0 && box.x + box.w <= picture.w + 1 && box.y + box.h <= picture.h + 1;
        const inside = picture.boxes.every(fits);
        return at.size === 49 && below(deep) && inside && crossing(picture) === 0;
    """)


def test_the_head_stands_in_the_middle_over_its_branches(run):
    assert run("""
        const { boxes } = drawn([branch(branch(...plants(2)), branch(...plants(2)))]);
        const middle = (box) => box.x + box.w / 2;
        return Math.abs(middle(boxes[0]) - (middle(boxes[1]) + middle(boxes[4])) / 2) < 1;
    """)


def test_parts_of_a_hidden_group_stand_side_by_side(run):
    assert run("""
        const picture = drawn([branch(...plants(3)), plant(), plant()]);
        return picture.boxes.length === 6 && crossing(picture) === 0 && picture.links.length === 1;
    """)


def test_ten_thousand_nodes_are_laid_out_in_a_blink(run):
    milliseconds = run("""
        const tops = [branch(...Array.from({ length: 100 }, () => branch(...plants(99))))];
        const start = performance.now();
        const picture = drawn(tops);
        return picture.boxes.length === 10001 ? performance.now() - start : 1e9;
    """)
    assert milliseconds < 1500


def test_arrow_keys_lead_to_neighbours(run):
    assert run("""
        const { neighbour } = await import("/static/coverage/walk.js");
        const tops = [branch(branch(...plants(2)), branch(...plants(2)))];
        const { boxes } = drawn(tops);
        const byId = new Map(boxes.map((box) => [box.node.id, box]));
        const [head] = tops;
        const [left, right] = head.open;
        const go = (at, key) => neighbour(byId, boxes, at, key);
        return go(null, "ArrowDown") === head.id
          && go(left.id, "ArrowRight") === right.id && go(right.id, "ArrowLeft") === left.id
          && go(left.id, "ArrowUp") === head.id && go(left.id, "ArrowDown") === left.open[0].id
          && go(head.id, "ArrowUp") === head.id && go(left.open[1].id, "Home") === head.id;
    """)


def test_names_are_shortened_to_the_room(run):
    assert run("""
        const { shorten, widthOf, wan } = await import("/static/coverage/text.js");
        const long = "衡岭重工集团武汉第二铸造工厂";
        const short = shorten(long, 13, 90);
        return short.endsWith("…") && widthOf(short, 13) <= 90 && shorten("武汉", 13, 90) === "武汉"
          && wan(123456789, "{n}万") === "123.46万";
    """)


@pytest.fixture
def northwind(cast):
    return make_r6(cast.anna)


@pytest.fixture
def tree_page(browser, live_server, cast, sign_in, northwind):
    address = live_server.url + reverse("coverage:tree", args=[northwind[0].pk])
    with opened(browser, address, sign_in(cast.anna)) as page:
        page.wait_for_selector(".card.head")
        yield page


def test_the_picture_of_r6(tree_page, northwind):
    """All 15 nodes at once, 7 of them dashed blind spots, all on the screen."""
    assert tree_page.locator("#canvas .card").count() == 15
    assert tree_page.locator("#canvas .card.r-uncovered").count() == 7
    canvas = tree_page.locator("#canvas").bounding_box()
    for box in tree_page.locator("#canvas .card").all():
        at = box.bounding_box()
        assert canvas["x"] <= at["x"]
        assert at["x"] + at["width"] <= canvas["x"] + canvas["width"]
        assert at["y"] + at["height"] <= canvas["y"] + canvas["height"]
    assert "5/12" in tree_page.locator(".card.head").text_content()


def test_the_legend_dims_the_rest_and_stays_in_the_address(tree_page):
    tree_page.click("[data-show=uncovered]")
    tree_page.wait_for_selector(".card.dim")
    assert tree_page.locator("#canvas .card:not(.dim)").count() == 7
    assert "show=uncovered" in tree_page.url
    tree_page.reload()
    tree_page.wait_for_selector(".card.dim")
    assert tree_page.locator("#canvas .card:not(.dim)").count() == 7


def test_search_dims_all_but_the_hits(tree_page, northwind):
    tree_page.fill("[data-tree-find] input[type=search]", northwind[1][3].name)
    tree_page.wait_for_selector(".card.dim")
    assert tree_page.locator("#canvas .card:not(.dim)").get_attribute("data-id") == str(northwind[1][3].pk)


def test_a_hit_far_away_is_brought_into_sight(browser, live_server, cast, sign_in, northwind):
    head, plants = northwind
    for n in range(300):
        make_account(f"Shed {n:03}", plants[0].parent, cast.anna, Account.Kind.COMPANY)
    hidden = make_account("Needle", plants[1].parent, cast.anna)
    with opened(browser, live_server.url + reverse("coverage:tree", args=[head.pk]), sign_in(cast.anna)) as page:
        page.wait_for_selector(".card.head")
        page.click("[data-zoom=in]", click_count=6)
        page.fill("[data-tree-find] input[type=search]", "Needle")
        page.wait_for_selector(f"#card-{hidden.pk}:not(.dim)")
        canvas, needle = page.locator("#canvas").bounding_box(), page.locator(f"#card-{hidden.pk}").bounding_box()
        assert canvas["x"] <= needle["x"] <= canvas["x"] + canvas["width"] - needle["width"]
        assert canvas["y"] <= needle["y"] <= canvas["y"] + canvas["height"] - needle["height"]


def test_folding_and_switching_keep_the_place(tree_page, northwind):
    east = northwind[1][0].parent_pk
    tree_page.click(f"[data-fold='{east}']")
    expect(tree_page.locator("#canvas .card")).to_have_count(9)
    tree_page.click("[data-view-link=table]")
    expect(tree_page.locator("#tree-table tbody tr")).to_have_count(9)
    tree_page.click(f"#tree-table [data-flip='{east}']")
    expect(tree_page.locator("#tree-table tbody tr")).to_have_count(15)
    tree_page.click("[data-view-link=drawing]")
    expect(tree_page.locator("#canvas .card")).to_have_count(15)


def test_the_keyboard_walks_and_opens_the_drawer(tree_page, northwind):
    tree_page.focus("#canvas")
    tree_page.keyboard.press("Home")
    tree_page.keyboard.press("ArrowDown")
    assert tree_page.locator(".card.at").count() == 1
    scale = tree_page.locator(".card.at").bounding_box()["width"]
    tree_page.keyboard.press("+")
    assert tree_page.locator(".card.at").bounding_box()["width"] > scale
    tree_page.keyboard.press("Enter")
    expect(tree_page.locator("dialog#drawer[open]")).to_contain_text("Northwind")


def test_children_come_when_they_are_opened(browser, live_server, cast, sign_in, northwind):
    head, plants = northwind
    shop = make_account("Casting shop", plants[0], cast.anna, Account.Kind.WORKSHOP)
    with opened(browser, live_server.url + reverse("coverage:tree", args=[head.pk]), sign_in(cast.anna)) as page:
        page.wait_for_selector(".card.head")
        assert page.locator(f"#card-{shop.pk}").count() == 0
        page.click(f"[data-fold='{plants[0].pk}']")
        page.wait_for_selector(f"#card-{shop.pk}")


def test_the_picture_is_saved_as_png_and_svg(tree_page, tmp_path):
    tree_page.click("details summary:has-text('Export')")
    with tree_page.expect_download() as png:
        tree_page.click("[data-picture=png]")
    png.value.save_as(tmp_path / "tree.png")
    content = (tmp_path / "tree.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(content) > 20_000  # an empty sheet of this size is far smaller
    with tree_page.expect_download() as svg:
        tree_page.click("[data-picture=svg]")
    svg.value.save_as(tmp_path / "tree.svg")
    root = ET.parse(tmp_path / "tree.svg").getroot()
    looks = {rect.get("style", "").split(";")[0] for rect in root.iter("{http://www.w3.org/2000/svg}rect")}
    assert {"fill:rgb(27, 99, 71)", "fill:rgb(255, 255, 255)"} <= looks  # the head is green, blind spots are blank
    words = "".join(root.itertext())
    assert all(f"plant {n:02}" in words for n in range(12))
    assert "Northwind Holding" in words


def test_print_is_one_page_with_the_whole_tree(tree_page):
    tree_page.keyboard.press("Tab")
    paper = tree_page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
    assert paper.count(b"/MediaBox [0 0 842 595]") + paper.count(b"/MediaBox [0 0 841.91998 594.95996]") >= 1


def test_a_phone_sees_the_table_first_and_may_draw(browser, live_server, cast, sign_in, northwind):
    address = live_server.url + reverse("coverage:tree", args=[northwind[0].pk])
    with opened(browser, address, sign_in(cast.anna), width=390, height=844) as page:
        assert page.locator("#tree-table").is_visible()
        assert not page.locator("#canvas").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.click("[data-view-link=drawing]")
        page.wait_for_selector(".card.head")
        assert page.locator("#canvas").is_visible()
