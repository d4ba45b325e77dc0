"""Readers of the public sets and of our own text: sentences of words with the labels that each word may have."""
