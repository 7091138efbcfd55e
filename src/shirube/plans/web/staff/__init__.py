"""The pages on which staff work on plans. They are in Japanese, like the work."""
