"""Notebooks and parameters → executed notebooks → a site of HTML pages that need no network."""

from cmp.render.display import enable_display
from cmp.render.plan import read_plan, select
from cmp.render.report import ReportOptions, plan_jobs, render_reports

__all__ = ["ReportOptions", "enable_display", "plan_jobs", "read_plan", "render_reports", "select"]
