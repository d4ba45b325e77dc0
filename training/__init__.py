"""How the shipped models were made. Nothing that runs imports it."""
