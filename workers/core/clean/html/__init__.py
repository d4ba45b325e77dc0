"""HTML: its visible text with positions, the copy in it, and what its markup says about the article."""
