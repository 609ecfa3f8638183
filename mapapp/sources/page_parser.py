"""A page's markup on standard input, its article on standard output: run in a process of its own.

A hostile page can make any parser slow or large. This process has limits and can be killed; it sees no
network, no store and no settings.
"""

import json
import sys
from typing import Any


def limit(memory_bytes: int, seconds: int) -> None:
    """Limit this process's memory and processor time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's deadline alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def read_page(markup: str) -> dict[str, Any]:
    """Return {"title", "text", "published", "source", "language"} of a page, each "" where it has none."""
    import trafilatura
    from lxml import html

    # No network, no entities beyond HTML's own; a document type is read by nothing.
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8")
    tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    found: Any = trafilatura.bare_extraction(
        tree, fast=True, include_comments=False, include_tables=False, with_metadata=True
    )
    if found is None:
        return {"title": "", "text": "", "published": "", "source": "", "language": ""}
    declared = tree.get("lang") or ""
    return {
        "title": (found.title or "").strip(),
        "text": (found.text or "").strip(),
        "published": found.date or "",
        "source": (found.sitename or "").strip(),
        "language": declared.split("-")[0][:3],
    }


def main() -> None:
    """Read the markup, write one JSON object."""
    limit(1 << 30, 10)
    markup = sys.stdin.buffer.read().decode("utf-8", "replace")
    sys.stdout.buffer.write(json.dumps(read_page(markup)).encode())


if __name__ == "__main__":
    main()
