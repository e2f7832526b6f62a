"""The prep sheet: read row by row, put in one's own words."""
