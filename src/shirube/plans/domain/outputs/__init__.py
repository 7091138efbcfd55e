"""Writers of what leaves the house: files, feeds and printed matter, all made from the plan document."""
