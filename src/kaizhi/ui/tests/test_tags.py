import pytest
from django import forms
from django.template import Context, Template
from lucide import IconDoesNotExist

from kaizhi.ui.charts import Chart, Series
from kaizhi.ui.icons import SPRITE, icon, sprite


def render(text, **context):
    return Template(text).render(Context(context)).strip()


class OneField(forms.Form):
    name = forms.CharField(max_length=3, help_text="Three letters")


def test_every_icon_of_the_sprite_exists():
    text = sprite()
    assert text.count("<symbol") == len(SPRITE)


def test_an_icon_is_silent_unless_labelled(people_site):
    assert 'aria-hidden="true"' in icon("users")
    assert 'role="img" aria-label="People &amp; more"' in icon("users", "People & more")
    assert "<use" not in icon("banana")  # outside the sprite: drawn inline
    assert "<path" in icon("banana")


def test_an_unknown_icon_is_an_error():
    with pytest.raises(IconDoesNotExist):
        icon("no-such-icon-anywhere")


def test_a_field_names_its_hint_and_its_error():
    html = render("{% field form.name %}", form=OneField({"name": "abcd"}))
    assert '<label for="id_name">Name<b class="required"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext">Three letters' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_texts_are_escaped():
    evil = "<script>'\""
    for tag in (
        "{% badge x x %}",
        "{% person x %}",
        "{% copyable x %}",
        "{% empty x %}",
        "{% unknown x %}",
        "{% money 1 x %}",
    ):
        assert "<script" not in render(tag, x=evil), tag


def test_a_chart_has_its_numbers_as_a_table(people_site):
    chart = Chart(
        "c",
        "bar",
        "Lyon buys most",
        ["Lyon", "</script>"],
        [Series("Amount", [1234.5, None], links=["/a", ""])],
        decimals=1,
    )
    html = render("{% chart chart %}", chart=chart)
    assert '<a href="/a">1,234.5</a>' in html
    assert '<span class="unknown"' in html
    assert html.count("</script>") == 1  # json_script closes itself once
    assert '<script id="c-data" type="application/json">' in html


def test_a_chart_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="pie"):
        Chart("c", "pie", "x", [], [])


def test_a_panel_comes_by_itself(people_site):
    html = render('{% panel "ui:lazy_panel" title="Orders" %}')
    assert 'hx-get="/ui/components/panel"' in html
    assert 'hx-trigger="intersect once"' in html
    assert '<a href="/ui/components/panel">' in html  # and without script it is a link


def test_the_stage_bar_says_where_we_are():
    steps = [{"label": "Trial", "state": "done"}, {"label": "Order", "state": "now", "hint": "12 days"}]
    html = render("{% stages steps %}", steps=steps)
    assert '<li class="now" aria-current="step" title="12 days"><span>Order</span></li>' in html
