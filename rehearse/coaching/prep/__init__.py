"""The prep sheet: what stands on the page to take along, and how it fits on one."""
