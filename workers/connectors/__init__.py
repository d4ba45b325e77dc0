"""Connectors: what people have (files, pages, feeds, streams) becomes raw articles on `news.raw`."""
