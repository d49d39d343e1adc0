"""A chart's numbers as a file."""

import csv
from io import StringIO
from urllib.parse import quote

from django.http import HttpResponse

from kaizhi.ui.charts import Chart

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def chart_response(chart: Chart) -> HttpResponse:
    """CSV with a byte-order mark, so that Excel reads Chinese; a text that Excel would run gets a quote mark."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([chart.head, *(f"{one.name} ({chart.unit})" if chart.unit else one.name for one in chart.series)])
    for place, name in enumerate(chart.categories):
        writer.writerow([_safe(str(name)), *(one.values[place] for one in chart.series)])
    response = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(chart.id)}.csv"
    return response


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text
