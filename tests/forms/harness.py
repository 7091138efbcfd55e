"""A page around a step, as rooms make it: for the tests of the templates and for looking at them."""

from __future__ import annotations

from django.template import engines

PAGE = """{% extends "ui/frame.html" %}
{% block head %}{% include "forms/_head.html" %}{% endblock %}
{% block title %}見本{% endblock %}
{% block content %}<form class="form-page" method="post" novalidate data-autosave="/save">
{% include "forms/_start.html" %}{% include "forms/_autosave.html" %}{% include "forms/_progress.html" %}
{% include "forms/_problems.html" %}{% include "forms/_step.html" %}{% include "forms/_buttons.html" with back=True pause=True %}
</form>{% endblock %}
{% block scripts %}{% include "forms/_scripts.html" %}{% endblock %}"""
SUMMARY = '{% include "forms/_summary.html" %}'
LIVE = '{% include "forms/_live.html" %}'


def draw(source: str = PAGE, **context: object) -> str:
    """The HTML of a page without a city."""
    return engines["django"].from_string(source).render({"csrf_token": "t", "live_url": "/live", **context})
