"""The catalogue tool: what it reads from code and templates, and which faults it names."""

import sys
from pathlib import Path

import polib
import pytest

BIN = Path(__file__).resolve().parent.parent / "bin"


@pytest.fixture
def catalogues(monkeypatch):
    monkeypatch.syspath_prepend(str(BIN))
    import _messages

    yield _messages
    sys.modules.pop("_messages", None)


@pytest.fixture
def app(catalogues, tmp_path, monkeypatch):
    """An app of its own with one Python file and one template."""
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    folder = tmp_path / "orchard"
    (folder / "templates" / "orchard").mkdir(parents=True)
    (folder / "rules.py").write_text('from django.utils.translation import gettext_lazy as _\nTREE = _("tree")\n')
    (folder / "templates" / "orchard" / "tree.html").write_text('{% translate "leaf" %}')
    return "orchard"


def translate(catalogues, app, **chinese):
    path = catalogues.catalogue_path(app)
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = chinese.get(entry.msgid, entry.msgstr)
    catalogue.save()


def keys(messages):
    return {(message.msgid, message.context, message.plural) for message in messages}


def test_it_works(catalogues, app):
    catalogues.update(app)
    translate(catalogues, app, tree="树", leaf="叶")
    assert catalogues.faults(app) == []
    catalogues.compile_catalogue(app)
    compiled = polib.mofile(str(catalogues.catalogue_path(app).with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {"tree": "树", "leaf": "叶"}


def test_python_markers_and_their_aliases(catalogues):
    source = (
        "from django.utils import translation\n"
        "from django.utils.translation import gettext_lazy as _, ngettext, npgettext\n"
        "from django.utils.translation import pgettext_lazy as _p, gettext_noop\n"
        "a = _('one ' 'text')\n"
        "b = ngettext('%(n)s plant', '%(n)s plants', n)\n"
        "c = _p('stage', 'Won')\n"
        "d = npgettext('ctx', 'a', 'b', n)\n"
        "e = translation.gettext('by module')\n"
        "f = gettext_noop('noop')\n"
        "g = _(variable)\n"
        "h = other('not marked')\n"
    )
    assert keys(catalogues.messages_in_python(source, "x.py")) == {
        ("one text", None, None),
        ("%(n)s plant", None, "%(n)s plants"),
        ("Won", "stage", None),
        ("a", "ctx", "b"),
        ("by module", None, None),
        ("noop", None, None),
    }


def test_an_f_string_is_refused(catalogues):
    source = "from django.utils.translation import gettext as _\n_(f'hello {name}')\n"
    with pytest.raises(catalogues.MarkedTextError, match=r"x\.py:2"):
        list(catalogues.messages_in_python(source, "x.py"))


def test_template_markers(catalogues):
    source = (
        '<p title="{% translate "Close (the page)" %}">{% translate "Won" context "stage" %}</p>\n'
        "{# a comment with an apostrophe: it's not text #}\n"
        "{% blocktranslate trimmed count n=total with name=user.name %}\n"
        "  {{ n }} plant of {{ name }} (50%)\n"
        "{% plural %}\n"
        "  {{ n }} plants of {{ name }} (50%)\n"
        "{% endblocktranslate %}\n"
        '{% component title=_("In a tag") %}{{ value|default:_("In a filter") }}{{ _("As a variable") }}\n'
    )
    assert keys(catalogues.messages_in_template(source, "x.html")) == {
        ("Close (the page)", None, None),
        ("Won", "stage", None),
        ("%(n)s plant of %(name)s (50%%)", None, "%(n)s plants of %(name)s (50%%)"),
        ("In a tag", None, None),
        ("In a filter", None, None),
        ("As a variable", None, None),
    }


def test_updating_keeps_translations_drops_what_is_gone_and_is_stable(catalogues, app):
    catalogues.update(app)
    translate(catalogues, app, tree="树", leaf="叶")
    before = catalogues.catalogue_path(app).read_text()
    catalogues.update(app)
    assert catalogues.catalogue_path(app).read_text() == before
    rules = catalogues.PACKAGE / app / "rules.py"
    rules.write_text(rules.read_text().replace("tree", "bush"))
    catalogues.update(app)
    held = {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogues.catalogue_path(app)))}
    assert held == {"bush": "", "leaf": "叶"}


def test_a_catalogue_behind_the_code_is_named(catalogues, app):
    catalogues.update(app)
    translate(catalogues, app, tree="树", leaf="叶")
    rules = catalogues.PACKAGE / app / "rules.py"
    rules.write_text(rules.read_text().replace("tree", "bush"))
    assert catalogues.faults(app) == ["orchard: missing: 'bush'", "orchard: no longer used: 'tree'"]


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        ("Plants of {name}", "{name} 的工厂", ""),
        ("Plants of {name}", "工厂", "placeholders differ"),
        ("%(n)s rows", "%s 行", "placeholders differ"),
        ("Share of 50% only", "只有 50% 的份额", ""),
        ("Save", "Save", "still English"),
        ("PDF {n}", "PDF {n}", ""),
        ("Save", "", "not translated"),
    ],
)
def test_faults_of_one_translation(catalogues, english, chinese, fault):
    entry = polib.POEntry(msgid=english, msgstr=chinese)
    found = catalogues._entry_fault(entry, catalogues.Message(english))
    assert found.startswith(fault)
    assert bool(found) == bool(fault)


def test_a_fuzzy_entry_is_a_fault(catalogues):
    entry = polib.POEntry(msgid="Save", msgstr="保存", flags=["fuzzy"])
    assert catalogues._entry_fault(entry, catalogues.Message("Save")) == "marked fuzzy"


def test_two_apps_that_disagree_are_named(catalogues, app):
    other = catalogues.PACKAGE / "market"
    other.mkdir()
    (other / "rules.py").write_text('from django.utils.translation import gettext as _\n_("tree")\n')
    for name, chinese in ((app, "树"), ("market", "树木")):
        catalogues.update(name)
        translate(catalogues, name, tree=chinese)
    assert len(catalogues.contradictions(catalogues.apps())) == 1
