"""HTML: its visible text with positions, the copy in it, and what its markup says about the article.

`view` scans (scan, elements, seen). `prose` weighs the blocks, by boxes; `place` finds where the copy is, `choose` what
of it is copy; `hydrated` and `second` (with align) are asked where that finds little. `meta` gathers the claims:
jsonld, metas, headline, people and bylines, times and written. `page` and `fragment` put it together.
"""
