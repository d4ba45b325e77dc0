"""WordPress's REST collections (`/wp-json/wp/v2/posts`): asked in the order of their last edits, page by page."""

import re

from yarl import URL

PER_PAGE = 20
MOST_PAGES = 10
_ROUTE = re.compile(r".*/wp/v2/[\w-]+/?")


def is_collection(url: URL) -> bool:
    """Whether it is a collection's address, by path or, without permalinks, by `?rest_route=`."""
    return _ROUTE.fullmatch(url.query.get("rest_route", url.path)) is not None


def in_order_of_edits(address: str) -> str:
    """The address of the first page, the latest edits first, so that a revision of an old post is seen. What the
    address says for itself (`per_page`, `orderby`, `order`) holds."""
    url = URL(address)
    if not is_collection(url):
        return address
    own = {"per_page": str(PER_PAGE)} | ({} if "orderby" in url.query else {"orderby": "modified", "order": "desc"})
    return str(url.update_query({name: value for name, value in own.items() if name not in url.query}))


def more_pages(address: str, pages: int) -> list[str]:
    """The addresses of the pages behind the first, of `pages` in all, MOST_PAGES at most; none for another address, or
    where it names a page itself."""
    url = URL(address)
    if not is_collection(url) or "page" in url.query:
        return []
    return [str(url.update_query(page=str(number))) for number in range(2, min(pages, MOST_PAGES) + 1)]
