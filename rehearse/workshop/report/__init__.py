"""What is told of a session afterwards, or while it runs: as a page, as tables, as xAPI statements.

All of it is worked out from the content and from the events that were stored, and from nothing else. ``telling`` puts
it together; whatever may not be told of an anonymous session is left out there, so that no form can tell it.
"""
