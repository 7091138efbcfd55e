"""The types of fields: each says what an author may write, how what is typed is read, and how an answer is told."""
