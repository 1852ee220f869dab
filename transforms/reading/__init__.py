"""The reader: one document in, its page, dated expressions, mentions and claims out."""
