"""What the house promises about speed, measured. `./shirube bench --list` names the benchmarks.

A module of this package with a function `measure(tell)` is one: `plan_pages.py` is `bench plan-pages`, and its first line
says what it measures. It works on data of its own in a temporary folder, sends traffic to this machine only, and returns
an Outcome. `tell` says on stderr how far it has come. Where it also has a function `rehearse(tell)`, `--rehearse` runs that:
everything once, on little data and without limits.
"""
