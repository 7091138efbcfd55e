"""Charts drawn on the server: values in, coordinates out, SVG or HTML by template. No models, no script.

Templates: `ui/charts/line.html`, `bar.html`, `share.html`, `track.html`, `roadmap.html`; each says what it needs.
"""

from __future__ import annotations

from shirube.ui.charts.bars import Bar, BarChart, Share, SharePart, draw_bars, draw_share
from shirube.ui.charts.line import draw_line, render_line_svg
from shirube.ui.charts.points import LineChart, Point
from shirube.ui.charts.roadmap import Roadmap, RoadmapPhase, RoadmapRow, draw_roadmap
from shirube.ui.charts.track import Track, draw_track

__all__ = [
    "Bar",
    "BarChart",
    "LineChart",
    "Point",
    "Roadmap",
    "RoadmapPhase",
    "RoadmapRow",
    "Share",
    "SharePart",
    "Track",
    "draw_bars",
    "draw_line",
    "draw_roadmap",
    "draw_share",
    "draw_track",
    "render_line_svg",
]
