"""A publisher's day: a catalog grows under `rigbook serve` while pages of it are open."""

import pytest

from accessibility import violations
from conftest import watch
from faults import assert_none
from served_site import serving_copy

CARD = "nvidia-rtx-5080"
GPUS = "Content/Catalog/gpus.csv"
PRICES = "Content/Catalog/prices.csv"
CONFIGURATIONS = "Content/Catalog/configurations.yaml"
PLACE = "() => Math.round(scrollY)"
# The preview's own corner lies in a shadow tree, which Playwright's selectors look into.
FAULTS = "rigbook-preview section[aria-label='Faults of the site']"
REVIEW = "rigbook-preview button[aria-pressed]"


@pytest.fixture(scope="module")
def site(pytestconfig, tmp_path_factory):
    tool = pytestconfig.getoption("--rigbook")
    with serving_copy(tool, tmp_path_factory.mktemp("preview") / "site") as site:
        yield site


@pytest.fixture
def open_tab(tab):
    """Opens addresses in tabs of their own, which notice when their page is loaded again."""
    tabs = []

    def open_page(url, width=820, height=500):
        page = tab.context.browser.new_context().new_page()
        watch(page)
        tabs.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.asked_for = url
        page.goto(url, wait_until="load")
        page.wait_for_selector(REVIEW)
        page.evaluate(
            """() => { window.isSame = true; window.changes = 0;
            new MutationObserver((list) => (window.changes += list.length)).observe(
              document.body, { subtree: true, childList: true, characterData: true,
                attributes: true }); }"""
        )
        return page

    yield open_page
    for page in tabs:
        page.context.close()


def problems(page):
    """What went wrong in a page; that it stops listening when it is closed is no problem."""
    return [one for one in page.problems if "/.rigbook/events" not in one]


def barriers(page):
    """What axe-core holds against the preview's own parts; the small site has faults of its own."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {one}" for one in violations(page) if "rigbook-" in one]
    page.emulate_media(color_scheme="light")
    return found


def waits_for(page, expression, argument=None):
    page.wait_for_function(expression, arg=argument, polling=10)


def shown(page, selector="main"):
    return page.locator(selector).inner_text()


def new_card(site, memory):
    """Returns a line of the catalog for a new card: that of another one with a few other values."""
    lines = site.path(GPUS).read_text("utf-8").splitlines()
    header = lines[0].split(",")
    line = next(line for line in lines if line.startswith("nvidia-rtx-5090,"))
    start = line.split(",", header.index("memory_marketed_gb") + 1)
    start[header.index("id")] = CARD
    start[header.index("name")] = "GeForce RTX 5080"
    start[header.index("memory_marketed_gb")] = memory
    return ",".join(start) + "\n"


def test_a_publishers_day(site, open_tab):
    cards = open_tab(site.address + "cards/")
    notes = open_tab(site.address + "notes/")
    card = open_tab(site.address + "cards/nvidia-rtx-4090/", height=300)

    # In the morning a card is entered, with a slip.
    site.append(GPUS, new_card(site, "sixteen"))
    cards.wait_for_selector(f"{FAULTS} >> text=sixteen")
    fault = shown(cards, FAULTS)
    line = len(site.path(GPUS).read_text("utf-8").splitlines())
    assert "1 error" in fault and f"{GPUS}:{line}:" in fault and "^^^^^^^" in fault, fault
    assert "GeForce RTX 4090" in shown(cards), "the last good page is gone"
    assert "GeForce RTX 5080" not in shown(cards)
    assert not site.path(f"Output/cards/{CARD}").exists()

    # Mended, the list gains a row where it stands.
    site.replace(GPUS, ",sixteen,", ",16,")
    waits_for(cards, "() => document.querySelector('main').innerText.includes('RTX 5080')")
    cards.wait_for_selector(FAULTS, state="hidden")
    assert cards.evaluate("isSame"), "the page was loaded again"

    # So does a sentence that names the smallest card that is enough.
    waits_for(notes, "() => document.querySelector('main').innerText.includes('RTX 5080')")
    assert notes.evaluate("isSame"), "the page was loaded again"
    notes.evaluate("() => { changes = 0; }")

    # A price and a machine, which names a card that nobody has entered.
    site.append(PRICES, f"price-{CARD}-1,{CARD},1099,street,–,2025-07-23,yes,medium,,vendor,x\n"
                .replace("vendor", "pc-part-dataset"))
    machine = site.path(CONFIGURATIONS).read_text("utf-8").split("\n\n")[0]
    machine = (machine.replace("cfg-single-5090-tower", "cfg-single-5080-tower")
               .replace("One RTX 5090 tower", "One RTX 5080 tower")
               .replace("gpu: nvidia-rtx-5090", "gpu: nvidia-rtx-5800"))
    site.append(CONFIGURATIONS, "\n" + machine + "\n")
    cards.wait_for_selector(f"{FAULTS} >> text=nvidia-rtx-5800")
    assert f"{CONFIGURATIONS}:" in shown(cards, FAULTS)
    site.replace(CONFIGURATIONS, "gpu: nvidia-rtx-5800", f"gpu: {CARD}")
    cards.wait_for_selector(FAULTS, state="hidden")
    systems = open_tab(site.address + "systems/")
    assert "One RTX 5080 tower" in shown(systems)
    systems.goto(site.address + f"cards/{CARD}/")
    assert "1,099" in shown(systems)

    # A price is corrected, while the reader is far down in the page with a field of his in focus.
    card.evaluate("() => document.querySelector('#models').scrollIntoView({ block: 'start' })")
    card.evaluate(
        """() => { const link = [...document.querySelectorAll('#models a')].at(-1);
        link.focus({ preventScroll: true }); window.focused = link; }"""
    )
    place = card.evaluate(PLACE)
    assert place > 0, "the page is too short to scroll"
    site.replace(PRICES, ",3089,", ",2990,")
    waits_for(card, "() => document.querySelector('main').textContent.includes('2,990')")
    assert card.evaluate("isSame"), "the page was loaded again"
    assert card.evaluate("document.activeElement === focused"), "the focus is lost"
    assert abs(card.evaluate(PLACE) - place) <= 1, "the page has moved"
    assert notes.evaluate("isSame && changes === 0"), "a page that shows none of this has changed"

    # Before the release: what is new, and what was there.
    card.click(REVIEW)
    card.wait_for_selector("main ins")
    assert card.locator("main ins").first.inner_text().endswith("2,990"), shown(card)
    assert card.locator("main ins").first.get_attribute("title") == "was 3,089"
    assert card.locator("main del").first.inner_text().endswith("3,089")
    assert abs(card.evaluate(PLACE) - place) <= 1, "the page has moved"
    card.get_by_role("button", name="Pages").click()
    card.wait_for_selector("rigbook-preview section.list li")
    pages = card.locator("rigbook-preview section.list li").all_inner_texts()
    assert f"/cards/{CARD}/ (new)" in pages and "/cards/nvidia-rtx-4090/ (changed)" in pages
    card.get_by_role("button", name="Next").click()
    assert card.evaluate("document.activeElement.matches('.rigbook-mark')")

    assert_none(barriers(card))

    # The marks follow what is edited, and go when they are not wanted.
    site.replace(PRICES, ",2990,", ",2880,")
    waits_for(card, "() => document.querySelector('main ins')?.textContent.includes('2,880')")
    card.click(REVIEW)
    waits_for(card, "() => !document.querySelector('.rigbook-mark')")
    assert "2,880" in shown(card) and "3,089" not in shown(card)

    for page in (cards, notes, card):
        assert_none(problems(page))


def test_styles_change_in_place(site, open_tab):
    page = open_tab(site.address + "notes/")
    site.write("Templates/Assets/site.css", "body { background: rgb(1, 2, 3) }\n")
    waits_for(page, "() => getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)'")
    assert page.evaluate("isSame"), "the page was loaded again"
    assert_none(problems(page))


def test_a_broken_template_is_shown_and_mended(site, open_tab):
    page = open_tab(site.address + "notes/")
    template = site.path("Templates/page.mustache")
    text = template.read_text("utf-8")
    template.unlink()
    page.wait_for_selector(f"{FAULTS} >> text=error")
    assert "GeForce" not in shown(page, "title") and "A card" in shown(page)
    template.write_text(text.replace("</main>", "<p>A new foot</p></main>"), "utf-8")
    waits_for(page, "() => document.querySelector('main').innerText.includes('A new foot')")
    page.wait_for_selector(FAULTS, state="hidden")
    assert page.evaluate("isSame"), "the page was loaded again"
    site.write("Templates/page.mustache", text)
    waits_for(page, "() => !document.querySelector('main').innerText.includes('A new foot')")


def test_faults_are_never_markup(site, open_tab):
    page = open_tab(site.address + "notes/")
    text = site.path("Content/notes.md").read_text("utf-8")
    site.write("Content/notes.md", text + "\n`=gpu.<img/src=x>.name`\n")
    page.wait_for_selector(f"{FAULTS} >> text=img/src")
    assert page.locator(f"{FAULTS} img").count() == 0
    assert_none(barriers(page))
    site.write("Content/notes.md", text)
    page.wait_for_selector(FAULTS, state="hidden")


def test_output_has_nothing_of_the_preview_and_is_that_of_a_clean_build(site):
    for file in site.path("Output").rglob("*.html"):
        assert "rigbook/preview" not in file.read_text("utf-8"), file
    assert site.stop() == 0, site.log
    assert not list(site.folder.glob(".Output.*")), "a staging folder is left"
    assert not list(site.path(".rigbook").glob("last-*")), "the copy of the last release is left"
    verified = site.run("build", "--verify")
    assert verified.returncode == 0, verified.stderr
    assert "verified" in verified.stdout and "nothing had changed" in verified.stdout
