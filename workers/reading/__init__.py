"""Reading topics for people: to the end or for ever, without joining a consumer group."""
