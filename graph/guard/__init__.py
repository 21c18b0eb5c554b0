"""Queries written by a user: read, judged before any engine sees them, and run in a process that can be killed.

`checking.check` refuses what is not plain reading; `running.run` checks and runs. Why it is built like this:
docs/decisions/0012-guard.md.
"""
