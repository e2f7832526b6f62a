"""The report as one HTML file that needs nothing else, has no script, and prints well."""

from rehearse.workshop.report.page.frame import html

__all__ = ["html"]
