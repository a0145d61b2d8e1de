"""Particulars of people that do not belong in an agreement: numbers that the state gives, names and their mailboxes."""

import datetime
import re
from collections.abc import Callable

NHS = re.compile(r"(?<![\d.,/+-])(?<!\d[ -])\d{3}([ -]?)\d{3}\1\d{4}(?![ -]?\d)")
CHI = re.compile(r"(?<![\d.,/+-])(?<!\d[ -])(?:\d{10}|\d{6} \d{4}|\d{3} \d{3} \d{4})(?![ -]?\d)")
INSURANCE = re.compile(r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b")
PUPIL = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]\b")

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:19|20)\d\d)\b"
_COHORT = r"(?! ?(?:or|to|and|onwards|until|-|–))"
BIRTH = re.compile(
    rf"(?:[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*)+,?(?: was)? ?\(?(?i:born|b\.)(?: on)? ?|(?i:\bd\.?o\.?b\b\.?|\bdate of birth)(?: is| was)?[ :=-]*){_DAY}{_COHORT}"
)
BIRTH_MARKS = ("born", "b. ", "dob", "d.o.b", "date of birth")

_TITLES = """
    cllr councillor dc dci di dr ds miss mr mrs ms mx pc prof professor rev revd reverend sergeant sgt
"""
TITLES = frozenset(_TITLES.split())
TITLED = re.compile(
    r"\b(?:(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Revd?|Reverend|Cllr|Councillor|PC|DC|DS|DI|DCI|Sgt|Sergeant)\.?)"
    r"\s+(?:\d{2,6}\s+)?(?:[A-Z]\.?\s+){0,3}(?:[A-Z][a-z]+\s+)?(?P<name>(?:[A-Z]['’]|Ma?c)?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b"
)
_NAME = re.compile(
    r"[A-Z][a-z]+(?:['’-][A-Z][a-z]+)?(?: [A-Z]\.?)?(?: (?:[A-Z]['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?){1,2}\Z"
)
_PARTS = re.compile(r"\s*(?:[,;:()<>/]| [–-] )\s*")
MAILBOX = re.compile(r"(?<![\w.@+-])([A-Za-z]+)[._]([A-Za-z]+(?:-[A-Za-z]+)?)\d{0,3}@[\w-]+(?:\.[\w-]+)+")

_GIVEN = """
    aaron abdul adam adele adrian ahmed aisha alan alastair alex alexander alexandra ali alice alison amanda
    amina amir amy andrea andrew angela anita ann anna anne annette anthony antony arjun arthur barbara barry
    ben benjamin beth bethan brenda brian bronwen bruce callum cameron carl carol caroline carys cath catherine
    cathy ceri charles charlotte cheryl christina christine christopher claire clare colin connor craig cynthia
    daniel darren david dean debbie deborah denise derek diana diane dominic donald donna dorothy douglas duncan
    dylan edward eileen elaine eleanor elizabeth ellen emily emma eric erin esther euan ewan fatima fiona
    frances fraser freya gareth gary gavin gemma geoffrey george georgina geraint gerald gillian gordon graeme
    graham gwen hamish hannah harriet harry hassan heather helen henry howard hugh huw iain ian ibrahim imran
    irene isabel jacqueline james jamie jan jane janet janice jason jean jennifer jenny jeremy jessica jill joan
    joanna joanne john jonathan joseph joshua joyce judith julia julian julie karen kate katherine kathleen
    kathryn katie keith kelly kenneth kerry kevin khalid kim kirsty kumar laura lauren lee leila lesley lewis
    liam linda lisa louise lucy luke lynn lynne malcolm margaret maria marie marion martin mary matthew maureen
    megan mehmet michael michelle mohamed mohammed muhammad nadia naomi natalie nathan neil niall niamh nicholas
    nicola nicole nigel nisha oliver olivia owen pamela patricia patrick paul paula pauline peter philip
    philippa phillip priya rachel rajesh ravi rebecca rhian rhys richard robert roger ronald rosemary ross
    rupert russell ruth ryan sally samantha samuel sandra sanjay sara sarah sean sharon shaun sheila shirley
    sian simon sophie stephanie stephen steven stewart stuart sunita susan suzanne sylvia tariq terence teresa
    theresa thomas timothy tina tony tracey tracy trevor usman vanessa vera veronica vincent vivek wendy william
    yasmin yusuf yvonne zainab zoe
"""
GIVEN = frozenset(_GIVEN.split())
"""Given names that mean nothing else. Those that do, such as Grace and Mark, prove nothing."""

_ROLES = """
    academy access acting admin administration administrator admissions adult adults adviser advisor advocate
    agency analyst answers area assessment asset assistant associate assurance audit authority board borough
    bureau bursar business cabinet cadeirydd caldicott captain care carer case central centre chair chairman
    chairperson champion chief child children childrens city clerk clinical clinician college commander
    commissioner commissioning committee community company complaints compliance concerns constable consultant
    contact controller coordinator coroner corporate council county court customer cyber cyfarwyddwr cyfreithiol
    data delegate democratic department depute deputy designated desk development digital diogelu director
    dirprwy disclosure district division doctor duty early east education emergency employment enforcement
    engagement engineer enquiries enquiry environment equality estates executive facilities families family
    feedback finance fire foi force fostering foundation freedom front general gofal governance governing
    governor group guardian guidance gwasanaeth gwasanaethau gweithredwr head headmaster headmistress
    headteacher health help helpdesk home homes hospital hospitals house housing hr hub human iechyd improvement
    inclusion independent info infogov information insight inspector integrated intelligence internal
    investigator it joint judge justice keeper law lead leader leadership learning legal liaison librarian
    licensing limited local mail management manager managing marshal mash matron medical medicine member mental
    mid midwife midwifery minister monitoring multi named national neighbourhood network night north northern
    notifications nurse nursery nursing offender office officer officers operational operations out owner panel
    parent partner partners partnership partnerships patient patients pennaeth people performance permanent
    person personnel pharmacist planning plant police policy post practice practitioner prevent prif principal
    privacy probation procurement professional programme project projects proprietor protection provider provost
    public quality records recovery referral referrals region regional register registrar registry regulatory
    representative request requests research resilience resources response responsible revenues rheolwr risk
    safe safeguarding safety school schools scientist secretary section secure security senior sergeant service
    services sharing sheriff single siro social society solicitor south southern special specialist standards
    station statistics steering strategic strategy superintendent supervisor support surgery surveyor
    sustainability swyddog systems teacher team technical technology tenancy therapist tim town training
    transformation transport treasurer trust trustee unit university urgent vice victim visiting visitor
    volunteer warden welfare wellbeing west western worker works young youth
"""
ROLES = frozenset(_ROLES.split())
"""Words of which titles of posts, teams and mailboxes are made."""


def _digits(text: str) -> list[int]:
    return [int(each) for each in text if each.isdigit()]


def has_check_digit(text: str) -> bool:
    """Whether ten digits have the check digit of an NHS or CHI number."""
    *first, last = _digits(text)
    check = 11 - sum(each * weight for each, weight in zip(first, range(10, 1, -1), strict=True)) % 11
    return check % 11 == last


def is_nhs_range(text: str) -> bool:
    """Whether ten digits begin as NHS numbers of England, Wales and Northern Ireland do, or those made for tests."""
    begins = int("".join(map(str, _digits(text)[:3])))
    return 320 <= begins <= 499 or 600 <= begins <= 708 or begins == 999


def begins_with_date(text: str) -> bool:
    """Whether six digits begin a number as a date does: 010190 is 1 January 1990."""
    day, month, year = (int(text[at : at + 2]) for at in (0, 2, 4))
    try:
        datetime.date(1900 + year, month, day)
    except ValueError:
        return (day, month, year) == (29, 2, 0)
    return True


_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def is_pupil_number(text: str) -> bool:
    """Whether thirteen characters have the check letter of a unique pupil number."""
    values = [int(each) if each.isdigit() else _LETTERS.index(each) for each in text[1:]]
    return _LETTERS[sum(each * weight for weight, each in enumerate(values, 2)) % 23] == text[0]


def person(value: str, is_ordinary: Callable[[str], bool]) -> str:
    """Return the name of a person in a text where a post is wanted; empty where there is none that is beyond doubt."""
    first, *rest = _PARTS.split(value.strip())
    if _NAME.match(first) and not any(is_ordinary(word) for word in _bare(first)):
        return first
    named = (each for each in rest if _NAME.match(each) and each.split()[0].lower() in GIVEN)
    return next((each for each in named if not any(word in ROLES for word in _bare(each)[1:])), "")


def _bare(name: str) -> list[str]:
    return [word.lower() for word in re.split(r"[ -]", name.replace(".", "")) if len(word) > 1]


def is_personal(mailbox: str, is_ordinary: Callable[[str], bool]) -> bool:
    """Whether a mailbox is called after a person: jane.smith, j.smith."""
    first, last = re.split(r"[._]", mailbox.lower().partition("@")[0].rstrip("0123456789"))
    if last.split("-")[0] in ROLES or len(last) < 2:
        return False
    return first in GIVEN or not (is_ordinary(last) or (len(first) > 1 and is_ordinary(first)))
