"""The process pool that runs the core: bytes in, bytes out, one bad item never harms another."""
