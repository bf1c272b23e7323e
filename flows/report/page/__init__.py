"""The release's page: one HTML file that opens anywhere, from a disk or a server, and asks nothing of the network."""

from flows.report.page.write import PAGE_NAME, write_page

__all__ = ["PAGE_NAME", "write_page"]
