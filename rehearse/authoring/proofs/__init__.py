"""The sections of a proof, each made of audits: what stands in them, and which rule gives which mark."""
