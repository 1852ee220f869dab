"""The page that people open: one HTML file made from the published database, with nothing to fetch and nothing to run.

`page.py` puts it together, `content.py` asks the database for it, `charts.py` and `lineage.py` draw, `words.py` says
dates, countries and raw text as people read them, `templates/` has the HTML, the style and the small script.
"""
