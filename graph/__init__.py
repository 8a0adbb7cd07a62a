"""The claim graph: where claims are kept, reviewed, asked and exported."""
