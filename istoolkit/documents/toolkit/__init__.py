"""The policy index: the nine tiers of the toolkit, what of them a partnership has and what is missing."""
