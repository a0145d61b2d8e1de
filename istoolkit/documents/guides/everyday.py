"""Everyday words for what the law and the definition call otherwise. What has none here keeps its own."""

from collections.abc import Mapping

SERVICES: Mapping[str, str] = {
    "council": "the council",
    "health-board": "the health board",
    "nhs-trust": "NHS health workers",
    "integrated-care-board": "the NHS body that plans health care",
    "gp-practice": "doctors",
    "ambulance-service": "the ambulance service",
    "police": "the police",
    "fire-and-rescue": "the fire service",
    "probation": "the probation service",
    "prison": "the prison",
    "youth-justice": "the youth justice team",
    "school": "schools",
    "college": "the college",
    "nursery": "nurseries",
    "university": "the university",
    "housing-association": "a landlord",
    "housing-provider": "landlords",
    "safeguarding-board": "the board that checks that people are safe",
    "charity": "a charity",
    "company": "a company",
    "government-department": "a government department",
    "regulator": "the body that checks on services",
    "court-service": "the courts",
    "archive": "an archive",
    "partnership": "a group of services",
}
"""What people call an organisation of a kind (``organisation_kinds`` of the vocabularies)."""

MANY: Mapping[str, str] = {
    "the probation service": "probation",
    "the prison": "prisons",
    "the college": "colleges",
    "the university": "universities",
    "a landlord": "landlords",
    "a charity": "charities",
    "a company": "companies",
    "a government department": "government departments",
    "an archive": "archives",
    "a group of services": "groups of services",
}
"""What people call several of a kind, where that differs."""

PRIVATE: Mapping[str, str] = {
    "racial-or-ethnic-origin": "where your family comes from",
    "political-opinions": "your views on politics",
    "religious-or-philosophical-beliefs": "what you believe",
    "trade-union-membership": "whether you are in a trade union",
    "genetic": "your genes",
    "biometric": "things like your fingerprints",
    "health": "your health",
    "sex-life": "your sex life",
    "sexual-orientation": "who you are attracted to",
}
"""The special categories of UK GDPR Article 9(1) in everyday words."""

CRIME = "crimes and trouble with the police"
"""Criminal offence data (UK GDPR Article 10) in everyday words."""

GROUNDS: Mapping[str, str] = {
    "legal-obligation": "the law or a court says it must be shared",
    "statutory-requirement": "an Act says it must be shared",
    "significant-harm": "a child or an adult may be badly hurt",
    "asking-increases-risk": "asking first could put someone in danger, or get in the way of finding out what happened",
    "serious-crime": "it helps to stop or solve a serious crime",
    "overriding-public-interest": "other people's safety or good matters more than keeping it private",
    "vital-interests": "someone's life is in danger",
    "refusal-puts-child-at-risk": "someone says no, and that leaves a child in danger of being badly hurt",
}
"""The grounds for sharing without agreement, to follow “when”."""

EASY_GROUNDS: Mapping[str, str] = {
    "legal-obligation": "The law or a court says that we must.",
    "statutory-requirement": "A law says that we must.",
    "significant-harm": "Someone may be badly hurt.",
    "asking-increases-risk": "Asking may put someone in danger, or stop us from finding out more.",
    "serious-crime": "It helps to stop or solve a serious crime.",
    "overriding-public-interest": "The good of others matters more than keeping it private.",
    "vital-interests": "Someone's life is in danger.",
    "refusal-puts-child-at-risk": "A “no” would leave a child in danger of being badly hurt.",
}
"""The same grounds for easy-read guides, each a short sentence."""
