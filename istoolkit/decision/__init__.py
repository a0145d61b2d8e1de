"""The decision whether to share: its questions as a tree, walking it, and what a protocol says beside it. Nothing here prints or asks.

The questions are those of the information sharing guidance of HM Government (2008) in the light of the law today, with
danger asked first. They are data: ``schemas/guidance/decision.yaml``.
"""
