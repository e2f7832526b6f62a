"""The session on the web: phones, projector, the coach's phone. Nothing here comes from elsewhere or goes there."""

from rehearse.workshop.server.app import Application, application
from rehearse.workshop.server.settings import Settings

__all__ = ["Application", "Settings", "application"]
