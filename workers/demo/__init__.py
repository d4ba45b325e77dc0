"""The demo: the bundled samples through the wire, shown in the terminal."""
