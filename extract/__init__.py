"""From text to claims: who did what to whom, and who says so."""
