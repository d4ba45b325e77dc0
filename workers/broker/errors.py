"""What the broker room can't do, in words for the person who asked for it."""


class BrokerError(Exception):
    """The local broker can't be started, stopped or reached, or a topic can't be brought into shape: the message says
    what and how to go on."""
