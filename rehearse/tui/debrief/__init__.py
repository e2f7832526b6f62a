"""The debrief: nine parts, the curve, branches side by side, reading a line otherwise, a goal."""
