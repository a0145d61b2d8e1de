"""The guide for young people."""

from istoolkit.documents.guides.families import FAMILIES
from istoolkit.documents.guides.plain import Voice

YOUNG_PEOPLE = Voice(
    reader="young-people",
    key="young_people",
    title="Sharing what we know about you",
    audience="young people",
    headings={
        "what": "What is this?",
        "why": "Why do they share?",
        "information": "What do they share?",
        "who": "Who gets to know?",
        "choice": "Do I get a say?",
        "without_asking": "When will nobody ask me?",
        "kept": "How long do they keep it?",
        "rights": "What are my rights?",
        "questions": "Whom can I ask?",
        "contacts": "Need help?",
    },
    words={
        **FAMILIES.words,
        "people": "you",
        "what": "People who work with you may share what they know about you. They have agreed how they do it. They call it “{title}”. “We” means the people who work for these services.",
        "ask": "We have not written this down yet. Ask us.",
        "why": "This is what it is good for:",
        "information": "We may share these things, if they are needed:",
        "private": "Some of this is very private: {what}. The law looks after it more.",
        "never": "We do not share this:",
        "who": "People who work here may get to know:",
        "who_some": "People who work here may get to know. Not all of them get to know all of it:",
        "processors": "{who} {look} after it for us, and may only do what we say.",
        "who_else": "We do not know yet who else. Ask us.",
        "asked_always": "Yes. We ask you or your parents first.",
        "asked": "Yes. We ask you or your parents first when it is like this:",
        "asked_never": "We do not ask you first. But you can always tell us what you think.",
        "ask_choice": "Ask us when you get a say.",
        "not_asked": "We do not ask first when it is like this:",
        "without": "We do not ask first. We share when it is like this:",
        "grounds": "Even when we ask first, we may have to share if you say no. This is when:",
        "ask_without": "Ask us when this may happen.",
        "not_told": "If telling you could do harm, we may not tell you.",
        "kept": "They keep it for this long:",
        "questions": "Ask a grown-up you trust. A teacher, a nurse or a worker can help.",
        "write_to": "Or ask: {whom}.",
        "danger": "Are you or someone else in danger now?",
    },
)
"""How the guide for young people speaks."""
