"""A generated book of customers for the demo: believable, deterministic, and about nobody."""

from kaizhi.interchange.demo_book.book import generate_book
from kaizhi.interchange.demo_book.rows import DemoBook

__all__ = ["DemoBook", "generate_book"]
