"""What the engine itself says, in the three languages of residents.

These sentences are chosen by an argument, not by the thread's language: a record is typeset in the worker in the language
its person reads. So they stand here as data, and a test sees that none is missing.
"""
