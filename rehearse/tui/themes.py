"""The two themes: warm and quiet, one accent colour, every text readable on its ground."""

from textual.theme import Theme

DARK = "rehearse-dark"
LIGHT = "rehearse-light"

# $quiet is for what stands beside the main thing; $line for thin rules; $chosen is the ground under what is chosen.
_DARK = Theme(
    name=DARK,
    dark=True,
    primary="#a9b9ea",
    secondary="#8d98bd",
    accent="#a9b9ea",
    foreground="#e9e3d8",
    background="#1b1917",
    surface="#22201d",
    panel="#2b2824",
    success="#a8c68a",
    warning="#e6c078",
    error="#e8937f",
    variables={
        "quiet": "#a69d90",
        "line": "#3d3933",
        "chosen": "#33312f",
        "chosen-focused": "#3a4056",
        "block-cursor-background": "#3a4056",
        "block-cursor-foreground": "#f4efe6",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#33312f",
        "block-cursor-blurred-foreground": "#e9e3d8",
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": "#2b2824",
        "input-selection-background": "#a9b9ea 35%",
        "input-cursor-background": "#e9e3d8",
        "input-cursor-foreground": "#1b1917",
        "border": "#a9b9ea",
        "border-blurred": "#3d3933",
        "scrollbar": "#3d3933",
        "scrollbar-hover": "#575146",
        "scrollbar-active": "#a9b9ea",
        "scrollbar-background": "#1b1917",
        "scrollbar-background-hover": "#1b1917",
        "scrollbar-background-active": "#1b1917",
        "scrollbar-corner-color": "#1b1917",
        "link-color": "#a9b9ea",
    },
)

_LIGHT = Theme(
    name=LIGHT,
    dark=False,
    primary="#3d4f96",
    secondary="#5a658f",
    accent="#3d4f96",
    foreground="#2b2722",
    background="#faf6ef",
    surface="#f4efe5",
    panel="#ebe4d7",
    success="#3f6b24",
    warning="#855400",
    error="#a3351f",
    variables={
        "quiet": "#6a6256",
        "line": "#d8cfbf",
        "chosen": "#ece5d8",
        "chosen-focused": "#d5dbf1",
        "block-cursor-background": "#d5dbf1",
        "block-cursor-foreground": "#1f1c18",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#ece5d8",
        "block-cursor-blurred-foreground": "#2b2722",
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": "#f0eadf",
        "input-selection-background": "#3d4f96 25%",
        "input-cursor-background": "#2b2722",
        "input-cursor-foreground": "#faf6ef",
        "border": "#3d4f96",
        "border-blurred": "#d8cfbf",
        "scrollbar": "#d8cfbf",
        "scrollbar-hover": "#bdb29f",
        "scrollbar-active": "#3d4f96",
        "scrollbar-background": "#faf6ef",
        "scrollbar-background-hover": "#faf6ef",
        "scrollbar-background-active": "#faf6ef",
        "scrollbar-corner-color": "#faf6ef",
        "link-color": "#3d4f96",
    },
)

THEMES: dict[str, Theme] = {DARK: _DARK, LIGHT: _LIGHT}


def other(name: str) -> str:
    """The theme to switch to from *name*."""
    return DARK if name == LIGHT else LIGHT
