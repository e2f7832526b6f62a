"""New content, ids, layout and schemas: what is written into an author's files."""
