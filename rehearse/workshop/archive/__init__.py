"""Where a session's events lie: one small protocol, kept by SQLite on one machine or by PostgreSQL for several."""
