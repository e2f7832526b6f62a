"""To and from other programs: Twee, Yarn Spinner, Ink, and tables for translators."""
