"""A chart's numbers as a file."""

import csv
from io import StringIO
from urllib.parse import quote

from django.http import HttpResponse

from kaizhi.ui.charts import Chart
from kaizhi.ui.tables.export import csv_value


def chart_response(chart: Chart) -> HttpResponse:
    """CSV with a byte-order mark, so that Excel reads Chinese; a text that Excel would run gets a quote mark."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    names = (f"{one.name} ({chart.unit})" if chart.unit else str(one.name) for one in chart.series)
    writer.writerow(map(csv_value, [str(chart.head), *names]))
    for place, name in enumerate(chart.categories):
        writer.writerow([csv_value(str(name)), *(one.values[place] for one in chart.series)])
    response = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(chart.id)}.csv"
    return response
